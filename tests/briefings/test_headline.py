"""The headline says where numbers stand, never what will be, and never more than the trace shows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from alignment.briefings.headline import headline, lead, number_sentence, support_sentence
from alignment.rules.content import Goal, Initiative, Moment, Outcome, PlanContent
from tests.briefings.plain import CHAIN, chain, facts, figure, links, metric

NBSP = "\u00a0"


def plainly(text: str) -> str:
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"now": 16.4}, "Turnover: falling, but too slowly. 16.4 % against a target of 14 % by June 2027."),
        ({"now": 15}, "Turnover: on track. 15 % against a target of 14 % by June 2027."),
        (
            {"now": 17.5},
            "Turnover: falling, but far too slowly. 17.5 % against a target of 14 % by June 2027.",
        ),
        ({"now": 18}, "Turnover: not moved since the start. 18 % against a target of 14 % by June 2027."),
        (
            {"now": 19},
            "Turnover: moved the wrong way since the start. 19 % against a target of 14 % by June 2027.",
        ),
        ({"now": 14}, "Turnover: target reached. 14 % against a target of 14 %."),
        ({}, "Turnover: no reading yet."),
        (
            {"now": 16, "target_date": date(2026, 10, 31)},
            "Turnover: target date passed. 16 % against a target of 14 % by October 2026.",
        ),
        ({"now": 16, "target": None}, "Turnover: 16 %, with no target set against it yet."),
        (
            {"now": 16, "baseline": None},
            "Turnover: cannot be judged yet. 16 % against a target of 14 % by June 2027.",
        ),
        (
            {"now": 13, "kind": "increase", "baseline": Decimal(12), "target": Decimal(30), "unit": "points"},
            "Turnover: rising, but far too slowly. 13 points against a target of 30 points by June 2027.",
        ),
        (
            {"now": 76, "kind": "at_least", "baseline": None, "target": Decimal(78)},
            "Turnover: not at its target yet. 76 % against a target of at least 78 % by June 2027.",
        ),
        (
            {
                "now": 11,
                "kind": "range",
                "target": None,
                "target_low": Decimal(12),
                "target_high": Decimal(17),
                "period": "year",
                "target_date": None,
            },
            "Turnover: not at its target yet. 11 % against a target of 12 to 17 % a year.",
        ),
        ({"now": 0, "kind": "milestone"}, "Turnover: not done yet. It is due by June 2027."),
        ({"now": 1, "kind": "milestone"}, "Turnover: done."),
    ],
)
def test_number_sentence_says_where_it_stands(fields: dict[str, Any], expected: str) -> None:
    assert plainly(number_sentence(figure(**fields))) == expected


def test_number_sentence_cuts_a_very_long_title() -> None:
    assert len(number_sentence(figure(title="Long " * 40, now=16))) < 200


def three(*metrics: Any) -> PlanContent:
    goals = tuple(Goal(key=key, title=f"Goal {key}", priority=n) for n, key in enumerate("abc"))
    return PlanContent(goals=goals, metrics=metrics)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((15, 15, 15), "All 3 business goals are on track."),
        ((15, 16.4, None), "1 of 3 business goals is on track: 1 is at risk, 1 has no reading yet."),
        ((15, 15, 17.5), "2 of 3 business goals are on track: 1 is off track."),
        (
            (17.5, 17.5, None),
            "None of the 3 business goals is on track: 2 are off track, 1 has no reading yet.",
        ),
        (
            (None, None, None),
            "No learning reaches any of the 3 business goals. No reading shows yet whether they are met.",
        ),
    ],
)
def test_headline_of_several_goals_counts_them(values: tuple[Any, ...], expected: str) -> None:
    metrics = [
        metric(f"k{key}", key, now=value)
        for key, value in zip("abc", values, strict=True)
        if value is not None
    ]

    assert headline(facts(three(*metrics))) == expected


def test_headline_of_one_goal_is_its_number() -> None:
    content = chain(metrics=(metric(now=16.4),))

    assert plainly(headline(facts(content))) == (
        "Turnover: falling, but too slowly. 16.4 % against a target of 14 % by June 2027."
    )


def test_headline_without_a_goal_says_so() -> None:
    assert headline([]) == "This plan has no business goal yet."


def test_headline_without_a_reading_is_what_the_trace_shows() -> None:
    expected = (
        "Learning under way reaches every outcome of the business goal, with a reason on every link. "
        "No reading shows yet whether it is met."
    )
    assert headline(facts(chain())) == expected


def test_headline_takes_a_goals_standing_from_its_own_metric_only() -> None:
    """The outcome's good number says nothing of the goal."""
    content = chain(metrics=(metric("score", "o", now=14),))

    assert headline(facts(content)).endswith("No reading shows yet whether it is met.")


