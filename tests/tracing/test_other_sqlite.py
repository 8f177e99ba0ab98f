"""The large queries are understood by Python's own SQLite as well, which is older and less patient."""

import _sqlite3

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alignment.models import Plan, Workspace
from alignment.tracing.contents import content_of
from alignment.tracing.queries import traced
from tests.exchange.files import chain, load


@pytest.mark.sqlite_only
def test_older_sqlite_understands_what_plans_are_read_with(workspace: Workspace) -> None:
    load(chain(), workspace)
    with CaptureQueriesContext(connection) as asked:
        traced(workspace)
        content_of(workspace)
        content_of(workspace, Plan.objects.get())
    older = _sqlite3.connect(":memory:")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name LIKE 'alignment_%'")
        for (table,) in cursor.fetchall():
            older.execute(table.replace("REGEXP", "LIKE"))
    selects = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("SELECT")]
    assert len(selects) > 10
    for one in selects:
        older.execute(f"EXPLAIN {one}")
    older.close()
