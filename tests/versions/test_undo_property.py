"""Undo after any single deed restores the export byte for byte, and every row behind it."""

import json
from functools import cache
from itertools import count
from random import Random
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alignment.deeds import CannotUndo, tracked_models, undo
from alignment.exchange.document import read
from alignment.exchange.queries import export_content
from alignment.exchange.services import import_document
from alignment.exchange.writing import write
from alignment.models import Deed, Plan, User, Workspace
from alignment.verbs import VERBS
from tests.factories import make_user
from tests.rules.documents import plan_files
from tests.versions.undo_cases import CASES
from tests.versions.undo_world import World, add_chain

#: What goes on counting when a deed is taken back.
COUNTS = {"version", "updated", "revision"}
numbers = count(1)


def test_every_verb_that_can_be_taken_back_has_a_case() -> None:
    assert set(CASES) == {verb for verb, one in VERBS.items() if not one.final}


def exported(workspace: Workspace) -> str:
    return write(export_content(Workspace.objects.get(pk=workspace.pk)).content)


@cache
def selects() -> list[str]:
    """For every tracked table what reads its rows of one workspace, as the database has them."""
    found, quoted = [], connection.ops.quote_name
    for model in tracked_models():
        columns = [quoted(str(one.column)) for one in model._meta.concrete_fields if one.name not in COUNTS]
        if model is not Workspace:
            table = quoted(model._meta.db_table)
            found.append(f"SELECT {', '.join(columns)} FROM {table} WHERE workspace_id = %s ORDER BY id")  # noqa: S608
    return found


def rows(workspace: Workspace) -> list[list[tuple[Any, ...]]]:
    """Every tracked row of a workspace, digests and confirmations of links included."""
    found = []
    with connection.cursor() as cursor:
        for select in selects():
            cursor.execute(select, [workspace.pk])
            found.append(cursor.fetchall())
    return found


def world_of(document: dict[str, Any], dice: Random, by: User) -> World:
    """A new workspace with the content of a plan file and a chain of ours."""
    workspace = Workspace(slug=f"world-{next(numbers)}", name="World")
    import_document(read(json.dumps(document)), workspace=workspace, by=by)
    plan = Plan.objects.select_related("workspace").filter(workspace=workspace).earliest("pk")
    world = World(plan, by, dice)
    add_chain(world)
    return world


@pytest.fixture
def by(db: None) -> User:
    return make_user("dora")


@settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],  # making a failure smaller takes minutes
)
@given(document=plan_files(most=3), seed=st.integers(0, 10**6))
def test_undo_restores_the_export_and_every_row(by: User, document: dict[str, Any], seed: int) -> None:
    """Every verb in one world: after each undo it is as it was, so that the next begins from there."""
    world = world_of(document, Random(seed), by)  # noqa: S311 - nothing secret is made here
    workspace = world.plan.workspace
    before, kept = "", rows(workspace)
    for verb, case in CASES.items():
        act, was = case(world), kept
        kept = rows(workspace)
        if not before or kept != was:  # else it still is what the undo before this one brought back
            before = exported(workspace)
        act()
        done = Deed.objects.filter(workspace=workspace).latest("pk")
        assert done.verb == verb
        undo(done, by=by)
        assert exported(workspace) == before, verb
        assert rows(workspace) == kept, verb
        with pytest.raises(CannotUndo):
            undo(done, by=by)
