"""The columns of the board: requests by where they stand, the most valuable first, then the oldest."""

from collections.abc import Iterable
from dataclasses import dataclass

from alignment.intake.queries.board import Line, by_worth
from alignment.intake.tables import value_words
from alignment.rules.requests import Stand

#: So many cards of a column are shown; the table shows all.
MOST_CARDS = 30


@dataclass(frozen=True)
class Card:
    """One request on the board."""

    line: Line
    value: str


@dataclass(frozen=True)
class Column:
    """One column: so many requests, and the cards of the first of them."""

    stand: Stand
    count: int
    cards: list[Card]

    @property
    def code(self) -> str:
        return f"request_{self.stand}"

    @property
    def left_out(self) -> int:
        return self.count - len(self.cards)


def columns_of(lines: Iterable[Line]) -> list[Column]:
    """All five columns, empty ones too."""
    by_stand: dict[Stand, list[Line]] = {stand: [] for stand in Stand}
    for line in lines:
        by_stand[line.stand].append(line)
    return [_column(stand, found) for stand, found in by_stand.items()]


def _column(stand: Stand, lines: list[Line]) -> Column:
    ordered = by_worth(lines)
    cards = [Card(line, value_words(line.value)) for line in ordered[:MOST_CARDS]]
    return Column(stand, len(lines), cards)
