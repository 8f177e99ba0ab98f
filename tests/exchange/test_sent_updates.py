"""An update that was sent stays as it was told, whatever a plan file says; a file brings its own ones in."""

from typing import Any

import pytest

from alignment.deeds import CannotUndo, undo
from alignment.exchange.document import read
from alignment.exchange.queries import export_content
from alignment.exchange.services import import_document
from alignment.exchange.writing import write
from alignment.models import Deed, OutgoingMail, Update, UpdateReader, User, Workspace
from alignment.updates import services
from tests.exchange.files import chain, load, only
from tests.factories import make_workspace

SAID = {"key": "u1", "title": "October and November", "start": "2026-09-30", "end": "2026-11-30"}
PEOPLE = [
    {"key": "cfo", "name": "Priya Nair", "email": "priya@example.org"},
    {"key": "tom", "name": "Tom Birch", "email": "tom@example.org"},
]


def told(**fields: Any) -> dict[str, Any]:
    """The chain with an update that is a draft, to one of two people."""
    return chain(people=PEOPLE, updates=[{**SAID, "moved": "The score rose", "readers": ["cfo"], **fields}])


def ignored(index: int = 0) -> str:
    return f"updates[{index}]: 'u1' was sent: it stays as it was told"


def now() -> tuple[Any, ...]:
    row = Update.objects.get(key="u1")
    readers = list(UpdateReader.objects.filter(update=row).values_list("person__key", flat=True))
    return row.plan.key, row.title, row.moved, row.sent_on, row.told, row.version, readers


@pytest.fixture
def sent(workspace: Workspace, ann: User) -> Update:
    """An update that came in as a draft, and was mailed to the one person it goes to."""
    load(told(), workspace)
    made = Update.objects.select_related("plan__workspace").get()
    services.send(made, by=ann, version=1)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    "fields",
    [
        {"moved": "Everything rose"},
        {"title": "Nothing happened"},
        {"sent_on": None},
        {"sent_on": "2020-01-01"},
        {"readers": ["cfo", "tom"]},
        {"readers": []},
        {"end": "2026-10-31"},
    ],
)
def test_a_file_changes_nothing_that_was_sent(
    fields: dict[str, Any], sent: Update, workspace: Workspace, ann: User
) -> None:
    before = now()
    raw = told(**fields)
    raw["goals"][0]["title"] = "Keep good people"
    for dry_run in (True, False):
        report = load(raw, workspace, ann, dry_run=dry_run)
        assert report.warnings == (ignored(),)
        assert (report.added, report.changed) == (0, 1)  # what it says of the goal is taken
    assert now() == before
    assert load(raw, workspace, ann).deed is None
    assert OutgoingMail.objects.count() == 1


def test_it_does_not_move_to_another_plan(sent: Update, workspace: Workspace) -> None:
    before = now()
    load(only(plans=[{"key": "p2", "title": "Next year"}]), workspace)
    assert load(only(updates=[{**SAID, "plan": "p2"}]), workspace).warnings == (ignored(),)
    assert now() == before


def test_the_file_it_came_from_changes_nothing(sent: Update, workspace: Workspace, ann: User) -> None:
    report = load(told(), workspace, ann)
    assert (report.deed, report.warnings, report.changed) == (None, (), 0)
    text = write(export_content(workspace).content)
    again = import_document(read(text), workspace=workspace, by=ann)
    assert (again.deed, again.warnings) == (None, ())


def test_a_draft_is_changed_by_a_file_and_another_one_is_added(
    sent: Update, workspace: Workspace, ann: User
) -> None:
    new = {"key": "u2", "title": "December", "start": "2026-11-30", "end": "2026-12-31"}
    load(only(updates=[new]), workspace)
    both = only(updates=[new | {"moved": "A lot"}, SAID | {"moved": "Everything rose"}])
    report = load(both, workspace, ann)
    assert (report.changed, report.warnings) == (1, (ignored(1),))
    assert Update.objects.get(key="u2").moved == "A lot"


def test_an_export_brings_what_was_sent_into_an_empty_workspace(
    sent: Update, workspace: Workspace, ann: User
) -> None:
    text = write(export_content(workspace).content)
    there = make_workspace("there", owner=ann, name=workspace.name)
    import_document(read(text), workspace=there, by=ann)
    restored = Update.objects.get(workspace=there)
    assert (restored.sent_on, restored.moved, restored.told) == (sent.sent_on, "The score rose", {})
    assert [one.person.key for one in restored.readers.all()] == ["cfo"]
    assert write(export_content(there).content) == text
    assert OutgoingMail.objects.count() == 1  # by who sent it; bringing it in mails nothing
    # There it is as final as where it was sent.
    assert load(told(moved="Nothing rose"), there, ann).warnings == (ignored(),)


def test_undoing_an_import_takes_back_no_update_that_was_sent_since(workspace: Workspace, ann: User) -> None:
    load(told(), workspace, ann)
    load(told(moved="The score rose by two"), workspace, ann)
    services.send(Update.objects.select_related("plan__workspace").get(), by=ann, version=2)
    before = now()
    for row in Deed.objects.filter(verb="import"):
        with pytest.raises(CannotUndo):
            undo(row, by=ann)
    assert now() == before
