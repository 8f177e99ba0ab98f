"""Layouts: cover, sections and their order, kept for a reader and followed by page and PDF."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from alignment.briefings.layouts import arranged
from alignment.briefings.readers import READERS
from alignment.deeds import undo
from alignment.models import BriefingLayout, Deed, Plan, User
from tests.briefings.structure import wrong_with_pdf
from tests.factories import make_chain, make_layout

ClientOf = Callable[[User], Client]


def address(name: str, plan: Plan, *more: Any) -> str:
    return reverse(f"briefings:{name}", args=[plan.workspace.slug, plan.pk, *more])


def order_of(layout: BriefingLayout) -> list[str]:
    layout.refresh_from_db()
    return list(layout.sections)


def press(client: Client, plan: Plan, layout: BriefingLayout, do: str) -> int:
    layout.refresh_from_db()
    data = {"name": layout.name, "version": str(layout.version), "do": do}
    return client.post(address("layout_edit", plan, layout.pk), data).status_code


def test_a_new_layout_begins_with_the_usual_sections(client_of: ClientOf, ann: User, plan: Plan) -> None:
    response = client_of(ann).post(address("layout_new", plan, "cfo"), {"name": " Board ", "cover": "on"})

    layout = BriefingLayout.objects.get()
    assert response["Location"] == address("layout_edit", plan, layout.pk)
    assert (layout.name, layout.reader, layout.cover) == ("Board", "cfo", True)
    assert tuple(layout.sections) == READERS["cfo"].sections


def test_sent_twice_it_is_made_once(client_of: ClientOf, ann: User, plan: Plan) -> None:
    client = client_of(ann)
    key = client.get(address("layout_new", plan, "cfo")).context["form"]["request_key"].value()

    for name in ("One", "Two"):
        client.post(address("layout_new", plan, "cfo"), {"name": name, "request_key": str(key)})

    assert [one.name for one in BriefingLayout.objects.all()] == ["One"]


def test_a_name_is_given_once_a_reader(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_layout(plan, name="Board", reader="cfo")
    other = make_layout(plan, name="Other", reader="cfo")
    client = client_of(ann)

    assert client.post(address("layout_new", plan, "cfo"), {"name": "Board"}).status_code == 422
    assert client.post(address("layout_new", plan, "hr"), {"name": "Board"}).status_code == 302
    said = {"name": "Board", "version": "1"}
    assert client.post(address("layout_edit", plan, other.pk), said).status_code == 422


def test_sections_move_leave_and_come_back_without_script(client_of: ClientOf, ann: User, plan: Plan) -> None:
    layout = make_layout(plan, ann, sections=["limits", "money", "chains"])
    client = client_of(ann)

    for do, expected in (
        ("up:money", ["money", "limits", "chains"]),
        ("down:money", ["limits", "money", "chains"]),
        ("out:limits", ["money", "chains"]),
        ("in:map", ["money", "chains", "map"]),
    ):
        assert press(client, plan, layout, do) == 302
        assert order_of(layout) == expected


@pytest.mark.parametrize(
    "do", ["", "up:limits", "down:money", "in:limits", "in:nope", "out:nope", "nope", "up:"]
)
def test_what_cannot_be_moved_stays(do: str) -> None:
    assert arranged("executive", ["limits", "money"], do) == ["limits", "money"]


def test_page_and_pdf_follow_the_order(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_chain(plan, status="running")
    layout = make_layout(
        plan, cover=True, reader="executive", sections=["trace", "unknown", "next_dates", "chains"]
    )
    client, query = client_of(ann), {"layout": layout.pk}

    document = client.get(address("briefing", plan, "executive"), query).context["document"]
    body = client.get(address("briefing_pdf", plan, "executive"), query).content
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(body)).pages)

    assert list(document.parts) == ["trace", "next_dates", "chains"]
    assert document.cover is True
    places = [
        text.index(words) for words in ("Briefing for the executive team", "full trace", "Next 90", "Why it")
    ]
    assert places == sorted(places)
    assert wrong_with_pdf(body) == []


def test_page_one_with_a_cover_is_page_two_and_one_page(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_chain(plan, status="running")
    layout = make_layout(plan, cover=True, sections=list(READERS["executive"].sections))

    body = client_of(ann).get(address("briefing_pdf", plan, "executive"), {"layout": layout.pk}).content
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(body)).pages]

    assert pages[0].startswith("Acme People plan 2027")
    assert "Briefing for the executive team" in pages[0]
    assert "Next 90 days" in pages[1]
    assert pages[2].startswith("Metrics")


def test_enter_in_the_name_saves_it_and_moves_nothing(client_of: ClientOf, ann: User, plan: Plan) -> None:
    """The first button of the form is the one that saves; those of the sections belong to it from outside."""
    layout = make_layout(plan, ann, sections=["limits", "money"])
    body = client_of(ann).get(address("layout_edit", plan, layout.pk)).content.decode()
    form, after = body.split('id="layout"')[1].split("</form>", 1)
    assert (form.count("<button"), "Save name and cover" in form) == (1, True)
    assert after.count('form="layout" name="do"') == after.count('name="do"') > 0


@pytest.mark.parametrize("wrong", ["0", "x", "9" * 30])
def test_a_layout_that_is_not_there_is_not_found(
    client_of: ClientOf, ann: User, plan: Plan, wrong: str
) -> None:
    of_cfo = make_layout(plan, reader="cfo")
    client = client_of(ann)

    for layout in (wrong, str(of_cfo.pk)):
        assert client.get(address("briefing", plan, "executive"), {"layout": layout}).status_code == 404


def test_money_stays_out_of_what_learners_get_whatever_a_layout_says(
    client_of: ClientOf, ann: User, plan: Plan
) -> None:
    make_chain(plan, status="running")
    layout = make_layout(plan, reader="learners", sections=["costs", "trace", "ask"])

    page = client_of(ann).get(address("briefing", plan, "learners"), {"layout": layout.pk})

    assert list(page.context["document"].parts) == ["ask"]


def test_a_removed_layout_comes_back(client_of: ClientOf, ann: User, plan: Plan) -> None:
    layout = make_layout(plan, ann)

    assert client_of(ann).post(address("layout_remove", plan, layout.pk)).status_code == 302
    assert not BriefingLayout.objects.exists()
    undo(Deed.objects.get(verb="remove_layout"), by=ann)
    assert BriefingLayout.objects.get().name == layout.name


def test_only_editors_lay_out(client_of: ClientOf, ann: User, ben: User, plan: Plan) -> None:
    layout = make_layout(plan, ann)
    client = client_of(ben)

    assert client.get(address("layout_list", plan)).status_code == 200
    assert press(client, plan, layout, "out:money") == 403
    assert client.post(address("layout_remove", plan, layout.pk)).status_code == 403
    assert client.get(address("layout_new", plan, "cfo")).status_code == 403
    assert (
        address("layout_edit", plan, layout.pk)
        not in client.get(address("layout_list", plan)).content.decode()
    )
