"""All requests: the board, the table, the figures and the files."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alignment.deeds import deed
from alignment.intake.queries.board import book_of
from alignment.models import DevelopmentRequest, Plan, RequestGoal, RequestResult, User, Workspace
from alignment.rules.requests import Stand, Value
from tests.asking import make_request
from tests.factories import make_goal, make_initiative, make_person

pytestmark = pytest.mark.usefixtures("still_clock")
Clients = Callable[[User], Client]
BOARD = "/w/acme/requests/"


def serve(asked: DevelopmentRequest, *goals: object) -> None:
    with deed("edit", by=None, workspace=asked.workspace):
        for goal in goals:
            RequestGoal.objects.create(workspace=asked.workspace, request=asked, goal=goal)


def become(asked: DevelopmentRequest, initiative: object) -> None:
    with deed("edit", by=None, workspace=asked.workspace):
        RequestResult.objects.create(workspace=asked.workspace, request=asked, initiative=initiative)


def test_each_stands_in_its_column_the_most_valuable_first(client_of: Clients, ben: User, plan: Plan) -> None:
    workspace = plan.workspace
    make_request(workspace, title="Old", asked_on=date(2026, 1, 5))
    dear = make_request(workspace, title="Dear")
    serve(dear, make_goal(plan, priority=1), make_goal(plan))
    make_request(workspace, title="Younger", asked_on=date(2026, 11, 3))
    make_request(workspace, title="Talked about", taken_up_on=date(2026, 11, 5))
    for verdict in ("learning", "partly", "wait", "not_learning", "decline"):
        make_request(workspace, title=f"Verdict {verdict}", verdict=verdict)
    page = client_of(ben).get(BOARD)
    columns = {column.stand: [card.line.title for card in column.cards] for column in page.context["columns"]}
    assert columns == {
        Stand.NEW: ["Dear", "Old", "Younger"],
        Stand.TALKING: ["Talked about"],
        Stand.ACCEPTED: ["Verdict learning", "Verdict partly"],
        Stand.WAITING: ["Verdict wait"],
        Stand.NO: ["Verdict not_learning", "Verdict decline"],
    }
    assert "Rank 1, 2 goals" in page.content.decode()


def test_only_live_goals_make_a_request_valuable(plan: Plan) -> None:
    asked = make_request(plan.workspace)
    serve(asked, make_goal(plan, priority=1, status="retired"), make_goal(plan, priority=3))
    assert book_of(plan.workspace).current[0].value == Value(goals=1, best_rank=3)


def test_the_figures_stand_above_all(client_of: Clients, ben: User, plan: Plan) -> None:
    workspace = plan.workspace
    make_request(workspace, planned=True, mode="order")
    made = make_request(workspace, planned=False, mode="consultation", verdict="learning")
    become(made, make_initiative(plan, status="running", start=made.asked_on + timedelta(days=40)))
    become(made, make_initiative(plan, status="proposed", start=made.asked_on))
    make_request(workspace, verdict="decline", hours=Decimal(96), cost=Decimal(4800))
    make_request(workspace, verdict="decline", cost=Decimal(9000), duplicate_of=made)
    figures = book_of(workspace).figures
    assert (figures.planned.n, figures.planned.known, figures.planned.unknown) == (1, 2, 1)
    assert (figures.orders.n, figures.orders.known) == (1, 2)
    assert (figures.freed.count, figures.freed.cost, figures.freed.hours) == (1, 4800, 96)
    assert (figures.lead_days, figures.delivered) == (40, 1)
    text = client_of(ben).get(BOARD).content.decode()
    assert "EUR\u00a04,800 · 96 h" in text
    assert "40 days" in text


def test_the_address_narrows_what_is_shown(client_of: Clients, ben: User, workspace: Workspace) -> None:
    lena = make_person(workspace, "Lena")
    make_request(workspace, title="One", department="Sales", mode="order")
    make_request(workspace, title="Two", department="Service", lead=lena, verdict="wait")
    client = client_of(ben)

    def titles(query: str) -> list[str]:
        table = client.get(f"{BOARD}?view=table&{query}").context["table"]
        return sorted(line.title for line in table.data)

    assert titles("") == ["One", "Two"]
    assert titles("department=Sales") == titles("mode=order") == titles("stand=new") == ["One"]
    assert titles(f"lead={lena.pk}") == titles("stand=waiting") == ["Two"]
    assert titles("which=archived") == []
    assert titles("stand=nowhere&lead=x") == ["One", "Two"]


@pytest.mark.parametrize(
    "column", ["title", "stand", "department", "asked_on", "age", "value", "effort", "verdict", "mode"]
)
def test_the_table_sorts_by_every_column(client_of: Clients, ben: User, plan: Plan, column: str) -> None:
    serve(make_request(plan.workspace, department="A", effort="small"), make_goal(plan, priority=1))
    make_request(plan.workspace, verdict="wait", mode="order")
    client = client_of(ben)
    for order in (column, f"-{column}"):
        assert client.get(f"{BOARD}?view=table&sort={order}").status_code == 200


def test_the_most_valuable_come_first_when_sorted(client_of: Clients, ben: User, plan: Plan) -> None:
    for title, rank in (("None", 0), ("Second", 2), ("First", 1)):
        asked = make_request(plan.workspace, title=title)
        serve(asked, *([make_goal(plan, priority=rank)] if rank else []))
    table = client_of(ben).get(f"{BOARD}?view=table&sort=value").context["table"]
    assert [row.record.title for row in table.rows] == ["First", "Second", "None"]


def test_the_table_turns_pages_and_the_board_leads_to_it(
    client_of: Clients, ben: User, workspace: Workspace
) -> None:
    for n in range(55):
        make_request(workspace, title=f"Request {n}")
    client = client_of(ben)
    assert len(client.get(f"{BOARD}?view=table&page=2").context["table"].page.object_list) == 5
    assert "25 more in the table" in client.get(BOARD).content.decode()


@pytest.mark.parametrize("query", ["", "?view=table"])
def test_more_requests_ask_no_more_queries(client_of: Clients, ben: User, plan: Plan, query: str) -> None:
    client, counts = client_of(ben), []
    for wanted in (1, 3):
        while DevelopmentRequest.objects.count() < wanted:
            asked = make_request(plan.workspace, requester=make_person(plan.workspace), department="Sales")
            serve(asked, make_goal(plan, priority=1))
            become(asked, make_initiative(plan, status="running", start=date(2026, 11, 20)))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(BOARD + query).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_files_hold_what_the_filter_leaves(client_of: Clients, ben: User, plan: Plan) -> None:
    asked = make_request(
        plan.workspace,
        title="=cmd",
        happening="On Monday.",
        department="Sales",
        planned=True,
        cost=Decimal(12),
    )
    serve(asked, make_goal(plan, priority=2))
    make_request(plan.workspace, title="Other", department="Service")
    client = client_of(ben)
    text = client.get("/w/acme/requests.csv?department=Sales").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 1
    said = rows[0]
    assert (said["Problem"], said["What happens"], said["Where it stands"]) == ("'=cmd", "On Monday.", "New")
    assert (said["Best rank"], said["Goals served"], said["Planned"]) == ("2", "1", "yes")
    assert said["Cost (EUR)"] == "12"
    book = openpyxl.load_workbook(io.BytesIO(client.get("/w/acme/requests.xlsx").content))
    assert [row[1].value for row in book["Requests"].iter_rows(min_row=2)] == ["Other", "=cmd"]


def test_an_empty_board_says_how_to_begin(client_of: Clients, ben: User, eddy: User) -> None:
    assert f"{BOARD}links/new/" in client_of(eddy).get(BOARD).content.decode()
    page = client_of(ben).get(BOARD).content.decode()
    assert "Nobody has asked for anything yet" in page
    assert f"{BOARD}links/new/" not in page


def test_a_change_of_the_filter_swaps_the_board_alone(
    client_of: Clients, ben: User, workspace: Workspace
) -> None:
    make_request(workspace)
    page = client_of(ben).get(f"{BOARD}?view=table", headers={"HX-Request": "true"}).content.decode()
    assert "<table" in page
    assert "<html" not in page
