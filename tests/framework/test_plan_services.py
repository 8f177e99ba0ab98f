"""Plans as deeds: made, renamed, archived, brought back, copied; items moved between them."""

import uuid
from datetime import date

import pytest

from alignment.deeds import AlreadyDone, StaleWrite, undo
from alignment.framework.services.copying import copy_plan
from alignment.framework.services.plans import (
    archive_plan,
    create_plan,
    move_item,
    rename_plan,
    restore_plan,
)
from alignment.models import (
    ITEM,
    LINK_UP,
    BusinessGoal,
    Deed,
    Layer,
    Link,
    Metric,
    Plan,
    Reading,
    User,
    Workspace,
)
from alignment.tracing.queries import traced
from tests.factories import (
    make_chain,
    make_goal,
    make_group,
    make_initiative,
    make_learning,
    make_link,
    make_metric,
    make_moment,
    make_outcome,
    make_person,
    make_plan,
    make_reading,
    make_workspace,
)


def titles(plan: Plan) -> list[str]:
    """What a plan holds that is not archived, goals first."""
    return [
        item.title
        for model in ITEM.values()
        for item in model.objects.filter(plan=plan).current().order_by("position", "key")
    ]


def links_of(plan: Plan) -> list[Link]:
    return [link for model in LINK_UP.values() for link in model.objects.filter(lower__plan=plan)]


def test_create_plan_makes_its_first_goal_in_one_deed(ann: User, workspace: Workspace) -> None:
    before = Deed.objects.count()
    plan = create_plan(workspace, title="People plan", goal="Keep our people", by=ann)
    assert (plan.title, titles(plan), plan.position) == ("People plan", ["Keep our people"], 0)
    row = Deed.objects.latest("pk")
    assert (Deed.objects.count() - before, row.verb, row.plan, row.by) == (1, "create_plan", plan, ann)


def test_create_plan_goes_to_the_end(ann: User, workspace: Workspace) -> None:
    make_plan(workspace, position=4)
    assert create_plan(workspace, title="Second", by=ann).position == 5


def test_create_plan_twice_with_one_key_makes_one(ann: User, workspace: Workspace) -> None:
    key = uuid.uuid4()
    plan = create_plan(workspace, title="People plan", goal="Keep our people", by=ann, request_key=key)
    with pytest.raises(AlreadyDone) as done:
        create_plan(workspace, title="People plan", goal="Keep our people", by=ann, request_key=key)
    assert done.value.deed.made[0] == ["plan", plan.pk]
    assert Plan.objects.count() == 1


def test_rename_plan_meets_a_stale_version(ann: User, plan: Plan) -> None:
    rename_plan(plan, title="Plan 2028", description="New", version=1, by=ann)
    plan.refresh_from_db()
    assert (plan.title, plan.description, plan.version) == ("Plan 2028", "New", 2)
    with pytest.raises(StaleWrite):
        rename_plan(plan, title="Other", description="", version=1, by=ann)


def test_archive_plan_takes_its_items_along_and_undo_brings_all_back(ann: User, plan: Plan) -> None:
    goal, *_, initiative = make_chain(plan)
    done = archive_plan(plan, by=ann)
    plan.refresh_from_db()
    assert (plan.is_archived, titles(plan)) == (True, [])
    plan.workspace.refresh_from_db()
    assert dict(traced(plan.workspace)[1].initiatives) == {}
    undo(done, by=ann)
    plan.workspace.refresh_from_db()
    assert traced(plan.workspace)[1].initiatives[initiative.key].verdict == "traced"
    assert len(titles(plan)) == 5
    assert BusinessGoal.objects.get().title == goal.title


def test_restore_plan_brings_back_what_went_with_it_to_be_confirmed_again(ann: User, plan: Plan) -> None:
    *_, initiative = make_chain(plan)
    for model in ITEM.values():
        model.objects.update(meaning="now")
    for link in LINK_UP.values():
        link.objects.update(lower_meaning="now", upper_meaning="now")
    early = make_goal(plan, title="Given up before")
    BusinessGoal.objects.filter(pk=early.pk).update(archived_at="2026-01-01T00:00Z")
    archive_plan(plan, by=ann)
    plan.refresh_from_db()
    restore_plan(plan, by=ann)
    plan.refresh_from_db()
    assert not plan.is_archived
    assert (len(titles(plan)), "Given up before" in titles(plan)) == (5, False)
    plan.workspace.refresh_from_db()
    assert traced(plan.workspace)[1].initiatives[initiative.key].verdict == "unconfirmed"


