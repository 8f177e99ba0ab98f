"""What guests see and write: nothing internal, nothing that the link does not show, their own words only."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.comments.queries.items import subject_of
from alignment.comments.services.writing import withdraw_comment
from alignment.deeds import deed
from alignment.framework.services.items import save_item
from alignment.models import Comment, Deed, Plan, User
from alignment.ui.limits import RATES
from alignment.versions.services import take_snapshot
from tests import factories as make
from tests.comments.talking import another_browser, comment, guest_of, place
from tests.comments.test_member_pages import heads, told

SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


def test_a_guest_of_a_group_says_who_it_is(plan: Plan) -> None:
    guest = guest_of(plan, group_name="Heads")
    refused = guest.say("Who pays?", name=" \u200b ")
    assert (refused.status_code, "Who pays?" in refused.content.decode()) == (422, True)
    refused = guest.say("Who pays?", name="mia@example.org")
    assert refused.context["form"].errors["name"] == ["Write your name alone, without an address."]
    made = guest.say("Who pays?", name="Mia\u202e\n Lindqvist")
    one = Comment.objects.get()
    assert made.headers["Location"] == f"{guest.url('thread', one.pk)}#comment-{one.pk}"
    assert (one.author_name, one.internal, one.link, one.person, one.user) == (
        "Mia Lindqvist",
        False,
        guest.link,
        None,
        None,
    )
    assert guest.client.get(guest.url("comment_list")).context["form"]["name"].value() == "Mia Lindqvist"


def test_a_named_guest_writes_under_that_name(plan: Plan) -> None:
    tom = make.make_person(plan.workspace, "Tom Birch", email="tom@example.org")
    guest = guest_of(plan, person=tom)
    page = guest.client.get(guest.url("comment_list"))
    assert "name" not in page.context["form"].fields
    assert "You write as Tom Birch." in page.content.decode()
    guest.say("Who pays?", name="Somebody else")
    one = Comment.objects.get()
    assert (one.author_name, one.person) == ("Tom Birch", tom)
    row = Deed.objects.get(verb="comment")
    assert (row.by, row.by_name, row.link) == (None, "Tom Birch", guest.link)


def test_a_signed_in_member_is_a_guest_here(ann: User, plan: Plan, client_of: SignIn) -> None:
    link, token = make.make_share(plan, rights="comment", group_name="Heads")
    client = client_of(ann)
    client.get(reverse("link_open", args=[token]))
    inside = comment(plan, "INSIDE", by=ann, internal=True)
    here = reverse("guest_comments:comment_list", args=[link.pk])
    assert "INSIDE" not in client.get(here).content.decode()
    assert client.get(reverse("guest_comments:thread", args=[link.pk, inside.pk])).status_code == 404
    own = comment(plan, "OWN", by=ann)
    assert place("comment_edit", own.pk) not in client.get(here).content.decode()
    client.post(here, {"text": "As a guest", "name": "Ann by link"})
    made = Comment.objects.get(text="As a guest")
    assert (made.user, made.author_name) == (None, "Ann by link")


def test_guests_see_each_other_and_the_members_by_name_and_no_address(ann: User, plan: Plan) -> None:
    make.make_person(plan.workspace, "Tom Birch", email="tom@private.example")
    one, other = (guest_of(plan, group_name=name) for name in ("Heads", "Works council"))
    one.say("FROM ONE", name="Mia")
    comment(plan, "FROM ANN to @Tom Birch", by=ann)
    page = other.client.get(other.url("comment_list")).content.decode()
    for said in ("FROM ONE", "Mia", "by link", "FROM ANN", ">Ann<"):
        assert said in page
    for hidden in ("tom@private.example", ann.email, "Heads"):
        assert hidden not in page


def test_nothing_internal_reaches_a_guest(ann: User, plan: Plan) -> None:
    goal = make.make_goal(plan)
    make.make_person(plan.workspace, "Hid Den")
    guest = guest_of(plan, group_name="Heads")
    inside = comment(plan, "CANARY @Hid Den", item=goal, by=ann, internal=True)
    below = comment(plan, "CANARY below", item=goal, parent=inside, by=ann)
    head = comment(plan, "For all", item=goal, by=ann)
    aside = comment(plan, "CANARY aside", item=goal, parent=head, by=ann, internal=True)
    gone = comment(plan, "Slip", item=goal, by=ann)
    comment(plan, "CANARY about the slip", item=goal, parent=gone, by=ann, internal=True)
    withdraw_comment(gone, subject=subject_of(goal), by=ann)
    for where in (
        guest.url("comment_list"),
        guest.url("item_comments", "goal", goal.pk),
        guest.url("thread", head.pk),
    ):
        for headers in ({}, HTMX):
            page = guest.client.get(where, headers=headers)
            assert page.status_code == 200
            text = page.content.decode()
            found = [word in text for word in ("CANARY", "Hid Den", "Members only", "Withdrawn")]
            assert found == [False] * 4
    for one in (inside, below, aside, gone):
        for name in ("thread", "comment_edit", "comment_withdraw"):
            assert guest.client.get(guest.url(name, one.pk)).status_code == 404
        for name in ("thread", "comment_edit", "comment_withdraw", "thread_resolve", "thread_reopen"):
            assert guest.client.post(guest.url(name, one.pk), {"text": "Hm", "name": "M"}).status_code == 404
    assert Comment.objects.count() == 6


def test_no_paper_and_no_file_holds_an_internal_comment(ann: User, plan: Plan, client_of: SignIn) -> None:
    goal, *_rest = make.make_chain(plan)
    comment(plan, "CANARY", item=goal, by=ann, internal=True)
    comment(plan, "CANARY", by=ann, internal=True)
    version, _done = take_snapshot(plan, note="", by=ann)
    client = client_of(ann)
    home = f"/w/acme/plans/{plan.pk}/"
    for page in ("briefings/executive/", "trace/", "map/", "versions/1/", "versions/1/briefing/"):
        assert (page, "CANARY" in client.get(home + page).content.decode()) == (page, False)
    assert "CANARY" not in version.content


def test_two_guests_of_one_link_change_their_own_words_only(plan: Plan) -> None:
    link, token = make.make_share(plan, rights="comment", group_name="Heads")
    mia, jonas = another_browser(link, token), another_browser(link, token)
    mia.say("From Mia", name="Mia")
    one = Comment.objects.get()
    assert mia.url("comment_edit", one.pk) in mia.client.get(mia.url("thread", one.pk)).content.decode()
    assert (
        mia.url("comment_edit", one.pk) not in jonas.client.get(jonas.url("thread", one.pk)).content.decode()
    )
    for name in ("comment_edit", "comment_withdraw"):
        answer = jonas.client.post(jonas.url(name, one.pk), {"text": "Forged", "version": 1})
        assert answer.headers["Location"] == jonas.url("thread", one.pk)
        assert told(answer)[-1].endswith("in the browser in which it was written.")
    jonas.client.post(jonas.url("thread_resolve", one.pk))
    one.refresh_from_db()
    assert (one.text, one.resolved_at) == ("From Mia", None)
    mia.client.post(mia.url("comment_edit", one.pk), {"text": "From Mia again", "version": 1})
    mia.client.post(mia.url("thread_resolve", one.pk))
    one.refresh_from_db()
    assert (one.text, one.resolved_by_name) == ("From Mia again", "Mia")
    mia.client.post(mia.url("thread_reopen", one.pk))
    assert mia.client.post(mia.url("comment_withdraw", one.pk)).headers["Location"] == mia.url("comment_list")
    assert "From Mia" not in jonas.client.get(jonas.url("comment_list")).content.decode()
    verbs = ["comment", "edit_comment", "resolve_comment", "reopen_comment", "withdraw_comment"]
    rows = Deed.objects.filter(link=link).order_by("pk").values_list("verb", "by_name", "by")
    assert list(rows) == [(verb, "Mia", None) for verb in verbs]


def test_the_same_browser_with_another_link_is_another_guest(plan: Plan) -> None:
    link, token = make.make_share(plan, rights="comment", group_name="Heads")
    other, other_token = make.make_share(plan, rights="comment", group_name="Works council")
    guest = another_browser(link, token)
    guest.client.get(reverse("link_open", args=[other_token]))
    guest.say("Hello", name="Mia")
    one = Comment.objects.get()
    guest.link = other
    guest.client.post(guest.url("comment_withdraw", one.pk))
    one.refresh_from_db()
    assert one.withdrawn_at is None


def test_a_guest_answers_members_who_see_it_as_by_link(ann: User, plan: Plan, client_of: SignIn) -> None:
    head = comment(plan, "What do you think?", by=ann)
    guest = guest_of(plan, group_name="Heads")
    made = guest.client.post(guest.url("thread", head.pk), {"text": "Good", "name": "Mia"})
    answer = Comment.objects.get(parent=head)
    assert made.headers["Location"] == f"{guest.url('thread', head.pk)}#comment-{answer.pk}"
    assert "by link: Heads" in client_of(ann).get(place("thread", head.pk)).content.decode()
    again = guest.client.get(guest.url("thread", answer.pk))
    assert again.headers["Location"] == made.headers["Location"]
    refused = guest.client.post(guest.url("thread", head.pk), {"text": "x", "name": ""}, headers=HTMX)
    assert (refused.status_code, "<html" in refused.content.decode()) == (422, False)


def test_only_items_that_the_link_shows_are_talked_about(ann: User, plan: Plan) -> None:
    goal, gone = make.make_goal(plan, title="Shown"), make.make_goal(plan, title="ARCHIVED")
    other = make.make_goal(make.make_plan(plan.workspace), title="ELSEWHERE")
    for item in (goal, gone, other):
        comment(item.plan, "Why?", item=item, by=ann)
    with deed("archive", by=ann, workspace=plan.workspace, plan=plan):
        gone.archived_at = Comment.objects.first().created
        gone.save()
    guest = guest_of(plan, group_name="Heads")
    page = guest.client.get(guest.url("comment_list"))
    assert [one.subject.title for one in page.context["threads"]] == ["Shown"]
    for item in (gone, other):
        assert guest.client.get(guest.url("item_comments", "goal", item.pk)).status_code == 404
        assert guest.say("Hm", item=item).status_code == 404
    assert guest.client.get(guest.url("item_comments", "person", goal.pk)).status_code == 404


def test_a_version_link_talks_about_what_the_version_holds(ann: User, plan: Plan) -> None:
    goal = make.make_goal(plan, title="As it was", owner=make.make_person(plan.workspace, "Own Er"))
    version, _done = take_snapshot(plan, note="", by=ann)
    goal.refresh_from_db()
    save_item(goal, by=ann, version=goal.version, fields={"title": "RENAMED"})
    later = make.make_goal(plan, title="LATER")
    for item in (goal, later):
        comment(plan, "Why?", item=item, by=ann)
    guest = guest_of(plan, group_name="Heads", snapshot=version)
    page = guest.client.get(guest.url("comment_list"))
    text = page.content.decode()
    assert [one.subject.title for one in page.context["threads"]] == ["As it was"]
    assert ("RENAMED" in text, "LATER" in text, "You are looking at version 1" in text) == (
        False,
        False,
        True,
    )
    assert "Own Er" not in guest.client.get(guest.url("item_comments", "goal", goal.pk)).content.decode()
    for where in (
        guest.url("item_comments", "goal", later.pk),
        guest.url("thread", Comment.objects.last().pk),
    ):
        assert guest.client.get(where).status_code == 404
    guest.say("Fine", item=goal)
    made = Comment.objects.get(text="Fine")
    assert (made.plan, made.item) == (plan, goal.key)


def test_members_see_which_version_a_guest_looked_at(ann: User, plan: Plan, client_of: SignIn) -> None:
    version, _done = take_snapshot(plan, note="", by=ann)
    guest = guest_of(plan, group_name="Heads", snapshot=version)
    guest.say("Fine")
    page = client_of(ann).get(place("comment_list", plan.pk)).content.decode()
    assert "looking at version 1" in page


@pytest.mark.parametrize("rights", ["view", "answer"])
def test_a_link_without_the_right_shows_no_comments(ann: User, plan: Plan, rights: str) -> None:
    head = comment(plan, by=ann)
    guest = guest_of(plan, rights=rights, group_name="Heads")
    for where in (guest.url("comment_list"), guest.url("thread", head.pk)):
        assert guest.client.get(where).status_code == 404
        assert guest.client.post(where, {"text": "Hm", "name": "Mia"}).status_code == 404
    assert Comment.objects.count() == 1


def test_a_link_writes_ten_times_a_minute_and_keeps_the_words(plan: Plan) -> None:
    link, token = make.make_share(plan, rights="comment", group_name="Heads")
    browsers = [another_browser(link, token), another_browser(link, token)]
    for number in range(10):
        assert browsers[number % 2].say(f"no {number}").status_code == 303
    refused = browsers[0].say("One too many")
    assert (refused.status_code, "One too many" in refused.content.decode()) == (429, True)
    assert "Wait a minute" in refused.content.decode()
    assert Comment.objects.count() == 10
    assert guest_of(plan, group_name="Others").say("From another link").status_code == 303
    assert (RATES["comment"], RATES["guest"]) == ("10/m/key", "60/m/ip")


def test_reading_writes_nothing_into_the_session(ann: User, plan: Plan) -> None:
    comment(plan, by=ann)
    guest = guest_of(plan, group_name="Heads")
    before = dict(guest.client.session)
    guest.client.get(guest.url("comment_list"))
    assert dict(guest.client.session) == before


def test_a_guests_list_costs_the_same_for_one_and_three(ann: User, plan: Plan) -> None:
    goal = make.make_goal(plan)
    guest = guest_of(plan, group_name="Heads")
    counts = []
    for more in (1, 2):
        for _ in range(more):
            person = make.make_person(plan.workspace, f"Person {Comment.objects.count()}")
            head = comment(plan, f"@{person}", item=goal, by=ann)
            comment(plan, f"@{person}", item=goal, parent=head, by=ann)
        guest.client.get(guest.url("comment_list"))
        with CaptureQueriesContext(connection) as found:
            assert len(heads(guest.client.get(guest.url("comment_list")))) == Comment.objects.count() // 2
        counts.append(len(found))
    assert counts[0] == counts[1]
