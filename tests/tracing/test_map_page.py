"""The map's page and files: who sees them, how they are narrowed and lit without any script."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from alignment.models import Plan, User
from alignment.tracing.map_paper import MARGIN
from tests.factories import make_chain, make_goal, make_initiative, make_link, make_outcome, make_plan

ClientOf = Callable[[User], Client]
NAMES = ["map", "map_pdf", "map_svg"]


def address(plan: Plan, name: str = "map") -> str:
    return reverse(f"tracing:{name}", args=[plan.workspace.slug, plan.pk])


def cards(page: str) -> dict[str, set[str]]:
    """The cards of a page: their refs, each with its classes."""
    found = re.findall(r'<a id="card-([^"]+)" class="([^"]*)"', page)
    return {ref: set(classes.split()) for ref, classes in found}


def test_map_shows_every_live_item_of_the_plan(client_of: ClientOf, ann: User, plan: Plan) -> None:
    goal, outcome, moment, learning, initiative = make_chain(plan)
    make_initiative(plan, learning, status="stopped")
    make_chain(make_plan(plan.workspace))

    page = client_of(ann).get(address(plan)).content.decode()

    assert set(cards(page)) == {
        f"goal-{goal.pk}",
        f"outcome-{outcome.pk}",
        f"moment-{moment.pk}",
        f"learning-{learning.pk}",
        f"initiative-{initiative.pk}",
    }


@pytest.mark.parametrize("name", NAMES)
def test_map_lets_a_reader_read(client_of: ClientOf, ben: User, plan: Plan, name: str) -> None:
    make_chain(plan)
    assert client_of(ben).get(address(plan, name)).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_map_does_not_exist_for_a_stranger(client_of: ClientOf, cleo: User, plan: Plan, name: str) -> None:
    assert client_of(cleo).get(address(plan, name)).status_code == 404


def test_a_focus_is_lit_by_the_server(client_of: ClientOf, ann: User, plan: Plan) -> None:
    goal, outcome, _moment, _learning, _initiative = make_chain(plan)
    beside = make_outcome(plan, goal)

    page = client_of(ann).get(address(plan), {"focus": f"outcome-{outcome.pk}"}).content.decode()

    lit = {ref for ref, classes in cards(page).items() if "lit" in classes}
    assert set(cards(page)) - lit == {f"outcome-{beside.pk}"}
    assert f'data-chosen="outcome-{outcome.pk}"' in page
    assert re.findall(r'data-card="([^"]+)" aria-current="true"', page) == [f"outcome-{outcome.pk}"]


def test_a_goal_narrows_the_map(client_of: ClientOf, ann: User, plan: Plan) -> None:
    goal, *_rest = make_chain(plan)
    other, *others = make_chain(plan)

    page = client_of(ann).get(address(plan), {"goal": other.pk}).content.decode()

    assert len(cards(page)) == 5
    assert f"goal-{goal.pk}" not in cards(page)
    assert f'<option value="{other.pk}" selected>' in page


def test_a_goal_of_another_workspace_is_not_found(
    client_of: ClientOf, ann: User, cleo: User, plan: Plan
) -> None:
    make_goal(plan)
    foreign = make_goal(make_plan(cleo.memberships.get().workspace))
    assert client_of(ann).get(address(plan), {"goal": foreign.pk}).status_code == 404


def test_a_foreign_neighbour_is_a_marked_card(client_of: ClientOf, ann: User, plan: Plan) -> None:
    *_chain, initiative = make_chain(make_plan(plan.workspace, title="Sales plan"))
    _goal, _outcome, _moment, learning, _own = make_chain(plan)
    make_link(initiative, learning)

    page = client_of(ann).get(address(plan)).content.decode()

    assert "map-foreign" in cards(page)[f"initiative-{initiative.pk}"]
    assert "From Sales plan" in page


def test_a_gap_is_marked_in_words(client_of: ClientOf, ann: User, plan: Plan) -> None:
    initiative = make_initiative(plan)

    page = client_of(ann).get(address(plan)).content.decode()

    assert "map-gap" in cards(page)[f"initiative-{initiative.pk}"]
    assert "Not linked to any learning outcome" in page


def test_an_empty_plan_says_how_to_begin(client_of: ClientOf, ann: User, plan: Plan) -> None:
    page = client_of(ann).get(address(plan)).content.decode()
    assert "The map draws itself" in page
    assert cards(page) == {}


def test_one_card_is_said_as_one(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_initiative(plan)
    page = client_of(ann).get(address(plan)).content.decode()
    assert "0 of 1 card leads to a goal" in page


def test_a_change_shows_at_once(client_of: ClientOf, ann: User, plan: Plan) -> None:
    client = client_of(ann)
    make_goal(plan)
    before = len(cards(client.get(address(plan)).content.decode()))
    make_goal(plan)
    assert (before, len(cards(client.get(address(plan)).content.decode()))) == (1, 2)


def test_map_asks_as_often_for_three_chains_as_for_one(client_of: ClientOf, ann: User, plan: Plan) -> None:
    client = client_of(ann)
    make_chain(plan)
    client.get(address(plan))
    counts = []
    for _turn in range(2):
        make_chain(plan)
        make_chain(plan)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address(plan))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_map_svg_is_a_drawing_of_its_own(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_goal(plan, title="Grow & <b>win</b>")
    make_chain(plan)

    response = client_of(ann).get(address(plan, "map_svg"))

    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Disposition"] == 'attachment; filename="people-plan-2027-map.svg"'
    drawing = fromstring(response.content)
    words = ["".join(text.itertext()) for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert "Grow & <b>win</b>" in words
    assert len(drawing.findall(".//{http://www.w3.org/2000/svg}path")) == 4 + 1  # one in the legend
    assert words[-2:] == ["reasoned", "the chain breaks here"]
    assert {element.tag.split("}")[1] for element in drawing.iter()} == {
        *("svg", "title", "desc", "rect", "text", "g", "path"),
    }


def test_the_map_says_what_it_leaves_out(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_chain(plan)
    assert "not shown" not in client_of(ann).get(address(plan, "map")).content.decode()
    for status in ("stopped", "declined"):
        make_initiative(plan, status=status)
    make_goal(plan, status="retired")
    make_goal(plan, status="retired", archived_at="2026-01-01T00:00Z")
    page = " ".join(client_of(ann).get(address(plan, "map")).content.decode().split())
    where = f"{address(plan, 'trace')}#stopped-heading"
    assert f'{where}">2 stopped or declined initiatives</a> are not shown.' in page
    assert "1 retired goal</a> is not shown." in page
    report = client_of(ann).get(address(plan, "trace")).content.decode()
    assert 'id="stopped-heading"' in report


def test_map_pdf_is_one_tagged_page_with_every_title(client_of: ClientOf, ann: User, plan: Plan) -> None:
    chain = make_chain(plan)

    response = client_of(ann).get(address(plan, "map_pdf"))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="people-plan-2027-map.pdf"'
    document = PdfReader(BytesIO(response.content))
    assert document.metadata is not None
    assert document.metadata.title == "People plan 2027: alignment map"
    assert len(document.pages) == 1
    text = " ".join(document.pages[0].extract_text().split())
    assert [item.title for item in chain if item.title not in text] == []


def test_map_pdf_of_a_tall_plan_is_one_page_of_a3(client_of: ClientOf, ann: User, plan: Plan) -> None:
    goal = make_goal(plan)
    for _turn in range(16):
        make_outcome(plan, goal)

    response = client_of(ann).get(address(plan, "map_pdf"))

    pages = PdfReader(BytesIO(response.content)).pages
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages] == [(1191, 842)]


def test_the_paper_leaves_the_margins_that_the_map_is_scaled_for() -> None:
    styles = Path("static/css/map.css").read_text()
    for size in ("A4", "A3"):
        named = f"@page map-{size.lower()} {{ size: {size} landscape; margin: {MARGIN}mm !important; }}"
        assert named in styles
