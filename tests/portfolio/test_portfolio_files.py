"""The portfolio as CSV and as a workbook."""

import csv
import io
from typing import Any

import openpyxl

from alignment.framework.services.deciding import decide
from alignment.models import Plan, User, Workspace
from tests.factories import make_chain, make_goal, make_initiative
from tests.portfolio.test_portfolio import ClientOf, cost, page


def read_csv(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_files_keep_their_columns_and_gain_new_ones(
    client_of: ClientOf, ann: User, workspace: Workspace, plan: Plan
) -> None:
    make_chain(plan)
    orphan = make_initiative(plan, title="Cold calling", hours=2, seats=10)
    cost(orphan, "100", "spent")
    cost(orphan, "5", "planned", "USD")
    decide(orphan, decision="keep", reason="=Because", by=ann)

    rows = read_csv(client_of(ann).get(page(workspace, "portfolio_csv")))

    old = ["Key", "Initiative", "Plan", "Status", "Trace", "Goals it reaches", "Weakest hop"]
    assert list(rows[0])[:7] == old
    row = rows[0]
    assert (row["Initiative"], row["Trace"], row["Hours"], row["Cost known"]) == (
        "Cold calling",
        "Supports no goal",
        "20",
        "yes",
    )
    assert (row["Planned cost (EUR)"], row["Spent cost (EUR)"]) == ("0", "100")
    assert (row["Cost in other currencies"], row["Decision"], row["Why"]) == (
        "USD\xa05",
        "Keep it",
        "'=Because",
    )
    assert " → " in rows[1]["The weakest hop"]
    assert [
        one["Key"]
        for one in read_csv(client_of(ann).get(page(workspace, "portfolio_csv", "?verdict=orphan")))
    ] == [orphan.key]


def test_the_workbook_has_goals_and_what_is_stopped(
    client_of: ClientOf, ann: User, workspace: Workspace, plan: Plan
) -> None:
    make_goal(plan, priority=2, no_learning_planned="Machines only")
    stopped = make_initiative(plan, title="Cold calling")
    decide(stopped, decision="stop", reason="Too dear", instead="Warm calling", by=ann)

    book = openpyxl.load_workbook(io.BytesIO(client_of(ann).get(page(workspace, "portfolio_xlsx")).content))

    assert book.sheetnames == ["Initiatives", "Business goals", "Stopped or declined", "Links in place"]
    goals = list(book["Business goals"].values)
    row = dict(zip(goals[0], goals[1], strict=True))
    assert (row["Rank"], row["No learning planned, because"]) == (2, "Machines only")
    gone = list(book["Stopped or declined"].values)
    row = dict(zip(gone[0], gone[1], strict=True))
    assert (row["Initiative"], row["Done instead"], row["Decision"]) == (
        "Cold calling",
        "Warm calling",
        "Stop it",
    )
