"""A plan file changes nothing of what was sent, and sends nothing."""

from datetime import date
from typing import Any

import pytest

from alignment.exchange.document import read
from alignment.exchange.queries import export_content
from alignment.exchange.services import import_document
from alignment.exchange.writing import write
from alignment.models import OutgoingMail, Person, Plan, Update, User
from alignment.updates import services
from tests.exchange.files import load, only
from tests.factories import make_person, make_update, make_workspace

ROW = {"start": "2026-09-30", "end": "2026-11-30"}
STAYS = "updates[0]: 'told' was sent: it stays as it was told"


@pytest.fixture
def tom(plan: Plan) -> Person:
    return make_person(plan.workspace, "Tom Birch", key="cfo", email="tom@example.org")


@pytest.fixture
def told(plan: Plan, tom: Person, ann: User) -> Update:
    """An update that was sent."""
    made = make_update(plan, tom, key="told", title="How it goes", moved="Little.")
    services.send(made, by=ann, version=1)
    return made


@pytest.mark.parametrize(
    "said",
    [{"title": "Well"}, {"moved": "Everything."}, {"sent_on": None}, {"readers": []}, {"end": "2026-10-31"}],
)
def test_what_was_sent_stays(said: dict[str, Any], plan: Plan, told: Update, ann: User) -> None:
    row = {"key": "told", "title": "How it goes", **ROW, **said}
    report = load(only(updates=[row]), plan.workspace, ann)
    assert (report.deed, report.warnings) == (None, (STAYS,))
    told.refresh_from_db()
    assert (told.title, told.moved, told.end, told.version) == (
        "How it goes",
        "Little.",
        date(2026, 11, 30),
        2,
    )
    assert (told.sent_on is not None, told.readers.count()) == (True, 1)


def test_no_file_sends_a_draft(plan: Plan, tom: Person, ann: User) -> None:
    draft = make_update(plan, tom, key="draft")
    row = {"key": "draft", "title": "Better words", **ROW, "sent_on": "2026-11-30"}
    report = load(only(updates=[row]), plan.workspace, ann)
    assert report.warnings == ("updates[0]: 'draft' was not sent: a file sends nothing",)
    draft.refresh_from_db()
    assert (draft.title, draft.sent_on, OutgoingMail.objects.count()) == ("Better words", None, 0)


def test_what_was_sent_elsewhere_comes_in_as_sent(plan: Plan, told: Update, ann: User) -> None:
    text = write(export_content(plan.workspace).content)
    assert import_document(read(text), workspace=plan.workspace, by=ann).warnings == ()
    there = make_workspace("there", owner=ann, name=plan.workspace.name)
    import_document(read(text), workspace=there, by=ann)
    assert Update.objects.get(workspace=there).sent_on is not None
    assert write(export_content(there).content) == text
