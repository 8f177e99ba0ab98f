"""The links in place of earlier days, worked out from the history, are what they were on those days."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alignment.deeds import CannotUndo, StaleWrite, deed, tracked_models, undo
from alignment.framework.services.checks import Refused
from alignment.framework.services.deciding import decide
from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.lifecycle import archive_item, mark_no_learning, restore_item
from alignment.framework.services.links import AlreadyLinked, edit_link, link, unlink
from alignment.framework.services.plans import archive_plan, move_item, restore_plan
from alignment.models import ITEM, LINK_UP, Deed, Layer, Metric, Plan, User, Workspace
from alignment.rules.score import score, scores_of_plans
from alignment.tracing.past import Standing, course_of, days_to_show, past_of
from alignment.tracing.queries import graph_of
from tests.factories import make_chain, make_goal, make_group, make_link, make_metric, make_plan
from tests.framework.rechecking import confirm

TODAY = date(2026, 11, 22)
REFUSED = (AlreadyLinked, CannotUndo, Refused, StaleWrite, ValidationError)  # as deeds at random often are


def happened(since: dict[Any, int], at: datetime) -> None:
    """Dates what the history has gained since."""
    for model in tracked_models():
        rows: Any = model.history  # type: ignore[attr-defined]
        rows.filter(history_id__gt=since.get(model, 0)).update(history_date=at)


def latest() -> dict[Any, int]:
    found = {}
    for model in tracked_models():
        rows: Any = model.history  # type: ignore[attr-defined]
        found[model] = rows.order_by("-history_id").values_list("history_id", flat=True).first() or 0
    return found


class Doer:
    """Does things at random, by the services that people's deeds go through."""

    def __init__(self, dice: random.Random, plans: list[Plan], by: User) -> None:
        self.dice, self.plans, self.by = dice, plans, by
        self.group = make_group(plans[0].workspace)

    def item(self, layer: Layer | None = None) -> Any:
        layer = layer or self.dice.choice(list(Layer))
        found = list(ITEM[layer].objects.filter(workspace=self.plans[0].workspace).order_by("pk"))
        return self.dice.choice(found) if found else self.create(layer)

    def hop(self) -> Any:
        model = LINK_UP[self.dice.choice(list(LINK_UP))]
        found = list(model.objects.order_by("pk"))
        return self.dice.choice(found) if found else None

    def create(self, layer: Layer | None = None) -> Any:
        layer = layer or self.dice.choice(list(Layer))
        plan, lists = self.dice.choice(self.plans), {}
        if layer is Layer.MOMENT and self.dice.random() < 0.7:
            lists = {"behaviours": [{"effect": self.dice.choice(["helps", "hinders"]), "text": "Asks"}]}
        if layer is Layer.LEARNING and self.dice.random() < 0.5:
            lists = {"needs": [{"group": self.group}]}
        return create_item(layer, by=self.by, plan=plan, fields={"title": "Something"}, lists=lists)

    def join(self) -> None:
        layer = self.dice.choice(list(LINK_UP))
        reason = self.dice.choice(["Because", "  ", ""])
        link(self.item(layer), self.item(Layer(layer - 1)), by=self.by, reason=reason)

    def change(self) -> None:
        item = self.item()
        fields: dict[str, Any] = {"title": self.dice.choice(["One", "Two", "Three"])}
        if item.layer is Layer.INITIATIVE:
            fields |= {"status": self.dice.choice(["running", "stopped", "proposed"])}
            fields |= {"purpose": self.dice.choice(["business_goal", "compliance"])}
        if item.layer is Layer.GOAL:
            fields |= {"status": self.dice.choice(["agreed", "achieved", "retired"])}
            fields |= {"parent": self.dice.choice([None, self.item(Layer.GOAL)])}
        if item.layer is Layer.MOMENT:
            fields |= {"not_a_learning_problem": self.dice.choice(["", "The tool is slow"])}
        wording = self.dice.random() < 0.3
        save_item(item, by=self.by, version=item.version, fields=fields, wording_only=wording)

    def adopt(self) -> None:
        child, parent = self.item(Layer.GOAL), self.item(Layer.GOAL)
        save_item(child, by=self.by, version=child.version, fields={"parent": parent})

    def blank(self) -> None:
        make_link(self.item(Layer.OUTCOME), self.create(Layer.GOAL), reason="  ")

    def unmeasure(self) -> None:
        metric = self.dice.choice([None, *Metric.objects.filter(archived_at=None).order_by("pk")])
        if metric is not None:
            with deed("archive_metric", by=self.by, workspace=metric.workspace):
                metric.archived_at = timezone.now()
                metric.save()

    def measure(self) -> None:
        layer = self.dice.choice([Layer.GOAL, Layer.OUTCOME])
        day = self.dice.choice([TODAY, TODAY, None])
        make_metric(self.item(layer), kind="at_least", target=5, target_date=day)

    def touch_link(self) -> None:
        hop = self.hop()
        if hop is None:
            return
        act = self.dice.choice(["edit", "confirm", "unlink"])
        if act == "edit":
            edit_link(hop, by=self.by, version=hop.version, reason=self.dice.choice(["New", ""]))
        elif act == "confirm":
            confirm(hop, self.by, "Still so")
        else:
            unlink(hop, by=self.by)

    def archive(self) -> None:
        item = self.item()
        if item.is_archived:
            restore_item(item, by=self.by)
        else:
            archive_item(item, by=self.by, version=item.version)

    def mark(self) -> None:
        goal = self.item(Layer.GOAL)
        reason = self.dice.choice(["Machines only", ""])
        mark_no_learning(goal, by=self.by, version=goal.version, reason=reason)

    def stop(self) -> None:
        decide(self.item(Layer.INITIATIVE), decision="stop", reason="Why not", instead="Rest", by=self.by)

    def move(self) -> None:
        move_item(self.item(), to=self.dice.choice(self.plans), by=self.by)

    def shelve(self) -> None:
        plan = self.plans[-1]
        plan.refresh_from_db()
        (restore_plan if plan.is_archived else archive_plan)(plan, by=self.by)

    def take_back(self) -> None:
        undo(Deed.objects.order_by("-pk")[self.dice.choice([0, 1, 2])], by=self.by)

    def anything(self) -> None:
        acts = [self.create] * 3 + [self.join] * 5 + [self.touch_link] * 3 + [self.change] * 3
        acts += (
            [self.measure] * 3
            + [self.adopt] * 2
            + [self.unmeasure, self.blank, self.archive, self.mark, self.stop, self.move, self.shelve]
        )
        acts += [self.take_back] * 2
        self.dice.choice(acts)()


