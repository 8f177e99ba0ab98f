"""What tests of briefings for several readers share: a briefing read as parts, as pages and as cells."""

from io import BytesIO
from typing import Any

from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from alignment.briefings.briefs import Asked
from alignment.briefings.document import Document, document_of, pdf_of_document
from alignment.briefings.readers import READERS
from alignment.deeds import deed
from alignment.models import (
    CostLine,
    Metric,
    MetricReader,
    Person,
    Plan,
)
from tests.factories import (
    make_initiative,
)

ALL = list(READERS)


def briefed(plan: Plan, reader: str, **asked: str) -> Document:
    document: Document = document_of(plan, timezone.localdate(), Asked(reader, **asked))["document"]
    return document


def mattering(metric: Metric, person: Person) -> Metric:
    with deed("edit_metric", by=None, workspace=metric.workspace):
        MetricReader.objects.create(workspace=metric.workspace, metric=metric, person=person)
    return metric


def pages_of(plan: Plan, reader: str, **asked: str) -> list[str]:
    reader_of = PdfReader(BytesIO(pdf(plan, reader, **asked)))
    return [" ".join(page.extract_text().replace("\u00a0", " ").split()) for page in reader_of.pages]


def pdf(plan: Plan, reader: str, **asked: str) -> bytes:
    return pdf_of_document(plan, document_of(plan, timezone.localdate(), Asked(reader, **asked)))


def cells_of(body: bytes) -> list[Any]:
    book = load_workbook(BytesIO(body))
    return [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
    ]


def address(name: str, plan: Plan, reader: str) -> str:
    return reverse(f"briefings:{name}", args=[plan.workspace.slug, plan.pk, reader])


def costly(plan: Plan, amount: int, *learning: Any, **fields: Any) -> Any:
    initiative = make_initiative(plan, *learning, status="running", **fields)
    with deed("edit", by=None, workspace=plan.workspace):
        CostLine.objects.create(
            workspace=plan.workspace, initiative=initiative, kind="tools", amount=amount, state="spent"
        )
    return initiative
