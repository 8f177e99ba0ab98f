"""Readings: who approves them, what a correction keeps, one target group beside everybody."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from alignment.deeds import CannotUndo, undo, version_of
from alignment.framework.services.evidence import Citation
from alignment.framework.services.links import edit_link
from alignment.measurement.services import (
    add_reading,
    approve_reading,
    correct_reading,
    remove_reading,
    unapprove_reading,
)
from alignment.models import Deed, Metric, OutcomeLink, Reading, User, Workspace
from tests.factories import make_reading
from tests.measurement.readings import SAID, SEPTEMBER, ClientOf, fresh, page


def test_an_owner_s_reading_counts_at_once_and_says_who_approved_it(metric: Metric, ann: User) -> None:
    reading, _done = add_reading(metric, by=ann, fields=SAID)
    assert (reading.state, reading.approved_by) == ("approved", ann)
    assert reading.approved_at is not None


def test_an_owner_keeps_a_draft_and_approves_it(metric: Metric, ann: User) -> None:
    reading, _done = add_reading(metric, by=ann, fields=SAID, draft=True)
    assert (reading.state, reading.approved_by, Reading.objects.counting().count()) == ("draft", None, 0)

    done = approve_reading(reading, by=ann, version=version_of(reading))

    assert [(one.approved_by, one.value) for one in Reading.objects.counting()] == [(ann, 12)]
    undo(done, by=ann)
    assert fresh(reading).state == "draft"


def test_an_editor_s_reading_waits_for_somebody_else(metric: Metric, ann: User, eddy: User) -> None:
    reading, _done = add_reading(metric, by=eddy, fields=SAID)
    assert reading.state == "draft"
    with pytest.raises(ValidationError, match="Another editor or an owner approves it"):
        approve_reading(reading, by=eddy, version=version_of(reading))

    approve_reading(reading, by=ann, version=version_of(reading))

    assert (fresh(reading).state, fresh(reading).approved_by, fresh(reading).by) == ("approved", ann, eddy)


def test_who_wrote_a_reading_is_asked_of_what_stands_now(metric: Metric, ann: User, eddy: User) -> None:
    reading, _done = add_reading(metric, by=ann, fields=SAID, draft=True)
    as_it_was = fresh(reading)
    correct_reading(fresh(reading), by=eddy, version=version_of(reading), fields={"value": Decimal(99)})
    with pytest.raises(ValidationError):
        approve_reading(as_it_was, by=eddy, version=version_of(reading))
    assert fresh(reading).state == "draft"


def test_an_editor_approves_what_another_wrote(metric: Metric, ann: User, eddy: User) -> None:
    reading, _done = add_reading(metric, by=ann, fields=SAID, draft=True)
    approve_reading(reading, by=eddy, version=version_of(reading))
    assert fresh(reading).approved_by == eddy


def test_where_a_second_person_is_demanded_not_even_an_owner_approves_their_own(
    two_people: Workspace, metric: Metric, ann: User, eddy: User
) -> None:
    metric.workspace = two_people
    reading, _done = add_reading(metric, by=ann, fields=SAID)
    assert reading.state == "draft"
    with pytest.raises(ValidationError, match="a second person approves it"):
        approve_reading(reading, by=ann, version=version_of(reading))
    approve_reading(reading, by=eddy, version=version_of(reading))
    assert fresh(reading).state == "approved"


def test_a_corrected_reading_becomes_a_draft_of_the_one_who_corrected_it(
    two_people: Workspace, metric: Metric, ann: User, eddy: User
) -> None:
    reading = make_reading(metric, SEPTEMBER, 12, by=ann, state="approved", approved_by=eddy)

    correct_reading(fresh(reading), by=eddy, version=version_of(reading), fields={"value": Decimal(14)})

    now = fresh(reading)
    assert (now.state, now.by, now.approved_by, now.value) == ("draft", eddy, None, 14)
    with pytest.raises(ValidationError):
        approve_reading(now, by=eddy, version=version_of(now))
    approve_reading(now, by=ann, version=version_of(now))
    assert fresh(reading).approved_by == ann


def test_a_corrected_note_keeps_the_approval(two_people: Workspace, metric: Metric, eddy: User) -> None:
    reading = make_reading(metric, SEPTEMBER, 12)
    said = {"value": Decimal(12), "date": SEPTEMBER, "group": None, "note": "Pulse", "evidence": ""}
    correct_reading(fresh(reading), by=eddy, version=version_of(reading), fields=said)
    assert (fresh(reading).state, fresh(reading).note) == ("approved", "Pulse")


def test_an_owner_s_correction_stays_approved_and_a_draft_stays_a_draft(metric: Metric, ann: User) -> None:
    for state in ("approved", "draft"):
        reading = make_reading(metric, SEPTEMBER, 12, state=state)
        correct_reading(fresh(reading), by=ann, version=version_of(reading), fields={"value": Decimal(14)})
        assert fresh(reading).state == state


@pytest.mark.parametrize("act", ["unapprove", "correct", "remove"])
def test_whoever_wrote_a_reading_does_not_make_it_count_again_by_an_undo(
    act: str, metric: Metric, ann: User, eddy: User
) -> None:
    reading, _done = add_reading(metric, by=eddy, fields=SAID)
    approve_reading(fresh(reading), by=ann, version=version_of(reading))
    noted = correct_reading(fresh(reading), by=ann, version=version_of(reading), fields={"note": "Pulse"})
    undo(noted, by=eddy)  # which says nothing of the number
    now, seen = fresh(reading), version_of(reading)
    done = {
        "unapprove": lambda: unapprove_reading(now, by=ann, version=seen),
        "correct": lambda: correct_reading(now, by=ann, version=seen, fields={"value": Decimal(9)}),
        "remove": lambda: remove_reading(now, by=ann),
    }[act]()
    with pytest.raises(CannotUndo):
        undo(done, by=eddy)
    undo(done, by=ann)
    assert (fresh(reading).value, fresh(reading).state, fresh(reading).by) == (Decimal(12), "approved", eddy)


def test_an_owner_takes_back_what_was_done_to_their_own_reading(
    metric: Metric, ann: User, eddy: User
) -> None:
    reading, _done = add_reading(metric, by=ann, fields=SAID)
    done = correct_reading(
        fresh(reading), by=eddy, version=version_of(reading), fields={"value": Decimal(99)}
    )
    undo(done, by=ann)
    assert (fresh(reading).value, fresh(reading).state) == (Decimal(12), "approved")


def test_a_citation_finds_its_reading_again_however_often_it_is_corrected(
    two_people: Workspace, metric: Metric, ann: User, eddy: User
) -> None:
    link = OutcomeLink.objects.get()
    reading = make_reading(metric, SEPTEMBER, 12, by=ann)
    edit_link(
        link, by=ann, version=link.version, reason="Seen", confidence=3, cited=Citation(metric, SEPTEMBER)
    )
    for day in (date(2026, 8, 31), date(2026, 7, 31)):
        now = fresh(reading)
        correct_reading(now, by=eddy, version=version_of(now), fields={"date": day})
    link.refresh_from_db()
    assert (link.cited_on, fresh(reading).state) == (date(2026, 7, 31), "draft")


def test_a_decision_on_an_old_state_is_refused(
    client_of: ClientOf, metric: Metric, ann: User, eddy: User
) -> None:
    reading, _done = add_reading(metric, by=eddy, fields=SAID)
    seen = version_of(reading)
    correct_reading(fresh(reading), by=eddy, version=seen, fields={"value": Decimal(99)})

    answer = client_of(ann).post(page("reading_approve", reading.pk), {"version": seen}, follow=True)

    assert "Somebody has changed this reading since the page was opened." in answer.content.decode()
    assert fresh(reading).state == "draft"


def test_approving_and_taking_it_back_on_the_page(
    client_of: ClientOf, metric: Metric, ann: User, eddy: User
) -> None:
    reading, _done = add_reading(metric, by=eddy, fields=SAID)
    his = client_of(eddy).get(page("metric_detail", metric.pk)).content.decode()
    assert "You wrote this reading. Another editor or an owner approves it." in his
    assert page("reading_approve", reading.pk) not in his
    client = client_of(ann)
    assert (
        page("reading_approve", reading.pk) in client.get(page("metric_detail", metric.pk)).content.decode()
    )

    said = client.post(page("reading_approve", reading.pk), {"version": version_of(reading)}, follow=True)
    assert "Approved a reading of “Engagement”." in said.content.decode()
    assert fresh(reading).state == "approved"
    client.post(page("reading_unapprove", reading.pk), {"version": version_of(reading)})
    assert fresh(reading).state == "draft"
    refused = client_of(eddy).post(
        page("reading_approve", reading.pk), {"version": version_of(reading)}, follow=True
    )
    assert "Another editor or an owner approves it" in refused.content.decode()


def test_making_a_cited_reading_a_draft_asks_first(client_of: ClientOf, metric: Metric, ann: User) -> None:
    reading, link = make_reading(metric, SEPTEMBER, 12), OutcomeLink.objects.get()
    edit_link(
        link, by=ann, version=link.version, reason="Seen", confidence=3, cited=Citation(metric, SEPTEMBER)
    )
    client, seen = client_of(ann), {"version": version_of(reading)}

    asked = client.post(page("reading_unapprove", reading.pk), seen)
    assert (asked.status_code, fresh(reading).state) == (200, "approved")
    assert "1 link cites it as evidence." in asked.content.decode()
    client.post(page("reading_unapprove", reading.pk), asked.context["fields"])

    assert fresh(reading).state == "draft"
    item = client.get(reverse("framework:item", args=["acme", "outcome", metric.outcome_id])).content.decode()
    assert "no approved reading" in item.lower()


def test_unapproving_a_draft_is_nothing(metric: Metric, ann: User) -> None:
    reading = make_reading(metric, SEPTEMBER, 12, state="draft")
    with pytest.raises(ValidationError):
        unapprove_reading(reading, by=ann, version=version_of(reading))
    assert not Deed.objects.filter(verb="unapprove_reading").exists()


@pytest.mark.parametrize("name", ["reading_approve", "reading_unapprove"])
def test_approval_refuses_readers_and_hides_from_strangers(
    client_of: ClientOf, metric: Metric, ben: User, rita: User, cleo: User, name: str
) -> None:
    reading = make_reading(metric, SEPTEMBER, 12)
    answers = [client_of(one).post(page(name, reading.pk)).status_code for one in (ben, rita, cleo)]
    assert answers == [403, 403, 404]
