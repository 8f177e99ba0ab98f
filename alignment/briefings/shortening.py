"""Keeps page 1 on one page: long words are cut there and printed in full on the next page."""

from collections.abc import Iterable

from django.utils.text import Truncator

HEADLINE, DECISION, OPTION, IF_NOBODY, LINE = 240, 400, 120, 200, 120
MOST_OPTIONS, MOST_LINES = 5, 5
TITLE, CELL = 84, 64  # of an item that a sentence, or a cell of a table, names


def short(title: str, most: int = TITLE) -> str:
    """A title inside a line; the whole one stands on the pages that follow."""
    return Truncator(title).chars(most)


class Shortener:
    """Cuts texts and remembers those it had to cut."""

    def __init__(self) -> None:
        self.in_full: list[tuple[str, list[str]]] = []

    def text(self, title: str, text: str, most: int) -> str:
        """A text of at most `most` characters, cut with an ellipsis."""
        return "".join(self.lines(title, [text], 1, most)) if text else ""

    def lines(self, title: str, lines: Iterable[str], count: int, most: int) -> list[str]:
        """At most `count` lines of at most `most` characters each."""
        whole = list(lines)
        cut = [Truncator(line).chars(most) for line in whole[:count]]
        if cut != whole:
            self.in_full.append((title, whole))
        return cut
