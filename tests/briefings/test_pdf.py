"""The PDF: page 1 is one page, every page is tagged, nothing is cut off."""

from collections import Counter
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone, translation
from pypdf import PageObject, PdfReader

from alignment.briefings.briefs import Asked
from alignment.briefings.document import document_of, pdf_of_document
from alignment.briefings.services import edit_wording
from alignment.deeds import deed
from alignment.exchange.samples import load_samples
from alignment.models import BenefitLine, Contribution, CostLine, Plan, Reader, User
from tests.briefings.structure import elements
from tests.factories import (
    make_goal,
    make_initiative,
    make_learning,
    make_metric,
    make_moment,
    make_outcome,
    make_person,
    make_reading,
)

SAMPLES = ["leaders", "service", "sales", "social", "one-company"]


def pdf_of(plan: Plan, goal: str = "") -> PdfReader:
    return PdfReader(
        BytesIO(pdf_of_document(plan, document_of(plan, timezone.localdate(), Asked(goal=goal))))
    )


def text_of(page: PageObject) -> str:
    return " ".join(page.extract_text().replace("\u00a0", " ").split())


@pytest.fixture
def samples(db: None) -> dict[str, Plan]:
    load_samples(today=timezone.localdate())
    return {plan.key: plan for plan in Plan.objects.filter(workspace__slug="sample")}


def landscape(page: PageObject) -> bool:
    return page.mediabox.width > page.mediabox.height


def test_every_sample_has_one_first_page_and_one_map_page(samples: dict[str, Plan]) -> None:
    for key in SAMPLES:
        reader = pdf_of(samples[key])
        pages = [text_of(page) for page in reader.pages]

        assert "Next 90 days" in pages[0]
        assert pages[1].startswith("Metrics")
        assert [landscape(page) for page in reader.pages] == [False, False, True, False]
        assert pages[2].startswith("The alignment map")
        assert pages[3].startswith("The full trace")
        for number, text in enumerate(pages, start=1):
            assert f"Page {number} of 4" in text
            assert f"{samples[key].title} · briefing · " in text


