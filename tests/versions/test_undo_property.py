"""Undo after any single deed restores the export byte for byte, and every row behind it."""

import json
from itertools import count
from random import Random
from typing import Any

import pytest
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
COUNTS = {"version", "updated"}
numbers = count(1)


def test_every_verb_that_can_be_taken_back_has_a_case() -> None:
    assert set(CASES) == {verb for verb, one in VERBS.items() if not one.final}


def exported(workspace: Workspace) -> str:
    return write(export_content(Workspace.objects.get(pk=workspace.pk)).content)


def rows(workspace: Workspace) -> dict[str, Any]:
    """Every tracked row of a workspace, digests and confirmations of links included."""
    found = {}
    for model in tracked_models():
        if model is Workspace:
            continue
        names = [one.attname for one in model._meta.concrete_fields if one.name not in COUNTS]
        found[model.__name__] = sorted(
            model._default_manager.filter(workspace=workspace).values_list(*names), key=lambda row: row[0]
        )
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
    for verb, case in CASES.items():
        act = case(world)
        before, kept = exported(workspace), rows(workspace)
        act()
        done = Deed.objects.filter(workspace=workspace).latest("pk")
        assert done.verb == verb
        undo(done, by=by)
        assert exported(workspace) == before, verb
        assert rows(workspace) == kept, verb
        with pytest.raises(CannotUndo):
            undo(done, by=by)
