"""Reminders of readings and updates, and how it stands: once, to whom it concerns, as it is when sent."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core import mail as sent_mail
from django.test import Client
from django.urls import reverse

from alignment.deeds import deed
from alignment.models import MailChoice, Metric, OutgoingMail, Person, Plan, Telling, User, Workspace
from alignment.outbox.registry import due_functions
from alignment.outbox.sending import send_due
from alignment.updates import due, reminding, services
from alignment.updates.queries import rhythm_of
from tests.factories import (
    make_goal,
    make_metric,
    make_person,
    make_plan,
    make_reading,
    make_update,
    make_workspace,
)

TODAY = date(2026, 12, 3)
NOW = datetime(2026, 12, 3, 9, tzinfo=UTC)  # a Thursday


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding.timezone, "localdate", lambda: TODAY)


@pytest.fixture
def tom(plan: Plan) -> Person:
    return make_person(plan.workspace, "Tom Birch", email="tom@example.org")


@pytest.fixture
def metric(plan: Plan, tom: Person) -> Metric:
    return make_metric(
        make_goal(plan, title="People stay", owner=tom),
        title="Employee score",
        baseline=12,
        baseline_date=date(2025, 12, 31),
        target=30,
        target_date=date(2027, 6, 30),
        cadence="quarterly",
    )


def tell(metric: Metric, person: Person, cadence: str = "monthly") -> Telling:
    with deed("edit", by=None, workspace=metric.workspace):
        return Telling.objects.create(
            workspace=metric.workspace, metric=metric, person=person, cadence=cadence
        )


def sent(to: str) -> str:
    send_due()
    found = [one for one in sent_mail.outbox if one.to == [to]]
    return "\n".join(f"{one.subject}\n{one.body}" for one in found)


def test_all_three_are_found_by_name() -> None:
    names = {name.rpartition(".")[2] for name in due_functions()}
    assert {"readings_due", "standing_due", "updates_due"} <= names


def test_a_reading_is_due_when_its_rhythm_says_so(metric: Metric, tom: Person) -> None:
    make_reading(metric, date(2026, 9, 2), 14)
    assert due.metrics_due(date(2026, 12, 2)) == {}
    assert [(one.pk, one.due) for one in due.metrics_due(TODAY)[tom]] == [(metric.pk, TODAY)]
    make_reading(metric, date(2026, 11, 2), 14, state="draft")
    assert list(due.metrics_due(TODAY)) == [tom]  # a draft tells nothing yet
    make_reading(metric, date(2026, 11, 2), 15)
    assert due.metrics_due(TODAY) == {}


def test_a_milestone_that_is_reached_awaits_no_reading(plan: Plan, tom: Person) -> None:
    goal = make_goal(plan, owner=tom)
    metric = make_metric(goal, kind="milestone", cadence="monthly", baseline_date=date(2026, 6, 1))
    assert [one.due for one in due.metrics_due(TODAY)[tom]] == [date(2026, 7, 2)]
    make_reading(metric, date(2026, 7, 1), 1)
    assert due.metrics_due(TODAY) == {}
    make_reading(metric, date(2026, 8, 1), 0)  # taken back
    assert [one.due for one in due.metrics_due(TODAY)[tom]] == [date(2026, 9, 1)]


def test_readings_are_asked_for_once_a_week_in_one_mail(metric: Metric, plan: Plan, tom: Person) -> None:
    make_metric(
        make_goal(plan), title="Turnover", owner=tom, baseline_date=date(2026, 1, 1), cadence="monthly"
    )
    assert [reminding.queue_readings(NOW) for _ in range(3)] == [1, 0, 0]
    words = sent("tom@example.org")
    for part in (
        "Readings are due",
        "Hello Tom Birch,",
        "Employee score (People stay): due by 2 April 2026",
        "Turnover",
    ):
        assert part in words
    assert f"/w/acme/metrics/{metric.pk}/" in words
    assert reminding.queue_readings(NOW.replace(day=6)) == 0  # Sunday of that week
    assert reminding.queue_readings(NOW.replace(day=7)) == 1


def test_what_was_read_meanwhile_is_not_asked_for(metric: Metric) -> None:
    assert reminding.queue_readings(NOW) == 1
    make_reading(metric, date(2026, 12, 1), 15)
    assert sent("tom@example.org") == ""
    assert OutgoingMail.objects.get().sent_at is None
    assert reminding.queue_readings(NOW) == 0


def test_only_what_is_pursued_is_asked_for(metric: Metric, tom: Person, workspace: Workspace) -> None:
    for row, change in ((metric.goal, {"status": "retired"}), (metric.goal, {"status": "agreed"})):
        with deed("edit", by=None, workspace=workspace):
            type(row).objects.get(pk=row.pk)
            for name, value in change.items():
                setattr(row, name, value)
            row.save()
        assert bool(due.metrics_due(TODAY)) is (change["status"] == "agreed")


def test_who_wants_no_reminders_gets_none(metric: Metric, tom: Person) -> None:
    MailChoice.objects.create(workspace=metric.workspace, person=tom, reminders=False)
    tell(metric, tom)
    reminding.queue_readings(NOW)
    reminding.queue_standing(NOW)
    assert sent("tom@example.org") == ""


def test_everybody_is_told_in_their_own_rhythm_once_a_period(metric: Metric, tom: Person) -> None:
    make_reading(metric, date(2026, 11, 2), 19)
    nora = make_person(metric.workspace, "Nora", email="nora@example.org")
    tell(metric, tom, "monthly")
    tell(metric, nora, "quarterly")
    assert [reminding.queue_standing(NOW) for _ in range(3)] == [1, 0, 0]
    assert sent("nora@example.org") == ""
    words = sent("tom@example.org")
    assert "How it stands" in words
    assert (
        "– Employee score (People stay): 19 (2 November 2026); target 30 by 30 June 2027. At risk." in words
    )
    assert reminding.queue_standing(NOW.replace(day=8)) == 0  # after the first days
    assert reminding.queue_standing(datetime(2027, 1, 2, 9, tzinfo=UTC)) == 2


def test_volume_is_told_without_a_verdict(metric: Metric, plan: Plan, tom: Person) -> None:
    seats = make_metric(make_goal(plan), title="Seats", baseline=0, target=90, volume_only=True)
    make_reading(seats, date(2026, 11, 2), 90)
    tell(seats, tom)
    reminding.queue_standing(NOW)
    words = sent("tom@example.org")
    assert "90 (2 November 2026)" in words
    assert "Met" not in words


@pytest.mark.parametrize(
    ("cadence", "start"),
    [
        ("monthly", date(2026, 12, 1)),
        ("two_monthly", date(2026, 11, 1)),
        ("quarterly", date(2026, 10, 1)),
        ("half_yearly", date(2026, 7, 1)),
        ("yearly", date(2026, 1, 1)),
    ],
)
def test_periods_begin_with_the_calendar(cadence: str, start: date) -> None:
    assert due.period_start(cadence, TODAY) == start


def told(plan: Plan, tom: Person, by: User, **fields: Any) -> None:
    update = make_update(plan, tom, **fields)
    update.plan = plan
    services.send(update, by=by, version=1)
    OutgoingMail.objects.all().delete()


def test_an_update_that_is_due_is_asked_of_those_who_may_write_it(
    plan: Plan, tom: Person, ann: User, eddy: User, rita: User
) -> None:
    assert reminding.queue_updates(NOW) == 0  # nobody was told of it yet
    told(plan, tom, ann, start=date(2026, 8, 2), end=date(2026, 10, 4))
    assert reminding.queue_updates(NOW) == 0  # due on 4 December
    told(plan, tom, ann, start=date(2026, 8, 1), end=date(2026, 10, 3), key="u-earlier")
    assert rhythm_of(plan, TODAY).due == date(2026, 12, 4)
    later = NOW.replace(day=4)
    assert [reminding.queue_updates(later) for _ in range(3)] == [2, 0, 0]
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {ann.email, eddy.email}


def test_it_is_not_asked_for_once_it_was_sent(plan: Plan, tom: Person, ann: User, eddy: User) -> None:
    told(plan, tom, ann, start=date(2026, 8, 1), end=date(2026, 10, 1))
    assert reminding.queue_updates(NOW) == 2
    update = make_update(plan, tom, start=date(2026, 10, 1), end=date(2026, 12, 1))
    update.plan = plan
    services.send(update, by=ann, version=1)
    assert "An update is due" not in sent(ann.email) + sent(eddy.email)


def test_a_period_that_ends_with_the_calendar_stops_nobody(
    plan: Plan, tom: Person, ann: User, client_of: Callable[[User], Client]
) -> None:
    far = make_plan(make_workspace("far", ann))
    told(far, make_person(far.workspace, email="x@example.org"), ann, start=NOW.date(), end=date.max)
    told(plan, tom, ann, start=date(2026, 8, 1), end=date(2026, 10, 1))
    assert reminding.queue_updates(NOW) == 1
    assert rhythm_of(far, TODAY).due == date.max
    for name in ("update_list", "update_new"):
        address = reverse(f"updates:{name}", args=["far", far.pk])
        assert client_of(ann).get(address).status_code == 200


def test_the_reminder_leads_to_the_form(plan: Plan, tom: Person, ann: User) -> None:
    told(plan, tom, ann, start=date(2026, 8, 1), end=date(2026, 10, 1))
    reminding.queue_updates(NOW)
    words = sent(ann.email)
    assert "An update is due: People plan 2027" in words
    assert f"/w/acme/plans/{plan.pk}/updates/new/" in words


def test_samples_remind_nobody(ann: User) -> None:
    home = make_workspace("invented", ann, is_sample=True)
    plan = make_plan(home)
    person = make_person(home, email="x@example.org")
    tell(
        make_metric(make_goal(plan), owner=person, cadence="monthly", baseline_date=date(2026, 1, 1)), person
    )
    told(plan, person, ann, start=date(2026, 8, 1), end=date(2026, 10, 1))
    queued = (reminding.queue_readings(NOW), reminding.queue_standing(NOW), reminding.queue_updates(NOW))
    assert queued == (0, 0, 0)


def test_run_twice_everything_goes_once(metric: Metric, plan: Plan, tom: Person, ann: User) -> None:
    told(plan, tom, ann, start=date(2026, 8, 1), end=date(2026, 10, 1))
    tell(metric, tom)
    for _run in range(2):
        for function in (reminding.queue_readings, reminding.queue_standing, reminding.queue_updates):
            function(NOW)
        send_due()
    recorded = OutgoingMail.objects.exclude(sent_at=None).order_by("kind").values_list("kind", "to")
    assert list(recorded) == [
        ("reading_reminder", tom.email),
        ("standing_reminder", tom.email),
        ("update_reminder", ann.email),
    ]
    assert len(sent_mail.outbox) == 3
