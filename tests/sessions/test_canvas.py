"""The canvas: every step and all of them, empty or filled, on both papers, as page and PDF/UA."""

import io
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from alignment.models import Plan, User
from alignment.sessions.canvases import FITS, canvas_of
from tests.factories import make_chain, make_goal

SignIn = Callable[[User], Client]


def test_every_page_stands_on_its_own_sheet(plan: Plan) -> None:
    canvas = canvas_of(plan, which="", paper="", filled=False)
    told = [sheet.text.slug if sheet.text else "all" for sheet in canvas.sheets]
    assert told == ["goals", "outcomes", "moments", "learning", "all"]
    assert [sheet.above.layer if sheet.above else "" for sheet in canvas.sheets] == [
        "",
        "goal",
        "outcome",
        "moment",
        "",
    ]
    assert (canvas.paper, canvas.which) == ("a4", "every")
    assert [
        len(canvas_of(plan, which=one, paper="a3", filled=True).sheets) for one in ("moments", "all")
    ] == [
        1,
        1,
    ]


def test_a_filled_canvas_holds_what_the_plan_holds(plan: Plan) -> None:
    goal, outcome, *_rest = make_chain(plan)
    for place in range(FITS):
        make_goal(plan, position=place + 1)
    empty, filled = (canvas_of(plan, which="all", paper="a4", filled=one).sheets[0] for one in (False, True))
    assert [column.titles for column in empty.columns] == [()] * 4
    goals, outcomes, *_others = filled.columns
    assert (goals.titles[0], len(goals.titles), goals.more) == (goal.title, FITS, 1)
    assert (outcomes.titles, outcomes.more) == ((outcome.title,), 0)


def test_the_page_links_to_the_interview_sheets_and_back(plan: Plan, ben: User, client_of: SignIn) -> None:
    client = client_of(ben)
    here = reverse("sessions:canvas", args=["acme", plan.pk])
    interview = reverse("framework:interview", args=["acme", plan.pk, "moments"])
    assert interview in client.get(here).content.decode()
    assert here in client.get(interview).content.decode()


@pytest.mark.parametrize(("paper", "size"), [("a4", (842, 595)), ("a3", (1191, 842))])
def test_the_pdf_has_a_page_for_each_sheet_and_a_structure(
    plan: Plan, ben: User, client_of: SignIn, paper: str, size: tuple[int, int]
) -> None:
    for _ in range(3):
        make_chain(plan)
    here = reverse("sessions:canvas_pdf", args=["acme", plan.pk])
    answer = client_of(ben).get(here, {"paper": paper, "filled": "yes"})
    reader = PdfReader(io.BytesIO(answer.content))
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages] == [size] * 5
    root = reader.trailer["/Root"]
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("en", True)
    assert reader.metadata is not None
    assert reader.metadata.title == f"{plan.title}: canvas"
    levels = [level for level in headings(root["/StructTreeRoot"]) if level]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "In which situations is it decided" in " ".join(reader.pages[2].extract_text().split())


def headings(node: object) -> list[int]:
    """The levels of the headings, in the order in which they are read."""
    found: list[int] = []
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            found += headings(one)
    elif isinstance(node, dict):
        kind = str(node.get("/S", ""))
        if kind.startswith("/H") and kind[2:].isdecimal():
            found.append(int(kind[2:]))
        if "/K" in node:
            found += headings(node["/K"])
    return found
