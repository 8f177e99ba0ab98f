"""The paths of one item: their order, their cap, and the weakest hop of the best."""

from alignment.rules.paths import best_path, count_paths, paths, reach_down, reach_up
from tests.rules.making import CHAIN, chain, goal, initiative, judged, learning, link, moment, outcome, whole


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


def test_the_best_path_is_the_one_with_the_strongest_weakest_hop() -> None:
    rows = [
        goal(),
        outcome(),
        moment(),
        moment("m2"),
        learning(),
        initiative(),
        *chain("g", "o", confidence=3),
    ]
    rows += [link("m", "o", confidence=3), link("l", "m", confidence=0)]
    rows += [link("m2", "o", confidence=1), link("l", "m2", confidence=2), link("i", "l", confidence=2)]
    best = best_path(judged(*rows)[0], "i", "g")
    assert best is not None
    assert best.keys == ("i", "l", "m2", "o", "g")
    assert best.weakest is not None
    assert (best.weakest.lower, best.weakest.upper, best.strength) == ("m2", "o", 1)


def test_of_equally_strong_paths_the_sound_one_is_best() -> None:
    rows = [*whole(), moment("a"), link("l", "a", "", 1), link("a", "o", confidence=3)]
    best = best_path(judged(*rows)[0], "i", "g")
    assert best is not None
    assert (best.keys[2], best.sound) == ("m", True)


def test_there_is_no_path_where_none_leads() -> None:
    graph, _ = judged(*whole(), goal("other"), initiative("stopped", status="stopped"), link("stopped", "l"))
    assert best_path(graph, "i", "other") is None
    assert best_path(graph, "i", "nowhere") is None
    assert best_path(graph, "stopped", "g") is None
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
