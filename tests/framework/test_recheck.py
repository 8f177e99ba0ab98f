"""The queue of links to re-check: grouped by what changed, before and after, confirmed several at once."""

from decimal import Decimal
from typing import Any

import pytest

from alignment.deeds import deed, undo
from alignment.framework.forms.recheck import seen_of
from alignment.framework.services.items import save_item
from alignment.framework.services.lifecycle import archive_item, restore_item
from alignment.framework.services.links import NotAsSeen, confirm_links, link, unlink
from alignment.measurement.services import add_metric, edit_metric
from alignment.models import Deed, Initiative, Item, Layer, Plan, User
from alignment.people.concerns import concerns, links_to_recheck
from alignment.rules.suspects import to_recheck
from alignment.tracing.queries import graph_of
from tests.factories import make_group, make_person, make_plan
from tests.framework.rechecking import add, change, queue, seen, sides, told


def test_links_are_grouped_by_the_change_that_made_them_suspect(
    plan: Plan, moment: Item, skills: list[Any], ann: User, eddy: User
) -> None:
    change(moment, eddy, "The council asked for it", situation="Twice a year")
    found = queue(plan.workspace, plan=plan)
    assert (found.total, told(found)) == (
        3,
        [("“Talk” says something else", ["A → Talk", "B → Talk", "C → Talk"])],
    )
    (one,) = found.groups[0].change.deeds
    assert (one.by_name, one.why) == ("Eddy", "The council asked for it")
    assert sides(found) == [("Situation", "Once a year", "Twice a year")]


def test_every_field_of_the_meaning_is_shown_before_and_after(
    plan: Plan, moment: Item, skills: list[Any], ann: User
) -> None:
    save_item(
        moment,
        by=ann,
        version=1,
        fields={"title": "Feedback talk"},
        lists={"behaviours": [{"effect": "helps", "text": "Asks"}, {"effect": "helps", "text": "Waits"}]},
    )
    assert sides(queue(plan.workspace)) == [
        ("Title", "Talk", "Feedback talk"),
        ("Behaviours", "Helps: Asks\nHinders: Cancels", "Helps: Asks\nHelps: Waits"),
    ]


def test_targets_and_target_groups_are_shown_in_words(plan: Plan, ann: User) -> None:
    goal = add(Layer.GOAL, plan, "Keep people")
    link(add(Layer.OUTCOME, plan, "Score"), goal, by=ann, reason="So")
    fields = {"title": "eNPS", "kind": "increase", "unit": "points", "target": Decimal(30)}
    metric, _ = add_metric(goal, by=ann, fields=fields)
    edit_metric(metric, by=ann, version=1, fields={"target": Decimal(40)}, why="The board wants more")
    found = queue(plan.workspace)
    assert sides(found) == [("Targets", "", "eNPS: 40\u00a0points")]
    assert [one.verb for one in found.groups[0].change.deeds] == ["add_metric", "edit_metric"]
    skill = add(Layer.LEARNING, plan, "Listen")
    link(add(Layer.INITIATIVE, plan, "Course"), skill, by=ann, reason="So")
    group = make_group(plan.workspace, "Young managers")
    save_item(skill, by=ann, version=1, fields={"kind": "skill"}, lists={"needs": [{"group": group}]})
    assert sides(queue(plan.workspace)) == [("Kind", "", "Skill"), ("Target groups", "", "Young managers")]


def test_what_was_changed_there_and_back_is_left_out(
    plan: Plan, moment: Item, skills: list[Any], ann: User
) -> None:
    change(moment, ann, "First", situation="Twice a year")
    change(moment, ann, "Second", situation="Every month")
    change(moment, ann, "Back", situation="Twice a year")
    found = queue(plan.workspace)
    assert [one.why for one in found.groups[0].change.deeds] == ["First"]
    change(moment, ann, "All the way", situation="Once a year")
    assert queue(plan.workspace).total == 0


