"""The paths of one item: their order, their cap, and what they touch."""

from alignment.rules.paths import count_paths, paths, reach_down, reach_up
from tests.rules.making import CHAIN, goal, initiative, judged, link, moment, whole


def test_a_path_reads_from_below_to_above_with_its_reasons() -> None:
    graph, _ = judged(*whole(), goal("g", parent="top"), goal("top"))
    (path,) = paths(graph, "i")
    assert path.keys == ("i", "l", "m", "o", "g", "top")
    assert [hop.edge is None for hop in path.hops] == [False, False, False, False, True]
    assert (path.complete, path.sound, path.strength) == (True, True, 1)


def test_complete_and_sound_paths_come_first() -> None:
    rows = [
        *whole(),
        moment("loose"),
        moment("vague"),
        link("l", "loose"),
        link("l", "vague", ""),
        link("vague", "o"),
    ]
    graph, _ = judged(*rows)
    assert [path.keys[2] for path in paths(graph, "i")] == ["m", "vague", "loose"]
    assert [path.complete for path in paths(graph, "i")] == [True, True, False]
    assert ([path.keys[2] for path in paths(graph, "i", limit=1)], count_paths(graph, "i")) == (["m"], 3)


def test_what_is_not_live_has_no_path() -> None:
    graph, _ = judged(*whole(), initiative("stopped", status="stopped"), link("stopped", "l"))
    assert (paths(graph, "stopped"), count_paths(graph, "stopped"), reach_up(graph, "stopped")) == (
        [],
        0,
        frozenset(),
    )


def test_reach_is_everything_that_a_path_touches() -> None:
    graph, _ = judged(*whole(), goal("g", parent="top"), goal("top"), moment("m2"), link("m2", "o"))
    assert reach_up(graph, "m") == {"m", "o", "g", "top"}
    assert reach_down(graph, "top") == {*CHAIN, "top", "m2"}
    assert reach_down(graph, "m") == {"m", "l", "i"}
