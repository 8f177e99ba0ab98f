"""A sign-off and its withdrawal cannot be changed or deleted, whoever asks the database."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from alignment.models import Plan, SignOff, SignOffWithdrawal, User, Workspace
from alignment.versions.services import take_snapshot
from alignment.versions.triggers import drop_triggers, make_triggers, missing_triggers
from tests.factories import make_chain, make_person, make_share

TABLE = SignOff._meta.db_table
OF_WITHDRAWALS = SignOffWithdrawal._meta.db_table
FROZEN = {
    "id": 4711,
    "workspace_id": 4711,
    "plan_id": 4711,
    "snapshot_id": 4711,
    "snapshot_digest": "'x'",
    "person_id": 4711,
    "link_id": 4711,
    "user_id": 4711,
    "name": "'Mallory'",
    "known_as": "'Mallory'",
    "email": "'mallory@example.org'",
    "email_verified": "NOT email_verified",
    "decision": "'disagree'",
    "words": "'x'",
    "at": "'2020-01-01 00:00:00+00:00'",
}
#: What may be forgotten on request, and how.
FORGOTTEN = {"person_id": "NULL", "link_id": "NULL", "user_id": "NULL", "email": "''"}
WITHDRAWAL = {
    "id": 4711,
    "workspace_id": 4711,
    "sign_off_id": 4711,
    "reason": "'x'",
    "name": "'Mallory'",
    "link_id": 4711,
    "user_id": 4711,
    "email_verified": "NOT email_verified",
    "at": "'2020-01-01 00:00:00+00:00'",
}


@pytest.fixture
def signed(ann: User, plan: Plan) -> SignOff:
    make_chain(plan)
    version, _done = take_snapshot(plan, note="First", by=ann)
    tom = make_person(plan.workspace, "Tom Birch")
    link, _token = make_share(plan, by=ann, rights="review", person=tom)
    return SignOff.objects.create(
        workspace=plan.workspace, plan=plan, snapshot=version, snapshot_digest=version.digest, person=tom,
        link=link, user=ann, name="Tom Birch", email="tom@example.org", email_verified=True,
        decision="agree_if", words="Show the half",
    )  # fmt: skip


@pytest.fixture
def withdrawn(signed: SignOff) -> SignOffWithdrawal:
    return SignOffWithdrawal.objects.create(
        workspace=signed.workspace, sign_off=signed, reason="The budget is gone", name="Tom Birch",
        link=signed.link, user=signed.user,
    )  # fmt: skip


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def values(row: Any) -> dict[str, Any]:
    return dict(type(row).objects.filter(pk=row.pk).values()[0])


@pytest.mark.django_db
def test_the_triggers_are_there() -> None:
    assert missing_triggers() == []


def test_every_column_is_tried() -> None:
    assert {field.column for field in SignOff._meta.concrete_fields} == set(FROZEN)
    assert {field.column for field in SignOffWithdrawal._meta.concrete_fields} == set(WITHDRAWAL)


@pytest.mark.parametrize("column", FROZEN)
def test_no_column_is_changed(signed: SignOff, column: str) -> None:
    before = values(signed)
    with pytest.raises(IntegrityError, match="never changed"):
        run(f"UPDATE {TABLE} SET {column} = {FROZEN[column]}")  # noqa: S608
    assert values(signed) == before


@pytest.mark.parametrize("column", WITHDRAWAL)
def test_no_column_of_a_withdrawal_is_changed(withdrawn: SignOffWithdrawal, column: str) -> None:
    before = values(withdrawn)
    with pytest.raises(IntegrityError, match="never changed"):
        run(f"UPDATE {OF_WITHDRAWALS} SET {column} = {WITHDRAWAL[column]}")  # noqa: S608
    assert values(withdrawn) == before


@pytest.mark.parametrize("column", FORGOTTEN)
def test_what_tells_who_it_was_may_be_forgotten_but_not_replaced(signed: SignOff, column: str) -> None:
    before = values(signed)
    run(f"UPDATE {TABLE} SET {column} = {FORGOTTEN[column]}")  # noqa: S608
    nothing = "" if column == "email" else None
    assert values(signed) == before | {column: nothing}
    with pytest.raises(IntegrityError, match="never changed"):
        run(f"UPDATE {TABLE} SET {column} = {FROZEN[column]}")  # noqa: S608


@pytest.mark.parametrize("column", ["link_id", "user_id"])
def test_by_what_it_was_taken_back_may_be_forgotten_but_not_replaced(
    withdrawn: SignOffWithdrawal, column: str
) -> None:
    before = values(withdrawn)
    assert before[column] is not None
    run(f"UPDATE {OF_WITHDRAWALS} SET {column} = NULL")  # noqa: S608
    assert values(withdrawn) == before | {column: None}
    with pytest.raises(IntegrityError, match="never changed"):
        run(f"UPDATE {OF_WITHDRAWALS} SET {column} = {WITHDRAWAL[column]}")  # noqa: S608


@pytest.mark.parametrize(
    "delete",
    [
        lambda: run(f"DELETE FROM {TABLE}"),  # noqa: S608
        lambda: run(f"DELETE FROM {OF_WITHDRAWALS}"),  # noqa: S608
        lambda: SignOffWithdrawal.objects.all().delete(),
        lambda: SignOff.objects.all()._raw_delete("default"),
    ],
)
def test_neither_is_deleted(withdrawn: SignOffWithdrawal, delete: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        delete()
    assert (SignOff.objects.count(), SignOffWithdrawal.objects.count()) == (1, 1)


def test_a_sample_gives_them_away(withdrawn: SignOffWithdrawal, workspace: Workspace) -> None:
    Workspace.objects.filter(pk=workspace.pk).update(is_sample=True)
    run(f"DELETE FROM {OF_WITHDRAWALS}")  # noqa: S608
    run(f"DELETE FROM {TABLE}")  # noqa: S608
    assert (SignOff.objects.count(), SignOffWithdrawal.objects.count()) == (0, 0)


@pytest.mark.sqlite_only
@pytest.mark.parametrize("model", [SignOff, SignOffWithdrawal])
def test_neither_is_replaced(withdrawn: SignOffWithdrawal, model: Any) -> None:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    table = model._meta.db_table
    with pytest.raises(IntegrityError, match="exists already"):
        run(f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}")  # noqa: S608


@pytest.mark.sqlite_only
def test_a_second_withdrawal_does_not_replace_the_first(withdrawn: SignOffWithdrawal) -> None:
    columns = ", ".join(WITHDRAWAL)
    others = columns.replace("id, ", "id + 1, ", 1)
    with pytest.raises(IntegrityError, match="exists already"):
        run(f"INSERT OR REPLACE INTO {OF_WITHDRAWALS} ({columns}) SELECT {others} FROM {OF_WITHDRAWALS}")  # noqa: S608


@pytest.mark.postgres_only
def test_the_tables_are_not_emptied(withdrawn: SignOffWithdrawal) -> None:
    with pytest.raises(IntegrityError, match="never deleted"):
        run(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {TABLE}, {OF_WITHDRAWALS}")


def test_making_them_again_changes_nothing(signed: SignOff) -> None:
    make_triggers()
    assert missing_triggers() == []
    with pytest.raises(IntegrityError, match="never deleted"):
        run(f"DELETE FROM {TABLE}")  # noqa: S608


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [SignOff, SignOffWithdrawal])
def test_a_rebuilt_table_is_guarded_again_after_migrate(model: Any) -> None:
    with connection.schema_editor() as editor:
        editor._remake_table(model)  # type: ignore[attr-defined]
    assert missing_triggers() != []
    call_command("migrate", verbosity=0)
    assert missing_triggers() == []


@pytest.mark.django_db(transaction=True)
def test_a_migrate_brings_them_back() -> None:
    drop_triggers()
    assert missing_triggers() != []
    call_command("migrate", verbosity=0)
    assert missing_triggers() == []


@pytest.mark.django_db(transaction=True)
def test_tables_with_sign_offs_are_emptied_after_a_test(withdrawn: SignOffWithdrawal) -> None:
    """The test after this one would fail in its setup, and this one in its teardown."""
    assert SignOff.objects.count() == 1
