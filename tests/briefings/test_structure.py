"""The structure of the product's other PDFs, and that the checker finds what is wrong."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from alignment.models import Plan, User
from alignment.ui.pdf import pdf_of
from tests.briefings.structure import elements, wrong_with_pdf
from tests.factories import make_chain

ClientOf = Callable[[User], Client]
PAGE = '<!doctype html><html lang="en"><head><title>T</title></head><body>{}</body></html>'
TABLE = '<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr>{}</tr></tbody></table>'


def test_the_map_as_pdf(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_chain(plan, status="running")

    answer = client_of(ann).get(reverse("tracing:map_pdf", args=[plan.workspace.slug, plan.pk]))

    assert wrong_with_pdf(answer.content) == []


def test_a_what_if_as_pdf(client_of: ClientOf, ann: User, plan: Plan) -> None:
    goal, outcome, *_rest = make_chain(plan, status="running")
    place = reverse("framework:what_if_pdf", args=[plan.workspace.slug, "outcome", outcome.pk])

    answer = client_of(ann).get(place, {"do": "archive"})

    assert (answer.status_code, wrong_with_pdf(answer.content)) == (200, [])


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("<h1>One</h1><h2>Two</h2><h3>Three</h3><h2>Four</h2>", []),
        ("<h1>One</h1><h3>Three</h3>", ["a heading of level 3 follows one of level 1"]),
        ("<h2>Two</h2>", ["its headings begin with [2]"]),
        ("<h1>One</h1><h1>Another</h1>", ["its headings begin with [1, 1]"]),
        ("<h1>One</h1>" + TABLE.format("<td>1</td>"), []),
        ("<h1>One</h1><table><tr><td>1</td></tr></table>", ["a table has no header"]),
    ],
)
def test_what_is_wrong_is_found(settings: object, body: str, wrong: list[str]) -> None:
    assert wrong_with_pdf(pdf_of(PAGE.format(body), [])) == wrong


def test_headers_say_whether_they_are_of_a_column_or_of_a_row() -> None:
    body = pdf_of(PAGE.format("<h1>One</h1>" + TABLE.format('<th scope="row">B</th>')), [])

    heads = [one["/A"]["/Scope"] for one in elements(PdfReader(BytesIO(body))) if one["/S"] == "/TH"]

    assert heads == ["/Column", "/Row"]


def test_a_pdf_without_language_title_and_marks_is_found() -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf_of(PAGE.format("<h1>One</h1>"), [])))
    writer.root_object[NameObject("/Lang")] = TextStringObject("de")
    del writer.root_object["/MarkInfo"]
    out = BytesIO()
    writer.write(out)

    assert wrong_with_pdf(out.getvalue()) == ["it is not marked as tagged", "its language is de"]
