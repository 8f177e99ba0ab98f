"""How alike two short texts are, by their words: it suggests, and a person decides."""

from collections.abc import Mapping
from typing import TypeVar

from rapidfuzz import fuzz, utils

Key = TypeVar("Key")

#: From here on a text is worth showing beside another one.
WORTH_SHOWING = 0.6


def likeness(a: str, b: str) -> float:
    """From 0 (nothing in common) to 1 (the same words): whatever their order, case and punctuation.

    The mean of two views: all words of both, and the words of the shorter one in the longer one. The
    first alone misses a title inside a sentence, the second alone takes a shared "introduction" for a match.
    A text without a letter or digit is like nothing.
    """
    return _alike(_plain(a), _plain(b))


def most_alike(
    text: str, candidates: Mapping[Key, str], limit: int, least: float = WORTH_SHOWING
) -> list[tuple[Key, float]]:
    """The candidates that are most like a text, the closest first, at most `limit` and none below `least`.

    Those that are equally close stand in the order in which they came.
    """
    plain = _plain(text)
    found = [(key, _alike(plain, _plain(other))) for key, other in candidates.items()]
    close = [one for one in found if one[1] >= least]
    return sorted(close, key=lambda one: -one[1])[:limit]


def _plain(text: str) -> str:
    """Letters and digits in lower case with single spaces between them."""
    return " ".join(utils.default_process(text).split())


def _alike(a: str, b: str) -> float:
    if not a or not b:
        return 0.0
    return (fuzz.token_sort_ratio(a, b) + fuzz.token_set_ratio(a, b)) / 200
