"""The order of cards in the columns of the alignment map: as few crossing connectors as we can find.

Nodes are small integers here; `down[n]` lists n's neighbours in the next column to the right, `up[n]`
those in the column to the left. No chance is involved: the same map always gets the same order.
"""

from bisect import bisect_right, insort
from collections.abc import Iterator

Columns = list[list[int]]
Neighbours = list[list[int]]

SWEEPS = 8
ROUNDS = 12
LARGE = 200  # nodes; beyond, time counts more than the last crossing
MIXED = 8  # further starts; each costs about 2 ms at 60 cards and 20 ms at 170


def count_crossings(columns: Columns, down: Neighbours) -> int:
    """How many pairs of connectors cross. Two that share an end do not."""
    return sum(
        _crossings_between(left, right, down) for left, right in zip(columns, columns[1:], strict=False)
    )


def _crossings_between(left: list[int], right: list[int], down: Neighbours) -> int:
    position = {node: place for place, node in enumerate(right)}
    seen: list[int] = []
    total = 0
    for node in left:
        ends = sorted(position[other] for other in down[node])
        for end in ends:
            total += len(seen) - bisect_right(seen, end)
        for end in ends:
            insort(seen, end)
    return total


def best_order(columns: Columns, up: Neighbours, down: Neighbours) -> Columns:
    """The columns reordered. Nodes without neighbours go to the bottom, in the order in which they came."""
    linked = [[node for node in column if up[node] or down[node]] for column in columns]
    alone = [[node for node in column if not (up[node] or down[node])] for column in columns]
    best, fewest = linked, count_crossings(linked, down)
    for start in _starts(linked, up, down):
        order = _sifted(_swept(start, up, down), up, down)
        crossings = count_crossings(order, down)
        if crossings < fewest:
            best, fewest = order, crossings
    return [order + rest for order, rest in zip(best, alone, strict=True)]


def _starts(columns: Columns, up: Neighbours, down: Neighbours) -> Iterator[Columns]:
    """Orders to improve on: as it came, grouped from either end, and some well mixed ones."""
    yield columns
    yield _from_the_left(columns, up)
    yield _from_the_right(columns, down)
    nodes = sum(len(column) for column in columns)
    for turn in range(1, (MIXED if nodes <= LARGE else 1) + 1):
        mixed = [_mixed(column, turn) for column in columns]
        yield _from_the_left(mixed, up) if turn % 2 else _from_the_right(mixed, down)


def _mixed(column: list[int], turn: int) -> list[int]:
    """The column in another order, the same for the same turn."""
    return sorted(column, key=lambda node: (node + 1) * 7919 * (turn * 2 + 1) % 1009)


def _from_the_left(columns: Columns, up: Neighbours) -> Columns:
    order = [columns[0]]
    for column in columns[1:]:
        order.append(_by_barycentre(column, order[-1], up))
    return order


def _from_the_right(columns: Columns, down: Neighbours) -> Columns:
    order = [columns[-1]]
    for column in reversed(columns[:-1]):
        order.append(_by_barycentre(column, order[-1], down))
    return order[::-1]


def _by_barycentre(column: list[int], beside: list[int], neighbours: Neighbours) -> list[int]:
    """The column sorted by the mean place of its neighbours; one without any stays near where it was."""
    position = {node: place for place, node in enumerate(beside)}
    stretch = len(beside) / max(len(column), 1)
    weight = {}
    for place, node in enumerate(column):
        ends = neighbours[node]
        weight[node] = sum(position[end] for end in ends) / len(ends) if ends else place * stretch
    return sorted(column, key=weight.__getitem__)


def _swept(columns: Columns, up: Neighbours, down: Neighbours) -> Columns:
    """The best of a few passes to and fro, each column sorted by its neighbours on one side."""
    order = [list(column) for column in columns]
    best, fewest = [list(column) for column in order], count_crossings(order, down)
    for sweep in range(SWEEPS):
        if sweep % 2:
            for place in range(len(order) - 2, -1, -1):
                order[place] = _by_barycentre(order[place], order[place + 1], down)
        else:
            for place in range(1, len(order)):
                order[place] = _by_barycentre(order[place], order[place - 1], up)
        crossings = count_crossings(order, down)
        if crossings < fewest:
            best, fewest = [list(column) for column in order], crossings
    return best


def _sifted(columns: Columns, up: Neighbours, down: Neighbours) -> Columns:
    """Every node moved to the place in its column where it crosses least, until nothing improves."""
    order = [list(column) for column in columns]
    stale = 0
    for turn in range(ROUNDS * len(order)):
        # To and fro over the columns, so that an improvement travels.
        place = turn % len(order) if (turn // len(order)) % 2 == 0 else -1 - turn % len(order)
        left = order[place - 1] if place % len(order) else []
        right = order[place + 1] if (place + 1) % len(order) else []
        gain = _sift_column(order[place], left, right, up, down)
        stale = 0 if gain else stale + 1
        if stale > len(order):
            break
    return order


def _sift_column(
    column: list[int], left: list[int], right: list[int], up: Neighbours, down: Neighbours
) -> int:
    """Sift one column in place; returns the number of crossings that went away."""
    balance = _balances(column, left, right, up, down)
    gained = 0
    for node in tuple(column):
        here = column.index(node)
        row = balance[node]
        best_place, best = here, 0
        running = 0
        for place in range(here - 1, -1, -1):
            running -= row[column[place]]
            if running < best:
                best_place, best = place, running
        running = 0
        for place in range(here + 1, len(column)):
            running += row[column[place]]
            if running < best:
                best_place, best = place, running
        if best_place != here:
            column.insert(best_place, column.pop(here))
            gained -= best
    return gained


def _balances(
    column: list[int], left: list[int], right: list[int], up: Neighbours, down: Neighbours
) -> dict[int, dict[int, int]]:
    """For each pair (a, b): crossings when b stands above a, less those when a stands above b."""
    position = {node: place for place, node in enumerate(left)}
    position |= {node: place for place, node in enumerate(right)}
    lefts = {node: [position[end] for end in up[node]] for node in column}
    rights = {node: [position[end] for end in down[node]] for node in column}
    balance: dict[int, dict[int, int]] = {node: {} for node in column}
    steps_left = {node: _steps(lefts[node], len(left)) for node in column}
    steps_right = {node: _steps(rights[node], len(right)) for node in column}
    for index, first in enumerate(column):
        step_left, step_right, row = steps_left[first], steps_right[first], balance[first]
        for second in column[index + 1 :]:
            value = 0
            for end in lefts[second]:
                value += step_left[end]
            for end in rights[second]:
                value += step_right[end]
            row[second] = value
            balance[second][first] = -value
    return balance


def _steps(ends: list[int], size: int) -> list[int]:
    """At each place of a neighbouring column: how many of `ends` lie above it, less those below."""
    steps = [0] * size
    if ends:
        for place in range(size):
            value = 0
            for end in ends:
                value += (end < place) - (end > place)
            steps[place] = value
    return steps
