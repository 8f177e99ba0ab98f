"""The map on paper: A4 or A3, whichever keeps it legible, always one page in landscape."""

from dataclasses import dataclass

from alignment.tracing.map import HEAD_ROWS, MapView
from alignment.tracing.map_cards import digits

MARGIN, HEADING, LEGEND, FOOT = 12, 13, 13, 6  # millimetres
LEGIBLE = 145  # hundredths of a millimetre a row: titles of 6.7 point
LARGEST = 210
SIZES = {"a4": (297, 210), "a3": (420, 297)}


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, and how much of a millimetre one row takes on it."""

    size: str
    unit: float

    @property
    def classes(self) -> str:
        """The scale as classes; map.css adds them up."""
        return digits("f", round(self.unit * 100))


def paper_for(view: MapView) -> Paper:
    """A4 when the map stays legible on it, else A3."""
    for size in SIZES:
        unit = fitting(view, *room(size))
        if unit * 100 >= LEGIBLE:
            return Paper(size, unit)
    return Paper("a3", fitting(view, *room("a3")))


def room(size: str) -> tuple[float, float]:
    """Width and height in millimetres that a landscape sheet leaves for the map itself."""
    width, height = SIZES[size]
    return width - 2 * MARGIN, height - 2 * MARGIN - HEADING - LEGEND - FOOT


def fitting(view: MapView, width: float, height: float) -> float:
    """Millimetres a row so that the map fits into a space."""
    wanted = min(width / view.width, height / (view.rows + HEAD_ROWS), LARGEST / 100)
    return max(int(wanted * 100), 1) / 100
