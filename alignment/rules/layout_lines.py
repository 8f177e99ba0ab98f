"""The connectors of the alignment map: where each leaves its card, and the curve it takes.

Ends are spread along a card's edge in the order of the cards at the other end, and connectors that run
side by side bend at different places, so that they do not lie on top of each other.
"""

from itertools import pairwise

EDGE = 1.25  # rows left free above the first and below the last end on a card
SPACING = 1.0  # rows between two ends on a card, where there is room
SPREAD = 0.22  # how far from the middle of the gap a connector may bend, as a share of the gap

Chains = dict[tuple[str, str], list[int]]


def draw_lines(
    *,
    chains: Chains,
    brackets: Chains,
    columns: list[list[int]],
    lefts: list[int],
    width: int,
    tops: list[int],
    heights: list[int],
) -> dict[tuple[str, str], str]:
    """The SVG path of every connector, by its pair.

    A chain names the nodes that it runs through; a bracket joins two in one column.
    """
    column_of = {node: place for place, column in enumerate(columns) for node in column}
    hops = [hop for chain in chains.values() for hop in pairwise(chain)]
    starts, ends = _ports(hops, tops, heights)
    bends = _bends(hops, starts, ends, column_of)
    lines = {}
    for pair, chain in chains.items():
        parts: list[tuple[float, float, float, float, float]] = []
        for hop in pairwise(chain):
            left, right = lefts[column_of[hop[0]]] + width, lefts[column_of[hop[1]]]
            bend = left + (right - left) * bends[hop]
            parts.append((left, starts[hop], bend, ends[hop], right))
        lines[pair] = _path(parts)
    for pair, (parent, child) in brackets.items():
        edge = lefts[column_of[parent]]
        upper = tops[parent] + heights[parent] / 2
        lower = tops[child] + heights[child] / 2
        lines[pair] = f"M{edge} {upper:g}C{edge - 3} {upper:g} {edge - 3} {lower:g} {edge} {lower:g}"
    return lines


def _path(parts: list[tuple[float, float, float, float, float]]) -> str:
    """A cubic for each gap, and a straight run through each column that is skipped."""
    words: list[str] = []
    for left, start, bend, end, right in parts:
        words.append(f"{'L' if words else 'M'}{left:g} {start:g}")
        words.append(f"C{bend:g} {start:g} {bend:g} {end:g} {right:g} {end:g}")
    return "".join(words)


def _ports(
    hops: list[tuple[int, int]], tops: list[int], heights: list[int]
) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], float]]:
    """The height at which each hop leaves its left node and reaches its right one."""
    middles = [top + height / 2 for top, height in zip(tops, heights, strict=True)]
    from_left: dict[int, list[tuple[int, int]]] = {}
    to_right: dict[int, list[tuple[int, int]]] = {}
    for hop in hops:
        from_left.setdefault(hop[0], []).append(hop)
        to_right.setdefault(hop[1], []).append(hop)
    starts: dict[tuple[int, int], float] = {}
    ends: dict[tuple[int, int], float] = {}
    for node, mine in from_left.items():
        mine.sort(key=lambda hop: (middles[hop[1]], hop))
        starts.update(zip(mine, _spread(middles[node], heights[node], len(mine)), strict=True))
    for node, mine in to_right.items():
        mine.sort(key=lambda hop: (middles[hop[0]], hop))
        ends.update(zip(mine, _spread(middles[node], heights[node], len(mine)), strict=True))
    return starts, ends


def _spread(middle: float, height: int, count: int) -> list[float]:
    """`count` heights around the middle of a card."""
    room = max(height - 2 * EDGE, 0)
    step = min(SPACING, room / (count - 1)) if count > 1 else 0
    return [round(middle + step * (place - (count - 1) / 2), 2) for place in range(count)]


def _bends(
    hops: list[tuple[int, int]],
    starts: dict[tuple[int, int], float],
    ends: dict[tuple[int, int], float],
    column_of: dict[int, int],
) -> dict[tuple[int, int], float]:
    """Where in its gap each hop bends, 0 left to 1 right.

    Of several that go down side by side, the one that starts highest must bend last, or it would cross
    the others; of several that go up, first.
    """
    bends = dict.fromkeys(hops, 0.5)
    groups: dict[tuple[int, bool], list[tuple[int, int]]] = {}
    for hop in hops:
        drop = ends[hop] - starts[hop]
        if abs(drop) > 1:
            groups.setdefault((column_of[hop[0]], drop > 0), []).append(hop)
    for (_, down), group in groups.items():
        group.sort(key=lambda hop: (starts[hop], ends[hop]))
        for place, hop in enumerate(group):
            top, bottom = sorted((starts[hop], ends[hop]))
            beside = [
                other
                for other, hop_beside in enumerate(group)
                if min(max(starts[hop_beside], ends[hop_beside]), bottom)
                > max(min(starts[hop_beside], ends[hop_beside]), top)
            ]
            if len(beside) > 1:
                above = sum(other < place for other in beside)
                below = len(beside) - 1 - above
                shift = SPREAD * (below - above) / (len(beside) - 1)
                bends[hop] = round(0.5 + (shift if down else -shift), 3)
    return bends
