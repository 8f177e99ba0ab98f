"""Erasing takes words out of what was removed and of what is queued, too: nothing brings them back."""

from datetime import date
from typing import Any

import pytest
from django.core import mail as sent_mail

from alignment.comments.services.writing import add_comment
from alignment.conversations.services import expectations, talks
from alignment.deeds import deed, undo
from alignment.models import (
    Comment,
    Consultation,
    Conversation,
    Deed,
    ExpectationAnswer,
    HowAnswered,
    OutgoingMail,
    Person,
    Plan,
    Story,
    User,
)
from alignment.outbox.sending import send_due
from alignment.people.services.erasing import erase
from alignment.reviews.services import deciding
from alignment.stories.services import add_story, edit_story
from alignment.versions.services import take_snapshot
from alignment.versions.snapshots import source_of
from tests.factories import make_goal, make_person, make_share, make_story
from tests.reviews.conftest import asked, chain, mia, reviewer, tom

__all__ = ["asked", "chain", "mia", "reviewer", "tom"]


@pytest.fixture
def zoe(plan: Plan) -> Person:
    """Somebody who said something."""
    return make_person(plan.workspace, "Zoe Guest", email="zoe@example.org")


def _talk(plan: Plan, ann: User, *who: str) -> Conversation:
    fields = {"title": "Talk", "date": date(2026, 1, 2), "questions": "q", "answers": "ill", "decisions": ""}
    parts = [talks.Part(step=1, who=one, note=f"note of {one}") for one in who]
    return talks.record(plan, by=ann, fields=fields, parts=parts)[0]


def test_a_removed_conversation_comes_back_without_their_words(plan: Plan, ann: User, zoe: Person) -> None:
    done = talks.remove(_talk(plan, ann, "Zoe Guest"), by=ann)
    erase(zoe, words=True, by=ann)
    assert set(Conversation.history.values_list("answers", flat=True)) == {""}
    undo(Deed.objects.get(pk=done.pk), by=ann)
    assert (Conversation.objects.get().answers, Consultation.objects.get().note) == ("", "")


def test_a_removed_conversation_with_others_keeps_theirs(plan: Plan, ann: User, zoe: Person) -> None:
    done = talks.remove(_talk(plan, ann, "Zoe Guest", "Bo Lind"), by=ann)
    erase(zoe, words=True, by=ann)
    undo(Deed.objects.get(pk=done.pk), by=ann)
    assert Conversation.objects.get().answers == "ill"
    assert [one.note for one in Consultation.objects.order_by("pk")] == ["", "note of Bo Lind"]


def test_a_removed_expectation_comes_back_without_their_words(plan: Plan, ann: User, zoe: Person) -> None:
    fields = {"text": "T", "direction": "we_need", "due": None}
    made, _done = expectations.add(plan, by=ann, fields=fields, owner="Zoe Guest")
    said = expectations.Said("declined", "My words", date(2026, 1, 1))
    expectations.answer(made, zoe, said, how=HowAnswered.TOLD, by=ann)
    ExpectationAnswer.objects.update(name="Zoe G.")
    ExpectationAnswer.history.update(name="Zoe G.")
    made.refresh_from_db()
    done = expectations.remove(made, by=ann)
    erase(zoe, words=True, by=ann)
    undo(Deed.objects.get(pk=done.pk), by=ann)
    there = ExpectationAnswer.objects.get()
    assert (there.words, there.name) == ("", "Former stakeholder 1")


def test_stories_that_they_told_say_nothing_more_and_are_not_quoted(
    plan: Plan, ann: User, zoe: Person
) -> None:
    goal, others = make_goal(plan), make_story(make_goal(plan), text="Not theirs", who="Bo Lind")
    fields = {"text": "I was ill", "kind": "learner_feedback", "date": date(2026, 1, 2)}
    known = add_story(goal, by=ann, fields=fields | {"permission": "named"}, who="Zoe Guest")[0]
    make_story(goal, who="zoe guest", text="My second", permission="unnamed")
    edit_story(known, by=ann, version=1, fields={"text": "I was well"}, who="Zoe Guest")
    erase(zoe, words=True, by=ann)
    there = Story.objects.exclude(pk=others.pk)
    assert set(there.values_list("text", "permission")) == {("(words erased)", "refused")}
    assert set(there.values_list("who", flat=True)) == {"", "Former stakeholder 1"}
    past = Story.history.exclude(id=others.pk)
    assert set(past.values_list("text", flat=True)) == {"(words erased)"}
    assert not Deed.objects.filter(subject__startswith="I was").exists()
    assert Story.objects.get(pk=others.pk).text == "Not theirs"


