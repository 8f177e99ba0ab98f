"""Digests: who gets one when, what stands in it, and what never does."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as sent_mail
from django.utils import timezone

from alignment.briefings.digest import digest_of
from alignment.briefings.periods import period_of
from alignment.briefings.reminders import digests_due
from alignment.deeds import deed
from alignment.models import (
    Comment,
    Direction,
    Expectation,
    MailChoice,
    Membership,
    Mention,
    OutgoingMail,
    Person,
    Plan,
    ReviewRequest,
    SignOff,
    User,
    Workspace,
)
from alignment.outbox.sending import send_due
from alignment.versions.services import take_snapshot
from tests.factories import make_chain, make_metric, make_person, make_reading

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "often", "name", "start"),
    [
        (
            datetime(2026, 11, 30, 6, 0, tzinfo=UTC),
            "weekly",
            "2026-W49",
            datetime(2026, 11, 30, 7, tzinfo=BERLIN),
        ),
        (
            datetime(2026, 11, 30, 5, 59, tzinfo=UTC),
            "weekly",
            "2026-W48",
            datetime(2026, 11, 23, 7, tzinfo=BERLIN),
        ),
        (
            datetime(2027, 1, 2, 12, tzinfo=UTC),
            "weekly",
            "2026-W53",
            datetime(2026, 12, 28, 7, tzinfo=BERLIN),
        ),
        (
            datetime(2026, 11, 30, 12, tzinfo=UTC),
            "monthly",
            "2026-11",
            datetime(2026, 11, 1, 7, tzinfo=BERLIN),
        ),
        (datetime(2026, 12, 1, 5, tzinfo=UTC), "monthly", "2026-11", datetime(2026, 11, 1, 7, tzinfo=BERLIN)),
    ],
)
def test_a_period_begins_at_seven_where_the_reader_is(
    now: datetime, often: str, name: str, start: datetime
) -> None:
    found = period_of(now, BERLIN, often)
    assert (found.name, found.start) == (name, start)
    assert found.since == period_of(start - timedelta(hours=1), BERLIN, often).start


@pytest.fixture
def joined(workspace: Workspace, ann: User, ben: User) -> Workspace:
    """Everybody has been a member for long."""
    Membership.objects.update(created=MONDAY - timedelta(days=90))
    return workspace


def test_every_member_gets_one_a_week_however_often_it_is_asked(joined: Workspace) -> None:
    assert [digests_due(MONDAY), digests_due(MONDAY), digests_due(MONDAY + timedelta(days=6))] == [2, 0, 0]
    assert digests_due(MONDAY + timedelta(days=7)) == 2


def test_a_member_may_want_it_monthly_or_never(joined: Workspace, ann: User, ben: User) -> None:
    MailChoice.objects.create(workspace=joined, user=ann, digest="never")
    MailChoice.objects.create(workspace=joined, user=ben, digest="monthly")
    assert [digests_due(MONDAY), digests_due(MONDAY + timedelta(days=7))] == [1, 1]  # November and December
    assert set(OutgoingMail.objects.values_list("user", flat=True)) == {ben.pk}


def test_a_new_member_waits_for_the_next_and_samples_send_none(joined: Workspace, ben: User) -> None:
    Membership.objects.filter(user=ben).update(created=MONDAY)
    assert digests_due(MONDAY) == 1
    joined.is_sample = True
    with deed("settings", by=None, workspace=joined):
        joined.save()
    assert digests_due(MONDAY + timedelta(days=7)) == 0


def test_what_cannot_be_told_is_not_sent(joined: Workspace) -> None:
    digests_due(MONDAY)
    tally = send_due()
    assert (tally.sent, tally.dropped, len(sent_mail.outbox)) == (0, 2, 0)
    assert set(OutgoingMail.objects.values_list("problem", flat=True)) == {""}


@pytest.fixture
def busy(joined: Workspace, plan: Plan, ann: User, ben: User) -> Person:
    """Ben has one of everything to do."""
    person = make_person(joined, "Ben", user=ben, email=ben.email)
    goal, outcome, *_others = make_chain(plan)
    metric = make_metric(outcome, title="Turnover", owner=person, cadence="monthly")
    make_reading(metric, date(2026, 1, 1), 12)
    with deed("edit", by=ann, workspace=joined, plan=plan, subject="A goal that changed"):
        outcome.owner, outcome.meaning = person, "another"
        outcome.save()
    snapshot, _row = take_snapshot(plan, note="", by=ann)
    with deed("comment", by=ann, workspace=joined, plan=plan, subject="Secret subject"):
        for internal in (False, True):
            comment = Comment.objects.create(
                workspace=joined, plan=plan, item=goal.key, text="Private words", internal=internal
            )
            Mention.objects.create(workspace=joined, comment=comment, person=person)
        Expectation.objects.create(
            workspace=joined,
            plan=plan,
            direction=Direction.WE_NEED,
            text="Name three coaches",
            owner=person,
            due=timezone.localdate() - timedelta(days=1),
        )
        ReviewRequest.objects.create(workspace=joined, plan=plan, snapshot=snapshot, person=person)
    return person


def digest(workspace: Workspace, user: User) -> Any:
    now = timezone.now()
    workspace.refresh_from_db()
    return digest_of(workspace, user, now - timedelta(days=7), now, timezone.localdate())


def test_it_tells_what_waits_by_titles(busy: Person, workspace: Workspace, ben: User, plan: Plan) -> None:
    found = digest(workspace, ben)
    yesterday = timezone.localdate() - timedelta(days=1)
    assert [(part.title, [line.text for line in part.lines]) for part in found.waiting] == [
        ("Reviews that you are asked for", ["People plan 2027, version 1"]),
        ("Links to confirm again", ["2 links, because something changed at one end"]),
        (
            "Expectations that you keep",
            [f"Name three coaches: was due on {yesterday.day} {yesterday:%B %Y}"],
        ),
        ("Open comments that mention you", ["People plan 2027: 1 comment"]),
        ("Metrics without a recent reading", ["Turnover"]),
    ]
    told = [line.text for line in found.changed.lines]
    assert "People plan 2027: Edited “A goal that changed”" in told
    assert [text for text in told if "Secret" in text] == []


def test_what_is_done_waits_no_more(busy: Person, workspace: Workspace, ben: User, plan: Plan) -> None:
    request = ReviewRequest.objects.get()
    SignOff.objects.create(
        workspace=workspace,
        plan=plan,
        snapshot=request.snapshot,
        snapshot_digest="x",
        person=busy,
        name="Ben",
        decision="agree",
    )
    with deed("edit", by=None, workspace=workspace, plan=plan):
        Expectation.objects.update(done_on=timezone.localdate())
        Comment.objects.update(resolved_at=timezone.now())
    assert [part.title for part in digest(workspace, ben).waiting] == [
        "Links to confirm again",
        "Metrics without a recent reading",
    ]


def test_another_member_is_told_what_changed_and_nothing_that_waits_for_ben(
    busy: Person, workspace: Workspace, ann: User, rita: User
) -> None:
    assert digest(workspace, rita).waiting == []
    assert digest(workspace, rita).changed.lines != []
    own = [line.text for line in digest(workspace, ann).changed.lines]
    assert [text for text in own if "A goal that changed" in text] == []  # she did it herself


def test_it_is_written_when_it_is_sent_from_the_rights_of_that_moment(
    busy: Person, workspace: Workspace, ann: User, ben: User
) -> None:
    digests_due(timezone.now())
    assert set(OutgoingMail.objects.values_list("text", flat=True)) == {""}
    send_due()
    (message,) = [one for one in sent_mail.outbox if one.to == [ben.email]]
    assert message.subject == "Acme: 5 things wait for you"
    for words in ("Private words", "Secret subject"):
        assert words not in message.body
    assert "Name three coaches" in message.body
    assert message.extra_headers["List-Unsubscribe"][1:-1] in message.body
    assert "http://127.0.0.1:8000/w/acme/settings/mail/" in message.body


def test_who_left_between_queue_and_sending_gets_none(busy: Person, workspace: Workspace, ben: User) -> None:
    digests_due(timezone.now())
    with deed("remove_member", by=None, workspace=workspace):
        Membership.objects.get(user=ben).delete()
    send_due()
    assert [one.to for one in sent_mail.outbox if one.to == [ben.email]] == []


def test_it_costs_the_same_for_one_and_three(
    busy: Person, workspace: Workspace, ben: User, plan: Plan, django_assert_num_queries: Any
) -> None:
    digest(workspace, ben)
    with django_assert_num_queries(10):
        digest(workspace, ben)
    with deed("expect", by=None, workspace=workspace, plan=plan):
        for number in range(3):
            Expectation.objects.create(
                workspace=workspace,
                plan=plan,
                key=f"more-{number}",
                direction=Direction.WE_NEED,
                text=f"More {number}",
                owner=busy,
                due=timezone.localdate(),
            )
    digest(workspace, ben)
    with django_assert_num_queries(10):
        digest(workspace, ben)
