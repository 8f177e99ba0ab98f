"""What is frozen, signed or handed out is guarded by the database: triggers refuse to change or delete it.

Made again after every migrate, because SQLite drops the triggers of a table silently when it is
rebuilt. Only a sample workspace gives its rows away, so that it can be reset.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from alignment.models import BriefingCopy, SignOff, SignOffWithdrawal, Snapshot, Workspace


@dataclass(frozen=True)
class Guard:
    """One table whose rows are never changed: its model, and what of a row may be forgotten."""

    model: type[Any]
    name: str  # of its triggers
    what: str  # how the refusal calls a row
    to_null: tuple[str, ...] = ()  # fields that may be set to nothing, and to nothing else
    to_empty: tuple[str, ...] = ()  # texts that may be emptied
    once: tuple[str, ...] = ()  # fields that are unique together, beside the id

    @property
    def table(self) -> str:
        """The name of its table."""
        return str(self.model._meta.db_table)

    def triggers(self, vendor: str) -> tuple[str, ...]:
        """The names of what guards it on a database."""
        return {
            "sqlite": (f"{self.name}_not_changed", f"{self.name}_not_deleted", f"{self.name}_not_replaced"),
            "postgresql": (f"{self.name}_guard", f"{self.name}_not_emptied"),
        }[vendor]


GUARDS = (
    Guard(Snapshot, "snapshot", "A version of a plan", to_null=("made_by",), once=("plan", "number")),
    Guard(SignOff, "sign_off", "A sign-off", to_null=("person", "link", "user"), to_empty=("email",)),
    Guard(SignOffWithdrawal, "withdrawal", "A withdrawal", to_null=("link", "user"), once=("sign_off",)),
    Guard(BriefingCopy, "briefing_copy", "A kept briefing", to_null=("made_by",)),
)
VENDORS = ("sqlite", "postgresql")


def make_triggers(using: str = "default", **_kwargs: Any) -> None:
    """Makes the triggers, or makes them again; after every migrate. Nothing before the tables are there."""
    connection = connections[using]
    if connection.vendor not in VENDORS:
        raise NotImplementedError(f"no guard for versions on {connection.vendor}")
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for guard in GUARDS:
            if {guard.table, Workspace._meta.db_table} <= there:
                for statement in [*_drop(connection, guard), *_MAKE[connection.vendor](connection, guard)]:
                    cursor.execute(statement)


def drop_triggers(using: str = "default") -> None:
    """Takes the triggers away until the next migrate; for tests that empty all tables."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for guard in GUARDS:
            for statement in _drop(connection, guard):
                cursor.execute(statement)


def missing_triggers(using: str = "default") -> list[str]:
    """The names of those that should be there and are not."""
    connection = connections[using]
    where = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled <> 'D'",
    }
    missing: list[str] = []
    with connection.cursor() as cursor:
        for guard in GUARDS:
            cursor.execute(where[connection.vendor], [guard.table])
            there = {name for (name,) in cursor.fetchall()}
            missing += [name for name in guard.triggers(connection.vendor) if name not in there]
    return missing


def _drop(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    on = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {name}{on}" for name in guard.triggers(connection.vendor)]


def _changes(connection: BaseDatabaseWrapper, guard: Guard) -> str:
    """A condition: something that is frozen differs. What may be forgotten is never replaced."""
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    parts = []
    for field in guard.model._meta.concrete_fields:
        new, old = f'NEW."{field.column}"', f'OLD."{field.column}"'
        part = f"{new} {differs} {old}"
        if field.name in guard.to_null:
            part = f"({new} IS NOT NULL AND {part})"
        elif field.name in guard.to_empty:
            part = f"({new} <> '' AND {part})"
        parts.append(part)
    return " OR ".join(parts)


def _is_sample() -> str:
    samples = f"SELECT id FROM {Workspace._meta.db_table} WHERE is_sample"  # noqa: S608 - a name of our own
    return f"(OLD.workspace_id IN ({samples}))"


def _same(guard: Guard) -> str:
    """A condition: the row that is there already and would be replaced."""
    columns = [guard.model._meta.get_field(name).column for name in guard.once]
    whole = " AND ".join(f"{column} = NEW.{column}" for column in columns)
    return f"id = NEW.id OR ({whole})" if whole else "id = NEW.id"


def _sqlite(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    table, name = guard.table, guard.name
    # INSERT OR REPLACE would delete the old row without asking the second trigger.
    there = f"SELECT 1 FROM {table} WHERE {_same(guard)}"  # noqa: S608 - a name of our own
    return [
        f"CREATE TRIGGER {name}_not_changed BEFORE UPDATE ON {table} WHEN {_changes(connection, guard)} "
        f"BEGIN SELECT RAISE(ABORT, '{guard.what} is never changed.'); END",
        f"CREATE TRIGGER {name}_not_deleted BEFORE DELETE ON {table} WHEN NOT {_is_sample()} "
        f"BEGIN SELECT RAISE(ABORT, '{guard.what} is never deleted.'); END",
        f"CREATE TRIGGER {name}_not_replaced BEFORE INSERT ON {table} WHEN EXISTS ({there}) "
        f"BEGIN SELECT RAISE(ABORT, '{guard.what} of this number exists already.'); END",
    ]


def _postgresql(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    table, name = guard.table, guard.name
    refuse = "RAISE EXCEPTION '%s' USING ERRCODE = 'integrity_constraint_violation';"
    deleted = refuse % f"{guard.what} is never deleted."
    return [
        f"""CREATE OR REPLACE FUNCTION {name}_guard() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF {_changes(connection, guard)} THEN {refuse % f"{guard.what} is never changed."} END IF;
                RETURN NEW;
            END IF;
            IF TG_OP = 'DELETE' AND {_is_sample()} THEN RETURN OLD; END IF;
            {deleted}
        END $$""",
        f"""CREATE OR REPLACE FUNCTION {name}_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN {deleted} END $$""",
        f"CREATE TRIGGER {name}_guard BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}_guard()",
        f"CREATE TRIGGER {name}_not_emptied BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}_not_emptied()",
    ]


_MAKE = {"sqlite": _sqlite, "postgresql": _postgresql}
