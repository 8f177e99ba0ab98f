"""Marks that nobody sees and that make a text look like another one."""

import re

#: Direction marks, embeddings, overrides and isolates: a title never needs them, a forged one does.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def without_direction(text: str) -> str:
    """The text without characters that turn the direction of writing around."""
    return text if text.isascii() else _DIRECTION.sub("", text)
