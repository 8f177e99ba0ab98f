"""Where the map's cards and connectors stand: few crossings, no overlap, always the same."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment.rules.layout import CARD_WIDTH, COLUMN_STRIDE, GAP, GUTTER, Box, Layout, lay_out
from alignment.rules.layout_order import best_order, count_crossings
from tests import map_sample


def sample_boxes() -> list[Box]:
    return [Box(key, "gomli".index(key[0]), 8) for key in map_sample.TITLES]


@pytest.fixture(scope="module")
def sample() -> Layout:
    return lay_out(sample_boxes(), map_sample.LINKS)


def test_the_sample_has_34_cards_49_links_and_no_more_than_14_crossings(sample: Layout):
    assert (len(sample.places), len(sample.lines)) == (34, 49)
    assert sample.crossings <= 14


def test_the_same_map_is_always_drawn_the_same(sample: Layout):
    assert lay_out(sample_boxes(), map_sample.LINKS) == sample


def test_no_two_cards_of_a_column_touch(sample: Layout):
    for order in sample.orders:
        for above, below in pairwise(sample.places[key] for key in order):
            assert below.top >= above.top + above.rows + GAP


def test_the_map_is_as_tall_as_its_tallest_column(sample: Layout):
    assert sample.rows == 9 * 8 + 8 * GAP
    assert min(place.top for place in sample.places.values()) == 0


def test_columns_stand_side_by_side(sample: Layout):
    assert sample.lefts == tuple(COLUMN_STRIDE * column for column in range(5))
    assert sample.width == 4 * COLUMN_STRIDE + CARD_WIDTH


def test_a_card_without_any_link_sinks_to_the_bottom_of_its_column(sample: Layout):
    assert sample.orders[4][-1] == "i7"


def test_one_chain_is_one_straight_line():
    boxes = [Box(key, column, 6) for column, key in enumerate("abcde")]
    layout = lay_out(boxes, list(pairwise("abcde")))
    assert {place.top for place in layout.places.values()} == {0}
    assert layout.lines["a", "b"] == "M28 3C31.5 3 31.5 3 35 3"


def test_a_connector_that_skips_a_column_gets_a_lane_of_its_own():
    boxes = [Box("moment", 2, 6), Box("learning", 3, 6), Box("remedy", 4, 6)]
    layout = lay_out(boxes, [("moment", "learning"), ("moment", "remedy")])
    lane = float(layout.lines["moment", "remedy"].split("L")[1].split()[1].split("C")[0])
    learning = layout.places["learning"]
    assert not learning.top <= lane <= learning.top + learning.rows


def test_a_parent_goal_is_joined_by_a_bracket_in_the_gutter():
    boxes = [Box("child", 0, 6), Box("parent", 0, 6), Box("outcome", 1, 6)]
    layout = lay_out(boxes, [("parent", "child"), ("child", "outcome")])
    assert layout.orders[0] == ("parent", "child")
    assert layout.lefts[0] == GUTTER
    assert layout.lines["parent", "child"] == "M3 3C0 3 0 11 3 11"


def test_links_to_unknown_cards_or_to_the_left_are_left_out():
    boxes = [Box("goal", 0, 6), Box("outcome", 1, 6)]
    layout = lay_out(boxes, [("goal", "nobody"), ("outcome", "goal"), ("goal", "goal")])
    assert layout.lines == {}


def test_an_empty_map_has_no_rows():
    assert (lay_out([], []).rows, lay_out([], []).crossings) == (0, 0)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[list[int]], list[list[int]], list[list[int]]]:
    """Three columns of up to five nodes with any links between neighbours: columns, up, down."""
    sizes = draw(st.lists(st.integers(1, 5), min_size=3, max_size=3))
    starts = [sum(sizes[:place]) for place in range(4)]
    columns = [list(range(starts[place], starts[place + 1])) for place in range(3)]
    possible = [(a, b) for left, right in pairwise(columns) for a in left for b in right]
    edges = draw(st.lists(st.sampled_from(possible), unique=True))
    down = [[b for a, b in edges if a == node] for node in range(starts[3])]
    up = [[a for a, b in edges if b == node] for node in range(starts[3])]
    return columns, up, down


def crossings_by_definition(columns: list[list[int]], down: list[list[int]]) -> int:
    """Every pair of connectors in a gap, asked one by one."""
    total = 0
    for left, right in pairwise(columns):
        place = {node: index for column in (left, right) for index, node in enumerate(column)}
        edges = [(place[a], place[b]) for a in left for b in down[a]]
        total += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(edges, 2))
    return total


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_the_order_loses_no_card_and_never_crosses_more_than_before(graph):
    columns, up, down = graph
    order = best_order(columns, up, down)
    assert [sorted(column) for column in order] == columns
    assert count_crossings(order, down) == crossings_by_definition(order, down)
    linked = [[node for node in column if up[node] or down[node]] for column in columns]
    assert count_crossings(order, down) <= crossings_by_definition(linked, down)