def test_copy_plan_copies_structure_under_new_keys(ann: User, plan: Plan) -> None:
    group = make_group(plan.workspace)
    sam = make_person(plan.workspace)
    parent = make_goal(plan, title="Stay")
    goal = make_goal(plan, title="Lead", parent=parent, status="agreed", agreed_by=sam)
    outcome = make_outcome(plan, goal)
    moment = make_moment(plan, outcome)
    learning = make_learning(plan, moment, group=group)
    make_initiative(plan, learning, status="running")
    make_initiative(plan, title="Old course", status="stopped")
    make_goal(plan, title="Archived", archived_at="2026-01-01T00:00Z")
    metric = make_metric(outcome, target=30)
    make_reading(metric, date(2026, 3, 1), 12)

    copied = copy_plan(plan, title="Copy of the plan", by=ann)

    new = copied.plan
    assert (new.title, copied.left_out, Plan.objects.count()) == ("Copy of the plan", 0, 2)
    assert titles(new) == titles(plan)
    assert not set(_keys(plan)) & set(_keys(new))
    twin = BusinessGoal.objects.get(plan=new, title="Lead")
    assert (twin.parent.plan, twin.status, twin.agreed_by, twin.version) == (new, "proposed", None, 1)
    states = (
        ITEM[Layer.INITIATIVE].objects.filter(plan=new).order_by("title").values_list("status", flat=True)
    )
    assert sorted(states) == ["proposed", "stopped"]
    assert [link.reason for link in links_of(new)] == ["Because it helps"] * 4
    assert {link.upper.plan for link in links_of(new)} == {new}
    moment_twin = ITEM[Layer.MOMENT].objects.get(plan=new)
    assert [one.text for one in moment_twin.behaviours.all()] == ["Asks first", "Cancels"]
    assert [need.group for need in ITEM[Layer.LEARNING].objects.get(plan=new).needs.all()] == [group]
    copy = Metric.objects.get(outcome__plan=new)
    assert (copy.target, copy.key != metric.key, Reading.objects.filter(metric=copy).count()) == (30, True, 0)


def test_copy_plan_leaves_out_links_to_other_plans(ann: User, plan: Plan) -> None:
    other = make_plan(plan.workspace, title="Other")
    foreign = make_learning(other)
    own = make_initiative(plan, foreign)
    make_goal(plan, title="Child", parent=make_goal(other))
    copied = copy_plan(plan, title="Copy", by=ann)
    assert copied.left_out == 2
    assert links_of(copied.plan) == []
    assert [link.upper for link in links_of(plan)] == [foreign]
    assert own.title in titles(copied.plan)


def test_copy_plan_keeps_a_doubt(ann: User, plan: Plan) -> None:
    outcome, goal = make_outcome(plan), make_goal(plan)
    make_link(outcome, goal, upper_meaning="something else")
    new = copy_plan(plan, title="Copy", by=ann).plan
    links = LINK_UP[Layer.OUTCOME].objects.with_suspect().filter(lower__plan=new)
    assert [link.suspect for link in links] == [True]


def test_copy_plan_is_undone_as_a_whole(ann: User, plan: Plan) -> None:
    make_chain(plan)
    make_goal(plan, parent=BusinessGoal.objects.get())
    copy_plan(plan, title="Copy", by=ann)
    undo(Deed.objects.latest("pk"), by=ann)
    assert [one.title for one in Plan.objects.all()] == [plan.title]
    assert BusinessGoal.objects.count() == 2


def test_move_item_keeps_its_links(ann: User, plan: Plan) -> None:
    *_, learning, initiative = make_chain(plan)
    other = make_plan(plan.workspace, title="Other")
    make_initiative(other)
    done = move_item(initiative, to=other, by=ann)
    initiative.refresh_from_db()
    assert (initiative.plan, initiative.position, initiative.version) == (other, 1, 2)
    assert [link.upper for link in links_of(other)] == [learning]
    undo(done, by=ann)
    initiative.refresh_from_db()
    assert initiative.plan == plan


def test_move_item_refuses_another_workspace(ann: User, plan: Plan) -> None:
    elsewhere = make_plan(make_workspace("elsewhere"))
    with pytest.raises(ValueError, match="stays in its workspace"):
        move_item(make_goal(plan), to=elsewhere, by=ann)


def _keys(plan: Plan) -> list[str]:
    return [item.key for model in ITEM.values() for item in model.objects.filter(plan=plan)]
