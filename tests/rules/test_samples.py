"""The sample plans show what they are there to show, on the day that they were written for."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from alignment.rules.as_json import measure_json, trace_json
from alignment.rules.content import PlanContent
from alignment.rules.decimals import ratio_text
from alignment.rules.gaps import Gap, GapKind, fix_next, gaps, hints
from alignment.rules.graph import graph_of_content
from alignment.rules.money import money
from alignment.rules.progress import measure
from alignment.rules.verdicts import trace
from tests.rules import oracle
from tests.rules.documents import content_of

TODAY = date(2026, 11, 20)
SAMPLES = Path(__file__).parents[2] / "alignment" / "samples"
NAMES = ("leaders", "leaders-start", "service", "sales", "social", "one-company")


@cache
def sample(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text())
    return document


@cache
def content(name: str) -> PlanContent:
    return content_of(sample(name))


def found(name: str, hinted: bool = False) -> list[Gap]:
    graph = graph_of_content(content(name))
    return (hints if hinted else gaps)(content(name), graph, trace(graph), TODAY)


OF_METRIC = {
    GapKind.STALE,
    GapKind.NO_READING,
    GapKind.TARGET_PASSED,
    GapKind.TARGET_BEFORE_BASELINE,
}


def keys(kind: GapKind) -> set[str]:
    """The items, or the metrics where the gap is about one, that have this gap in any sample."""
    every = [gap for name in NAMES for gap in found(name) + found(name, hinted=True)]
    return {gap.metric if kind in OF_METRIC else gap.key for gap in every if gap.kind is kind}


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_equals_the_oracle(name: str) -> None:
    graph = graph_of_content(content(name))
    assert trace_json("sample", graph, trace(graph)) == oracle.trace_of(sample(name), "sample")


@pytest.mark.parametrize(
    ("name", "verdicts"),
    [
        ("leaders", {"elp": "traced", "card": "traced", "sit-in": "traced", "time-management": "orphan"}),
        ("leaders-start", {"start-elp": "unconfirmed"}),
        (
            "service",
            {
                "svc-cards": "traced",
                "svc-micro": "traced",
                "svc-courtesy": "moment",
                "svc-onboarding": "claimed",
            },
        ),
        (
            "sales",
            {"sal-mentoring": "traced", "sal-recordings": "unconfirmed", "sal-course": "learning_outcome"},
        ),
        ("social", {"soc-exchange": "traced", "soc-lab": "outcome"}),
        ("one-company", {"one-reorg": "claimed", "one-communities": "claimed"}),
    ],
)
def test_initiatives_have_the_verdict_they_are_there_for(name: str, verdicts: dict[str, str]) -> None:
    initiatives = trace(graph_of_content(content(name))).initiatives
    assert {key: one.stops_at or one.verdict for key, one in initiatives.items()} == verdicts


@pytest.mark.parametrize(
    ("name", "verdicts"),
    [
        ("leaders", {"retention": ("supported", 1)}),
        ("leaders-start", {"start-retention": ("supported", 0)}),
        (
            "service",
            {
                "svc-satisfaction": ("supported", 2),
                "svc-complaints": ("reaches_2", None),
                "svc-phones": ("no_learning_planned", None),
            },
        ),
        (
            "sales",
            {
                "sal-revenue": ("supported", 1),
                "sal-independent": ("reaches_4", None),
                "sal-renewals": ("reaches_1", None),
            },
        ),
        ("social", {"soc-earnings": ("supported", 1)}),
        ("one-company", {"one-earnings": ("reaches_3", None), "one-learning": ("reaches_1", None)}),
    ],
)
def test_goals_have_the_verdict_they_are_there_for(name: str, verdicts: dict[str, Any]) -> None:
    goals = trace(graph_of_content(content(name))).goals
    assert {key: (one.verdict, one.strength) for key, one in goals.items()} == verdicts


def test_the_social_plan_serves_its_goal_through_one_of_three_outcomes() -> None:
    goal = trace(graph_of_content(content("social"))).goals["soc-earnings"]
    assert (goal.outcomes, goal.outcomes_reached, goal.solid) == (3, 1, False)


def test_metrics_stand_where_the_samples_say() -> None:
    standing: dict[str, set[str]] = {}
    for name in NAMES:
        for row in measure_json(content(name), TODAY)["metrics"]:
            standing.setdefault(row["status"], set()).add(row["key"])
    assert standing == {
        "met": {"practice-score", "relevance"},
        "on_track": {"feedback-held", "svc-minutes", "svc-nextstep", "sal-rate"},
        "at_risk": {"turnover", "enps-score", "svc-csat", "completions"},
        "off_track": {"sal-rev", "plans-reviewed"},
        "no_reading": {
            "start-enps-score",
            "svc-repeats",
            "sal-months",
            "svc-golive",
            "soc-m-earnings",
            "soc-m-retention",
            "soc-m-satisfaction",
            "one-m",
        },
    }


@pytest.mark.parametrize(
    ("key", "percent"),
    [
        ("turnover", 40),
        ("enps-score", 39),
        ("feedback-held", 69),
        ("svc-minutes", 67),
        ("sal-rev", 25),
        ("plans-reviewed", 6),
    ],
)
def test_metrics_have_come_as_far_as_the_samples_say(key: str, percent: int) -> None:
    metrics = {metric.key: metric for name in NAMES for metric in content(name).metrics}
    progress = measure(metrics[key], TODAY).progress
    assert progress is not None
    assert round(progress * 100) == percent


@pytest.mark.parametrize(
    ("kind", "planted"),
    [
        (
            GapKind.NO_LINK_UP,
            "time-management svc-greeting sal-negotiate soc-innovation svc-onboarding one-reorg "
            "one-communities",
        ),
        (
            GapKind.NO_LINK_DOWN,
            "new-manager-talk svc-repeat sal-pitch sal-renewals soc-cost soc-retention one-other "
            "one-account one-learning",
        ),
        (GapKind.STALE, "plans-reviewed"),
        (
            GapKind.NO_READING,
            "start-enps-score svc-repeats sal-months svc-golive soc-m-earnings soc-m-retention "
            "soc-m-satisfaction one-m",
        ),
        (GapKind.TARGET_BEFORE_BASELINE, "svc-repeats"),
        (GapKind.TARGET_PASSED, "svc-repeats"),
        (GapKind.HORIZON_OVER, "sal-renewals"),
        (GapKind.CLAIM, "svc-onboarding one-reorg one-communities"),
        (GapKind.SUSPECT, ""),
        (
            GapKind.NOT_CONCRETE,
            "start-retention start-enps svc-complaints sal-renewals sal-independent soc-earnings "
            "soc-cost soc-retention soc-satisfaction soc-innovation one-earnings one-learning "
            "one-face",
        ),
        (GapKind.NOT_TRACED, "time-management svc-courtesy soc-lab"),
        (GapKind.NO_EVIDENCE, ""),
        (GapKind.UNANSWERED, "sit-in"),
        (GapKind.NOT_KEPT, ""),
    ],
)
def test_the_gaps_are_where_they_were_planted(kind: GapKind, planted: str) -> None:
    assert keys(kind) == set(planted.split())


def test_reasons_are_missing_where_they_were_left_out() -> None:
    missing = {name: [gap for gap in found(name) if gap.kind is GapKind.NO_REASON] for name in NAMES}
    assert [(gap.key, gap.other) for gap in missing["sales"]] == [("sal-recordings", "sal-handle")]
    assert {name: len(one) for name, one in missing.items() if one} == {"sales": 1, "leaders-start": 12}


def test_the_leaders_have_three_things_to_fix_first_and_one_promise_is_late() -> None:
    every = [(gap.kind, gap.key, gap.amount) for gap in found("leaders")]
    assert every == [
        (GapKind.NO_LINK_UP, "time-management", 9500),
        (GapKind.NO_LINK_DOWN, "new-manager-talk", None),
        (GapKind.STALE, "development-plan", None),
        (GapKind.UNANSWERED, "sit-in", 8820),
    ]
    assert fix_next(found("leaders")) == found("leaders")[:3]
    late = found("leaders")[3]
    assert (late.expectation, late.day) == ("Dates on which department heads sit in", date(2026, 11, 13))


def test_the_programme_pays_back_by_hand_and_by_rule() -> None:
    programme = next(item for item in content("leaders").initiatives if item.key == "elp")
    result = money(programme, "EUR")
    assert result.roi_percent is not None
    assert result.bcr is not None
    assert (result.costs, result.benefits) == (128336, 133920)
    assert (ratio_text(result.roi_percent)[:4], ratio_text(result.bcr)[:4], result.forecast) == (
        "4.35",
        "1.04",
        True,
    )
