"""The legend of the map's SVG file: one line of samples with their words, more where they do not fit."""

from dataclasses import dataclass

from alignment.tracing.map_look import Connector, Sign
from alignment.ui.textwidth import text_width

LINE, SWATCH = 4.5, 3.0  # rows: how long a sample line is, how wide a sample card
GAP, AFTER = 1.0, 3.5  # rows: between a sample and its words, and to the next sample
TEXT_SIZE = 1.5
HEIGHT = 3.0  # of one line of the legend


@dataclass(frozen=True, slots=True)
class Mark:
    """One sample and its words; lengths in rows from the top left of the drawing."""

    left: float
    middle: float
    look: str
    words: str
    line: Connector | None

    @property
    def words_left(self) -> float:
        return self.left + (LINE if self.line else SWATCH) + GAP


def marks(signs: list[Sign], *, left: float, top: float, width: float) -> list[Mark]:
    """The samples from left to right, none beyond `width`."""
    found: list[Mark] = []
    at, middle = left, top + HEIGHT / 2
    for sign in signs:
        sample = LINE if sign.line else SWATCH
        needed = sample + GAP + text_width(sign.words, size=TEXT_SIZE)
        if found and at + needed > left + width:
            at, middle = left, middle + HEIGHT
        found.append(Mark(at, middle, sign.look, sign.words, sign.line))
        at += needed + AFTER
    return found
