"""The briefing over all plans: what it says, that it stays on two pages, and how it is asked for."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from alignment.briefings.portfolio import (
    PortfolioBriefing,
    portfolio_briefing,
    portfolio_document,
    portfolio_pdf,
)
from alignment.briefings.services import edit_wording
from alignment.deeds import deed
from alignment.jobs import services
from alignment.models import CostLine, Initiative, Job, Plan, Reader, User, Workspace
from tests.factories import (
    make_chain,
    make_goal,
    make_initiative,
    make_metric,
    make_outcome,
    make_plan,
    make_reading,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
TODAY = date(2026, 11, 30)


def page(workspace: Workspace) -> str:
    return reverse("briefings:portfolio_briefing", args=[workspace.slug])


def cost(initiative: Initiative, amount: int) -> None:
    with deed("edit", by=None, workspace=initiative.workspace):
        CostLine.objects.create(
            workspace=initiative.workspace, initiative=initiative, kind="delivery", amount=Decimal(amount)
        )


def brief(workspace: Workspace) -> PortfolioBriefing:
    workspace.refresh_from_db()
    return portfolio_briefing(workspace, TODAY)


@pytest.fixture
def two_plans(workspace: Workspace, ann: User) -> Workspace:
    """A goal that is served, one that is not, and an initiative that serves none; a decision is wanted."""
    first, second = make_plan(workspace, title="Leaders"), make_plan(workspace, title="Sales")
    goal, outcome, _moment, _learning, initiative = make_chain(first)
    with deed("edit", by=None, workspace=workspace):
        goal.title, goal.priority = "Keep people", 2
        goal.save()
        initiative.title = "Coaching"
        initiative.save()
    metric = make_metric(
        outcome,
        title="Turnover",
        kind="decrease",
        unit="%",
        baseline=18,
        target=14,
        target_date=date(2027, 12, 31),
    )
    make_reading(metric, date(2026, 11, 1), 16)
    make_goal(second, title="Grow revenue", priority=1)
    idle = make_initiative(second, title="Negotiation course", status="running")
    cost(idle, 18_000)
    said = {"decision": "Fund the coaching.", "decision_date": date(2026, 12, 11)}
    edit_wording(first, Reader.EXECUTIVE, by=ann, version=0, fields=said)
    return workspace


def test_it_says_what_serves_what_and_what_is_to_be_decided(two_plans: Workspace) -> None:
    found = brief(two_plans)
    assert found.headline == "1 of 2 initiatives serve a business goal."
    assert found.lead == "1 of 2 business goals are supported by learning, over 2 plans."
    told = [(one.line.title, str(one.line.found.verdict), one.sure, one.number) for one in found.goals]
    assert told == [
        ("Grow revenue", "reaches_1", "–", "no number yet"),
        ("Keep people", "supported", "reasoned, not yet shown", "16\u00a0%, target 14\u00a0%"),
    ]
    assert ([line.title for line in found.idle], found.idle_cost) == (
        ["Negotiation course"],
        "EUR\u00a018,000",
    )
    assert [(one.text, one.plan, one.day) for one in found.wanted] == [
        ("Fund the coaching.", "Leaders", date(2026, 12, 11)),
        (
            "Stop “Negotiation course”, which costs EUR\u00a018,000, or name the goal that it serves.",
            "",
            None,
        ),
        ("No learning reaches “Grow revenue” yet. Is learning to serve it, or not?", "Sales", None),
    ]
    assert [line.title for line in found.rows] == ["Negotiation course", "Coaching"]


def test_links_to_confirm_and_gaps_are_told(two_plans: Workspace) -> None:
    with deed("edit", by=None, workspace=two_plans):
        initiative = Initiative.objects.get(title="Coaching")
        initiative.meaning = "another"
        initiative.save()
    gaps = brief(two_plans).gaps
    assert gaps[0] == "1 link waits to be confirmed again, because something changed at one end."


def test_an_empty_workspace_says_so(workspace: Workspace, ann: User, client_of: ClientOf) -> None:
    shown = client_of(ann).get(page(workspace)).content.decode()
    assert "No initiative is planned or running yet." in shown
    assert "No business goal is written down yet" in shown


def test_the_page_costs_the_same_for_one_and_three(
    workspace: Workspace, ann: User, client_of: ClientOf
) -> None:
    counts = []
    for _row in range(2):
        for _number in range(len(counts) * 2 or 1):
            make_chain(make_plan(workspace))
        client = client_of(ann)
        client.get(page(workspace))
        make_goal(Plan.objects.filter(workspace=workspace)[0], title="Another")  # what was kept is read again
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page(workspace)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def elements(reader: PdfReader) -> Iterator[Any]:
    """The structure of a PDF from its first to its last element."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop(0).get_object()
        if "/S" in element:
            yield element
        children = element.get("/K", [])
        children = children.get_object() if hasattr(children, "get_object") else children
        below = children if isinstance(children, list) else [children]
        waiting[:0] = [child for child in below if not isinstance(child, int)]