def test_a_version_quotes_their_stories_no_more(plan: Plan, ann: User, zoe: Person) -> None:
    for fields in ({"person": zoe}, {"who": "Zoe Guest"}, {"who": "Bo Lind"}):
        make_story(make_goal(plan), text="I was ill", permission="named", **fields)
    version, _done = take_snapshot(plan, note="", by=ann)
    erase(zoe, words=True, by=ann)
    said = [(one.text, one.permission) for one in source_of(version).content.stories]
    assert said == [("(words erased)", "refused")] * 2 + [("I was ill", "named")]


def test_an_anonymised_person_leaves_the_story_without_the_name(plan: Plan, ann: User, zoe: Person) -> None:
    make_story(make_goal(plan), person=zoe, text="Zoe Guest was calm", permission="named")
    erase(zoe, words=False, by=ann)
    there = Story.objects.get()
    assert (there.text, str(there.person)) == ("Former stakeholder 1 was calm", "Former stakeholder 1")


def test_a_comment_that_is_gone_leaves_no_words_in_its_history(plan: Plan, ann: User, zoe: Person) -> None:
    with deed("comment", by=None, workspace=plan.workspace, plan=plan, name="Zoe G."):
        said = Comment.objects.create(
            workspace=plan.workspace,
            plan=plan,
            person=zoe,
            author_name="Zoe G.",
            text="My words",
            internal=False,
        )
    with deed("edit", by=ann, workspace=plan.workspace, plan=plan):
        said.delete()
    erase(zoe, words=True, by=ann)
    assert set(Comment.history.values_list("text", "author_name")) == {("", "Former stakeholder 1")}


@pytest.mark.parametrize("words", [False, True])
def test_queued_mail_to_others_does_not_carry_their_words(
    words: bool, plan: Plan, ann: User, rita: User, zoe: Person
) -> None:
    make_person(plan.workspace, "Rita R", user=rita, email=rita.email)
    link, _token = make_share(plan, rights="comment", person=zoe)
    link.plan, link.workspace = plan, plan.workspace
    add_comment(plan, text="Seen", by=rita, internal=False)
    head = Comment.objects.get()
    add_comment(plan, text="my private illness", link=link, parent=head, browser="x", name="Zoe G.")
    add_comment(plan, text="@Rita R look", by=ann, internal=False, parent=head)
    mine = Comment.objects.get(person=zoe)
    assert OutgoingMail.objects.filter(text__contains="illness").count() == 1
    erase(zoe, words=words, by=ann)
    about = OutgoingMail.objects.get(once__startswith=f"comment-{mine.pk}-")
    assert (about.subject, about.text, about.html) == ("", "", "")
    assert about.dropped_at is not None
    sent_mail.outbox.clear()
    send_due()
    assert [one.to for one in sent_mail.outbox] == [[rita.email]]
    assert [one for one in sent_mail.outbox if "illness" in one.body or "Zoe" in one.body] == []


def test_mail_about_what_they_decided_is_emptied(asked: Any, reviewer: Any, tom: Person, ann: User) -> None:
    deciding.sign_off(reviewer("tom"), decision="disagree", words="private words", name="Tommy B")
    deciding.withdraw(reviewer("tom"), reason="private reason")
    assert OutgoingMail.objects.filter(kind="review").count() == 2
    erase(tom, words=True, by=ann)
    for mail in OutgoingMail.objects.filter(kind="review"):
        assert (mail.subject, mail.text, mail.html, mail.dropped_at is None) == ("", "", "", False)
