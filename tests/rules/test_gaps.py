"""The list of gaps: what is one, what is not, and which comes first."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from alignment.rules.content import (
    CostLine,
    Item,
    Layer,
    Link,
    Metric,
    Reading,
)
from alignment.rules.gaps import Action, Gap, GapKind, fix_next, gaps, hints
from alignment.rules.graph import graph_of_content
from alignment.rules.verdicts import trace
from tests.rules.making import chain, goal, initiative, learning, link, moment, outcome, plan, whole

TODAY = date(2026, 11, 20)
KIND = GapKind


def found(*rows: Item | Link | Metric, hinted: bool = False) -> list[Gap]:
    content = plan(*rows)
    graph = graph_of_content(content)
    return (hints if hinted else gaps)(content, graph, trace(graph), TODAY)


def of_kind(kind: GapKind, *rows: Item | Link | Metric) -> list[str]:
    every = found(*rows) + found(*rows, hinted=True)
    return [gap.metric or gap.key for gap in every if gap.kind is kind]


def number(**fields: Any) -> Metric:
    return Metric(key="x", item="g", title="Number", **{"kind": "at_least", "target": Decimal(9), **fields})


def test_a_link_without_reason_is_no_missing_link() -> None:
    rows = [*whole()[:5], *chain("g", "o", "m", "l", "i", reason="")]
    kinds = {gap.kind for gap in found(*rows)}
    assert (KIND.NO_REASON in kinds, KIND.NO_LINK_UP in kinds, KIND.NO_LINK_DOWN in kinds) == (
        True,
        False,
        False,
    )


def test_a_link_with_an_end_that_is_not_live_is_no_gap() -> None:
    assert of_kind(KIND.NO_REASON, goal(status="retired"), outcome(), link("o", "g", "")) == []
    assert of_kind(KIND.SUSPECT, goal(), outcome(), link("o", "g", suspect=True)) == ["o"]


def test_initiatives_that_support_nothing_come_first_the_dearest_first() -> None:
    def costing(key: str, amount: int, status: str = "running") -> Item:
        return initiative(key, status=status, costs=(CostLine(kind="tools", amount=Decimal(amount)),))

    rows = [moment(), costing("a", 10), costing("b", 900), costing("c", 99_999, "proposed"), initiative("d")]
    assert [(gap.kind, gap.key) for gap in found(*rows)][:5] == [
        (KIND.NO_LINK_UP, "b"),
        (KIND.NO_LINK_UP, "a"),
        (KIND.NO_LINK_UP, "d"),
        (KIND.NO_LINK_UP, "c"),
        (KIND.NO_LINK_UP, "m"),
    ]


def test_fix_next_names_each_item_once() -> None:
    rows = [goal(), initiative("i", "g"), moment()]
    assert [gap.key for gap in fix_next(found(*rows), limit=9)] == ["i", "g", "m"]


@pytest.mark.parametrize(
    ("rows", "claims"),
    [
        ([goal(), initiative("i", "g")], ["i"]),
        ([*whole(), initiative("i", "g")], []),
        ([*whole(), goal("h"), initiative("i", "g", "h")], ["i"]),
        ([*whole(), goal("h", status="retired"), initiative("i", "h")], []),
        ([goal(), learning(), initiative("i", "g"), link("i", "l")], []),  # the chain breaks higher up
    ],
)
def test_a_claim_needs_a_chain(rows: list[Item | Link], claims: list[str]) -> None:
    assert of_kind(KIND.CLAIM, *rows) == claims


@pytest.mark.parametrize(
    ("item", "strategy", "horizon"),
    [
        (goal(horizon_end=date(2026, 11, 19)), 1, 1),
        (goal(horizon_end=TODAY, strategy=" \n"), 1, 0),
        (goal(horizon_end=date(2026, 1, 1), strategy="Pay well", status="achieved"), 0, 0),
        (goal(horizon_end=date(2026, 1, 1), status="retired"), 0, 0),
    ],
)
def test_a_goal_has_a_strategy_and_a_time(item: Item, strategy: int, horizon: int) -> None:
    assert len(of_kind(KIND.NO_STRATEGY, item)) == strategy
    assert len(of_kind(KIND.HORIZON_OVER, item)) == horizon


@pytest.mark.parametrize(
    ("metric", "kinds"),
    [
        (number(), [KIND.NO_READING]),
        (number(target_date=date(2026, 11, 19)), [KIND.TARGET_PASSED, KIND.NO_READING]),
        (number(target_date=TODAY), [KIND.NO_READING]),
        (
            number(target_date=date(2026, 12, 1), baseline_date=date(2026, 12, 2)),
            [KIND.TARGET_BEFORE_BASELINE, KIND.NO_READING],
        ),
        (number(archived=True), []),
    ],
)
def test_a_metric_is_read_in_time_and_reaches_its_target(metric: Metric, kinds: list[GapKind]) -> None:
    told = [gap.kind for gap in found(goal(), metric) if gap.metric and gap.kind is not KIND.NOT_CONCRETE]
    assert told == kinds


def test_metrics_of_what_is_not_live_are_left_alone() -> None:
    assert found(goal(status="retired"), number()) == []


@pytest.mark.parametrize(
    ("rows", "kind", "keys"),
    [
        ([initiative(status="completed")], KIND.NOT_TRACED, ["i"]),
        ([initiative(status="approved")], KIND.NOT_TRACED, []),
        ([initiative(purpose="compliance")], KIND.NOT_TRACED, []),
        (whole(), KIND.NOT_TRACED, []),
        ([initiative(start=date(2026, 1, 1), created_on=date(2026, 1, 2))], KIND.AFTER_START, ["i"]),
        ([initiative(start=date(2026, 1, 2), created_on=date(2026, 1, 2))], KIND.AFTER_START, []),
        (
            [initiative(start=date(2026, 1, 1), created_on=date(2026, 1, 2), shift="Fewer complaints")],
            KIND.AFTER_START,
            [],
        ),
        ([goal(), outcome(), link("o", "g", confidence=2)], KIND.NO_EVIDENCE, ["o"]),
        ([goal(), outcome(), link("o", "g", confidence=2, evidence="Survey")], KIND.NO_EVIDENCE, []),
        (
            [outcome(), *(goal(f"g{n}") for n in range(4)), *(link("o", f"g{n}") for n in range(4))],
            KIND.MANY_PARENTS,
            ["o"],
        ),
        (
            [outcome(), *(goal(f"g{n}") for n in range(3)), *(link("o", f"g{n}") for n in range(3))],
            KIND.MANY_PARENTS,
            [],
        ),
        (
            [initiative(), *(learning(f"l{n}") for n in range(5)), *(link("i", f"l{n}") for n in range(5))],
            KIND.MANY_PARENTS,
            [],
        ),
    ],
)
def test_hints(rows: list[Item | Link], kind: GapKind, keys: list[str]) -> None:
    assert [gap.key for gap in found(*rows, hinted=True) if gap.kind is kind] == keys
    assert not any(gap.is_hint for gap in found(*rows))


def test_foreign_items_have_their_gaps_at_home() -> None:
    assert found(goal(foreign=True), initiative(foreign=True), number()) == []
    assert of_kind(KIND.NO_REASON, goal(foreign=True), outcome(), link("o", "g", "")) == ["o"]


def test_a_gap_says_where_it_is_put_right() -> None:
    (gap,) = [gap for gap in found(goal(), outcome(), link("o", "g", "", id=7)) if gap.kind is KIND.NO_REASON]
    assert (gap.action, gap.link_id, gap.other, gap.other_title) == (Action.LINK, 7, "g", "G")


def cited(confidence: int = 3, on: date = TODAY, **fields: Any) -> Link:
    return link("o", "g", confidence=confidence, cited_metric="x", cited_on=on, **fields)


READ = Reading(date=TODAY, value=Decimal(4))
DRAFT = Reading(date=TODAY, value=Decimal(4), state="draft")


@pytest.mark.parametrize(
    ("one", "readings", "bare"),
    [
        (
            link("o", "g", confidence=3, evidence="Survey"),
            [READ],
            True,
        ),  # measured, so a reading is asked for
        (cited(), [READ], False),
        (cited(), [], True),
        (cited(), [DRAFT], True),
        (cited(on=date(2026, 11, 19)), [READ], True),
        (cited(2), [READ], False),
        (cited(2), [DRAFT], True),
        (cited(2, evidence="Survey"), [DRAFT], False),
        (cited(1), [], False),
    ],
)
def test_a_cited_reading_that_stands_is_evidence(one: Link, readings: list[Reading], bare: bool) -> None:
    rows = [goal(), outcome(), number(readings=tuple(readings)), one]
    assert (of_kind(KIND.NO_EVIDENCE, *rows) == ["o"]) is bare


def test_volume_measures_no_link() -> None:
    volume = number(readings=(READ,), volume_only=True)
    assert of_kind(KIND.NO_EVIDENCE, goal(), outcome(), volume, cited()) == ["o"]
    assert of_kind(KIND.NO_EVIDENCE, goal(), outcome(), volume, cited(2)) == []


@pytest.mark.parametrize(
    ("rows", "place", "action"),
    [
        ([goal(), initiative()], (Layer.INITIATIVE, "i"), Action.LINK_UP),
        ([goal(), learning(), initiative(), link("i", "l")], (Layer.LEARNING, "l"), Action.LINK_UP),
        (
            [*whole()[:5], *chain("g", "o", "m"), *chain("m", "l", reason=""), *chain("l", "i")],
            (Layer.LEARNING, "l"),
            Action.LINK,
        ),
        (
            [*whole()[:5], *chain("g", "o", "m", "l"), link("i", "l", suspect=True)],
            (Layer.INITIATIVE, "i"),
            Action.CONFIRM,
        ),
        # The way that leads to a goal counts, not the first one.
        (
            [*whole()[:5], learning("k"), link("i", "k"), *chain("o", "m", "l", "i"), link("o", "g", "")],
            (Layer.OUTCOME, "o"),
            Action.LINK,
        ),
    ],
)
def test_a_chain_is_mended_where_it_breaks(
    rows: list[Item | Link], place: tuple[Layer, str], action: Action
) -> None:
    numbered = [
        replace(row, id=number) if isinstance(row, Item) else row for number, row in enumerate(rows, start=1)
    ]
    ids = {row.id: row.key for row in numbered if isinstance(row, Item)}
    (gap,) = [gap for gap in found(*numbered, hinted=True) if gap.kind is KIND.NOT_TRACED]
    assert ((gap.place[0], ids[gap.place[1]]), gap.action) == (place, action)


def test_a_metric_that_is_there_is_completed_instead_of_another_one_added() -> None:
    unfinished = number(id=7)
    (gap,) = [gap for gap in found(goal(), unfinished) if gap.kind is KIND.NOT_CONCRETE]
    assert (gap.action, gap.metric_id) == (Action.METRIC, 7)
    (gap,) = [gap for gap in found(goal(), number(kind="qualitative")) if gap.kind is KIND.NOT_CONCRETE]
    assert (gap.action, gap.metric_id) == (Action.METRIC_NEW, 0)


@pytest.mark.parametrize(
    ("read_on", "action"), [(date(2026, 10, 30), Action.READING), (date(2026, 11, 1), Action.METRIC)]
)
def test_a_target_that_was_missed_needs_another_day(read_on: date, action: Action) -> None:
    missed = number(target_date=date(2026, 11, 1), readings=(Reading(date=read_on, value=Decimal(4)),))
    (gap,) = [gap for gap in found(goal(), missed) if gap.kind is KIND.TARGET_PASSED]
    assert gap.action == action


def test_a_gap_of_a_link_stands_in_the_plans_of_both_ends_a_hint_in_the_lower_one() -> None:
    rows = [goal(plan="p"), outcome(plan="q"), link("o", "g", "", confidence=2)]
    (gap,) = [gap for gap in found(*rows) if gap.kind is KIND.NO_REASON]
    (hint,) = found(*rows, hinted=True)
    assert (gap.plans, hint.plans) == ({"p", "q"}, {"q"})
    assert found(goal(plan="p"), outcome(plan="q", foreign=True), rows[2], hinted=True) == []