def test_links_confirmed_at_different_times_stand_in_different_groups(
    plan: Plan, moment: Item, skills: list[Any], ann: User
) -> None:
    change(moment, ann, "First", situation="Twice a year")
    confirm_links(plan.workspace, [seen(skills[0])], by=ann, why="Yes")
    change(moment, ann, "Second", situation="Every month")
    found = queue(plan.workspace)
    assert told(found) == [
        ("“Talk” says something else", ["B → Talk", "C → Talk"]),
        ("“Talk” says something else", ["A → Talk"]),
    ]
    befores = {len(group.lines): group.change.differences[0].before for group in found.groups}
    assert befores == {1: "Twice a year", 2: "Once a year"}


def test_a_link_whose_both_ends_changed_is_decided_once(
    plan: Plan, moment: Item, skills: list[Any], ann: User
) -> None:
    change(moment, ann, situation="Twice a year")
    change(skills[0].lower, ann, title="Ask")
    first, second = queue(plan.workspace).groups
    assert (first.change.heading, [str(line.link) for line in first.lines]) == (
        "“Ask” says something else",
        ["Ask → Talk"],
    )
    assert [other.heading for other in first.lines[0].others] == ["“Talk” says something else"]
    assert ([str(line.link) for line in second.lines], [str(line.link) for line in second.also]) == (
        ["B → Talk", "C → Talk"],
        ["Ask → Talk"],
    )


def test_what_came_back_says_so_and_what_changed_before(
    plan: Plan, moment: Item, skills: list[Any], ann: User
) -> None:
    change(moment, ann, situation="Twice a year")
    moment.refresh_from_db()
    archive_item(moment, by=ann, version=moment.version)
    assert queue(plan.workspace).total == 0
    restore_item(moment, by=ann)
    found = queue(plan.workspace)
    assert told(found) == [("Brought back “Talk”", ["A → Talk", "B → Talk", "C → Talk"])]
    assert "archive" in found.groups[0].change.note
    other = found.groups[0].lines[0].others[0]
    assert [(one.before, one.after) for one in other.differences] == [("Once a year", "Twice a year")]


def test_what_counts_again_by_its_status_says_so(plan: Plan, ann: User) -> None:
    skill, work = add(Layer.LEARNING, plan, "Listen"), add(Layer.INITIATIVE, plan, "Course", status="running")
    link(work, skill, by=ann, reason="So")
    change(work, ann, status=Initiative.Status.STOPPED)
    change(work, ann, "We have money again", status=Initiative.Status.RUNNING)
    found = queue(plan.workspace)
    assert told(found) == [("Edited “Course”", ["Course → Listen"])]
    assert "status" in found.groups[0].change.note
    assert found.groups[0].change.deeds[0].why == "We have money again"


def test_a_confirmation_that_is_taken_back_leads_to_the_same_cause(
    plan: Plan, moment: Item, skills: list[Any], ann: User
) -> None:
    archive_item(moment, by=ann, version=1)
    restore_item(moment, by=ann)
    _links, row = confirm_links(plan.workspace, [seen(one) for one in skills], by=ann, why="Yes")
    assert row is not None
    undo(row, by=ann)
    assert told(queue(plan.workspace))[0][0] == "Brought back “Talk”"


def test_a_link_without_a_record_says_that_it_is_not_known(plan: Plan, skills: list[Any], ann: User) -> None:
    with deed("edit_link", by=ann, workspace=plan.workspace):
        skills[0].upper_meaning = "0" * 32
        skills[0].save()
    (group,) = queue(plan.workspace).groups
    assert (group.change.differences, group.change.known) == ((), False)
    assert "not recorded" in group.change.note


def test_whom_a_link_concerns(plan: Plan, moment: Item, skills: list[Any], ann: User, eddy: User) -> None:
    dana, sam, tom = (make_person(plan.workspace, name) for name in ("Dana", "Sam", "Tom"))
    change(skills[0].lower, ann, owner=dana)
    change(moment, ann, owner=sam)
    with deed("edit", by=ann, workspace=plan.workspace):
        tom.user = eddy
        tom.save()
    change(moment, ann, situation="Twice a year")
    confirm_links(plan.workspace, [seen(skills[1])], by=eddy, why="Yes")
    change(moment, ann, situation="Every month")
    found = queue(plan.workspace)
    assert [(one.person.name, one.count) for one in found.people] == [("Dana", 1), ("Sam", 3), ("Tom", 1)]
    assert links_to_recheck(plan.workspace) == {dana.pk: 1, sam.pk: 3, tom.pk: 1}
    assert [links for _, links in told(queue(plan.workspace, person=tom))] == [["B → Talk"]]
    assert queue(plan.workspace, person=tom).everybody == 3


