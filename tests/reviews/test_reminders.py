"""Reminders: by hand once a day, by themselves two days before and on the day, and never twice."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from alignment.deeds import deed
from alignment.models import (
    Deed,
    Membership,
    OutgoingMail,
    Person,
    Plan,
    ReviewRequest,
    ShareLink,
    User,
    Workspace,
)
from alignment.outbox.registry import due_functions
from alignment.outbox.rights import why_not
from alignment.reviews.services import asking, deciding
from alignment.reviews.services.asking import Sent
from alignment.reviews.services.deciding import Reviewer
from alignment.reviews.services.reminding import due_reminders, remind
from alignment.versions.services import take_snapshot
from tests.reviews.conftest import request_of

Asked = dict[str, Sent]


def loaded(sent: Sent) -> ReviewRequest:
    rows = ReviewRequest.objects.select_related("plan", "workspace", "person", "snapshot", "asked_by")
    return rows.get(pk=sent.request.pk)


def before_due(sent: Sent, days: int) -> datetime:
    """Noon, so many days before the day of decision."""
    day = sent.request.due
    assert day is not None
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - timedelta(days=days)


def test_by_hand_once_a_day(asked: Asked, ann: User) -> None:
    row = loaded(asked["tom"])
    assert (remind(row, by=ann), remind(row, by=ann)) == (True, False)
    (mail,) = OutgoingMail.objects.all()
    assert (mail.to, mail.person, mail.kind) == ("tom@example.org", row.person, "review_reminder")
    for said in ("People plan 2027", "version 1", "Use the link that Ann has sent to you"):
        assert said in mail.text
    assert asked["tom"].token not in mail.text
    assert request_of(asked["tom"]).reminded_at is not None
    assert Deed.objects.filter(verb="remind").count() == 1


def test_nobody_without_an_address_and_nobody_who_has_decided(
    asked: Asked, ann: User, reviewer: Callable[[str], Reviewer]
) -> None:
    assert remind(loaded(asked["mia"]), by=ann) is False
    deciding.sign_off(reviewer("tom"), decision="agree", words="", name="Tom Birch")
    assert remind(loaded(asked["tom"]), by=ann) is False
    assert Deed.objects.filter(verb="remind").count() == 0


@pytest.mark.parametrize(("days", "count"), [(4, 0), (3, 0), (2, 1), (1, 1), (0, 1), (-1, 0)])
def test_when_one_is_due(asked: Asked, days: int, count: int) -> None:
    assert due_reminders(before_due(asked["tom"], days)) == count


def test_each_goes_once_however_often_it_is_called(asked: Asked) -> None:
    at = before_due(asked["tom"], 2)
    calls = [due_reminders(at), due_reminders(at), due_reminders(at + timedelta(days=1))]
    calls += [due_reminders(at + timedelta(days=2)), due_reminders(at + timedelta(days=2, hours=3))]
    assert calls == [1, 0, 0, 1, 0]
    assert OutgoingMail.objects.count() == 2


def test_the_day_is_that_of_the_workspace(asked: Asked, workspace: Workspace) -> None:
    """At 23:00 in London it is the next day already in Auckland."""
    at = before_due(asked["tom"], 3).replace(hour=23)
    assert due_reminders(at) == 0
    with deed("settings", by=None, workspace=workspace):
        Workspace.objects.filter(pk=workspace.pk).update(time_zone="Pacific/Auckland")
    assert due_reminders(at) == 1


def test_a_new_day_of_decision_is_reminded_of_anew(asked: Asked, ann: User) -> None:
    at = before_due(asked["tom"], 0)
    assert due_reminders(at) == 1
    row = request_of(asked["tom"])
    asking.edit_request(row, needed="", due=at.date() + timedelta(days=1), version=row.version, by=ann)
    assert due_reminders(at) == 1


@pytest.mark.parametrize("why", ["decided", "withdrawn", "revoked", "archived", "later", "person"])
def test_who_is_not_waited_for_is_left_alone(
    asked: Asked, ann: User, plan: Plan, reviewer: Callable[[str], Reviewer], why: str
) -> None:
    now = timezone.now()
    if why == "decided":
        deciding.sign_off(reviewer("tom"), decision="agree", words="", name="Tom Birch")
    elif why == "withdrawn":
        asking.withdraw_request(request_of(asked["tom"]), by=ann)
    elif why == "later":
        take_snapshot(plan, note="", by=ann)
    else:
        with deed("edit", by=ann, workspace=plan.workspace):
            rows = {
                "revoked": ShareLink.objects.filter(pk=asked["tom"].link.pk),
                "archived": Plan.objects.filter(pk=plan.pk),
                "person": Person.objects.filter(name="Tom Birch"),
            }[why]
            rows.update(**{"revoked_at" if why == "revoked" else "archived_at": now})
    OutgoingMail.objects.all().delete()
    assert due_reminders(before_due(asked["tom"], 1)) == 0
    assert OutgoingMail.objects.count() == 0


def give_account(asked: Asked, user: User | None) -> None:
    """Mia, of whom no address is known, has this account."""
    mia = Person.objects.get(name="Mia Lindqvist")
    with deed("edit", by=None, workspace=mia.workspace):
        mia.user = user
        mia.save(update_fields=["user"])


def test_who_has_no_address_of_their_own_is_reminded_at_that_of_the_account(
    asked: Asked, ann: User, rita: User
) -> None:
    give_account(asked, rita)
    assert remind(loaded(asked["mia"]), by=ann) is True
    (mail,) = OutgoingMail.objects.all()
    assert (mail.to, mail.user, mail.person) == (rita.email, rita, asked["mia"].request.person)
    assert due_reminders(before_due(asked["mia"], 2)) == 2
    assert why_not(mail) == ""


@pytest.mark.parametrize("why", ["closed", "left", "stranger"])
def test_an_account_that_is_no_member_s_gets_none(
    asked: Asked, ann: User, rita: User, cleo: User, workspace: Workspace, why: str
) -> None:
    give_account(asked, cleo if why == "stranger" else rita)
    if why == "closed":
        User.objects.filter(pk=rita.pk).update(is_active=False)
    elif why == "left":
        with deed("edit", by=None, workspace=workspace):
            Membership.objects.filter(user=rita).delete()
    assert remind(loaded(asked["mia"]), by=ann) is False
    assert due_reminders(before_due(asked["tom"], 2)) == 1  # to Tom


@pytest.mark.parametrize("now_of", ["nobody", "eddy"])
def test_a_reminder_that_waits_does_not_go_to_an_account_that_is_the_person_s_no_more(
    asked: Asked, ann: User, rita: User, eddy: User, now_of: str
) -> None:
    give_account(asked, rita)
    remind(loaded(asked["mia"]), by=ann)
    give_account(asked, eddy if now_of == "eddy" else None)
    mail = OutgoingMail.objects.select_related("user", "person").get()
    assert why_not(mail) == "The e-mail address has changed since."


def test_the_sender_knows_of_them() -> None:
    assert "alignment.reviews.reminders.reviews_due" in due_functions()
