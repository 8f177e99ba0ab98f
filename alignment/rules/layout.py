"""Where every card and connector of the alignment map stands, as plain numbers.

One unit is one row: half a line of text. The page, the PDF and the SVG file all draw the same numbers, so
they show the same picture. A connector may skip a column (a moment to its other remedy) or stay in one
(a goal to its parent goal).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from alignment.rules.layout_lines import draw_lines
from alignment.rules.layout_order import best_order, count_crossings

CARD_WIDTH = 28
COLUMN_STRIDE = 35
GUTTER = 3  # left of the first column, only where a goal has a parent goal
GAP = 2  # rows between two cards
PASSES = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A card before it has a place: its column from the left, and its height in rows."""

    id: str
    column: int
    rows: int


@dataclass(frozen=True, slots=True)
class Place:
    """A card's left edge, top and height in rows."""

    left: int
    top: int
    rows: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture: cards by id, connectors by (upper, lower), its size in rows, and its crossings."""

    places: dict[str, Place]
    lines: dict[tuple[str, str], str]  # SVG paths
    lefts: tuple[int, ...]
    orders: tuple[tuple[str, ...], ...]
    width: int
    rows: int
    crossings: int


@dataclass(slots=True)
class _Sheet:
    """The same as numbers: boxes first, then one bend for each column that a connector skips."""

    heights: list[int]
    columns: list[list[int]]
    up: list[list[int]]
    down: list[list[int]]
    chains: dict[tuple[str, str], list[int]]
    boxes: int

    def gap(self, upper: int, lower: int) -> int:
        """Rows between two neighbours in a column; a bend needs less air than a card."""
        return GAP if upper < self.boxes and lower < self.boxes else 1


def lay_out(boxes: Sequence[Box], links: Iterable[tuple[str, str]], columns: int = 5) -> Layout:
    """Places for all boxes. A link is (upper, lower).

    The upper box's column is left of the lower's, or the same. Links that name an unknown box, or
    point to the left, are ignored.
    """
    number = {box.id: index for index, box in enumerate(boxes)}
    pairs, parents = [], []
    for upper, lower in dict.fromkeys(links):
        if upper in number and lower in number:
            across = boxes[number[lower]].column - boxes[number[upper]].column
            if across > 0:
                pairs.append((upper, lower))
            elif across == 0 and upper != lower:
                parents.append((upper, lower))
    sheet = _sheet(boxes, number, pairs, columns)
    sheet.columns = best_order(sheet.columns, sheet.up, sheet.down)
    _raise_parents(sheet, [(number[upper], number[lower]) for upper, lower in parents])
    tops = _tops(sheet)
    gutter = GUTTER if parents else 0
    lefts = [gutter + column * COLUMN_STRIDE for column in range(columns)]
    places = {box.id: Place(lefts[box.column], tops[number[box.id]], box.rows) for box in boxes}
    return Layout(
        places=places,
        lines=draw_lines(
            chains=sheet.chains,
            brackets={(upper, lower): [number[upper], number[lower]] for upper, lower in parents},
            columns=sheet.columns,
            lefts=lefts,
            width=CARD_WIDTH,
            tops=tops,
            heights=sheet.heights,
        ),
        lefts=tuple(lefts),
        orders=tuple(
            tuple(boxes[node].id for node in column if node < len(boxes)) for column in sheet.columns
        ),
        width=lefts[-1] + CARD_WIDTH,
        rows=max((place.top + place.rows for place in places.values()), default=0),
        crossings=count_crossings(sheet.columns, sheet.down),
    )


def _sheet(
    boxes: Sequence[Box], number: dict[str, int], pairs: list[tuple[str, str]], columns: int
) -> _Sheet:
    heights = [box.rows for box in boxes]
    order: list[list[int]] = [[] for _ in range(columns)]
    for index, box in enumerate(boxes):
        order[box.column].append(index)
    chains = {}
    for upper, lower in pairs:
        start, end = number[upper], number[lower]
        chain = [start]
        for column in range(boxes[start].column + 1, boxes[end].column):
            chain.append(len(heights))
            order[column].append(len(heights))
            heights.append(1)
        chains[upper, lower] = [*chain, end]
    up: list[list[int]] = [[] for _ in heights]
    down: list[list[int]] = [[] for _ in heights]
    for chain in chains.values():
        for above, below in pairwise(chain):
            down[above].append(below)
            up[below].append(above)
    return _Sheet(heights, order, up, down, chains, len(boxes))


def _raise_parents(sheet: _Sheet, parents: list[tuple[int, int]]) -> None:
    """Put a parent goal that no outcome serves right above the first of its children."""
    column = sheet.columns[0]
    for parent in dict.fromkeys(upper for upper, _ in parents):
        children = [lower for upper, lower in parents if upper == parent]
        if not sheet.down[parent]:
            column.remove(parent)
            column.insert(min(column.index(child) for child in children), parent)


def _tops(sheet: _Sheet) -> list[int]:
    """The top row of every node: as near to its neighbours as the order allows, within the tallest column."""
    offsets = [_offsets(sheet, column) for column in sheet.columns]
    needed = [
        starts[-1] + sheet.heights[column[-1]] if column else 0
        for column, starts in zip(sheet.columns, offsets, strict=True)
    ]
    height = max(needed, default=0)
    tops = [0.0] * len(sheet.heights)
    for column, starts in zip(sheet.columns, offsets, strict=True):
        for node, start in zip(column, starts, strict=True):
            tops[node] = float(start)
    places = range(len(sheet.columns))
    for turn in range(PASSES):
        for place in places if turn % 2 == 0 else reversed(places):
            column, starts = sheet.columns[place], offsets[place]
            free = _settle(sheet, column, starts, tops)
            for node, start, value in zip(column, starts, free, strict=True):
                tops[node] = min(max(value, 0.0), height - needed[place]) + start
    result = [0] * len(tops)
    for column, starts in zip(sheet.columns, offsets, strict=True):
        for node, start in zip(column, starts, strict=True):
            result[node] = round(tops[node] - start) + start
    return result


def _offsets(sheet: _Sheet, column: list[int]) -> list[int]:
    """The tops of a column packed as tightly as it may be."""
    starts = [0] if column else []
    for above, below in pairwise(column):
        starts.append(starts[-1] + sheet.heights[above] + sheet.gap(above, below))
    return starts


def _settle(sheet: _Sheet, column: list[int], starts: list[int], tops: list[float]) -> list[float]:
    """Pool adjacent violators: the slack above each node, growing downwards, nearest to what it wants."""
    blocks: list[tuple[float, float, int]] = []  # (weighted sum, weight, nodes)
    for node, start in zip(column, starts, strict=True):
        ends = sheet.up[node] + sheet.down[node]
        weight = float(len(ends)) or 1e-6
        middle = sum(tops[end] + sheet.heights[end] / 2 for end in ends) / (len(ends) or 1)
        wanted = middle - sheet.heights[node] / 2 - start if ends else 0.0
        total, count = wanted * weight, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / weight:
            above_total, above_weight, above_count = blocks.pop()
            total, weight, count = total + above_total, weight + above_weight, count + above_count
        blocks.append((total, weight, count))
    return [total / weight for total, weight, count in blocks for _ in range(count)]
