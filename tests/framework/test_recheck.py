"""The queue of links to re-check: grouped by what changed, before and after, confirmed several at once."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.deeds import deed, undo
from alignment.framework.forms.recheck import seen_of
from alignment.framework.queries.recheck import Queue, queue_of
from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.lifecycle import archive_item, restore_item
from alignment.framework.services.links import NotAsSeen, Seen, confirm_links, edit_link, link, unlink
from alignment.measurement.services import add_metric, edit_metric
from alignment.models import Deed, Initiative, Item, Layer, Link, Plan, User, Workspace
from alignment.people.concerns import concerns, links_to_recheck
from alignment.rules.suspects import to_recheck
from alignment.tracing.queries import graph_of
from tests.factories import make_group, make_person, make_plan

SignIn = Callable[[User], Client]


def add(layer: Layer, plan: Plan, title: str, **more: Any) -> Any:
    return create_item(layer, by=None, plan=plan, fields={"title": title, **more})


def queue(workspace: Workspace, **asked: Any) -> Queue:
    return queue_of(workspace, **({"plan": None, "person": None, "page": ""} | asked))


def told(found: Queue) -> list[tuple[str, list[str]]]:
    """The groups as heading and links."""
    return [(group.change.heading, [str(line.link) for line in group.lines]) for group in found.groups]


def sides(found: Queue, at: int = 0) -> list[tuple[str, str, str]]:
    return [(one.label, one.before, one.after) for one in found.groups[at].change.differences]


def seen(one: Link) -> Seen:
    fresh: Any = type(one).objects.get(pk=one.pk)
    layer = fresh.lower.layer
    return Seen(layer, fresh.pk, fresh.version, fresh.lower.meaning, fresh.upper.meaning)


def page_of(plan: Plan) -> str:
    return reverse("framework:recheck", args=[plan.workspace.slug, plan.pk])


@pytest.fixture
def moment(plan: Plan, ann: User) -> Item:
    return create_item(
        Layer.MOMENT,
        by=ann,
        plan=plan,
        fields={"title": "Talk", "situation": "Once a year"},
        lists={"behaviours": [{"effect": "helps", "text": "Asks"}, {"effect": "hinders", "text": "Cancels"}]},
    )


@pytest.fixture
def skills(plan: Plan, moment: Item, ann: User) -> list[Any]:
    """Three links to the moment."""
    return [link(add(Layer.LEARNING, plan, name), moment, by=ann, reason="So") for name in "ABC"]


def change(item: Item, by: User | None, why: str = "", **fields: Any) -> Any:
    fresh = type(item)._default_manager.get(pk=item.pk)
    return save_item(fresh, by=by, version=fresh.version, fields=fields, why=why)


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
    assert len(concerns(plan.workspace)) == len(to_recheck(graph)) == 3
    assert [one.id for one in to_recheck(graph, other.key)] == [far.pk]
    assert queue(plan.workspace, plan=other).total == 1


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


def test_the_page_confirms_all_of_a_group_or_the_ticked_ones(
    plan: Plan, moment: Item, skills: list[Any], rita: User, ann: User, client_of: SignIn
) -> None:
    change(moment, ann, situation="Twice a year")
    client = client_of(rita)
    answer = client.get(page_of(plan))
    ((group, form),) = answer.context["groups"]
    sent = {"group": group.name, "seen": [line.seen for line in group.lines], "why": "It is still so"}
    nothing = client.post(page_of(plan), sent)
    assert (nothing.status_code, nothing.context["queue"].total) == (422, 3)
    assert nothing.context["groups"][0][1]["why"].value() == "It is still so"
    no_why = client.post(page_of(plan), sent | {"why": "", "which": "all"})
    assert (no_why.status_code, list(no_why.context["groups"][0][1].errors)) == (422, ["why"])
    ticked = client.post(page_of(plan), sent | {"link": [group.lines[0].ref], "which": "ticked"})
    assert (ticked.status_code, ticked["Location"]) == (303, page_of(plan))
    assert queue(plan.workspace).total == 2
    client.post(page_of(plan), sent | {"which": "all"})
    assert queue(plan.workspace).total == 0


def test_the_page_shows_a_conflict_and_keeps_what_was_typed(
    plan: Plan, moment: Item, skills: list[Any], rita: User, ann: User, client_of: SignIn
) -> None:
    change(moment, ann, situation="Twice a year")
    client = client_of(rita)
    ((group, _form),) = client.get(page_of(plan)).context["groups"]
    sent = {"group": group.name, "seen": [line.seen for line in group.lines], "why": "My words"}
    edit_link(skills[0], by=ann, version=1, reason="Another")
    change(moment, ann, situation="Every month")
    answer = client.post(page_of(plan), sent | {"which": "all"})
    assert (answer.status_code, queue(plan.workspace).total) == (409, 3)
    assert "My words" in answer.content.decode()
    forms = {one.name: form for one, form in answer.context["groups"]}
    assert forms[group.name]["why"].value() == "My words"


def test_htmx_gets_the_queue_alone_with_what_was_done(
    plan: Plan, moment: Item, skills: list[Any], ann: User, client_of: SignIn
) -> None:
    change(moment, ann, situation="Twice a year")
    client = client_of(ann)
    ((group, _form),) = client.get(page_of(plan)).context["groups"]
    sent = {"group": group.name, "seen": [line.seen for line in group.lines], "why": "Yes", "which": "all"}
    answer = client.post(page_of(plan), sent, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert (answer.status_code, "<html" in page) == (200, False)
    assert ("Confirmed 3 links." in page, "Undo" in page, "Every link is confirmed" in page) == (
        True,
        True,
        True,
    )


def test_viewers_read_and_reviewers_confirm_but_do_not_unlink(
    plan: Plan,
    moment: Item,
    skills: list[Any],
    ann: User,
    ben: User,
    rita: User,
    cleo: User,
    client_of: SignIn,
) -> None:
    change(moment, ann, situation="Twice a year")
    shown = {}
    for user in (ben, rita, ann):
        page = client_of(user).get(page_of(plan)).content.decode()
        shown[user.name] = ("Confirm all 3 links" in page, "Unlink" in page)
    assert shown == {"Ben": (False, False), "Rita": (True, False), "Ann": (True, True)}
    assert client_of(ben).post(page_of(plan), {"why": "x"}).status_code == 403
    assert client_of(cleo).get(page_of(plan)).status_code == 404


def test_the_page_of_all_plans_offers_ones_own_first(
    plan: Plan, moment: Item, skills: list[Any], ann: User, client_of: SignIn
) -> None:
    address = reverse("framework:recheck_all", args=["acme"])
    change(moment, ann, situation="Twice a year")
    client = client_of(ann)
    assert client.get(address).context["queue"].total == 3
    me = make_person(plan.workspace, "Ann", user=ann)
    change(skills[0].lower, ann, owner=me, title="A and more")
    with deed("edit", by=ann, workspace=plan.workspace):
        for one in skills:
            one.confirmed_by = None
            one.save()
    mine, every = (
        client.get(address).context["queue"],
        client.get(address, {"person": "all"}).context["queue"],
    )
    assert (mine.person, mine.total, mine.everybody) == (me, 1, 3)
    assert (every.person, every.total) == (None, 3)
    for nonsense in ("0", "x", "9" * 30, "²"):
        assert client.get(address, {"person": nonsense}).context["queue"].total == 3


def test_long_queues_are_cut_into_pages(plan: Plan, ann: User, client_of: SignIn) -> None:
    for number in range(12):
        moment = add(Layer.MOMENT, plan, f"Moment {number}")
        link(add(Layer.LEARNING, plan, f"Skill {number}"), moment, by=ann, reason="So")
        change(moment, ann, title=f"Other {number}")
    client = client_of(ann)
    first, second = client.get(page_of(plan)), client.get(page_of(plan), {"page": 2})
    assert [len(one.context["groups"]) for one in (first, second)] == [10, 2]
    assert first.context["groups"][0][0].change.heading == "“Other 11” says something else"


def test_the_number_of_queries_does_not_grow(plan: Plan, ann: User, client_of: SignIn) -> None:
    client = client_of(ann)

    def grow(number: int) -> None:
        goal = add(Layer.GOAL, plan, f"Goal {number}")
        outcome = add(Layer.OUTCOME, plan, f"Outcome {number}")
        moment = add(Layer.MOMENT, plan, f"Moment {number}")
        skill, work = (
            add(Layer.LEARNING, plan, f"Skill {number}"),
            add(Layer.INITIATIVE, plan, f"Work {number}"),
        )
        for lower, upper in ((outcome, goal), (moment, outcome), (skill, moment), (work, skill)):
            link(lower, upper, by=ann, reason="So")
        for item in (goal, moment, work):
            change(item, ann, title=f"{item.title}, changed")
        archive_item(skill, by=ann, version=1)
        restore_item(skill, by=ann)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(page_of(plan)).status_code == 200
        return len(queries)

    grow(1)
    client.get(page_of(plan))
    one = cost()
    grow(2)
    grow(3)
    assert (cost(), one) == (one, 28)


def test_every_page_of_a_plan_leads_to_its_queue(
    plan: Plan, moment: Item, skills: list[Any], ann: User, client_of: SignIn
) -> None:
    client, home = client_of(ann), f"/w/acme/plans/{plan.pk}/"
    pages = [home, f"{home}check/", f"{home}map/", f"{home}trace/", f"/w/acme/items/moment/{moment.pk}/"]
    assert [page_of(plan) in client.get(page).content.decode() for page in pages] == [False] * 5
    change(moment, ann, situation="Twice a year")
    for page in pages:
        words = " ".join(client.get(page).content.decode().split())
        assert ("3 links to re-check</a>" in words, page_of(plan) in words) == (True, True), page
    assert "3 to re-check</a>" in client.get("/w/acme/plans/").content.decode()


def test_people_are_shown_with_what_they_have_to_re_check(
    plan: Plan, moment: Item, skills: list[Any], ann: User, client_of: SignIn
) -> None:
    sam = make_person(plan.workspace, "Sam")
    change(moment, ann, owner=sam, situation="Twice a year")
    words = " ".join(client_of(ann).get("/w/acme/people/").content.decode().split())
    assert f'<a href="/w/acme/recheck/?person={sam.pk}">3 links to re-check</a>' in words


def test_the_page_of_an_item_shows_every_confirmation(
    plan: Plan, moment: Item, skills: list[Any], ann: User, rita: User, client_of: SignIn
) -> None:
    change(moment, ann, situation="Twice a year")
    confirm_links(plan.workspace, [seen(skills[0])], by=rita, why="The survey says so")
    row = edit_link(skills[0], by=ann, version=1, reason="Another").done
    page = client_of(ann).get(f"/w/acme/items/learning/{skills[0].lower_id}/")
    (found,) = page.context["page"].up
    assert [(one.who, one.why) for one in found.confirmations] == [
        ("Ann", ""),
        ("Rita", "The survey says so"),
        ("Ann", ""),
    ]
    words = " ".join(page.content.decode().split())
    assert ("Earlier confirmations" in words, ": The survey says so</p>" in words) == (True, True)
    undo(row, by=ann)
    (found,) = client_of(ann).get(f"/w/acme/items/learning/{skills[0].lower_id}/").context["page"].up
    assert [one.who for one in found.confirmations] == ["Rita", "Ann"]


def test_the_page_of_one_link_shows_what_changed(
    plan: Plan, moment: Item, skills: list[Any], ann: User, client_of: SignIn
) -> None:
    change(moment, ann, "The council", situation="Twice a year")
    confirm = reverse("framework:link_confirm", args=["acme", "learning", skills[0].pk])
    words = client_of(ann).get(confirm).content.decode()
    assert [text in words for text in ("Once a year", "Twice a year", "The council")] == [True] * 3
