"""How wide a text is, and where it breaks: so that a map card's height is known before any browser draws it.

Widths come from the advance widths of Manrope, the font that both the browser and the PDF use. Without
the font every letter counts as a wide one: cards may then be a line too tall, never too short.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

WIDE = 0.62  # of the font size: a letter that the font does not have
ELLIPSIS = "…"
NBSP = "\u00a0"
SPACES = re.compile(r"[^\S\u00a0]+")
MARGIN = 1.02  # browsers round each line up a little


@cache
def advances(weight: str) -> Mapping[str, float]:
    """Each character's width as a share of the font size; empty when the font is not installed."""
    package = find_spec("font_manrope")
    if package is None or package.origin is None:
        return {}
    try:
        font = TTFont(Path(package.origin).parent / "files" / f"Manrope-{weight}.ttf", lazy=True)
    except (OSError, TTLibError):
        return {}
    with font:
        size = font["head"].unitsPerEm
        widths = font["hmtx"]
        return {chr(code): widths[glyph][0] / size for code, glyph in font.getBestCmap().items()}


def text_width(text: str, *, size: float, weight: str = "SemiBold") -> float:
    """The width of one line of text, in the unit of `size`."""
    widths = advances(weight)
    return sum(widths.get(letter) or _guess(letter) for letter in text) * size * MARGIN


def _guess(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    return 1 if unicodedata.east_asian_width(letter) in "WF" else WIDE


def break_lines(
    text: str, *, width: float, size: float, weight: str = "SemiBold", most: int = 0
) -> tuple[str, ...]:
    """The text in lines no wider than `width`; a word that is too long is cut, after a hyphen if it has one.

    The lines joined give the text again (its white space as single spaces, none breaking before %): a
    line that ends between words keeps the space. With `most` > 0 the last line may end in an ellipsis.
    """
    lines: list[str] = []
    line = ""
    for word in SPACES.sub(" ", text).strip().replace(" %", f"{NBSP}%").split(" "):
        candidate = f"{line} {word}" if line else word
        if text_width(candidate, size=size, weight=weight) <= width:
            line = candidate
            continue
        if line:
            lines.append(f"{line} ")
        line = word
        while text_width(line, size=size, weight=weight) > width:
            head = _fitting(line, width=width, size=size, weight=weight)
            lines.append(head)
            line = line[len(head) :]
    if line:
        lines.append(line)
    if most and len(lines) > most:
        lines = [*lines[: most - 1], _shortened(lines[most - 1], width=width, size=size, weight=weight)]
    return tuple(lines)


def _fitting(word: str, *, width: float, size: float, weight: str) -> str:
    """The longest start of a word that fits, at least one letter; after a hyphen when there is one in it."""
    count = 1
    while count < len(word) and text_width(word[: count + 1], size=size, weight=weight) <= width:
        count += 1
    hyphen = max(word.rfind(mark, 0, count) for mark in "-–/")
    return word[: hyphen + 1] if hyphen > 0 else word[:count]


def _shortened(line: str, *, width: float, size: float, weight: str) -> str:
    """The line with an ellipsis at its end, cut as far as needed."""
    while line and text_width(line + ELLIPSIS, size=size, weight=weight) > width:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
