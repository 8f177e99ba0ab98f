"""Whoever is asked about an expectation gets one mail, the day after, if they can answer it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from alignment.conversations.services.expectations import Said, add, answer, edit, keep
from alignment.conversations.services.reminding import due_reminders
from alignment.deeds import deed
from alignment.guests.services import revoke_link
from alignment.models import Expectation, HowAnswered, OutgoingMail, Person, Plan, ShareLink, User, Workspace
from alignment.outbox.registry import due_functions
from alignment.outbox.rights import why_not
from tests.factories import make_person, make_share

TODAY = timezone.localdate()


@pytest.fixture
def tom(plan: Plan) -> Person:
    return make_person(plan.workspace, "Tom Birch", email="tom@example.org")


@pytest.fixture
def link(plan: Plan, tom: Person) -> ShareLink:
    """Tom may comment, and so answer."""
    link = make_share(plan, rights="comment", person=tom)[0]
    link.plan, link.workspace = plan, plan.workspace
    return link


@pytest.fixture
def expect(plan: Plan, ann: User) -> Callable[..., Expectation]:
    def made(text: str = "Dates for sitting in", owner: str = "Tom Birch", party: str = "") -> Expectation:
        fields = {"text": text, "direction": "we_need", "due": None}
        return add(plan, by=ann, fields=fields, owner=owner, party=party)[0]

    return made


Expect = Callable[..., Expectation]


def later(**after: int) -> datetime:
    return timezone.now() + timedelta(**after)


def says(one: Expectation) -> None:
    fresh = Expectation.objects.select_related("plan__workspace", "owner").get(pk=one.pk)
    assert fresh.owner is not None
    answer(fresh, fresh.owner, Said("confirmed", "", TODAY), how=HowAnswered.TOLD, by=None)


def test_the_day_after_in_one_mail_and_never_again(link: ShareLink, expect: Expect, tom: Person) -> None:
    expect("Dates for sitting in")
    expect("A room")
    assert due_reminders(later(hours=23)) == 0
    assert [due_reminders(later(hours=25)) for _ in range(3)] == [1, 0, 0]
    assert due_reminders(later(days=9)) == 0
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.person, mail.kind) == ("tom@example.org", tom, "expectation_reminder")
    for words in (
        "Hello Tom Birch,",
        "– Dates for sitting in (We need)",
        "– A room (We need)",
        "Use the link to the plan that Ann has sent to you",
    ):
        assert words in mail.text
    assert ("/r/" in mail.text, "Signed in" in mail.text) == (False, False)
    assert why_not(mail) == ""


def test_what_comes_or_changes_later_is_asked_about_but_an_answer_asks_nothing(
    link: ShareLink, expect: Expect, ann: User
) -> None:
    first, second = expect("Dates for sitting in"), expect("A room")
    assert due_reminders(later(days=2)) == 1
    says(second)  # the newest is answered: what is left was asked about before
    assert due_reminders(later(days=3)) == 0
    first.refresh_from_db()
    edit(
        first, by=ann, version=first.version, owner="Tom Birch", party="",
        fields={"text": "Dates in May", "direction": "we_need", "due": None},
    )  # fmt: skip
    assert due_reminders(later(days=3)) == 1
    assert "A room" not in OutgoingMail.objects.latest("pk").text


@pytest.mark.parametrize("why", ["view", "revoked", "other", "none"])
def test_nobody_who_cannot_answer(expect: Expect, plan: Plan, tom: Person, ann: User, why: str) -> None:
    if why == "view":
        make_share(plan, rights="view", person=tom)
    elif why == "revoked":
        link = make_share(plan, rights="comment", person=tom)[0]
        link.plan, link.workspace = plan, plan.workspace
        revoke_link(link, by=ann)
    elif why == "other":
        make_share(plan, rights="comment", person=make_person(plan.workspace, "Somebody else"))
    expect()
    assert due_reminders(later(days=2)) == 0


@pytest.mark.parametrize("why", ["answered", "done", "removed", "archived", "old", "sample"])
def test_nothing_that_is_not_asked(
    link: ShareLink, expect: Expect, plan: Plan, workspace: Workspace, ann: User, why: str
) -> None:
    one = expect()
    if why == "answered":
        says(one)
    elif why == "done":
        keep(one, by=ann, on=TODAY, version=one.version)
    elif why == "removed":
        with deed("remove_expectation", by=ann, workspace=workspace, plan=plan):
            one.delete()
    elif why in ("archived", "sample"):
        with deed("edit", by=ann, workspace=workspace):
            Plan.objects.filter(pk=plan.pk, title=plan.title).update(
                archived_at=timezone.now() if why == "archived" else None
            )
            Workspace.objects.filter(pk=workspace.pk).update(is_sample=why == "sample")
    assert due_reminders(later(days=31 if why == "old" else 2)) == 0


def test_a_member_answers_signed_in_and_whoever_wrote_it_is_not_asked(
    expect: Expect, plan: Plan, rita: User, ben: User, ann: User
) -> None:
    for name, user in (("Rita", rita), ("Ben", ben), ("Ann", ann)):
        make_person(plan.workspace, name, user=user)
    expect("One", owner="Rita", party="Ann")
    expect("Two", owner="Ben")  # he reads, and answers nothing
    assert due_reminders(later(days=2)) == 1
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.user) == (rita.email, rita)
    assert f"/w/acme/plans/{plan.pk}/expectations/" in mail.text
    assert "Use the link" not in mail.text


@pytest.mark.parametrize("why", ["answered", "revoked", "archived"])
def test_what_waits_to_be_sent_is_asked_about_again(
    link: ShareLink, expect: Expect, plan: Plan, ann: User, why: str
) -> None:
    one = expect()
    due_reminders(later(days=2))
    if why == "answered":
        says(one)
    elif why == "revoked":
        revoke_link(link, by=ann)
    else:
        with deed("archive", by=ann, workspace=plan.workspace):
            Plan.objects.filter(pk=plan.pk).update(archived_at=timezone.now())
    mail = OutgoingMail.objects.select_related("person", "user").get()
    assert (
        why_not(mail)
        == {
            "answered": "Everything is answered.",
            "revoked": "Holds no link any more by which it could be answered.",
            "archived": "Nothing is asked any more.",
        }[why]
    )


def test_the_sender_knows_of_it() -> None:
    assert "alignment.conversations.reminders.expectations_due" in due_functions()
