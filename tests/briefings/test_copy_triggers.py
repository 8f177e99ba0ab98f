"""A kept briefing cannot be changed or deleted, whoever asks the database."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from alignment.briefings.services import is_as_kept, keep_copy
from alignment.exchange.samples import load_samples
from alignment.models import BriefingCopy, Plan, User, Workspace
from alignment.versions.services import take_snapshot
from tests.factories import make_chain

TABLE = BriefingCopy._meta.db_table
FROZEN = {
    "id": "4711",
    "workspace_id": "4711",
    "snapshot_id": "4711",
    "reader": "'hr'",
    "title": "'x'",
    "pdf": "digest_bytes",
    "digest": "'x'",
    "made_at": "'2020-01-01 00:00:00+00:00'",
    "made_by_name": "'Mallory'",
}
BYTES = {"sqlite": "x'00'", "postgresql": "'\\x00'::bytea"}


@pytest.fixture
def copy(ann: User, plan: Plan) -> BriefingCopy:
    make_chain(plan)
    version = take_snapshot(plan, note="First", by=ann)[0]
    keep_copy(version, reader="cfo", title="For the meeting of May", pdf=b"%PDF kept", by=ann)
    return BriefingCopy.objects.get()


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_every_column_is_tried() -> None:
    assert {field.column for field in BriefingCopy._meta.concrete_fields} == {*FROZEN, "made_by_id"}


@pytest.mark.parametrize("column", FROZEN)
def test_no_column_is_changed(copy: BriefingCopy, column: str) -> None:
    value = FROZEN[column].replace("digest_bytes", BYTES[connection.vendor])
    with pytest.raises(IntegrityError, match="never changed"):
        run(f"UPDATE {TABLE} SET {column} = {value}")  # noqa: S608
    again = BriefingCopy.objects.get(pk=copy.pk)
    assert (again.title, bytes(again.pdf), is_as_kept(again)) == (copy.title, b"%PDF kept", True)


def test_who_kept_it_may_be_forgotten_but_not_replaced(copy: BriefingCopy, ben: User) -> None:
    with pytest.raises(IntegrityError, match="never changed"):
        run(f"UPDATE {TABLE} SET made_by_id = {ben.pk}")  # noqa: S608
    run(f"UPDATE {TABLE} SET made_by_id = NULL")  # noqa: S608
    again = BriefingCopy.objects.get()
    assert (again.made_by, again.made_by_name) == (None, copy.made_by_name)


@pytest.mark.parametrize(
    "delete",
    [lambda: run(f"DELETE FROM {TABLE}"), lambda: BriefingCopy.objects.all().delete()],  # noqa: S608
)
def test_none_is_deleted(copy: BriefingCopy, delete: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        delete()
    assert BriefingCopy.objects.count() == 1


@pytest.mark.sqlite_only
def test_none_is_replaced(copy: BriefingCopy) -> None:
    columns = ", ".join(f'"{field.column}"' for field in BriefingCopy._meta.concrete_fields)
    with pytest.raises(IntegrityError, match="exists already"):
        run(f"INSERT OR REPLACE INTO {TABLE} ({columns}) SELECT {columns} FROM {TABLE}")  # noqa: S608


@pytest.mark.postgres_only
def test_the_table_is_not_emptied(copy: BriefingCopy) -> None:
    with pytest.raises(IntegrityError, match="never deleted"):
        run(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {TABLE}")


def test_a_sample_with_kept_briefings_is_reset(ann: User) -> None:
    load_samples(today=date(2026, 11, 20))
    sample = Workspace.objects.get(slug="sample")
    version = take_snapshot(Plan.objects.get(workspace=sample, key="leaders"), note="Mine", by=ann)[0]
    keep_copy(version, reader="cfo", title="For the meeting of May", pdf=b"%PDF kept", by=ann)
    load_samples(today=date(2026, 11, 20), reset=True)
    assert BriefingCopy.objects.count() == 0