def test_structure_is_what_pdf_ua_asks_for(samples: dict[str, Plan]) -> None:
    reader = pdf_of(samples["leaders"])
    root = reader.trailer["/Root"]
    found = list(elements(reader))
    kinds = Counter(element["/S"] for element in found)
    headings = [int(element["/S"][2]) for element in found if element["/S"] in {"/H1", "/H2", "/H3"}]

    assert reader.metadata is not None
    assert reader.metadata.title == "Sample: Empowering Leaders: briefing for the executive team"
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 (a PDF's own truth)
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert max(later - earlier for earlier, later in zip(headings, headings[1:], strict=False)) == 1
    assert kinds["/TH"] == 5 + 7 + 4 + 5  # the columns of the four tables
    assert kinds["/Figure"] > 0
    assert [element for element in found if element["/S"] == "/Figure" and not element.get("/Alt")] == []
    headed = [element for element in found if element["/S"] == "/TD" and element["/A"].get("/Headers")]
    assert len(headed) == kinds["/TD"]


def test_page_one_tells_what_an_executive_needs(samples: dict[str, Plan]) -> None:
    text = text_of(pdf_of(samples["leaders"]).pages[0])

    for words in (
        "Voluntary turnover, last 12 months: falling, but too slowly. 16.4 % against a target of 14 % by",
        "Learning under way reaches every outcome of the business goal, with a reason on every link.",
        "EUR 8,820 of their time (recommended)",
        "No decision means B.",
        "Start 18 %",
        "Sam Reyes (sample)",
        "Weakest hop: Give effective feedback → Monthly feedback discussion with the manager: "
        "reasoned, not yet shown.",
        "“Time management e-learning” serves no business goal. It costs EUR 9,500.",
        "Written by hand, last on",
    ):
        assert words in text
    assert "Completions this year" not in text  # volume only


@pytest.fixture(params=["data", "words"])
def crowded(plan: Plan, ann: User, request: Any) -> Plan:
    """As many and as long words as a plan can hold: page 1 still has to be one page."""
    long = "Extraordinarily long words about what is wanted here and now, and some more of it "
    with deed("edit", by=ann, workspace=plan.workspace):
        plan.title = (long * 2)[:120]
        plan.save(update_fields=["title"])
    today = timezone.localdate()
    owner = make_person(plan.workspace, (long * 3)[:120])
    for number in range(6):
        goal = make_goal(plan, title=f"{number} {long * 2}"[:120], priority=number)
        outcome = make_outcome(plan, goal, title=f"{number} {long * 2}"[:120])
        learning = make_learning(
            plan, make_moment(plan, outcome, title=(long * 2)[:120]), title=(long * 2)[:120]
        )
        own = make_initiative(
            plan, learning, title=(long * 2)[:120], status="running", end=today + timedelta(days=number + 1)
        )
        idle = make_initiative(plan, title=(long * 2)[:120], status="running")
        with deed("edit", by=ann, workspace=plan.workspace):
            for one in (own, idle):
                CostLine.objects.create(
                    workspace=plan.workspace, initiative=one, kind="tools", amount=9876543210987
                )
            BenefitLine.objects.create(
                workspace=plan.workspace,
                initiative=own,
                text="x",
                amount=1234567890123,
                attribution=50,
                confidence=50,
            )
            for place in range(4):
                Contribution.objects.create(
                    workspace=plan.workspace, outcome=outcome, who=long[:60], share=25, position=place
                )
        if number > 2:
            continue  # page 1 prints three numbers
        metric = make_metric(
            goal,
            title=(long * 3)[:200],
            unit="m" * 20,
            baseline=1,
            target=987654321012,
            source=(long * 4)[:300],
            owner=owner,
            baseline_date=today - timedelta(days=300),
            target_date=today + timedelta(days=300),
        )
        for back in (90, 60, 30):
            make_reading(metric, today - timedelta(days=back), 123456789012 - back)
    if request.param == "data":
        return plan
    fields = {
        "headline": (long * 4)[:240],
        "decision": (long * 6)[:400],
        "if_nobody_decides": (long * 4)[:200],
        "options": "\n".join([(long * 3)[:120]] * 5),
        "risks": "\n".join([(long * 3)[:120]] * 5),
        "next_90_days": "\n".join([(long * 3)[:120]] * 5),
    }
    edit_wording(plan, Reader.EXECUTIVE, by=ann, version=0, fields=fields)
    return plan


def test_page_one_stays_one_page_whatever_is_written(crowded: Plan) -> None:
    reader = pdf_of(crowded)
    first, second = (text_of(page) for page in reader.pages[:2])

    assert "Next 90 days" in first
    assert "Money" in first
    assert second.startswith("Metrics")
    assert [landscape(page) for page in reader.pages].count(True) == 1


def test_what_was_cut_from_page_one_stands_on_the_next(plan: Plan, ann: User) -> None:
    """A plan file may hold longer words than the form takes."""
    edit_wording(plan, Reader.EXECUTIVE, by=ann, version=0, fields={"decision": "word " * 400 + "END"})

    first, second = (text_of(page) for page in pdf_of(plan).pages[:2])

    assert ("END" in first, "END" in second) == (False, True)
    assert second.startswith("Decision wanted, in full")


def test_table_of_several_pages_repeats_its_header(plan: Plan) -> None:
    for _number in range(40):
        make_initiative(plan)

    pages = [text_of(page) for page in pdf_of(plan).pages]
    listing = [text for text in pages if "Supports no goal" in text]

    assert len(listing) > 1
    assert [text for text in listing if "Over which steps" not in text] == []


def test_footer_and_language_follow_the_language(plan: Plan) -> None:
    with translation.override("de"):
        reader = pdf_of(plan)

    assert reader.trailer["/Root"]["/Lang"] == "de"


def test_the_same_plan_gives_the_same_bytes(plan: Plan) -> None:
    document = document_of(plan, timezone.localdate())

    assert pdf_of_document(plan, document) == pdf_of_document(plan, document)
