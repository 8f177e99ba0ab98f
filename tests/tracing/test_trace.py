"""The trace report: page, filter, sort, pages, CSV and XLSX."""

import csv
import io
from collections.abc import Callable

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.framework.services.lifecycle import archive_item
from alignment.models import Plan, User
from alignment.tracing.report import report_of
from tests.factories import make_chain, make_goal, make_initiative, make_learning, make_plan

ClientOf = Callable[[User], Client]


def address(plan: Plan, name: str = "tracing:trace") -> str:
    return reverse(name, args=[plan.workspace.slug, plan.pk])


def titles(response: object) -> list[str]:
    return [row.record.title for row in response.context["initiatives"].rows]  # type: ignore[attr-defined]


def test_trace_names_every_initiative_with_its_verdict(client_of: ClientOf, ann: User, plan: Plan) -> None:
    goal, *_rest, traced = make_chain(plan)
    orphan = make_initiative(plan)

    response = client_of(ann).get(address(plan))

    rows = {row.record.node.key: row.record for row in response.context["initiatives"].rows}
    assert rows[traced.key].verdict_words == "Linked to a goal"
    assert [node.key for node in rows[traced.key].first_goals] == [goal.key]
    assert rows[orphan.key].verdict_words == "Supports no goal"
    assert "1 of 2 initiatives serve a business goal." in response.content.decode()


def test_one_initiative_serves(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_chain(plan)
    response = client_of(ann).get(address(plan))
    assert "1 of 1 initiative serves a business goal." in response.content.decode()


def test_trace_lets_a_reader_read(client_of: ClientOf, ben: User, plan: Plan) -> None:
    assert client_of(ben).get(address(plan)).status_code == 200


@pytest.mark.parametrize("name", ["tracing:trace", "tracing:trace_csv", "tracing:trace_xlsx"])
def test_trace_does_not_exist_for_a_stranger(client_of: ClientOf, cleo: User, plan: Plan, name: str) -> None:
    assert client_of(cleo).get(address(plan, name)).status_code == 404


def test_gaps_only_leaves_out_what_is_in_order(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_chain(plan)
    orphan = make_initiative(plan)
    make_initiative(plan, purpose="compliance")

    response = client_of(ann).get(address(plan), {"show": "gaps"})

    assert titles(response) == [orphan.title]
    assert response.context["apart"] == []


def test_filter_by_goal_keeps_what_reaches_it(client_of: ClientOf, ann: User, plan: Plan) -> None:
    goal, *_rest, wanted = make_chain(plan)
    make_chain(plan)

    response = client_of(ann).get(address(plan), {"goal": goal.key})

    assert titles(response) == [wanted.title]
    assert [row.record.title for row in response.context["goals"].rows] == [goal.title]


def test_filter_that_makes_no_sense_shows_everything(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_chain(plan)

    response = client_of(ann).get(address(plan), {"goal": "nope", "verdict": "<b>", "page": "x", "sort": "x"})

    assert response.status_code == 200
    assert len(titles(response)) == 1


def test_trace_sorts_the_worst_first(client_of: ClientOf, ann: User, plan: Plan) -> None:
    *_rest, traced = make_chain(plan)
    broken = make_initiative(plan, make_learning(plan))
    orphan = make_initiative(plan)

    response = client_of(ann).get(address(plan), {"sort": "verdict"})

    assert titles(response) == [orphan.title, broken.title, traced.title]


def test_htmx_gets_the_report_alone(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_chain(plan)

    body = client_of(ann).get(address(plan), headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in body
    assert "Weakest hop" in body


def test_foreign_work_that_reaches_a_goal_is_shown_and_marked(
    client_of: ClientOf, ann: User, plan: Plan
) -> None:
    _goal, _outcome, moment, *_rest = make_chain(plan)
    academy = make_plan(plan.workspace, title="Academy")
    shared = make_initiative(academy, make_learning(academy, moment))

    response = client_of(ann).get(address(plan))

    foreign = [row.record.node.key for row in response.context["initiatives"].rows if row.record.foreign]
    assert foreign == [shared.key]


def test_stopped_work_stands_apart(client_of: ClientOf, ann: User, plan: Plan) -> None:
    stopped, declined, gone = (
        make_initiative(plan, status=status) for status in ("stopped", "declined", "stopped")
    )
    archive_item(gone, by=ann, version=gone.version)

    response = client_of(ann).get(address(plan))

    assert titles(response) == []
    assert [node.key for node in response.context["not_live"]] == [stopped.key, declined.key]


def test_csv_escapes_what_a_spreadsheet_would_run(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_initiative(plan, title="=1+1")

    response = client_of(ann).get(address(plan, "tracing:trace_csv"))

    text = b"".join(response).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][1] == "Initiative"
    assert [row[1] for row in rows[1:]] == ["'=1+1"]


def test_xlsx_holds_initiatives_goals_and_score_as_texts(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_goal(plan, title="=cmd|' /C calc'!A0")
    make_chain(plan)

    response = client_of(ann).get(address(plan, "tracing:trace_xlsx"))

    book = openpyxl.load_workbook(io.BytesIO(b"".join(response)))
    assert book.sheetnames == ["Initiatives", "Business goals", "Links in place"]
    dangerous = [cell for cell in book["Business goals"]["B"] if str(cell.value).startswith("=")]
    assert [cell.data_type for cell in dangerous] == ["s"]


def test_score_counts_the_plan_s_own_items_only(plan: Plan) -> None:
    make_chain(plan)
    other = make_plan(plan.workspace)
    make_initiative(other)
    plan.workspace.refresh_from_db()

    mine, whole = report_of(plan.workspace, plan).score, report_of(plan.workspace).score

    assert whole.expected == mine.expected + 1
    assert whole.satisfied == mine.satisfied


def test_trace_costs_the_same_queries_for_one_and_three(client_of: ClientOf, ann: User, plan: Plan) -> None:
    client = client_of(ann)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address(plan)).status_code == 200
        return len(caught)

    make_chain(plan)
    one = cost()
    make_chain(plan)
    make_chain(plan)

    assert cost() == one
