"""The undo of an import of many rows: exact, and in bulk."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from alignment.deeds import undo
from alignment.exchange.document import Document
from alignment.exchange.queries import export_content
from alignment.exchange.services import import_document
from alignment.exchange.synthetic import synthetic
from alignment.exchange.writing import write
from alignment.models import BusinessGoal, OutcomeLink, User, Workspace

ITEMS = 300


def exported(workspace: Workspace) -> str:
    return write(export_content(Workspace.objects.get(pk=workspace.pk)).content)


def imported(workspace: Workspace, by: User, document: Document) -> int:
    """Imports a document and takes it back; how many queries the undo needed."""
    done = import_document(document, workspace=workspace, by=by).deed
    assert done is not None
    with CaptureQueriesContext(connection) as queries:
        undo(done, by=by)
    return len(queries)


def test_an_import_of_many_rows_goes_in_bulk(workspace: Workspace, ann: User) -> None:
    before = exported(workspace)
    imported(workspace, ann, synthetic(20, 2, seed=1))  # what is asked for the first time only
    few = imported(workspace, ann, synthetic(20, 2, seed=1))
    many = imported(workspace, ann, synthetic(ITEMS, 2, seed=1))
    assert exported(workspace) == before
    assert many < few + ITEMS / 5  # some more for each table, none for each row


def test_an_import_that_changes_many_rows_is_taken_back(workspace: Workspace, ann: User) -> None:
    document = synthetic(ITEMS, 2, seed=1)
    import_document(document, workspace=workspace, by=ann)
    before = exported(workspace)
    lists = {
        name: [row | {"title": f"New {row['title']}"} if "title" in row else row for row in rows]
        for name, rows in document.lists.items()
    }
    lists["links"] = [row | {"reason": "Another reason"} for row in lists["links"]]
    queries = imported(workspace, ann, Document(document.workspace, lists))
    assert exported(workspace) == before
    assert queries < 240  # a few for each table, whatever the number of rows
    assert {goal.version for goal in BusinessGoal.objects.all()} == {3}
    assert {link.version for link in OutcomeLink.objects.all()} == {3}


def test_goals_that_stand_below_each_other_are_looked_at_once(workspace: Workspace, ann: User) -> None:
    goals = [
        {"key": f"g{n}", "title": f"G{n}", "plan": "p"} | ({"parent": f"g{n - 1}"} if n else {})
        for n in range(ITEMS)
    ]
    plans = [{"key": "p", "title": "People plan"}]
    import_document(Document({}, {"plans": plans, "goals": goals}), workspace=workspace, by=ann)
    before = exported(workspace)
    goals = [row | {"title": f"New {row['title']}"} for row in goals]
    queries = imported(workspace, ann, Document({}, {"plans": plans, "goals": goals}))
    assert exported(workspace) == before
    assert queries < 240  # a few for each table, whatever the number of rows
