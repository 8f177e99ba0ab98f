"""Text as it comes in, typed or from a file: one form of Unicode, no control or direction marks."""

import re
import unicodedata

#: Direction marks, embeddings, overrides and isolates: a title never needs them, a forged one does.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_GAP = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]+")
_LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029]")


def without_direction(text: str) -> str:
    """The text without characters that turn the direction of writing around."""
    return text if text.isascii() else _DIRECTION.sub("", text)


def one_line(text: str) -> str:
    """A text on one line: white space and control characters become one space, none at either end."""
    if not text.isprintable() or "  " in text or text[:1] == " " or text[-1:] == " ":
        text = _GAP.sub(" ", without_direction(text)).strip()
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def many_lines(text: str) -> str:
    """A text that may have several lines: line ends are \\n, no other control characters but the tab."""
    if not text.isprintable() or text[:1] == " " or text[-1:] == " ":
        text = _CONTROL.sub("", _LINE_END.sub("\n", without_direction(text))).strip()
    return text if text.isascii() else unicodedata.normalize("NFC", text)
