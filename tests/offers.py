"""Items of a catalogue and barriers, for tests."""

from typing import Any

from alignment.deeds import deed
from alignment.models import Barrier, CatalogueItem, CatalogueLink, CatalogueSkill, Workspace
from tests.factories import key


def make_offer(
    workspace: Workspace, *skills: str, builds: Any = None, claims: Any = None, **fields: Any
) -> Any:
    """An item that teaches some skills, builds a learning outcome or claims a goal."""
    name = key("a")
    fields = {"key": name, "identifier": name.upper(), "title": f"Course {name}"} | fields
    with deed("create", by=None, workspace=workspace):
        item = CatalogueItem.objects.create(workspace=workspace, **fields)
        for place, name in enumerate(skills):
            CatalogueSkill.objects.create(workspace=workspace, item=item, name=name, position=place)
        if builds is not None:
            CatalogueLink.objects.create(workspace=workspace, item=item, learning_outcome=builds)
        if claims is not None:
            CatalogueLink.objects.create(workspace=workspace, item=item, goal=claims, reason="It says so")
    return item


def make_barrier(workspace: Workspace, text: str = "Budgets follow seats", **fields: Any) -> Barrier:
    with deed("create", by=None, workspace=workspace):
        return Barrier.objects.create(workspace=workspace, key=key("b"), text=text, **fields)