@pytest.mark.parametrize("seed", range(4))
def test_every_day_is_what_it_was(seed: int, workspace: Workspace, ann: User) -> None:
    dice, wanted = random.Random(seed), {}
    plans = [make_plan(workspace), make_plan(workspace)]
    doer = Doer(dice, plans, ann)
    make_chain(plans[0])
    first = TODAY - timedelta(days=14)
    happened({}, datetime.combine(first, datetime.min.time(), tzinfo=UTC))
    for number in range(14):
        day = first + timedelta(days=number)
        since = latest()
        for _deed in range(dice.choice([0, 6, 12])):
            try:
                doer.anything()
            except REFUSED:
                continue
        happened(since, datetime.combine(day, datetime.min.time(), tzinfo=UTC) + timedelta(hours=23))
        wanted[day] = _counts(workspace)

    found = past_of(workspace, TODAY)

    assert {day: _sums(scores) for day, scores in found} == wanted
    assert len({repr(one) for one in wanted.values()}) > 3


def _counts(workspace: Workspace) -> dict[str, tuple[int, int]]:
    graph = graph_of(workspace)
    ids = dict(Plan.objects.filter(workspace=workspace).values_list("key", "pk"))
    found = {}
    for key, pk in ids.items():
        one = score(graph, {node.key for node in graph.nodes.values() if node.plan == key})
        if one.expected:
            found[str(pk)] = (one.satisfied, one.expected)
    return found


