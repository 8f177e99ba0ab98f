"""Writing comments: one level of answers, who sees them, who may change them, and what is kept."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from alignment.comments.services.writing import (
    NotTheirs,
    Unchanged,
    add_comment,
    edit_comment,
    settle,
    withdraw_comment,
)
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.models import Comment, Deed, Plan, User
from alignment.models.comments import LONGEST_COMMENT
from tests import factories as make
from tests.comments.talking import comment


def test_a_comment_is_a_deed_about_its_item(ann: User, plan: Plan) -> None:
    goal = make.make_goal(plan, title="Sell more")
    made = comment(plan, "  Why\u200b?\r\n", item=goal, by=ann, internal=True)
    row = Deed.objects.get(verb="comment")
    assert (made.text, made.item, made.internal, made.author_name) == ("Why?", goal.key, True, "Ann")
    assert (row.subject, row.plan, row.by, row.made) == ("“Sell more”", plan, ann, [["Comment", made.pk]])


def test_answers_go_one_level_deep(ann: User, plan: Plan) -> None:
    head = comment(plan, by=ann)
    answer = comment(plan, "Quite", parent=head, by=ann)
    assert (answer.parent, answer.head_id) == (head, head.pk)
    with pytest.raises(ValueError, match="not answered"):
        comment(plan, "Really?", parent=answer, by=ann)


def test_an_answer_is_about_what_its_thread_is_about(ann: User, plan: Plan) -> None:
    head = comment(plan, item=make.make_goal(plan), by=ann)
    with pytest.raises(ValueError, match="about"):
        comment(plan, "Quite", parent=head, by=ann)
    with pytest.raises(ValueError, match="about"):
        comment(make.make_plan(plan.workspace), "Quite", parent=head, by=ann)


def test_an_answer_to_an_internal_comment_is_internal(ann: User, plan: Plan) -> None:
    head = comment(plan, by=ann, internal=True)
    assert comment(plan, "Quite", parent=head, by=ann, internal=False).internal is True
    assert comment(plan, "Aside", parent=comment(plan, by=ann), by=ann, internal=True).internal is True


def test_a_new_comment_is_internal_unless_said_otherwise(ann: User, plan: Plan) -> None:
    made, _row = add_comment(plan, text="Between us", by=ann)
    assert made.internal is True


def test_what_a_guest_writes_is_never_internal(plan: Plan) -> None:
    link, _token = make.make_share(plan, rights="comment", group_name="Heads")
    made, row = add_comment(plan, text="Hello", internal=True, link=link, name="Mia", browser="b")
    assert (made.internal, made.author_name, made.link, made.user) == (False, "Mia", link, None)
    assert (row.by, row.by_name, row.link) == (None, "Mia", link)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=made.pk).update(internal=True)


def test_a_guest_answers_no_internal_comment_and_none_of_another_plan(ann: User, plan: Plan) -> None:
    link, _token = make.make_share(plan, rights="comment", group_name="Heads")
    head = comment(plan, by=ann, internal=True)
    with pytest.raises(NotTheirs):
        comment(plan, "Hm", parent=head, link=link, name="Mia")
    with pytest.raises(NotTheirs):
        comment(make.make_plan(plan.workspace), "Hm", link=link, name="Mia")
    viewing, _token = make.make_share(plan, rights="view")
    with pytest.raises(NotTheirs):
        comment(plan, "Hm", link=viewing, name="Mia")


def test_a_form_that_is_sent_twice_comments_once(ann: User, plan: Plan) -> None:
    key = uuid.uuid4()
    comment(plan, by=ann, request_key=key)
    with pytest.raises(AlreadyDone):
        comment(plan, by=ann, request_key=key)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("text", ["", " \u200b\n", "x" * (LONGEST_COMMENT + 1)])
def test_a_comment_says_something_and_not_too_much(ann: User, plan: Plan, text: str) -> None:
    with pytest.raises(ValidationError):
        comment(plan, text, by=ann)
    assert (Comment.objects.count(), Deed.objects.filter(verb="comment").count()) == (0, 0)


def test_only_who_wrote_it_edits_and_withdraws_it(ann: User, eddy: User, plan: Plan) -> None:
    made = comment(plan, by=ann)
    with pytest.raises(NotTheirs):
        edit_comment(made, text="Mine", version=1, subject=None, by=eddy)
    with pytest.raises(NotTheirs):
        withdraw_comment(made, subject=None, by=eddy)
    edit_comment(made, text="Is it sure?", version=1, subject=None, by=ann)
    made.refresh_from_db()
    assert (made.text, made.version, made.edited_at is not None) == ("Is it sure?", 2, True)
    with pytest.raises(StaleWrite):
        edit_comment(made, text="Sure?", version=1, subject=None, by=ann)
    with pytest.raises(Unchanged):
        edit_comment(made, text=" Is it sure? ", version=2, subject=None, by=ann)


def test_a_link_alone_is_no_proof_of_who_wrote_it(plan: Plan) -> None:
    link, _token = make.make_share(plan, rights="comment", group_name="Heads")
    made = comment(plan, link=link, name="Mia", browser="hers")
    for browser in ("his", ""):
        with pytest.raises(NotTheirs):
            withdraw_comment(made, subject=None, link=link, browser=browser)
    blank = comment(plan, link=link, name="Mia", browser="")
    with pytest.raises(NotTheirs):
        edit_comment(blank, text="Mine", version=1, subject=None, link=link, browser="")
    edit_comment(made, text="Hello again", version=1, subject=None, link=link, browser="hers")
    assert Deed.objects.filter(verb="edit_comment", link=link, by_name="Mia", by=None).count() == 1


def test_what_is_withdrawn_is_kept_in_the_history_alone(ann: User, plan: Plan) -> None:
    make.make_person(plan.workspace, "Tom Birch")
    made = comment(plan, "Ask @Tom Birch", by=ann)
    assert made.mentions.count() == 1
    withdraw_comment(made, subject=None, by=ann)
    made.refresh_from_db()
    assert (made.text, made.mentions.count()) == ("", 0)
    assert [past.text for past in made.history.order_by("history_id")] == ["Ask @Tom Birch", ""]
    with pytest.raises(Unchanged):
        withdraw_comment(made, subject=None, by=ann)
    with pytest.raises(StaleWrite):
        edit_comment(made, text="Back", version=made.version, subject=None, by=ann)


def test_a_thread_is_resolved_and_reopened(ann: User, eddy: User, plan: Plan) -> None:
    head = comment(plan, by=ann)
    answer = comment(plan, "Quite", parent=head, by=ann)
    settle(head, resolved=True, subject=None, by=eddy)
    head.refresh_from_db()
    assert (head.resolved_by_name, head.resolved_at is not None, head.version) == ("Eddy", True, 1)
    with pytest.raises(Unchanged):
        settle(head, resolved=True, subject=None, by=ann)
    settle(head, resolved=False, subject=None, by=ann)
    head.refresh_from_db()
    assert (head.resolved_by_name, head.resolved_at) == ("", None)
    with pytest.raises(NotTheirs):
        settle(answer, resolved=True, subject=None, by=ann)


def test_a_guest_resolves_only_what_the_guest_began(ann: User, plan: Plan) -> None:
    link, _token = make.make_share(plan, rights="comment", group_name="Heads")
    with pytest.raises(NotTheirs):
        settle(comment(plan, by=ann), resolved=True, subject=None, link=link, browser="hers")
    own = comment(plan, link=link, name="Mia", browser="hers")
    row = settle(own, resolved=True, subject=None, link=link, browser="hers")
    own.refresh_from_db()
    assert (own.resolved_by_name, row.by_name, row.link) == ("Mia", "Mia", link)


def test_mentions_follow_the_words(ann: User, plan: Plan) -> None:
    for name in ("Tom Birch", "Mia Lindqvist"):
        make.make_person(plan.workspace, name)
    make.make_person(make.make_workspace("elsewhere"), "Zoe Stranger")
    made = comment(plan, "@tom birch and @Zoe Stranger", by=ann)
    assert [str(one) for one in made.mentions.all()] == ["Tom Birch"]
    edit_comment(made, text="@Mia Lindqvist", version=1, subject=None, by=ann)
    assert [str(one) for one in made.mentions.all()] == ["Mia Lindqvist"]


def test_a_member_without_a_name_shows_no_address(workspace: Any, plan: Plan) -> None:
    user = User.objects.create_user("nameless@example.org", "pw pw pw pw")
    make.make_member(workspace, user, "editor")
    assert comment(plan, by=user).author_name == "A member"
    make.make_person(workspace, "Nora Less", user=user)
    assert comment(plan, by=user).author_name == "Nora Less"
    User.objects.filter(pk=user.pk).update(name="nora@example.org")
    assert comment(plan, by=User.objects.get(pk=user.pk)).author_name == "Nora Less"


def test_people_whom_a_guest_may_mention_are_in_sight_anyway(ann: User, rita: User, plan: Plan) -> None:
    people = {
        name: make.make_person(plan.workspace, name)
        for name in ("Own Er", "Ment Ioned", "Hid Den", "Inter Nal", "Erased One")
    }
    make.make_person(plan.workspace, "Rita", user=rita)
    make.make_person(plan.workspace, "Ann Else", user=ann)
    goal = make.make_goal(plan, owner=people["Own Er"])
    comment(plan, "@Ment Ioned", by=rita)
    comment(plan, "@Inter Nal", by=ann, internal=True)
    comment(plan, "Hello", by=ann)
    link, _token = make.make_share(plan, rights="comment", group_name="Heads")
    text = "@Own Er @Ment Ioned @Hid Den @Inter Nal @Rita @Ann Else"
    made = comment(plan, text, item=goal, link=link, name="Mia")
    assert sorted(map(str, made.mentions.all())) == ["Ment Ioned", "Own Er", "Rita"]
    on_plan = comment(plan, "@Own Er again", link=link, name="Mia")
    assert sorted(map(str, on_plan.mentions.all())) == ["Own Er"]  # mentioned in sight above
