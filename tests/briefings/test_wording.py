"""Words over the numbers: they stay when the numbers move, and say when they have become old."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from alignment.briefings.briefs import Asked
from alignment.briefings.document import document_of, pdf_of_document
from alignment.briefings.jargon import jargon_in
from alignment.briefings.queries import briefing_row, data_alone, says
from alignment.briefings.services import edit_wording
from alignment.briefings.wording import basis_of, written_parts
from alignment.deeds import deed
from alignment.exchange.queries import export_content
from alignment.exchange.writing import write as written_out
from alignment.models import Briefing, Metric, Plan, User
from tests.factories import make_chain, make_metric, make_reading

ClientOf = Callable[[User], Client]
TODAY = date(2026, 11, 20)


def address(plan: Plan, reader: str = "cfo", name: str = "briefing_edit") -> str:
    return reverse(f"briefings:{name}", args=[plan.workspace.slug, plan.pk, reader])


def write(client: Client, plan: Plan, reader: str = "cfo", **fields: str) -> None:
    version = str(briefing_row(plan, reader).version)
    assert client.post(address(plan, reader), {"version": version} | fields).status_code == 302


def fresh(plan: Plan) -> Plan:
    """The plan as whoever asks now would read it."""
    return Plan.objects.select_related("workspace").get(pk=plan.pk)


def stale(plan: Plan, reader: str = "cfo") -> list[str]:
    return [one.part for one in document_of(fresh(plan), timezone.localdate(), Asked(reader))["stale"]]


@pytest.fixture
def measured(plan: Plan) -> Plan:
    goal, *_rest = make_chain(plan, status="running")
    metric = make_metric(goal, title="Score", baseline=10, target=30)
    make_reading(metric, timezone.localdate() - timedelta(days=3), 12)
    return plan


def test_each_reader_has_words_of_its_own(client_of: ClientOf, ann: User, measured: Plan) -> None:
    client = client_of(ann)
    write(client, measured, "cfo", headline="For the CFO")
    write(client, measured, "hr", headline="For HR")

    said = {
        reader: client.get(address(measured, reader, "briefing")).context["briefing"].headline
        for reader in ("cfo", "hr", "department")
    }

    assert (said["cfo"], said["hr"]) == ("For the CFO", "For HR")
    assert said["department"] == data_alone(fresh(measured), timezone.localdate(), "department").base.headline


def test_words_keep_what_the_data_said(client_of: ClientOf, ann: User, measured: Plan) -> None:
    now = says(data_alone(fresh(measured), timezone.localdate(), "hr"))

    write(client_of(ann), measured, "hr", headline="Getting there")

    assert briefing_row(measured, "hr").basis == {
        "headline": {
            "words": "Getting there",
            "said": now["headline"],
            "on": timezone.localdate().isoformat(),
        }
    }
    assert stale(measured, "hr") == []


def test_words_survive_new_numbers_and_say_that_they_are_old(
    client_of: ClientOf, ann: User, measured: Plan
) -> None:
    client = client_of(ann)
    write(client, measured, "hr", headline="Getting there", risks="None that we know")
    before = says(data_alone(fresh(measured), timezone.localdate(), "hr"))["headline"]
    metric = Metric.objects.get(workspace=measured.workspace)
    make_reading(metric, timezone.localdate(), 29)

    page = client.get(address(measured, "hr", "briefing"))
    after = says(data_alone(fresh(measured), timezone.localdate(), "hr"))["headline"]

    assert page.context["briefing"].headline == "Getting there"
    assert before != after
    assert [(one.part, one.then, one.now) for one in page.context["stale"]] == [("headline", before, after)]
    for words in ("Written over older data", before, after):
        assert words in page.content.decode()
        assert words in client.get(address(measured, "hr")).content.decode()


def test_saying_that_words_still_hold_takes_the_mark_away(
    client_of: ClientOf, ann: User, measured: Plan
) -> None:
    client = client_of(ann)
    write(client, measured, "hr", headline="Getting there")
    make_chain(measured)  # the conclusion is another one
    assert stale(measured, "hr") == ["headline"]

    write(client, measured, "hr", headline="Getting there")
    assert stale(measured, "hr") == ["headline"]  # saving anything else does not make them new

    write(client, measured, "hr", headline="Getting there", still_right="on")
    assert stale(measured, "hr") == []


def test_new_words_stand_over_todays_data(client_of: ClientOf, ann: User, measured: Plan) -> None:
    client = client_of(ann)
    write(client, measured, "hr", headline="Getting there")
    make_chain(measured)

    write(client, measured, "hr", headline="Two goals now")

    assert stale(measured, "hr") == []


def test_words_of_which_nobody_knows_what_the_data_said_are_dated_only(measured: Plan, ann: User) -> None:
    """As from a plan file: the words are there, what they stood over is not."""
    edit_wording(measured, "cfo", by=ann, version=0, fields={"headline": "From a file"})
    make_chain(measured)

    document = document_of(fresh(measured), timezone.localdate(), Asked("cfo"))

    assert [(one.part, one.day, one.is_stale) for one in document["written"]] == [
        ("headline", timezone.localdate(), False)
    ]


def test_words_that_changed_without_the_form_lose_what_they_stood_over() -> None:
    row = Briefing(reader="cfo", headline="One", edited_on=TODAY)
    now = {"headline": "Data", "decision": "", "risks": "", "next_90_days": ""}
    row.basis = basis_of(row, {}, now, TODAY)
    row.headline = "Another, by an import"

    assert [one.then for one in written_parts(row, now)] == [None]


def test_the_pdf_prints_the_day_of_the_words_and_that_they_are_old(
    client_of: ClientOf, ann: User, measured: Plan
) -> None:
    write(client_of(ann), measured, "executive", headline="Getting there")
    row = briefing_row(measured)
    row.basis["headline"]["on"] = "2026-03-05"
    with deed("edit_briefing", by=ann, workspace=measured.workspace):
        row.save()
    make_chain(measured)

    body = pdf_of_document(measured, document_of(fresh(measured), timezone.localdate()))
    text = " ".join(PdfReader(BytesIO(body)).pages[0].extract_text().split())

    assert "Written by hand, last on 5 March 2026: headline (5 Mar 2026)." in text
    assert "Written over older data: headline." in text


def test_the_executives_decision_stands_for_the_cfo_until_there_is_another(
    client_of: ClientOf, ann: User, measured: Plan
) -> None:
    client = client_of(ann)
    write(client, measured, "executive", decision="Pay for group 2.")

    def decided() -> str:
        return str(client.get(address(measured, "cfo", "briefing")).context["briefing"].decision.text)

    assert decided() == "Pay for group 2."
    assert (
        "decision, as for the executive team"
        in client.get(address(measured, "cfo", "briefing")).content.decode()
    )
    write(client, measured, "cfo", decision="Hold the money.")
    assert decided() == "Hold the money."


def test_what_a_learner_is_told_to_do_next_can_be_written(
    client_of: ClientOf, ann: User, measured: Plan
) -> None:
    write(client_of(ann), measured, "learners", decision="Come to the talk on Monday.")

    parts = document_of(fresh(measured), timezone.localdate(), Asked("learners"))["document"].parts

    assert parts["next_step"]["step"] == "Come to the talk on Monday."


def test_what_the_data_said_stays_out_of_the_plan_file(
    client_of: ClientOf, ann: User, measured: Plan
) -> None:
    write(client_of(ann), measured, "cfo", headline="By hand")

    text = written_out(export_content(fresh(measured).workspace, fresh(measured)).content)

    assert '"reader": "cfo"' in text
    assert "basis" not in text


def test_jargon_is_flagged_with_plain_words_and_saved_all_the_same(
    client_of: ClientOf, ann: User, measured: Plan
) -> None:
    client = client_of(ann)

    response = client.post(address(measured), {"version": "0", "headline": "We upskill by blended learning."})

    assert response["Location"] == address(measured)
    assert briefing_row(measured, "cfo").headline == "We upskill by blended learning."
    flags = client.get(address(measured)).context["flags"]
    assert [(str(label), [one.word for one in words]) for label, words in flags] == [
        ("Headline", ["upskill", "blended learning"])
    ]


def test_hr_knows_the_words_of_the_trade(client_of: ClientOf, ann: User, measured: Plan) -> None:
    write(client_of(ann), measured, "hr", headline="We upskill.")

    assert client_of(ann).get(address(measured, "hr")).context["flags"] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Upskilling and reskilling", ["Upskilling", "reskilling"]),
        ("Our LMS shows it; the lms does", ["LMS"]),
        ("A learning intervention by SMEs", ["learning intervention", "SMEs"]),
        ("Managers listen and give feedback", []),
        ("Filming the seminar", []),
    ],
)
def test_words_of_the_trade(text: str, words: list[str]) -> None:
    assert [one.word for one in jargon_in(text)] == words