def _sums(scores: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {plan: (one.satisfied, one.expected) for plan, one in scores.items()}


def test_the_scores_of_plans_add_up(workspace: Workspace) -> None:
    for plan in (make_plan(workspace), make_plan(workspace)):
        make_chain(plan)
        make_goal(plan)
    graph = graph_of(workspace)
    by_plan, whole = scores_of_plans(graph), score(graph)
    assert sum(one.satisfied for one in by_plan.values()) == whole.satisfied
    assert sum(one.expected for one in by_plan.values()) == whole.expected
    for plan, one in by_plan.items():
        own = score(graph, {node.key for node in graph.nodes.values() if node.plan == plan})
        assert (one.satisfied, one.expected) == (own.satisfied, own.expected)


def test_days_to_show_by_how_long_there_is_history() -> None:
    day, few, months = date(2026, 3, 31), date(2026, 3, 1), date(2024, 1, 1)
    assert days_to_show(day, day) == []
    assert days_to_show(date(2026, 3, 28), day) == [date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30)]
    assert days_to_show(few, day) == [
        date(2026, 3, 3),
        date(2026, 3, 10),
        date(2026, 3, 17),
        date(2026, 3, 24),
    ]
    assert days_to_show(months, day) == [
        date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 31), date(2025, 6, 30), date(2025, 7, 31),
        date(2025, 8, 31), date(2025, 9, 30), date(2025, 10, 31), date(2025, 11, 30), date(2025, 12, 31),
        date(2026, 1, 31), date(2026, 2, 28),
    ]  # fmt: skip
    assert days_to_show(date(2025, 11, 30), day)[0] == date(2025, 11, 30)


def test_the_course_ends_with_today_and_is_followed_by_every_deed(workspace: Workspace, ann: User) -> None:
    plan, empty = make_plan(workspace), make_plan(workspace)
    make_chain(plan)
    happened({}, datetime(2026, 11, 20, 12, tzinfo=UTC))
    before = score(graph_of(workspace))
    assert course_of(workspace, TODAY)[-1] == Standing(TODAY, before.satisfied, before.expected)

    make_goal(plan)

    now = score(graph_of(workspace))
    days = [TODAY - timedelta(days=2), TODAY - timedelta(days=1)]
    past = [Standing(day, before.satisfied, before.expected) for day in days]
    assert course_of(workspace, TODAY) == [*past, Standing(TODAY, now.satisfied, now.expected)]
    assert course_of(workspace, TODAY, plan) == course_of(workspace, TODAY)
    assert course_of(workspace, TODAY, empty) == []


def test_days_end_at_midnight_of_the_time_zone_in_use(workspace: Workspace) -> None:
    make_goal(make_plan(workspace))
    happened({}, datetime(2026, 11, 19, 12, tzinfo=UTC))
    since = latest()
    make_goal(make_plan(workspace))
    happened(since, datetime(2026, 11, 20, 23, 30, tzinfo=UTC))

    def expected() -> list[int]:
        return [sum(one.expected for one in scores.values()) for _day, scores in past_of(workspace, TODAY)]

    with timezone.override("UTC"):
        assert expected() == [2, 4, 4]  # the 19th, the 20th, the 21st
    with timezone.override("Europe/Berlin"):
        assert expected() == [2, 2, 4]


def test_another_workspace_is_another_past(workspace: Workspace, ann: User, cleo: User) -> None:
    other = next(iter(cleo.workspaces.values())).workspace
    make_goal(make_plan(other))
    happened({}, datetime(2026, 11, 20, 12, tzinfo=UTC))
    make_goal(make_plan(workspace))
    happened({}, datetime(2026, 11, 20, 12, tzinfo=UTC))
    assert [one.expected for one in course_of(workspace, TODAY)] == [2, 2, 2]
    assert {len(scores) for _day, scores in past_of(workspace, TODAY)} == {1}


def test_the_past_is_read_once_whatever_its_size(workspace: Workspace) -> None:
    plan = make_plan(workspace)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            past_of(workspace, TODAY)
        return len(caught)

    make_chain(plan)
    happened({}, datetime(2026, 11, 20, 12, tzinfo=UTC))
    one = cost()
    make_chain(plan)
    make_chain(plan)
    assert (one, cost()) == (12, 12)
    course_of(workspace, TODAY)
    with CaptureQueriesContext(connection) as caught:
        course_of(workspace, TODAY)
    assert len(caught) == 1  # the names of the plans
