"""Verdicts, strength, score, progress and money equal an independent oracle on random plan files."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alignment.rules.as_json import measure_json, trace_json
from alignment.rules.graph import graph_of_content
from alignment.rules.paths import count_paths, paths, reach_down, reach_up
from alignment.rules.verdicts import trace
from tests.rules import oracle
from tests.rules.documents import content_of, measured_files, plan_files

often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@often
@given(plan_files())
def test_trace_equals_the_oracle(document: dict[str, Any]) -> None:
    graph = graph_of_content(content_of(document))
    found = trace(graph)
    for plan in (None, "p0"):
        assert trace_json("acme", graph, found, plan) == oracle.trace_of(document, "acme", plan)
    work = {key: {**goal.by_work, "solid": goal.solid} for key, goal in found.goals.items()}
    assert work == oracle.work_of(document)


@often
@given(plan_files(most=3))
def test_paths_equal_the_oracle(document: dict[str, Any]) -> None:
    graph = graph_of_content(content_of(document))
    found = trace(graph)
    known = oracle.Plans(document)
    for key, initiative in found.initiatives.items():
        every = paths(graph, key, limit=1000)
        assert len(every) == count_paths(graph, key)
        ends = [end for end in known.live if not list(known.graph.successors(end))]
        simple = [tuple(path) for path in nx.all_simple_paths(known.graph, key, set(ends) - {key})]
        assert sorted(path.keys for path in every) == sorted(simple or [(key,)])
        assert any(path.sound for path in every) == (initiative.verdict == "traced")
        assert reach_up(graph, key) == nx.descendants(known.graph, key) | {key}
        assert all(key in reach_down(graph, goal) for goal in initiative.goals)


@often
@given(measured_files(), st.integers(0, 900))
def test_measure_equals_the_oracle(document: dict[str, Any], day: int) -> None:
    as_of = date(2026, 1, 1) + timedelta(days=day)
    found = measure_json(content_of(document), as_of)
    expected = oracle.measure_of(document, as_of)
    assert [_without_why(row) for row in found["metrics"]] == [_in_text(row) for row in expected["metrics"]]
    for row, wanted in zip(found["money"], expected["money"], strict=True):
        assert {name: row[name] for name in wanted} == _in_text(wanted)
        assert bool(row["why"]) == (row["bcr"] is None)


def _without_why(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "why"}


def _in_text(row: dict[str, Any]) -> dict[str, Any]:
    """The oracle's numbers as the command writes them: ratios with six digits or six places."""
    ratios = {"progress", "expected", "roi_percent", "bcr"}
    return {
        name: _number(value, name in ratios)
        if isinstance(value, int | Decimal) and name not in {"met", "stale"}
        else value
        for name, value in row.items()
    }


def _number(value: Decimal | int, ratio: bool) -> str:
    value = Decimal(value)
    if ratio and abs(value) < 1:
        text = f"{Decimal(f'{value:.5e}'):f}"
    else:
        text = f"{value:.6f}" if ratio else f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


@pytest.mark.parametrize(
    ("value", "text"),
    [("0.38888888888", "0.388889"), ("716", "716"), ("-0.00000012345678", "-0.000000123457")],
)
def test_ratios_are_written_with_six_digits(value: str, text: str) -> None:
    assert _number(Decimal(value), ratio=True) == text
