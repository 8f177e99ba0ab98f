"""The pages, PDFs and workbooks of all five readers: who may have them, how they are built, what leaks."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from alignment.briefings.readers import READERS
from alignment.briefings.workbook import sheets_of
from alignment.deeds import deed
from alignment.exchange.samples import load_samples
from alignment.models import (
    ExpectationAnswer,
    Plan,
    User,
)
from alignment.ui.formats import month
from tests.briefings.reading import (
    ALL,
    address,
    briefed,
    cells_of,
    costly,
    pages_of,
    pdf,
)
from tests.briefings.structure import wrong_with_pdf
from tests.factories import (
    make_chain,
    make_expectation,
    make_goal,
    make_group,
    make_metric,
    make_person,
    make_reading,
)

ClientOf = Callable[[User], Client]
WITH_NUMBERS = ["cfo", "department", "hr"]


LEAKS = ("CANARY", "canary@example.org", "influence", "interest")


@pytest.mark.parametrize("reader", ALL)
def test_private_things_never_leave_in_page_pdf_or_workbook(
    client_of: ClientOf, ann: User, plan: Plan, reader: str
) -> None:
    """Interest, influence, addresses of people, internal comments, keys: all there, nowhere to read."""
    person = make_person(
        plan.workspace,
        "Sam Reyes",
        influence="high",
        interest="low",
        email="canary@example.org",
        team="CANARY team",
        role="department_head",
        key="CANARY-person",
    )
    goal = make_goal(plan, title="Goal", owner=person, sponsor=person, key="CANARY-goal")
    make_reading(make_metric(goal, title="Shown", target=30, key="CANARY-metric"), timezone.localdate(), 20)
    make_group(plan.workspace, "Group", description="CANARY persona")
    with deed("comment", by=ann, workspace=plan.workspace, plan=plan):
        plan.comments.create(
            workspace=plan.workspace, text="CANARY internal", author_name="Ann", user=ann, internal=True
        )
    client = client_of(ann)

    page = client.get(address("briefing", plan, reader)).content.decode()
    sheets = page[page.index('<article class="briefing">') : page.index("</article>")]
    text = " ".join(pages_of(plan, reader))
    cells = " ".join(map(str, cells_of(client.get(address("briefing_xlsx", plan, reader)).content)))

    found = [word for word in LEAKS for said in (sheets, text, cells) if word in said]
    assert found == []


def test_a_workbook_holds_numbers_and_dates_and_no_formula(
    client_of: ClientOf, ann: User, plan: Plan
) -> None:
    _goal, _outcome, _moment, learning, _initiative = make_chain(plan, title="=2+2")
    costly(plan, 8000, learning, title="+Serves")

    body = client_of(ann).get(address("briefing_xlsx", plan, "cfo")).content
    book = load_workbook(BytesIO(body))

    spending = {row[0].value: row[4].value for row in book["What the money serves"].iter_rows(min_row=2)}
    assert spending == {"=2+2": None, "+Serves": 8000}
    assert [cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row].count("f") == 0
    seen_on = next(row[1] for row in book["Briefing"].iter_rows() if row[0].value == "Seen on")
    assert seen_on.is_date


def test_every_readers_tables_stand_in_the_workbook(plan: Plan) -> None:
    make_chain(plan, status="running")

    titles = {reader: [sheet.title for sheet in sheets_of(briefed(plan, reader))] for reader in ALL}

    assert [reader for reader, names in titles.items() if names[0] != "Briefing" or len(names) < 2] == []
    assert {"Gaps", "To be checked again", "Trace", "Metrics", "Costs"} <= set(titles["hr"])


def test_the_workbook_for_hr_holds_the_heat_map(plan: Plan) -> None:
    today = timezone.localdate()
    metric = make_metric(make_chain(plan)[0], title="Score", kind="at_least", target=30)
    make_reading(metric, today, 31)

    (sheet,) = [one for one in sheets_of(briefed(plan, "hr")) if one.title == "Month by month"]

    assert (len(sheet.header), sheet.header[-1]) == (14, month(today))
    (row,) = sheet.rows
    assert (row[1], row[-2], row[-1]) == ("Score", "No reading yet", "Met")


@pytest.mark.parametrize("reader", ALL)
def test_structure_of_every_readers_pdf(db: None, reader: str) -> None:
    load_samples(today=timezone.localdate())
    plan = Plan.objects.get(workspace__slug="sample", key="leaders")

    title = f"Sample: Empowering Leaders: briefing for {READERS[reader].called}"

    assert wrong_with_pdf(pdf(plan, reader), title=title) == []


@pytest.mark.parametrize("reader", WITH_NUMBERS)
def test_number_of_queries_does_not_grow(client_of: ClientOf, ann: User, plan: Plan, reader: str) -> None:
    client, counts = client_of(ann), []
    for rows in (1, 2):
        for number in range(rows):
            goal, *_rest = make_chain(plan, status="running")
            make_reading(make_metric(goal, target=30), timezone.localdate(), 20)
            person = make_person(plan.workspace, f"P{number}")
            held = make_expectation(plan, direction="we_need", text="x", owner=person)
            with deed("answer_expectation", by=None, workspace=plan.workspace):
                ExpectationAnswer.objects.create(
                    workspace=plan.workspace,
                    expectation=held,
                    person=person,
                    name="P",
                    answer="declined",
                    on=timezone.localdate(),
                )
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address("briefing", plan, reader)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("reader", ALL)
@pytest.mark.parametrize("name", ["briefing", "briefing_pdf", "briefing_xlsx"])
def test_briefings_work_for_a_viewer_and_hide_from_a_stranger(
    client_of: ClientOf, ben: User, cleo: User, plan: Plan, reader: str, name: str
) -> None:
    make_chain(plan, status="running")

    answers = [client_of(user).get(address(name, plan, reader)).status_code for user in (ben, cleo)]

    assert answers == [200, 404]


@pytest.mark.parametrize("reader", ALL)
def test_an_empty_plan_can_be_briefed(client_of: ClientOf, ann: User, plan: Plan, reader: str) -> None:
    assert client_of(ann).get(address("briefing", plan, reader)).status_code == 200
    assert wrong_with_pdf(pdf(plan, reader)) == []


def test_an_unknown_reader_is_not_found(client_of: ClientOf, ann: User, plan: Plan) -> None:
    for name in ("briefing", "briefing_pdf", "briefing_xlsx", "briefing_edit"):
        assert client_of(ann).get(address(name, plan, "nobody")).status_code == 404


@pytest.mark.parametrize("name", ["group", "person"])
def test_unknown_groups_and_people_are_not_found(
    client_of: ClientOf, ann: User, plan: Plan, name: str
) -> None:
    reader = {"group": "learners", "person": "department"}[name]
    make_chain(plan)

    assert client_of(ann).get(address("briefing", plan, reader), {name: "nope"}).status_code == 404
