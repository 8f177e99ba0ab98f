"""The pages of comments for members: who reads, who writes, what is listed, and what is refused."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.comments.services.writing import settle, withdraw_comment
from alignment.deeds import deed
from alignment.models import Comment, Deed, Plan, User
from alignment.models.comments import LONGEST_COMMENT
from tests import factories as make
from tests.comments.talking import account, comment, place

SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def heads(response: Any) -> list[str]:
    return [one.head.comment.text for one in response.context["threads"]]


def test_a_reviewer_comments_on_a_plan_and_on_an_item(rita: User, plan: Plan, client_of: SignIn) -> None:
    goal, client = make.make_goal(plan), client_of(rita)
    for where in (place("comment_list", plan.pk), place("item_comments", "goal", goal.pk)):
        form = client.get(where).context["form"]
        assert form["audience"].value() == "members"
        sent = {"text": "Why?", "audience": "guests", "request_key": form["request_key"].value()}
        made = client.post(where, sent)
        assert (made.status_code, told(made)) == (303, ["Your comment is added."])
        client.post(where, sent)
        assert "Why?" in client.get(made.headers["Location"]).content.decode()
    assert list(Comment.objects.values_list("item", "internal")) == [("", False), (goal.key, False)]


def test_a_comment_by_htmx_is_added_to_the_list_and_takes_the_focus(
    rita: User, plan: Plan, client_of: SignIn
) -> None:
    comment(plan, "Before", by=rita)
    sent = {"text": "After", "audience": "members", "request_key": str(uuid4())}
    response = client_of(rita).post(place("comment_list", plan.pk), sent, headers=HTMX)
    page, made = response.content.decode(), Comment.objects.get(text="After")
    assert (response.status_code, heads(response)) == (200, ["After", "Before"])
    assert "<html" not in page
    assert f'id="comment-{made.pk}" aria-label="Comment by Rita" tabindex="-1" data-focus' in page
    assert 'hx-swap-oob="innerHTML:#messages"' in page
    assert response.context["form"]["text"].value() is None


def test_an_answer_stands_in_its_thread(rita: User, ann: User, plan: Plan, client_of: SignIn) -> None:
    head = comment(plan, by=ann)
    client, here = client_of(rita), place("thread", head.pk)
    assert client.get(here).context["thread"].form["audience"].value() == "guests"
    made = client.post(here, {"text": "Quite", "audience": "members"})
    answer = Comment.objects.get(parent=head)
    assert made.headers["Location"] == f"{here}#comment-{answer.pk}"
    assert client.get(place("thread", answer.pk)).headers["Location"] == made.headers["Location"]
    assert answer.internal is True
    by_htmx = client.post(here, {"text": "Indeed", "audience": "guests"}, headers=HTMX)
    lines = by_htmx.context["thread"].answers
    assert [line.comment.text for line in lines] == ["Quite", "Indeed"]


def test_an_answer_to_an_internal_comment_offers_no_guests(
    rita: User, ann: User, plan: Plan, client_of: SignIn
) -> None:
    head = comment(plan, by=ann, internal=True)
    client, here = client_of(rita), place("thread", head.pk)
    assert "audience" not in client.get(here).context["thread"].form.fields
    client.post(here, {"text": "Quite", "audience": "guests"})
    assert Comment.objects.get(parent=head).internal is True


@pytest.mark.parametrize("text", ["", " \u200b ", "x" * (LONGEST_COMMENT + 1)])
def test_what_cannot_be_saved_comes_back_as_it_was_typed(
    rita: User, plan: Plan, client_of: SignIn, text: str
) -> None:
    head = comment(plan, by=rita)
    client = client_of(rita)
    for where in (place("comment_list", plan.pk), place("thread", head.pk)):
        for headers in ({}, HTMX):
            response = client.post(where, {"text": text, "audience": "guests"}, headers=headers)
            assert response.status_code == 422
            assert text.strip()[:LONGEST_COMMENT] in response.content.decode()
    assert Comment.objects.count() == 1


def test_a_viewer_reads_and_writes_nothing(ben: User, ann: User, plan: Plan, client_of: SignIn) -> None:
    head = comment(plan, by=ann, internal=True)
    client = client_of(ben)
    page = client.get(place("comment_list", plan.pk)).content.decode()
    assert head.text in page
    assert "Send the" not in page
    assert "Mark as resolved" not in page
    for name, at in (("comment_list", plan.pk), ("thread", head.pk), ("thread_resolve", head.pk)):
        assert client.post(place(name, at), {"text": "Hm"}).status_code == 403
    assert Comment.objects.count() == 1


def test_a_stranger_finds_nothing(cleo: User, ann: User, plan: Plan, client_of: SignIn) -> None:
    head = comment(plan, by=ann)
    client = client_of(cleo)
    for name, at in (("comment_list", plan.pk), ("thread", head.pk), ("comment_edit", head.pk)):
        assert client.get(place(name, at)).status_code == 404


def test_own_words_are_edited_with_the_mark_that_they_were(rita: User, plan: Plan, client_of: SignIn) -> None:
    made = comment(plan, by=rita)
    client, here = client_of(rita), place("comment_edit", made.pk)
    assert client.get(here).context["form"]["text"].value() == made.text
    answer = client.post(here, {"text": "Is it sure?", "version": 1})
    assert answer.headers["Location"] == f"{place('thread', made.pk)}#comment-{made.pk}"
    page = client.get(answer.headers["Location"]).content.decode()
    assert ("Is it sure?" in page, ">edited<" in page) == (True, True)
    by_htmx = client.post(here, {"text": "Sure?", "version": 2}, headers=HTMX)
    assert (by_htmx.status_code, by_htmx.context["fresh"]) == (200, made.pk)


def test_two_edits_at_once_lose_no_word(rita: User, plan: Plan, client_of: SignIn) -> None:
    made = comment(plan, by=rita)
    client, here = client_of(rita), place("comment_edit", made.pk)
    client.post(here, {"text": "First", "version": 1})
    for headers in ({}, HTMX):
        response = client.post(here, {"text": "Second", "version": 1}, headers=headers)
        page = response.content.decode()
        assert (response.status_code, "First" in page, "Second" in page) == (409, True, True)
        assert response.context["form"]["version"].value() == "2"
    withdraw_comment(made, subject=None, by=rita)
    gone = client.post(here, {"text": "Third", "version": 2})
    assert (gone.status_code, "Third" in gone.content.decode()) == (409, True)


def test_what_others_wrote_is_left_alone(eddy: User, rita: User, plan: Plan, client_of: SignIn) -> None:
    made = comment(plan, by=rita)
    client = client_of(eddy)
    assert place("comment_edit", made.pk) not in client.get(place("thread", made.pk)).content.decode()
    for name in ("comment_edit", "comment_withdraw"):
        for answer in (
            client.get(place(name, made.pk)),
            client.post(place(name, made.pk), {"text": "Mine", "version": 1}),
        ):
            assert (answer.status_code, told(answer)[-1]) == (303, "Only who wrote a comment changes it.")
    made.refresh_from_db()
    assert (made.text, made.withdrawn_at) == ("How sure is it?", None)


def test_what_is_withdrawn_goes_from_the_pages(rita: User, plan: Plan, client_of: SignIn) -> None:
    goal, client = make.make_goal(plan), client_of(rita)
    alone, head = (comment(plan, text, item=goal, by=rita) for text in ("ALONE", "ANSWERED"))
    comment(plan, "Quite", item=goal, parent=head, by=rita)
    assert "ALONE" in client.get(place("comment_withdraw", alone.pk)).content.decode()
    left = client.post(place("comment_withdraw", alone.pk))
    assert left.headers["Location"] == place("item_comments", "goal", goal.pk)
    assert client.post(place("comment_withdraw", head.pk)).headers["Location"] == place("thread", head.pk)
    page = client.get(place("comment_list", plan.pk)).content.decode()
    assert ("ALONE" in page, "ANSWERED" in page, "Withdrawn" in page, "Quite" in page) == (
        False,
        False,
        True,
        True,
    )
    assert client.get(place("thread", alone.pk)).status_code == 404
    row = Deed.objects.filter(verb="withdraw_comment").latest("pk")
    kept = client.get(reverse("versions:deed_detail", args=["acme", row.pk])).content.decode()
    assert "ANSWERED" in kept


def test_a_thread_is_resolved_and_opened_again(rita: User, eddy: User, plan: Plan, client_of: SignIn) -> None:
    head = comment(plan, by=eddy)
    client = client_of(rita)
    answer = client.post(place("thread_resolve", head.pk))
    assert (answer.headers["Location"], told(answer)) == (place("thread", head.pk), ["Marked as resolved."])
    page = client.post(place("thread_reopen", head.pk), headers=HTMX).content.decode()
    assert '<button class="button button-small" data-focus>' in page
    assert "Mark as resolved" in page
    undo = list(get_messages(client_of(eddy).post(place("thread_resolve", head.pk)).wsgi_request))[0]
    assert undo.extra_tags.startswith("undo:acme:")


def test_the_list_shows_what_is_asked_for(ann: User, rita: User, plan: Plan, client_of: SignIn) -> None:
    goal = make.make_goal(plan)
    account(make.make_person(plan.workspace, "Rita"), rita)
    comment(plan, "whole", by=ann)
    settle(comment(plan, "done", by=ann), resolved=True, subject=None, by=ann)
    comment(plan, "inside", item=goal, by=ann, internal=True)
    comment(plan, "for @Rita", by=ann)
    own = comment(plan, "mine", by=rita)
    comment(plan, "yours", parent=own, by=ann)
    named = comment(plan, "named below", by=ann)
    comment(plan, "what does @rita say", parent=named, by=ann)
    comment(plan, "nobody answered", by=rita)
    everything = ["nobody answered", "named below", "mine", "for @Rita", "inside", "done", "whole"]
    client = client_of(rita)
    for query, found in {
        "": everything,
        "?status=open": [one for one in everything if one != "done"],
        "?status=resolved": ["done"],
        "?sight=internal": ["inside"],
        "?sight=guests&status=resolved": ["done"],
        f"?item={goal.key}": ["inside"],
        "?item=-": [one for one in everything if one != "inside"],
        "?to=me": ["named below", "mine", "for @Rita"],
        "?status=odd&item=gone": everything,
    }.items():
        for headers in ({}, HTMX):
            response = client.get(place("comment_list", plan.pk) + query, headers=headers)
            assert (query, heads(response)) == (query, found)


def test_many_threads_come_in_pages(ann: User, plan: Plan, client_of: SignIn) -> None:
    for number in range(21):
        comment(plan, f"no {number}", by=ann)
    client = client_of(ann)
    assert len(heads(client.get(place("comment_list", plan.pk)))) == 20
    assert heads(client.get(place("comment_list", plan.pk) + "?page=2")) == ["no 0"]


@pytest.mark.parametrize("name", ["comment_list", "item_comments"])
def test_lists_cost_the_same_for_one_and_three(ann: User, plan: Plan, client_of: SignIn, name: str) -> None:
    goal, client = make.make_goal(plan), client_of(ann)
    where = place("comment_list", plan.pk) if name == "comment_list" else place(name, "goal", goal.pk)
    link, _token = make.make_share(plan, rights="comment", group_name="Heads")

    def thread(number: int) -> None:
        make.make_person(plan.workspace, f"Person {number}")
        head = comment(plan, f"@Person {number}", item=goal, by=ann)
        comment(plan, f"@Person {number}", item=goal, parent=head, link=link, name="Mia", browser="b")

    counts = []
    for more in (1, 2):
        for _ in range(more):
            thread(Comment.objects.count())
        client.get(where)
        with CaptureQueriesContext(connection) as found:
            client.get(where)
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_an_item_says_how_much_is_open(ann: User, ben: User, plan: Plan, client_of: SignIn) -> None:
    goal = make.make_goal(plan)
    comment(plan, "Open", item=goal, by=ann, internal=True)
    settle(comment(plan, "Done", item=goal, by=ann), resolved=True, subject=None, by=ann)
    withdraw_comment(comment(plan, "Slip", item=goal, by=ann), subject=None, by=ann)
    page = client_of(ben).get(reverse("framework:item", args=["acme", "goal", goal.pk])).content.decode()
    here = place("item_comments", "goal", goal.pk)
    assert "1 open discussion<" in page
    assert f'<a href="{here}">Read the comments</a>' in page
    assert f'hx-get="{here}"' in page
    part = client_of(ben).get(here, headers=HTMX).content.decode()
    assert ("<html" in part, "Open" in part) == (False, True)


def test_nothing_is_added_to_an_archived_plan(ann: User, plan: Plan, client_of: SignIn) -> None:
    head = comment(plan, by=ann)
    client = client_of(ann)
    with deed("archive_plan", by=ann, workspace=plan.workspace, plan=plan):
        plan.archived_at = head.created
        plan.save()
    assert "Send the" not in client.get(place("comment_list", plan.pk)).content.decode()
    for where in (place("comment_list", plan.pk), place("thread", head.pk)):
        client.post(where, {"text": "Hm", "audience": "members"})
    assert Comment.objects.count() == 1


def test_the_history_says_who_came_by_a_link(ann: User, plan: Plan, client_of: SignIn) -> None:
    link, _token = make.make_share(plan, rights="comment", group_name="Heads")
    head = comment(plan, by=ann)
    comment(plan, "Hello", parent=head, link=link, name="Mia", browser="SECRETBROWSER")
    client = client_of(ann)
    page = client.get(reverse("versions:plan_history", args=["acme", plan.pk])).content.decode()
    assert page.count('Mia <span class="tag st-quiet">by link</span>') == 1
    row = Deed.objects.get(by_name="Mia")
    page = client.get(reverse("versions:deed_detail", args=["acme", row.pk])).content.decode()
    assert ("by link" in page, "Hello" in page, "SECRETBROWSER" in page) == (True, True, False)
