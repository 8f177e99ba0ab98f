"""Making and saving items: one deed each, merged or refused when two people save at once."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from alignment.deeds import StaleWrite, rows_of, undo
from alignment.framework.services.checks import ForeignRow
from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.merging import Clashed
from alignment.framework.services.quick_metric import QuickMetric
from alignment.models import Deed, Layer, Metric, Person, Plan, User, Workspace
from tests.factories import make_goal, make_group, make_moment, make_outcome, make_person, make_plan

DAY = datetime.date(2027, 6, 30)
KEY = "0189d9b0-7c1e-7000-8000-000000000001"


def new_goal(plan: Plan, by: User, **fields: object) -> object:
    return create_item(Layer.GOAL, by=by, plan=plan, fields={"title": "Fewer people leave", **fields})


def test_create_item_writes_one_deed_with_everything(plan: Plan, ann: User) -> None:
    goal = make_goal(plan)
    before = Deed.objects.count()
    outcome = create_item(
        Layer.OUTCOME,
        by=ann,
        plan=plan,
        fields={"title": "Score rises", "owner": "Sam Reyes"},
        lists={
            "contribution": [{"who": "Learning", "share": 40}],
            "momentum": [{"text": "Pay", "owner": "Mia"}],
        },
        uppers=[(goal, "It moves together")],
        metric=QuickMetric(baseline=Decimal(12), target=Decimal(30), unit="points", target_date=DAY),
    )
    assert Deed.objects.count() == before + 1
    assert (outcome.done.verb, outcome.done.by, outcome.done.plan) == ("create", ann, plan)
    assert outcome.owner.name == "Sam Reyes"
    assert [(row.who, row.share) for row in outcome.contribution.all()] == [("Learning", 40)]
    assert [(row.text, row.owner.name) for row in outcome.momentum.all()] == [("Pay", "Mia")]
    link = outcome.links_up.get()
    assert (link.upper, link.reason, link.confidence, link.confirmed_by) == (
        goal,
        "It moves together",
        1,
        ann,
    )
    assert (link.lower_meaning, link.upper_meaning) == (outcome.meaning, link.upper.meaning)
    metric = outcome.metrics.get()
    assert (metric.kind, metric.cadence, metric.title) == ("increase", "quarterly", "Score rises")
    assert metric.baseline_date == datetime.datetime.now(datetime.UTC).date()
    kinds = {type(row.instance).__name__ for row in rows_of(outcome.done)}
    assert kinds == {
        "PerformanceOutcome", "Person", "Contribution", "Momentum", "Metric", "OutcomeLink", "BusinessGoal",
    }  # fmt: skip


def test_create_item_makes_a_key_of_its_layer(plan: Plan, ann: User) -> None:
    keys = [create_item(layer, by=ann, plan=plan, fields={"title": "T"}).key for layer in Layer]
    assert [key[:2] for key in keys] == ["g-", "o-", "m-", "l-", "i-"]
    assert {len(key) for key in keys} == {8}


def test_create_item_twice_with_one_request_key_makes_one(plan: Plan, ann: User) -> None:
    made = [
        create_item(Layer.GOAL, by=ann, plan=plan, fields={"title": "Once"}, request_key=KEY)  # type: ignore[arg-type]
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert made[1].history.count() == 2  # made, and given its meaning


def test_create_item_takes_the_last_place(plan: Plan, ann: User) -> None:
    assert [new_goal(plan, ann).position for _ in range(3)] == [0, 1, 2]  # type: ignore[attr-defined]


def test_undo_of_a_create_leaves_nothing(plan: Plan, ann: User) -> None:
    goal = create_item(
        Layer.GOAL,
        by=ann,
        plan=plan,
        fields={"title": "T", "owner": "New"},
        metric=QuickMetric(target=Decimal(3)),
    )
    undo(goal.done, by=ann)
    assert (plan.businessgoals.count(), Metric.objects.count(), Person.objects.count()) == (0, 0, 0)


def test_create_item_refuses_rows_of_another_workspace(plan: Plan, ann: User, cleo: User) -> None:
    other = make_plan(cleo.workspaces["other"].workspace)
    foreign_goal, foreign_person = make_goal(other), make_person(other.workspace)
    foreign_group, foreign_outcome = make_group(other.workspace), make_outcome(other)
    before = Deed.objects.count()
    attempts = [
        lambda: new_goal(plan, ann, parent=foreign_goal),
        lambda: new_goal(plan, ann, owner=foreign_person),
        lambda: create_item(
            Layer.OUTCOME, by=ann, plan=plan, fields={"title": "T"}, uppers=[(foreign_goal, "")]
        ),
        lambda: create_item(
            Layer.LEARNING,
            by=ann,
            plan=plan,
            fields={"title": "T"},
            lists={"needs": [{"group": foreign_group}]},
        ),
        lambda: create_item(
            Layer.INITIATIVE,
            by=ann,
            plan=plan,
            fields={"title": "T"},
            lists={"claims": [{"goal": foreign_goal}]},
        ),
        lambda: create_item(
            Layer.INITIATIVE,
            by=ann,
            plan=plan,
            fields={"title": "T"},
            lists={"benefits": [{"text": "B", "outcome": foreign_outcome}]},
        ),
    ]
    for attempt in attempts:
        with pytest.raises(ForeignRow):
            attempt()
    assert Deed.objects.count() == before


def test_create_item_refuses_what_cannot_be_stored(plan: Plan, ann: User) -> None:
    before = Deed.objects.count()
    with pytest.raises(ValidationError):
        new_goal(plan, ann, horizon_start=DAY, horizon_end=datetime.date(2027, 1, 1))
    with pytest.raises(ValidationError):
        create_item(Layer.GOAL, by=ann, plan=plan, fields={"title": ""})
    assert Deed.objects.count() == before


def test_save_item_keeps_equal_rows_of_a_list(plan: Plan, ann: User) -> None:
    moment = make_moment(plan)
    asks, cancels = moment.behaviours.order_by("pk")
    saved = save_item(
        moment,
        by=ann,
        version=1,
        fields={"title": moment.title},
        lists={
            "behaviours": [
                {"effect": "helps", "text": "Waits"},
                {"effect": "helps", "text": asks.text},
                {"effect": "hinders", "text": "Talks"},
            ]
        },
    )
    rows = list(saved.behaviours.order_by("position"))
    assert [row.text for row in rows] == ["Waits", asks.text, "Talks"]
    assert rows[1].pk == asks.pk
    assert not saved.behaviours.filter(pk=cancels.pk).exists()
    undo(saved.done, by=ann)
    assert [row.text for row in moment.behaviours.order_by("position", "pk")] == [asks.text, cancels.text]


def test_save_item_without_a_change_writes_nothing(plan: Plan, ann: User) -> None:
    goal = new_goal(plan, ann)
    before = Deed.objects.count()
    saved = save_item(goal, by=ann, version=1, fields={"title": "Fewer people leave"})  # type: ignore[arg-type]
    assert (saved.done, saved.version, Deed.objects.count()) == (None, 1, before)


def test_save_item_merges_what_does_not_clash(plan: Plan, ann: User, eddy: User) -> None:
    moment = create_item(Layer.MOMENT, by=ann, plan=plan, fields={"title": "Talk"})
    save_item(moment, by=eddy, version=1, fields={"situation": "Alone"}, lists={"behaviours": []})
    saved = save_item(
        moment,
        by=ann,
        version=1,
        fields={"title": "Monthly talk", "situation": ""},
        lists={"behaviours": [{"effect": "helps", "text": "Asks"}]},
    )
    assert (saved.title, saved.situation, saved.version) == ("Monthly talk", "Alone", 3)
    assert [row.text for row in saved.behaviours.all()] == ["Asks"]


def test_save_item_refuses_what_clashes_and_names_it(plan: Plan, ann: User, eddy: User) -> None:
    goal = new_goal(plan, ann, strategy="Was")
    save_item(goal, by=eddy, version=1, fields={"strategy": "Theirs", "problem": "New"})  # type: ignore[arg-type]
    with pytest.raises(Clashed) as caught:
        save_item(
            goal,  # type: ignore[arg-type]
            by=ann,
            version=1,
            fields={"strategy": "Mine", "problem": "", "why_it_matters": "Because"},
        )
    [clash] = caught.value.clashes
    assert (clash.name, clash.was, clash.theirs, clash.mine) == ("strategy", "Was", "Theirs", "Mine")
    both = caught.value.both
    assert (both["problem"], both["why_it_matters"], both["strategy"]) == ("New", "Because", "Theirs")


def test_save_item_finds_clashing_lists(plan: Plan, ann: User, eddy: User) -> None:
    moment = create_item(
        Layer.MOMENT,
        by=ann,
        plan=plan,
        fields={"title": "Talk"},
        lists={"behaviours": [{"effect": "helps", "text": "Was"}]},
    )
    save_item(
        moment, by=eddy, version=1, fields={}, lists={"behaviours": [{"effect": "helps", "text": "Theirs"}]}
    )
    with pytest.raises(Clashed) as caught:
        save_item(
            moment, by=ann, version=1, fields={}, lists={"behaviours": [{"effect": "helps", "text": "Mine"}]}
        )
    [clash] = caught.value.clashes
    assert (clash.was, clash.theirs, clash.mine) == (
        (("helps", "Was"),),
        (("helps", "Theirs"),),
        (("helps", "Mine"),),
    )


def test_save_item_compares_the_metric_with_its_own_past(plan: Plan, ann: User, eddy: User) -> None:
    goal = create_item(
        Layer.GOAL,
        by=ann,
        plan=plan,
        fields={"title": "T"},
        metric=QuickMetric(baseline=Decimal(18), target=Decimal(14), unit="%"),
    )
    assert goal.metrics.get().kind == "decrease"
    save_item(
        goal,
        by=eddy,
        version=1,
        fields={},
        metric=QuickMetric(baseline=Decimal(18), target=Decimal(12), unit="%", version=1),
    )
    same = QuickMetric(baseline=Decimal(18), target=Decimal(14), unit="%", version=1)
    assert save_item(goal, by=ann, version=1, fields={"title": "U"}, metric=same).metrics.get().target == 12
    other = QuickMetric(baseline=Decimal(18), target=Decimal(10), unit="%", version=1)
    with pytest.raises(Clashed) as caught:
        save_item(goal, by=ann, version=1, fields={}, metric=other)
    assert [clash.name for clash in caught.value.clashes] == ["metric.target"]


def test_save_item_of_an_archived_one_is_stale(plan: Plan, ann: User) -> None:
    goal = make_goal(plan, archived_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    with pytest.raises(StaleWrite) as caught:
        save_item(goal, by=ann, version=1, fields={"title": "Mine"})
    assert caught.value.current == goal


def test_save_item_refuses_a_cycle_of_parents(plan: Plan, ann: User) -> None:
    top = make_goal(plan)
    low = make_goal(plan, parent=top)
    with pytest.raises(ValidationError) as caught:
        save_item(top, by=ann, version=1, fields={"parent": low})
    assert list(caught.value.message_dict) == ["parent"]


def test_a_namesake_keeps_the_person_who_is_named(plan: Plan, ann: User, workspace: Workspace) -> None:
    first, second = make_person(workspace, "Kim Lee"), make_person(workspace, "Kim Lee")
    goal = make_goal(plan, owner=second)
    saved = save_item(goal, by=ann, version=1, fields={"owner": "Kim Lee", "sponsor": "Kim Lee"})
    assert (saved.owner, saved.sponsor) == (second, first)