def test_the_pdf_is_tagged_and_has_two_pages(two_plans: Workspace) -> None:
    two_plans.refresh_from_db()
    reader = PdfReader(BytesIO(portfolio_pdf(portfolio_document(two_plans, TODAY))))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], len(reader.pages)) == ("en", True, 2)
    assert reader.metadata is not None
    assert reader.metadata.title == "Acme: portfolio briefing"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    kinds = [element["/S"] for element in elements(reader)]
    headings = [kind for kind in kinds if kind in ("/H1", "/H2", "/H3")]
    assert (headings[0], set(headings[1:])) == ("/H1", {"/H2"})
    heads = {str(one["/ID"]) for one in elements(reader) if one["/S"] == "/TH"}
    named = [
        {str(name) for name in cell["/A"].get_object()["/Headers"]}
        for cell in elements(reader)
        if cell["/S"] == "/TD"
    ]
    assert [names for names in named if not names or not names <= heads] == []
    assert max(map(len, named)) == 2  # that of the row and that of the column


def test_however_much_there_is_it_stays_on_two_pages(workspace: Workspace, ann: User) -> None:
    long = "Improve everything that concerns everybody who works with somebody anywhere, " + "and more " * 5
    for number in range(4):
        plan = make_plan(workspace, title=f"{number} {long}"[:120])
        for rank in range(5):
            goal = make_goal(plan, title=f"{number}.{rank} {long}"[:120], priority=rank)
            outcome = make_outcome(plan, goal, title=f"Outcome {long}"[:120])
            make_metric(
                outcome, title=long[:120], unit="customers of the house", baseline=1, target=2_000_000
            )
        for _row in range(10):
            cost(make_initiative(plan, title=f"Course {long}"[:120], status="running"), 123_456_789)
        said = {"decision": long * 4, "decision_date": date(2026, 12, 11)}
        edit_wording(plan, Reader.EXECUTIVE, by=ann, version=0, fields=said)
    workspace.refresh_from_db()
    document = portfolio_document(workspace, TODAY)
    reader = PdfReader(BytesIO(portfolio_pdf(document)))
    assert len(reader.pages) == 2
    found = document["briefing"]
    assert len(found.goals) + len(found.more_goals) + found.goals_left == 20
    assert len(found.rows) + found.rows_left == 40
    assert f"{found.rows_left} more initiatives stand in the XLSX" in " ".join(
        reader.pages[1].extract_text().split()
    )


def test_a_viewer_asks_for_the_pdf_and_gets_it(two_plans: Workspace, ben: User, client_of: ClientOf) -> None:
    client = client_of(ben)
    answer = client.post(reverse("briefings:portfolio_briefing_pdf", args=[two_plans.slug]))
    job = Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/w/acme/jobs/{job.pk}/")
    services.run(job.pk)
    file = client.get(reverse("jobs:job_file", args=[two_plans.slug, job.pk]))
    assert (file.content[:5], file["Content-Type"]) == (b"%PDF-", "application/pdf")
    assert f"acme-portfolio-briefing-{timezone.localdate()}.pdf" in file["Content-Disposition"]


def test_the_portfolio_leads_to_its_briefing(two_plans: Workspace, ben: User, client_of: ClientOf) -> None:
    shown = client_of(ben).get(reverse("portfolio:portfolio", args=[two_plans.slug])).content.decode()
    assert f'href="{page(two_plans)}"' in shown
