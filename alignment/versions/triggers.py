"""What a version says is guarded by the database itself: a trigger refuses to change or delete it.

Made again after every migrate, because SQLite drops the triggers of a table silently when it is
rebuilt. Only a sample workspace gives its versions away, so that it can be reset.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from alignment.models import Snapshot, Workspace

CHANGED = "A version of a plan is never changed."
DELETED = "A version of a plan is never deleted."
TAKEN = "This version exists already."

#: What guards the table on each database.
NAMES = {
    "sqlite": ("snapshot_not_changed", "snapshot_not_deleted", "snapshot_not_replaced"),
    "postgresql": ("snapshot_guard", "snapshot_not_emptied"),
}


def make_triggers(using: str = "default", **_kwargs: Any) -> None:
    """Makes the triggers, or makes them again; after every migrate. Nothing before the table is there."""
    connection = connections[using]
    if connection.vendor not in NAMES:
        raise NotImplementedError(f"no guard for versions on {connection.vendor}")
    with connection.cursor() as cursor:
        there = connection.introspection.table_names(cursor)
        if {Snapshot._meta.db_table, Workspace._meta.db_table} - set(there):
            return
        for statement in [*_drop(connection), *_MAKE[connection.vendor](connection)]:
            cursor.execute(statement)


def drop_triggers(using: str = "default") -> None:
    """Takes the triggers away until the next migrate; for tests that empty all tables."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in _drop(connection):
            cursor.execute(statement)


def missing_triggers(using: str = "default") -> list[str]:
    """The names of those that should be there and are not."""
    connection = connections[using]
    where = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled <> 'D'",
    }
    with connection.cursor() as cursor:
        cursor.execute(where[connection.vendor], [Snapshot._meta.db_table])
        there = {name for (name,) in cursor.fetchall()}
    return [name for name in NAMES[connection.vendor] if name not in there]


def _drop(connection: BaseDatabaseWrapper) -> list[str]:
    on = f" ON {Snapshot._meta.db_table}" if connection.vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {name}{on}" for name in NAMES[connection.vendor]]


def _changes(connection: BaseDatabaseWrapper) -> str:
    """A condition: something that is frozen differs. Who made it may be forgotten, the name stays."""
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    frozen = [field.column for field in Snapshot._meta.concrete_fields if field.name != "made_by"]
    parts = [f'NEW."{column}" {differs} OLD."{column}"' for column in frozen]
    parts.append(f"(NEW.made_by_id IS NOT NULL AND NEW.made_by_id {differs} OLD.made_by_id)")
    return " OR ".join(parts)


def _is_sample() -> str:
    samples = f"SELECT id FROM {Workspace._meta.db_table} WHERE is_sample"  # noqa: S608 - a name of our own
    return f"(OLD.workspace_id IN ({samples}))"


def _sqlite(connection: BaseDatabaseWrapper) -> list[str]:
    table = Snapshot._meta.db_table
    # INSERT OR REPLACE would delete the old row without asking the second trigger.
    same = "id = NEW.id OR (plan_id = NEW.plan_id AND number = NEW.number)"
    there = f"SELECT 1 FROM {table} WHERE {same}"  # noqa: S608 - a name of our own
    return [
        f"CREATE TRIGGER snapshot_not_changed BEFORE UPDATE ON {table} WHEN {_changes(connection)} "
        f"BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END",
        f"CREATE TRIGGER snapshot_not_deleted BEFORE DELETE ON {table} WHEN NOT {_is_sample()} "
        f"BEGIN SELECT RAISE(ABORT, '{DELETED}'); END",
        f"CREATE TRIGGER snapshot_not_replaced BEFORE INSERT ON {table} WHEN EXISTS ({there}) "
        f"BEGIN SELECT RAISE(ABORT, '{TAKEN}'); END",
    ]


def _postgresql(connection: BaseDatabaseWrapper) -> list[str]:
    table = Snapshot._meta.db_table
    refuse = "RAISE EXCEPTION '%s' USING ERRCODE = 'integrity_constraint_violation';"
    return [
        f"""CREATE OR REPLACE FUNCTION snapshot_guard() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF {_changes(connection)} THEN {refuse % CHANGED} END IF;
                RETURN NEW;
            END IF;
            IF TG_OP = 'DELETE' AND {_is_sample()} THEN RETURN OLD; END IF;
            {refuse % DELETED}
        END $$""",
        f"""CREATE OR REPLACE FUNCTION snapshot_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN {refuse % DELETED} END $$""",
        f"CREATE TRIGGER snapshot_guard BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION snapshot_guard()",
        f"CREATE TRIGGER snapshot_not_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION snapshot_not_emptied()",
    ]


_MAKE = {"sqlite": _sqlite, "postgresql": _postgresql}
