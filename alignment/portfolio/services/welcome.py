"""The first run: a workspace of one's own, with a plan in it, in one deed."""

from collections.abc import Sequence

from alignment.deeds import deed
from alignment.framework.services.notes import paste_items
from alignment.framework.services.plans import create_plan
from alignment.models import Layer, Plan, User, Workspace
from alignment.people.services.workspaces import found_workspace, new_workspace


def start_plan(*, by: User, organisation: str, plan: str, goal: str) -> Plan:
    """A workspace, owned by whoever starts it, with a plan and its first business goal."""
    workspace = _workspace(organisation, by)
    with deed("found", by=by, workspace=workspace, subject=organisation):
        found_workspace(workspace, by=by)
        return create_plan(workspace, title=plan, goal=goal, by=by)


def start_with_running(*, by: User, organisation: str, plan: str, initiatives: Sequence[str]) -> Plan:
    """A workspace, owned by whoever starts it, with a plan that holds what is run already."""
    workspace = _workspace(organisation, by)
    with deed("found", by=by, workspace=workspace, subject=organisation):
        found_workspace(workspace, by=by)
        made = create_plan(workspace, title=plan, by=by)
        paste_items(made, Layer.INITIATIVE, initiatives, by=by)
        return made


def _workspace(organisation: str, by: User) -> Workspace:
    return new_workspace(name=organisation, language=by.language or "en", time_zone=by.time_zone or "UTC")
