"""The two versions of the sample plan: what it said then, and nothing that was learnt later."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command

from alignment.management.demo import load_demo
from alignment.models import Deed, Plan, Snapshot, User
from alignment.rules.content import PlanContent
from alignment.versions.services import take_snapshot
from alignment.versions.snapshots import Opened, open_version, version_page
from tests.versions.test_version_pages import text_of

TODAY = date(2026, 11, 22)


@pytest.fixture
def plan(settings: Any, db: None) -> Plan:
    settings.LOCAL_MODE = True
    load_demo(today=TODAY)
    return Plan.objects.select_related("workspace").get(workspace__slug="sample", key="leaders")


def opened(plan: Plan, number: int) -> Opened:
    return open_version(
        Snapshot.objects.select_related("plan__workspace", "workspace").get(plan=plan, number=number)
    )


def test_two_versions_with_day_note_and_name(plan: Plan) -> None:
    rows = Snapshot.objects.order_by("number").values_list("number", "as_of", "note", "made_by_name")
    assert list(rows) == [
        (1, date(2026, 2, 27), "Agreed for the start", "Dana Okoro (sample)"),
        (2, date(2026, 10, 6), "After group 1", "Dana Okoro (sample)"),
    ]
    assert [line.intact for line in version_page(plan)[1]] == [True, True]
    assert {row.made_at.date() for row in Snapshot.objects.all()} == {date(2026, 2, 27), date(2026, 10, 6)}
    assert {row.at.date() for row in Deed.objects.filter(verb="snapshot")} == {
        date(2026, 2, 27),
        date(2026, 10, 6),
    }


@pytest.mark.parametrize("number", [1, 2])
def test_nothing_was_recorded_after_the_day(plan: Plan, number: int) -> None:
    found = opened(plan, number)
    content, on = found.source.content, found.version.as_of
    assert latest_day(content) <= on
    assert [link for link in content.links if link.suspect] == []
    assert not any(item.foreign for _layer, item in content.layered())
    moment = next(one for one in content.moments if one.key == "development-plan")
    assert moment.situation == "Once a year manager and team member fill in the form."


def latest_day(content: PlanContent) -> date:
    days = [one.date for metric in content.metrics for one in metric.readings]
    days += [one.baseline_date for one in content.metrics if one.baseline_date]
    days += [one.agreed_on for one in content.goals if one.agreed_on]
    days += [one.edited_on for one in content.plans[0].briefings if one.edited_on]
    days += [one.date for one in content.plans[0].consultations if one.date]
    days += [one.start for one in content.initiatives if one.status == "running" and one.start]
    days += [one.date for one in content.stories]
    days += [one.sent_on for one in content.updates if one.sent_on]
    for expected in content.expectations:
        days += [one.on for one in (*expected.answers, *expected.ratings)]
        days += [expected.done_on] if expected.done_on else []
    costs = [line for one in content.initiatives for line in one.costs]
    days += [one.date for one in costs if one.date and one.state != "planned"]
    return max(days)


def test_what_was_done_by_then(plan: Plan) -> None:
    statuses = [
        {one.key: one.status for one in opened(plan, number).source.content.initiatives} for number in (1, 2)
    ]
    assert statuses == [
        {"elp": "approved", "card": "approved", "time-management": "running"},
        {"elp": "running", "card": "running", "sit-in": "proposed", "time-management": "running"},
    ]
    readings = [
        sum(len(one.readings) for one in opened(plan, number).source.content.metrics) for number in (1, 2)
    ]
    assert readings[0] == 0 < readings[1]
    assert opened(plan, 1).source.content.outcomes[0].contribution == ()
    assert len(opened(plan, 2).source.content.outcomes[0].contribution) == 4


def test_dates_move_with_the_month(settings: Any, db: None) -> None:
    settings.LOCAL_MODE = True
    load_demo(today=date(2028, 2, 3))
    assert [row.as_of for row in Snapshot.objects.order_by("number")] == [date(2027, 5, 27), date(2028, 1, 6)]
    for row in Snapshot.objects.select_related("plan__workspace", "workspace"):
        assert latest_day(open_version(row).source.content) <= row.as_of


def test_the_demo_leaves_versions_alone_and_reset_makes_them_anew(plan: Plan) -> None:
    take_snapshot(plan, note="Mine", by=User.objects.get(email="lead@example.org"))
    call_command("demo")
    assert Snapshot.objects.count() == 3
    call_command("demo", "--reset")
    assert list(Snapshot.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert Plan.objects.get(key="leaders").pk != plan.pk


def test_somebody_s_changes_to_a_loaded_sample_are_not_frozen(plan: Plan) -> None:
    before = list(Snapshot.objects.values_list("digest", flat=True))
    load_demo(today=TODAY + timedelta(days=40))
    assert list(Snapshot.objects.values_list("digest", flat=True)) == before


def test_what_changed_between_the_versions_reads_well(plan: Plan, client_of: Any) -> None:
    client = client_of(User.objects.get(email="viewer@example.org"))
    address = f"/w/sample/plans/{plan.pk}/versions/compare/"
    said = text_of(client.get(address, {"from": "1", "to": "2"}).content.decode())
    assert "Version 1 (27 Feb 2026) → Version 2 (6 Oct 2026)" in said
    assert "Department heads sit in on one feedback discussion per young manager Added" in said
    assert "Status before: Approved after: Running" in said
    assert "Contribution added: Learning (this plan), Share in %: 40" in said
    now = text_of(client.get(address).content.decode())
    assert "Version 2 (6 Oct 2026) → Now" in now
    assert "To re-check before: No after: Yes" in now
    assert "Every goal and every initiative is judged as before." in now