def test_lead_names_the_number_that_is_worst() -> None:
    content = three(metric("ka", "a", now=15), metric("kb", "b", title="Complaints", now=17.5))

    assert plainly(lead(facts(content))).startswith("Complaints: falling, but far too slowly. 17.5 %")


SOLID = "Learning under way reaches every outcome of the business goal, with a reason on every link."


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, SOLID),
        (
            {"links": links(CHAIN[:2]) + links(CHAIN[2:], reason=" ", confidence=0)},
            "Learning reaches every outcome of the business goal, but not yet with a reason on every link.",
        ),
        (
            {"links": links(CHAIN[:3]) + links(CHAIN[3:], suspect=True)},
            "Learning reaches every outcome of the business goal, but not yet with a reason on every link.",
        ),
        (
            {"initiatives": (Initiative(key="i", title="Programme", status="proposed"),)},
            "Learning that is only proposed would reach every outcome of the business goal.",
        ),
        (
            {"initiatives": (Initiative(key="i", title="Programme", status="completed"),)},
            "Learning reached every outcome of the business goal; none of it is under way now.",
        ),
        (
            {
                "outcomes": (Outcome(key="o", title="Score"), Outcome(key="p", title="Cost")),
                "links": links((*CHAIN, ("p", "g"))),
            },
            "Learning reaches 1 of the 2 performance outcomes of the business goal.",
        ),
        ({"links": links(CHAIN[:3])}, "No learning reaches the business goal yet."),
        (
            {"links": ()},
            "No performance outcome is named for the business goal yet, so no learning reaches it.",
        ),
        (
            {"goals": (Goal(key="g", title="Keep people", no_learning_planned="A matter of pay"),)},
            "No learning is planned here, on purpose.",
        ),
    ],
)
def test_support_is_claimed_only_for_reasons_on_every_link_and_work_under_way(
    changes: dict[str, Any], expected: str
) -> None:
    assert support_sentence(facts(chain(**changes))) == expected


def test_support_holds_when_an_outcome_is_left_out_on_purpose() -> None:
    """An outcome whose moments are no learning problem does not need learning."""
    content = chain(
        outcomes=(Outcome(key="o", title="Score"), Outcome(key="p", title="Cost")),
        moments=(
            Moment(key="m", title="Talk"),
            Moment(key="n", title="Refund", not_a_learning_problem="The limit is too low"),
        ),
        links=links((*CHAIN, ("p", "g"), ("n", "p"))),
    )

    assert support_sentence(facts(content)) == (
        "Learning under way reaches every outcome of the business goal that needs learning, "
        "with a reason on every link."
    )
    assert support_sentence(facts(replace(content, links=links((*CHAIN, ("p", "g")))))) == (
        "Learning reaches 1 of the 2 performance outcomes of the business goal."
    )


def test_support_of_several_goals_counts_them() -> None:
    content = chain(
        goals=(Goal(key="g", title="Keep people"), Goal(key="h", title="Grow")),
    )

    assert support_sentence(facts(content)) == (
        "Learning under way fully serves 1 of the 2 goals. No learning reaches 1 of them."
    )


@pytest.mark.parametrize("now", [13, 15, 16.4, 17.5, 18, 19])
def test_no_sentence_foretells(now: float) -> None:
    content = chain(metrics=(metric(now=now),))
    said = f"{headline(facts(content))} {lead(facts(content))}".lower()

    assert [word for word in ("will", "missed", "supported", "caused") if word in said] == []
