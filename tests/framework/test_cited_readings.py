"""What becomes of a citation when its reading is corrected or removed."""

import datetime
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from alignment.deeds import undo
from alignment.framework.services.evidence import Citation
from alignment.framework.services.links import edit_link
from alignment.measurement.services import correct_reading
from alignment.models import (
    OutcomeLink,
    Reading,
    User,
    Workspace,
)
from tests.factories import (
    make_reading,
)

Clients = Callable[[User], Client]
JUNE = datetime.date(2026, 6, 30)
MARCH = datetime.date(2026, 3, 31)


def test_corrected_date_takes_citations_along(hop: OutcomeLink, reading: Reading, ann: User) -> None:
    edit_link(hop, by=ann, version=1, reason="Seen", confidence=3, cited=Citation(reading.metric, JUNE))
    from_history = reading.history.latest().history_id
    done = correct_reading(reading, by=ann, version=from_history, fields={"date": MARCH})
    hop.refresh_from_db()
    assert (hop.cited_on, hop.version) == (MARCH, 3)
    assert not OutcomeLink.objects.with_suspect().get().suspect
    undo(done, by=ann)
    hop.refresh_from_db()
    reading.refresh_from_db()
    assert (hop.cited_on, reading.date) == (JUNE, JUNE)


def test_reading_that_was_corrected_by_another_takes_nothing_along(
    hop: OutcomeLink, reading: Reading, ann: User
) -> None:
    make_reading(reading.metric, JUNE, 20, position=1)
    edit_link(hop, by=ann, version=1, reason="Seen", confidence=3, cited=Citation(reading.metric, JUNE))
    correct_reading(reading, by=ann, version=reading.history.latest().history_id, fields={"date": MARCH})
    hop.refresh_from_db()
    assert hop.cited_on == JUNE


def test_removing_a_cited_reading_asks_first(
    hop: OutcomeLink, reading: Reading, workspace: Workspace, ann: User, client_of: Clients
) -> None:
    edit_link(hop, by=ann, version=1, reason="Seen", confidence=3, cited=Citation(reading.metric, JUNE))
    client = client_of(ann)
    url = reverse("measurement:reading_remove", args=[workspace.slug, reading.pk])
    answer = client.post(url)
    assert (answer.status_code, Reading.objects.count()) == (200, 1)
    assert "1 link cites it as evidence." in answer.content.decode()
    assert client.post(url, {"cited": "7"}).status_code == 200
    assert client.post(url, answer.context["fields"]).status_code == 302
    assert Reading.objects.count() == 0


def test_removing_a_reading_that_nothing_cites_asks_nothing(
    reading: Reading, workspace: Workspace, ann: User, client_of: Clients
) -> None:
    client_of(ann).post(reverse("measurement:reading_remove", args=[workspace.slug, reading.pk]))
    assert Reading.objects.count() == 0


def test_pages_of_a_metric_say_what_cites_it(
    hop: OutcomeLink, reading: Reading, workspace: Workspace, ann: User, client_of: Clients
) -> None:
    edit_link(hop, by=ann, version=1, reason="Seen", confidence=3, cited=Citation(reading.metric, JUNE))
    client = client_of(ann)
    page = client.get(reverse("measurement:metric_detail", args=[workspace.slug, reading.metric_id]))
    assert [(one.day, one.lower, one.upper) for one in page.context["cited_in"]] == [
        (JUNE, "The score rises", "Keep people")
    ]
    edit = client.get(reverse("measurement:reading_edit", args=[workspace.slug, reading.pk]))
    assert (edit.context["cited"], "1 link cites this reading" in edit.content.decode()) == (1, True)
