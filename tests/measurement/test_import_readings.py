"""Readings come in from a file: shown first, all or none, taken back with one click."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.deeds import AlreadyDone, undo
from alignment.measurement.services import archive_metric
from alignment.measurement.services.importing import MetricGone, import_readings
from alignment.measurement.sheet_reading import KnownMetric, SheetReading
from alignment.models import Deed, Metric, Plan, Reading, User, Workspace
from alignment.ui.spreadsheet import Sheet, xlsx_bytes
from alignment.ui.uploads import MOST_TABLE
from tests.factories import make_goal, make_group, make_metric, make_plan, make_reading
from tests.page_forms import PageForms

ClientOf = Callable[[User], Client]
SEPTEMBER = date(2026, 9, 30)
GOOD = b'metric,date,value,note\nTurnover,2026-09-30,16.4 %,HR report\nEngagement,30.9.2026,"1,234.5",\n'


@pytest.fixture
def metrics(plan: Plan) -> list[Metric]:
    goal = make_goal(plan)
    return [
        make_metric(goal, title="Turnover", unit="%", position=0),
        make_metric(goal, title="Engagement", unit="points", position=1),
    ]


def page(plan: Plan, name: str = "readings_import") -> str:
    return reverse(f"measurement:{name}", args=[plan.workspace.slug, plan.pk])


def upload(source: bytes, name: str = "readings.csv", **more: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, source)} | more


def form_to(answer: Any, ending: str) -> dict[str, str]:
    """The fields of the form that leads to an address, as a browser would send them."""
    form = next(one for one in PageForms(answer.content.decode()).forms if one.action.endswith(ending))
    return {name: values[0] for name, values in form.fields.items()}


def confirmed(client: Client, plan: Plan, answer: Any) -> Any:
    return client.post(page(plan, "readings_import_confirm"), form_to(answer, "confirm/"), follow=True)


def values() -> list[tuple[str, date, Decimal, str]]:
    return [(one.metric.title, one.date, one.value, one.note) for one in Reading.objects.order_by("position")]


def test_readings_come_in_after_a_look_and_go_with_one_undo(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User
) -> None:
    client = client_of(ann)
    looked = client.post(page(plan), upload(GOOD))
    assert (looked.status_code, Reading.objects.count()) == (200, 0)
    assert "2 to add, 0 to correct, 0 unchanged" in looked.content.decode()

    done = confirmed(client, plan, looked)

    assert "Imported readings: 2 added, 0 corrected." in done.content.decode()
    assert values() == [
        ("Turnover", SEPTEMBER, Decimal("16.4"), "HR report"),
        ("Engagement", SEPTEMBER, Decimal("1234.5"), ""),
    ]
    assert {(one.by, one.state, one.approved_by) for one in Reading.objects.all()} == {(ann, "approved", ann)}
    undo(Deed.objects.get(verb="import_readings"), by=ann)
    assert not Reading.objects.exists()


def test_the_same_file_again_changes_nothing(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User
) -> None:
    client = client_of(ann)
    confirmed(client, plan, client.post(page(plan), upload(GOOD)))
    deeds = Deed.objects.count()
    again = client.post(page(plan), upload(GOOD))
    assert "0 to add, 0 to correct, 2 unchanged" in again.content.decode()
    assert "There is nothing to import from this file." in again.content.decode()
    client.post(
        page(plan, "readings_import_confirm"), form_to(again, "preview/") | {"request_key": str(uuid4())}
    )
    assert (Reading.objects.count(), Deed.objects.count()) == (2, deeds)


def test_another_value_corrects_and_the_old_one_stays_in_the_history(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User
) -> None:
    first, last = (make_reading(metrics[0], SEPTEMBER, value, position=value) for value in (12, 13))
    looked = client_of(ann).post(page(plan), upload(b"metric,date,value\nTurnover,2026-09-30,14\n"))
    assert "0 to add, 1 to correct, 0 unchanged" in looked.content.decode()
    confirmed(client_of(ann), plan, looked)
    first.refresh_from_db()
    last.refresh_from_db()
    assert (first.value, last.value) == (12, 14)
    assert [past.value for past in last.history.order_by("history_id")] == [13, 14]
    undo(Deed.objects.get(verb="import_readings"), by=ann)
    last.refresh_from_db()
    assert last.value == 13


def test_one_wrong_row_stops_all_and_is_told(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User
) -> None:
    client = client_of(ann)
    looked = client.post(page(plan), upload(GOOD + b"Engagement,03/04/2026,#N/A,\n"))
    body = looked.content.decode()
    assert (looked.status_code, "1 row cannot be read" in body) == (422, True)
    assert "Row 4: “03/04/2026” can be two days." in body
    assert "readings/import/confirm" not in body
    sent = form_to(looked, "preview/")
    refused = client.post(page(plan, "readings_import_confirm"), sent)
    assert (refused.status_code, Reading.objects.count()) == (422, 0)


def test_the_order_of_days_can_be_said_afterwards(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User
) -> None:
    client = client_of(ann)
    looked = client.post(page(plan), upload(b'metric,date,value\nTurnover,03/04/2026,"1,234"\n'))
    assert looked.status_code == 422
    sent = form_to(looked, "preview/") | {"order": "day", "mark": ","}
    again = client.post(page(plan, "readings_import_preview"), sent)
    assert again.status_code == 200
    confirmed(client, plan, again)
    assert values() == [("Turnover", date(2026, 4, 3), Decimal("1.234"), "")]


def test_a_workbook_comes_in_with_groups(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User
) -> None:
    group = make_group(plan.workspace, name="Young managers")
    rows = [[metrics[1].key, SEPTEMBER, 12.5, "Young managers"], [metrics[1].key, SEPTEMBER, 11, ""]]
    source = xlsx_bytes([Sheet("Readings", ["key", "date", "value", "group"], rows)])
    client = client_of(ann)
    confirmed(client, plan, client.post(page(plan), upload(source, "readings.xlsx")))
    assert [(one.value, one.group) for one in Reading.objects.order_by("position")] == [
        (Decimal("12.5"), group),
        (Decimal(11), None),
    ]


def test_an_editor_s_import_is_of_drafts(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], eddy: User
) -> None:
    make_reading(metrics[0], SEPTEMBER, 12)
    client = client_of(eddy)
    looked = client.post(page(plan), upload(GOOD))
    assert "New and corrected readings become drafts." in looked.content.decode()
    confirmed(client, plan, looked)
    assert {(one.state, one.by, one.approved_by) for one in Reading.objects.all()} == {("draft", eddy, None)}


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({}, 422, "Choose a file."),
        (upload(b""), 422, "This file is empty."),
        (upload(b"a" * (MOST_TABLE + 1)), 413, "larger than 2 MB"),
        (upload(GOOD, "readings.pdf"), 422, "ends in .csv"),
        (upload(GOOD, "readings.xls"), 422, "ends in .csv"),
        (upload(b"\xd0\xcf\x11\xe0", "readings.xlsx"), 422, "old workbook (.xls)"),
        (upload(b"PK\x03\x04", "readings.xlsx"), 422, "This workbook cannot be read."),
        (upload(b"a,b\n1,2\n"), 422, "names no column “metric”, “date”, “value”"),
        (upload(b"metric,date,value,value\n"), 422, "More than one column says the value"),
        (upload(b"caf\xe9,date\n"), 422, "not a text in UTF-8"),
        (upload(GOOD, order="year"), 422, "valid choice"),
    ],
)
def test_a_bad_upload_is_explained(
    client_of: ClientOf, plan: Plan, ann: User, sent: dict[str, Any], status: int, words: str
) -> None:
    answer = client_of(ann).post(page(plan), sent)
    assert (answer.status_code, words in answer.content.decode()) == (status, True)


def test_readers_and_strangers_import_nothing(
    client_of: ClientOf, plan: Plan, ben: User, rita: User, cleo: User
) -> None:
    for who, status in ((ben, 403), (rita, 403), (cleo, 404)):
        client = client_of(who)
        assert client.post(page(plan), upload(GOOD)).status_code == status
        for name in ("readings_import_preview", "readings_import_confirm"):
            assert client.post(page(plan, name)).status_code == status
        assert client.get(page(plan, "readings_table")).status_code == status


def test_a_preview_that_is_not_kept_asks_for_the_file_again(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User, eddy: User
) -> None:
    looked = client_of(eddy).post(page(plan), upload(GOOD))
    answer = confirmed(client_of(ann), plan, looked)
    assert (answer.status_code, Reading.objects.count()) == (422, 0)
    assert "over an hour old" in answer.content.decode()
    back = client_of(ann).get(page(plan, "readings_import_preview"))
    assert (back.status_code, back["Location"]) == (303, page(plan))


def test_metrics_of_other_plans_are_not_known(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User
) -> None:
    make_metric(make_goal(make_plan(plan.workspace)), title="Elsewhere")
    answer = client_of(ann).post(page(plan), upload(b"metric,date,value\nElsewhere,2026-09-30,1\n"))
    assert "No metric of this plan is called “Elsewhere”." in answer.content.decode()


def row(metric: Metric) -> SheetReading:
    known = KnownMetric(metric.pk, metric.key, metric.title)
    return SheetReading(2, known, SEPTEMBER, Decimal(1), "", None, "")


def test_the_same_confirmation_counts_once(plan: Plan, metrics: list[Metric], ann: User) -> None:
    key = uuid4()
    import_readings(plan, [row(metrics[0])], by=ann, request_key=key)
    with pytest.raises(AlreadyDone):
        import_readings(plan, [row(metrics[0])], by=ann, request_key=key)
    assert Reading.objects.count() == 1


def test_what_was_archived_meanwhile_is_not_written_to(plan: Plan, metrics: list[Metric], ann: User) -> None:
    archive_metric(metrics[0], by=ann)
    with pytest.raises(MetricGone):
        import_readings(plan, [row(one) for one in metrics], by=ann)
    assert not Reading.objects.exists()


def test_the_table_to_fill_in_comes_back_as_it_went_out(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User
) -> None:
    client = client_of(ann)
    table = client.get(page(plan, "readings_table")).content
    assert table.startswith('\ufeff"key","metric","unit"'.encode())
    looked = client.post(page(plan), upload(table))
    assert (looked.status_code, looked.context["found"].blank) == (200, 2)
    filled = table.decode().replace('"",""\r\n', '"7",""\r\n')
    confirmed(client, plan, client.post(page(plan), upload(filled.encode())))
    assert [one[2] for one in values()] == [7, 7]


def test_it_costs_the_same_for_one_row_and_three(
    client_of: ClientOf, plan: Plan, workspace: Workspace, ann: User
) -> None:
    client, goal = client_of(ann), make_goal(plan)
    for place in range(4):
        make_metric(goal, title=f"Metric {place}")

    def cost(*names: str) -> int:
        lines = "".join(f"{name},2026-09-30,1\n" for name in names)
        looked = client.post(page(plan), upload(f"metric,date,value\n{lines}".encode()))
        with CaptureQueriesContext(connection) as caught:
            client.post(page(plan, "readings_import_confirm"), form_to(looked, "confirm/"))
        client.get(page(plan))  # shows what was done, and Undo
        return len(caught)

    assert cost("Metric 0") == cost("Metric 1", "Metric 2", "Metric 3")
