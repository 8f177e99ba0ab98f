"""Verdicts, gaps and figures as people read them."""

from datetime import date
from decimal import Decimal

import pytest

from alignment.rules.content import CostLine, Item, Layer, Link, Metric, Reading
from alignment.rules.gaps import Gap, GapKind, gaps, hints
from alignment.rules.graph import graph_of_content
from alignment.rules.score import Score
from alignment.rules.verdicts import trace
from alignment.tracing import words
from alignment.tracing.strength_words import strength_of_goal, strength_of_initiative
from tests.rules.making import chain, goal, initiative, judged, learning, link, moment, outcome, plan, whole

TODAY = date(2026, 11, 20)
LICENCE = CostLine(kind="tools", amount=Decimal(9500))
NUMBER = Metric(key="x", item="g", title="Turnover", kind="at_least", target=Decimal(9), cadence="monthly")


def first(kind: GapKind, *rows: Item | Link | Metric) -> Gap:
    content = plan(*rows)
    graph = graph_of_content(content)
    found = trace(graph)
    every = gaps(content, graph, found, TODAY) + hints(content, graph, found, TODAY)
    return next(gap for gap in every if gap.kind is kind)


def said(text: str) -> str:
    """The text with ordinary spaces, as a reader sees it."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        (whole(), "Linked to a goal"),
        ([*whole()[:5], *chain("g", "o", "m", "l", "i", reason="")], "Linked, reason missing or to re-check"),
        ([*whole()[:5], *chain("o", "m", "l", "i")], "Stops at a performance outcome"),
        ([*whole()[:5], *chain("m", "l", "i")], "Stops at a moment of truth"),
        ([*whole()[:5], *chain("l", "i")], "Stops at a learning outcome"),
        ([goal(), initiative("i", "g")], "Says it supports, not shown"),
        ([initiative()], "Supports no goal"),
    ],
)
def test_verdicts_read_as_the_design_says(rows: list[Item | Link], verdict: str) -> None:
    found = judged(*rows)[1].initiatives["i"]
    assert words.verdict_words(found) == verdict
    assert words.verdict_sentence(found).endswith(".")


def test_a_goal_says_by_what_it_is_reached() -> None:
    done = initiative("j", status="completed")
    found = judged(*whole(), outcome("o2"), link("o2", "g"), done, link("j", "l"))[1].goals["g"]
    assert words.goal_words(found) == "Supported"
    assert words.outcomes_words(found) == "1 of 2 outcomes reached"
    assert words.work_words(found) == "1 under way, 1 completed"


@pytest.mark.parametrize(
    ("rows", "work"),
    [
        ([*whole(), initiative(status="proposed")], "only proposed: 1"),
        ([*whole(), initiative(status="completed")], "only completed: 1"),
        ([goal()], "no initiative"),
    ],
)
def test_a_goal_says_when_nothing_is_under_way(rows: list[Item | Link], work: str) -> None:
    assert words.work_words(judged(*rows)[1].goals["g"]) == work


@pytest.mark.parametrize(
    ("kind", "rows", "sentence"),
    [
        (GapKind.NO_LINK_UP, [initiative()], "I: Supports nothing. Link it or stop it."),
        (
            GapKind.NO_LINK_UP,
            [initiative(costs=(LICENCE,))],
            "I: Supports nothing and costs EUR 9,500. Link it or stop it.",
        ),
        (GapKind.NO_LINK_UP, [moment()], "M: Decides no performance outcome."),
        (GapKind.NO_LINK_DOWN, [learning()], "L: Has no initiative."),
        (
            GapKind.NO_REASON,
            [goal(), outcome(), link("o", "g", "")],
            "O: The link to “G” has no reason. Say why the one leads to the other.",
        ),
        (
            GapKind.CLAIM,
            [goal(), initiative("i", "g")],
            "I: Says it supports “G”. No chain of links shows how.",
        ),
        (
            GapKind.HORIZON_OVER,
            [goal(horizon_end=date(2026, 9, 30))],
            "G: Its time was over on 30 September 2026. Is it achieved, retired, or to be extended?",
        ),
        (GapKind.NO_READING, [goal(), NUMBER], "G: “Turnover” has no reading yet. Add the first one."),
    ],
)
def test_a_gap_says_what_is_wrong(kind: GapKind, rows: list[Item | Link], sentence: str) -> None:
    gap = first(kind, *rows)
    assert f"{gap.title}: {said(words.gap_words(gap))}" == sentence
    assert words.action_words(gap)


def test_every_kind_of_gap_has_its_words() -> None:
    for kind in GapKind:
        gap = Gap(kind=kind, key="o", layer=Layer.OUTCOME, title="O", other_title="G", day=TODAY)
        assert all([words.gap_words(gap), words.action_words(gap)])


def test_a_stale_metric_names_its_last_reading() -> None:
    old = Metric(
        key="x",
        item="g",
        title="Turnover",
        kind="increase",
        cadence="monthly",
        readings=(Reading(date=date(2026, 3, 31), value=Decimal(43)),),
    )
    gap = first(GapKind.STALE, goal(), old)
    assert words.gap_words(gap) == "“Turnover” has had no reading since 31 March 2026. Add one."


def test_a_title_with_a_percent_sign_is_only_a_title() -> None:
    gap = Gap(kind=GapKind.CLAIM, key="i", layer=Layer.INITIATIVE, title="%(day)s", other_title="100 %s")
    assert words.gap_words(gap) == "Says it supports “100 %s”. No chain of links shows how."


def test_the_score_is_two_numbers_and_a_percentage() -> None:
    assert said(words.score_words(Score(41, 52))) == "41 of 52 (78 %)"
    assert words.score_words(Score(0, 0)) == "–"


def test_confidence_is_never_overstated_in_print() -> None:
    assert [words.confidence_word(value) for value in (0, 1, 2, 3, None)] == [
        "assumed",
        "reasoned",
        "evidenced",
        "measured",
        "–",
    ]
    assert [words.confidence_in_print(value) for value in (0, 1, 2)] == [
        "assumed",
        "reasoned, not yet shown",
        "evidenced",
    ]


def test_the_weakest_hop_is_named() -> None:
    graph, _found = judged(*whole()[:-1], link("i", "l", confidence=0))
    for strength in (
        strength_of_goal(graph, "g", "acme"),
        strength_of_initiative(graph, "i", "acme"),
    ):
        assert strength is not None
        assert (strength.sure, strength.weakest) == ("assumed", "weakest: I → L, assumed")
    assert strength_of_goal(graph, "nobody", "acme") is None
    assert strength_of_initiative(graph, "nobody", "acme") is None