def test_the_queue_and_the_graph_agree(plan: Plan, moment: Item, skills: list[Any], ann: User) -> None:
    other = make_plan(plan.workspace, title="Academy")
    far = link(add(Layer.LEARNING, other, "Far"), moment, by=ann, reason="So")
    change(moment, ann, situation="Twice a year")
    archive_item(skills[2].lower, by=ann, version=1)
    graph = graph_of(plan.workspace)
    assert len(concerns(plan.workspace)) == to_recheck(graph) == 3
    assert (to_recheck(graph, plan.key), to_recheck(graph, other.key)) == (3, 1)
    assert told(queue(plan.workspace, plan=other))[0][1] == [str(far)]


def test_confirm_links_is_one_deed_with_one_reason(
    plan: Plan, moment: Item, skills: list[Any], ann: User, rita: User
) -> None:
    change(moment, ann, situation="Twice a year")
    links, row = confirm_links(plan.workspace, [seen(one) for one in skills], by=rita, why=" The survey ")
    assert row is not None
    assert (len(links), row.verb, row.why, row.plan_id) == (3, "confirm_links", " The survey ", plan.pk)
    one = type(skills[0]).objects.with_suspect().get(pk=skills[0].pk)
    assert (one.suspect, one.confirmed_by, one.confirmed_why) == (False, rita, "The survey")
    undo(row, by=ann)
    assert queue(plan.workspace).total == 3


def test_confirm_links_refuses_what_was_not_seen_and_writes_nothing(
    plan: Plan, moment: Item, skills: list[Any], ann: User
) -> None:
    change(moment, ann, situation="Twice a year")
    before = [seen(one) for one in skills]
    change(skills[0].lower, ann, title="Changed meanwhile")
    count = Deed.objects.count()
    with pytest.raises(NotAsSeen) as refused:
        confirm_links(plan.workspace, before, by=ann, why="Yes")
    assert refused.value.changed == [(Layer.LEARNING, skills[0].pk)]
    assert (queue(plan.workspace).total, Deed.objects.count()) == (3, count)
    unlink(skills[1], by=ann)
    with pytest.raises(NotAsSeen):
        confirm_links(plan.workspace, [before[1]], by=ann, why="Yes")


def test_confirm_links_leaves_alone_what_somebody_confirmed_meanwhile(
    plan: Plan, moment: Item, skills: list[Any], ann: User, rita: User
) -> None:
    change(moment, ann, situation="Twice a year")
    before = [seen(one) for one in skills]
    confirm_links(plan.workspace, before[:1], by=rita, why="Hers")
    links, _row = confirm_links(plan.workspace, before, by=ann, why="Mine")
    assert {one.pk for one in links} == {skills[1].pk, skills[2].pk}
    assert confirm_links(plan.workspace, before, by=ann, why="Mine") == ([], None)
    skills[0].refresh_from_db()
    assert skills[0].confirmed_why == "Hers"


def test_confirm_links_knows_no_other_workspace(
    plan: Plan, moment: Item, skills: list[Any], ann: User, cleo: User
) -> None:
    change(moment, ann, situation="Twice a year")
    with pytest.raises(NotAsSeen):
        confirm_links(cleo.workspaces["other"].workspace, [seen(skills[0])], by=cleo, why="Mine")


@pytest.mark.parametrize(
    "token", ["", "learning-1", "goal-1:1::", "learning-x:1::", "learning-1:1:zz:", "a" * 500]
)
def test_a_token_that_no_page_wrote_is_nothing(token: str) -> None:
    assert seen_of(token) is None
