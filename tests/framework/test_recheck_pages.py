"""The pages of links to re-check, and every page that leads to them."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.deeds import deed, undo
from alignment.framework.services.lifecycle import archive_item, restore_item
from alignment.framework.services.links import confirm_links, edit_link, link
from alignment.models import Item, Layer, Plan, User
from tests.factories import make_person
from tests.framework.rechecking import add, change, page_of, queue, seen

SignIn = Callable[[User], Client]


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


def test_a_group_of_any_name_keeps_what_was_typed(
    plan: Plan, moment: Item, skills: list[Any], ann: User, client_of: SignIn
) -> None:
    change(moment, ann, situation="Twice a year")
    for group in ("%d", "100%", "%s", "<b>"):
        answer = client_of(ann).post(page_of(plan), {"group": group, "why": "Still so", "which": "all"})
        assert (answer.status_code, answer.context["lost"]["why"].value()) == (422, "Still so")


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
        shown[user.name] = ("Confirm all 3 links" in page, "You can read this." in page, "Unlink" in page)
    assert shown == {"Ben": (False, True, False), "Rita": (True, False, False), "Ann": (True, False, True)}
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
    assert (cost(), one) == (one, 25)


def test_every_page_of_a_plan_leads_to_its_queue(
    plan: Plan, moment: Item, skills: list[Any], ann: User, client_of: SignIn
) -> None:
    client, home = client_of(ann), f"/w/acme/plans/{plan.pk}/"
    pages = [home, f"{home}check/", f"{home}map/", f"{home}trace/"]
    pages += [f"{home}briefings/executive/", f"/w/acme/items/moment/{moment.pk}/"]
    assert [page_of(plan) in client.get(page).content.decode() for page in pages] == [False] * 6
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
