"""What people write: cleaned of what nobody sees, and read for the names that it mentions."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

#: Control characters, direction marks and characters without a shape: they hide words or forge names.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
#: Joiners that a text may need (emoji, some scripts), and that make two names look like one.
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f]")
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
_MANY_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){3,}")


@dataclass(frozen=True)
class Piece:
    """A part of a text; `named` when it mentions somebody."""

    text: str
    named: bool = False


def clean_text(text: str) -> str:
    """Several lines of text in one form of Unicode, without hidden characters and long gaps."""
    text = _LINE_END.sub("\n", unicodedata.normalize("NFC", text))
    return _MANY_BLANK_LINES.sub("\n\n\n", _HIDDEN.sub("", text)).strip()


def clean_name(name: str) -> str:
    """A name on one line, without hidden characters."""
    name = _LINE_END.sub(" ", unicodedata.normalize("NFC", name)).replace("\t", " ")
    return " ".join(_JOINERS.sub("", _HIDDEN.sub("", name)).split())


def pieces(text: str, names: Iterable[str]) -> list[Piece]:
    """The text in pieces: those that mention one of the names with @, and what stands between them.

    Of names that begin alike the longest counts; capitals do not. A name that goes on, as "Tom" does
    in "@Tommy", is not mentioned.
    """
    written = {clean_name(name) for name in names} - {""} if "@" in text else set()
    if not written:
        return [Piece(text)]
    known = {name.casefold() for name in written}
    found, end = [], 0
    for match in _pattern(written).finditer(text):
        if _alike(match[1]) in known:
            found += [Piece(text[end : match.start()]), Piece(match[0], named=True)]
            end = match.end()
    return [one for one in (*found, Piece(text[end:])) if one.text]


def named_in(text: str, names: Iterable[str]) -> set[str]:
    """Those of the names that the text mentions."""
    names = list(names)
    said = {_alike(piece.text.removeprefix("@")) for piece in pieces(text, names) if piece.named}
    return {name for name in names if _alike(name) in said}


def _pattern(names: set[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    any_name = "|".join(r"[ \t]+".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"(?<!\w)@({any_name})(?!\w)", re.IGNORECASE)


def _alike(name: str) -> str:
    return clean_name(name).casefold()
