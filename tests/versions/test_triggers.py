"""What a version says cannot be changed or deleted, whoever asks the database."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from alignment.models import Plan, Snapshot, User, Workspace
from alignment.versions.services import take_snapshot
from alignment.versions.triggers import drop_triggers, make_triggers, missing_triggers
from tests.factories import make_chain

TABLE = Snapshot._meta.db_table
FROZEN = {
    "id": 4711,
    "workspace_id": 4711,
    "plan_id": 4711,
    "number": 9,
    "note": "'x'",
    "content": "'{}'",
    "digest": "'x'",
    "satisfied": 9,
    "expected": 9,
    "as_of": "'2020-01-01'",
    "made_at": "'2020-01-01 00:00:00+00:00'",
    "made_by_name": "'Mallory'",
}


@pytest.fixture
def version(ann: User, plan: Plan) -> Snapshot:
    make_chain(plan)
    return take_snapshot(plan, note="First", by=ann)[0]


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_triggers_are_there() -> None:
    assert missing_triggers() == []


def test_every_column_is_tried() -> None:
    columns = {field.column for field in Snapshot._meta.concrete_fields}
    assert columns == {*FROZEN, "made_by_id"}


@pytest.mark.parametrize("column", FROZEN)
def test_no_column_is_changed(version: Snapshot, column: str) -> None:
    with pytest.raises(IntegrityError, match="never changed"):
        run(f"UPDATE {TABLE} SET {column} = {FROZEN[column]}")  # noqa: S608
    again = Snapshot.objects.get(pk=version.pk)
    assert (again.note, again.content, again.digest) == ("First", version.content, version.digest)


def test_who_made_it_may_be_forgotten_but_not_replaced(version: Snapshot, ben: User) -> None:
    with pytest.raises(IntegrityError, match="never changed"):
        run(f"UPDATE {TABLE} SET made_by_id = {ben.pk}")  # noqa: S608
    run(f"UPDATE {TABLE} SET made_by_id = NULL")  # noqa: S608
    again = Snapshot.objects.get(pk=version.pk)
    assert (again.made_by, again.made_by_name) == (None, "Ann")
    with pytest.raises(IntegrityError, match="never changed"):
        run(f"UPDATE {TABLE} SET made_by_id = {ben.pk}")  # noqa: S608


@pytest.mark.parametrize(
    "delete",
    [
        lambda: run(f"DELETE FROM {TABLE}"),  # noqa: S608
        lambda: Snapshot.objects.all().delete(),
        lambda: Snapshot.objects.all()._raw_delete("default"),
    ],
)
def test_no_version_is_deleted(version: Snapshot, delete: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        delete()
    assert Snapshot.objects.filter(pk=version.pk).exists()


def test_a_sample_gives_its_versions_away(version: Snapshot, workspace: Workspace) -> None:
    Workspace.objects.filter(pk=workspace.pk).update(is_sample=True)
    run(f"DELETE FROM {TABLE}")  # noqa: S608
    assert not Snapshot.objects.exists()


@pytest.mark.sqlite_only
def test_no_version_is_replaced(version: Snapshot) -> None:
    columns = ", ".join(str(field.column) for field in Snapshot._meta.concrete_fields)
    with pytest.raises(IntegrityError, match="exists already"):
        run(f"INSERT OR REPLACE INTO {TABLE} ({columns}) SELECT {columns} FROM {TABLE}")  # noqa: S608


@pytest.mark.postgres_only
def test_the_table_is_not_emptied(version: Snapshot) -> None:
    with pytest.raises(IntegrityError, match="never deleted"):
        run(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {TABLE} CASCADE")


def test_making_them_again_changes_nothing(version: Snapshot) -> None:
    make_triggers()
    assert missing_triggers() == []
    with pytest.raises(IntegrityError, match="never deleted"):
        run(f"DELETE FROM {TABLE}")  # noqa: S608


@pytest.mark.django_db(transaction=True)
def test_a_migrate_brings_them_back() -> None:
    drop_triggers()
    assert missing_triggers() != []
    call_command("migrate", verbosity=0)
    assert missing_triggers() == []


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_a_rebuilt_table_is_guarded_again_after_migrate() -> None:
    with connection.schema_editor() as editor:
        editor._remake_table(Snapshot)  # type: ignore[attr-defined]
    assert missing_triggers() != []
    call_command("migrate", verbosity=0)
    assert missing_triggers() == []


@pytest.mark.django_db(transaction=True)
def test_tables_with_versions_are_emptied_after_a_test(version: Snapshot) -> None:
    """The test after this one would fail in its setup, and this one in its teardown."""
    assert Snapshot.objects.count() == 1
