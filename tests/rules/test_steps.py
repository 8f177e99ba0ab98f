"""When a step is not started, in progress, complete, or has to be looked at again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from alignment.exchange.document import read, to_content
from alignment.rules.content import (
    Behaviour,
    Goal,
    Initiative,
    Layer,
    Learning,
    Link,
    Metric,
    Moment,
    Outcome,
    PlanContent,
    Reading,
)
from alignment.rules.steps import (
    Doubt,
    Lack,
    Need,
    Progress,
    StepState,
    Worry,
    complete_steps,
    next_step,
    steps_of,
)

TODAY = date(2026, 11, 20)


def metric(item: str, **fields: object) -> Metric:
    whole = {
        "key": f"k-{item}",
        "title": "Score",
        "kind": "increase",
        "baseline": Decimal(12),
        "baseline_date": date(2026, 1, 1),
        "target": Decimal(30),
        "target_date": date(2027, 6, 30),
    }
    return Metric(item=item, **(whole | fields))  # type: ignore[arg-type]


def whole_plan() -> PlanContent:
    """A plan in which every step is complete."""
    acts = (Behaviour(effect="helps", text="Asks"), Behaviour(effect="hinders", text="Cancels"))
    return PlanContent(
        goals=(
            Goal(key="g", title="Stay", strategy="Lead well", owner="sam", status="agreed", agreed_by="tom"),
        ),
        outcomes=(Outcome(key="o", title="Score rises"),),
        moments=(Moment(key="m", title="Talk", behaviours=acts),),
        learning_outcomes=(Learning(key="l", title="Listen"),),
        initiatives=(Initiative(key="i", title="Programme"),),
        links=tuple(
            Link(lower=low, upper=up, reason="Because", confidence=1)
            for low, up in (("o", "g"), ("m", "o"), ("l", "m"), ("i", "l"))
        ),
        metrics=(metric("g"), metric("o")),
    )


def state(content: PlanContent, layer: Layer) -> StepState:
    return steps_of(content, TODAY)[layer - 1]


def test_an_empty_plan_has_started_nothing() -> None:
    states = steps_of(PlanContent(), TODAY)
    assert [one.status for one in states] == [Progress.NOT_STARTED] * 5
    assert complete_steps(states) == 0
    assert next_step(states) is Layer.GOAL


def test_a_whole_plan_is_complete() -> None:
    states = steps_of(whole_plan(), TODAY)
    assert [(one.status, one.count, one.lacks) for one in states] == [(Progress.COMPLETE, 1, ())] * 5
    assert complete_steps(states) == 4
    assert next_step(states) is None


@pytest.mark.parametrize(
    ("changes", "need"),
    [
        ({"strategy": " "}, Need.STRATEGY),
        ({"owner": ""}, Need.OWNER),
        ({"status": "proposed"}, Need.AGREED),
        ({"agreed_by": ""}, Need.AGREED),
    ],
)
def test_a_goal_needs_strategy_owner_and_somebody_who_agreed(changes: dict[str, str], need: Need) -> None:
    plan = whole_plan()
    plan = replace(plan, goals=(replace(plan.goals[0], **changes),))
    assert state(plan, Layer.GOAL) == StepState(Layer.GOAL, Progress.IN_PROGRESS, 1, (Lack(need, "g"),))


def test_goal_and_outcome_need_a_concrete_number() -> None:
    plan = replace(whole_plan(), metrics=())
    assert state(plan, Layer.GOAL).lacks == (Lack(Need.CONCRETE, "g"),)
    assert state(plan, Layer.OUTCOME).lacks == (Lack(Need.CONCRETE, "o"),)


def test_a_goal_needs_an_outcome_that_says_why() -> None:
    plan = whole_plan()
    plan = replace(plan, links=(replace(plan.links[0], reason=" "), *plan.links[1:]))
    assert state(plan, Layer.OUTCOME).lacks == (Lack(Need.OUTCOME, "g"),)


@pytest.mark.parametrize(
    "changes", [{"no_learning_planned": "Facilities"}, {"status": "achieved"}, {"status": "retired"}]
)
def test_a_goal_without_learning_needs_no_outcome(changes: dict[str, str]) -> None:
    plan = whole_plan()
    extra = Goal(key="h", title="Other", **changes)  # type: ignore[arg-type]
    plan = replace(plan, goals=(*plan.goals, extra))
    assert state(plan, Layer.OUTCOME).lacks == ()


def test_a_moment_needs_both_behaviours_and_an_outcome_a_moment() -> None:
    plan = whole_plan()
    bare = replace(plan, moments=(replace(plan.moments[0], behaviours=()),))
    assert state(bare, Layer.MOMENT).lacks == (Lack(Need.HELPS, "m"), Lack(Need.HINDERS, "m"))
    loose = replace(plan, links=(plan.links[0], *plan.links[2:]))
    assert state(loose, Layer.MOMENT).lacks == (Lack(Need.MOMENT, "o"), Lack(Need.LINKED, "m"))


def test_a_moment_needs_a_learning_outcome_unless_it_is_no_learning_problem() -> None:
    plan = whole_plan()
    loose = replace(plan, links=(*plan.links[:2], plan.links[3]))
    assert state(loose, Layer.LEARNING).lacks == (Lack(Need.LEARNING, "m"), Lack(Need.LINKED, "l"))
    other = replace(loose, moments=(replace(plan.moments[0], not_a_learning_problem="Two systems"),))
    assert state(other, Layer.LEARNING).lacks == (Lack(Need.LINKED, "l"),)


def test_a_learning_outcome_needs_an_initiative_or_a_date_for_one() -> None:
    plan = whole_plan()
    loose = replace(plan, links=plan.links[:3])
    assert state(loose, Layer.INITIATIVE).lacks == (
        Lack(Need.INITIATIVE, "l"),
        Lack(Need.LINKED, "i"),
    )
    dated = replace(
        loose,
        learning_outcomes=(replace(plan.learning_outcomes[0], initiative_by=date(2027, 1, 1)),),
        initiatives=(replace(plan.initiatives[0], purpose="compliance"),),
    )
    assert state(dated, Layer.INITIATIVE).lacks == ()


def test_what_was_in_place_and_changed_needs_attention() -> None:
    plan = whole_plan()
    over = replace(plan, goals=(replace(plan.goals[0], horizon_end=date(2026, 11, 19)),))
    assert state(over, Layer.GOAL).worries == (Worry(Doubt.HORIZON, "g"),)
    assert state(over, Layer.GOAL).status is Progress.NEEDS_ATTENTION
    suspect = replace(plan, links=(replace(plan.links[0], suspect=True), *plan.links[1:]))
    assert state(suspect, Layer.OUTCOME).worries == (Worry(Doubt.SUSPECT, "o"),)


def test_a_metric_that_is_stale_or_past_its_date_needs_attention() -> None:
    plan = whole_plan()
    stale = metric("m", cadence="monthly", readings=(Reading(date=date(2026, 9, 30), value=Decimal(19)),))
    assert state(replace(plan, metrics=(*plan.metrics, stale)), Layer.MOMENT).worries == (
        Worry(Doubt.STALE, "m", "k-m"),
    )
    passed = metric("m", target_date=date(2025, 12, 31))
    assert state(replace(plan, metrics=(*plan.metrics, passed)), Layer.MOMENT).worries == (
        Worry(Doubt.PASSED, "m", "k-m"),
        Worry(Doubt.DATES, "m", "k-m"),
    )


def test_archived_and_foreign_items_do_not_count() -> None:
    plan = whole_plan()
    gone = replace(plan, goals=(replace(plan.goals[0], archived=True),))
    assert state(gone, Layer.GOAL) == StepState(Layer.GOAL, Progress.NOT_STARTED, 0)
    elsewhere = replace(plan, goals=(replace(plan.goals[0], foreign=True, strategy=""),))
    assert state(elsewhere, Layer.GOAL) == StepState(Layer.GOAL, Progress.COMPLETE, 0)


def test_a_step_whose_items_serve_nothing_is_not_complete() -> None:
    alone = replace(whole_plan(), moments=(), links=())
    for step, key in ((Layer.OUTCOME, "o"), (Layer.LEARNING, "l")):
        assert state(alone, step).status is Progress.IN_PROGRESS
        assert Lack(Need.LINKED, key) in state(alone, step).lacks


def test_the_sample_has_two_of_four_steps_complete() -> None:
    """The sample's planted gaps show in its steps."""
    file = Path(__file__).parents[2] / "alignment/samples/leaders.json"
    states = steps_of(to_content(read(file.read_bytes())), TODAY)
    assert [one.status for one in states] == [
        Progress.COMPLETE,
        Progress.COMPLETE,
        Progress.NEEDS_ATTENTION,
        Progress.IN_PROGRESS,
        Progress.IN_PROGRESS,
    ]
    assert states[2].worries == (Worry(Doubt.STALE, "development-plan", "plans-reviewed"),)
    assert states[3].lacks == (Lack(Need.LEARNING, "new-manager-talk"),)
    assert states[4].lacks == (Lack(Need.LINKED, "time-management"),)
