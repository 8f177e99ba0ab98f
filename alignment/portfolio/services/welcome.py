"""The first run: a workspace of one's own, with a plan in it, in one deed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from alignment.deeds import deed
from alignment.framework.services.notes import paste_items
from alignment.framework.services.plans import create_plan
from alignment.models import Layer, Plan, User, Workspace
from alignment.people.services.workspaces import found_workspace, new_workspace


def start_plan(
    *, by: User, plan: str, goal: str, organisation: str = "", home: Workspace | None = None
) -> Plan:
    """A plan with its first business goal, in `home` or in a new workspace owned by whoever starts it."""
    workspace = home or _new(organisation, by)
    with _deed(workspace, by, plan):
        return create_plan(workspace, title=plan, goal=goal, by=by)


def start_with_running(
    *, by: User, plan: str, initiatives: Sequence[str], organisation: str = "", home: Workspace | None = None
) -> Plan:
    """A plan that holds what is run already, in `home` or in a new workspace owned by whoever starts it."""
    workspace = home or _new(organisation, by)
    with _deed(workspace, by, plan):
        made = create_plan(workspace, title=plan, by=by)
        paste_items(made, Layer.INITIATIVE, initiatives, by=by)
        return made


def _new(organisation: str, by: User) -> Workspace:
    return new_workspace(name=organisation, language=by.language or "en", time_zone=by.time_zone or "UTC")


@contextmanager
def _deed(workspace: Workspace, by: User, plan: str) -> Iterator[None]:
    """One deed for all of it; it founds the workspace first when that is new."""
    is_new = workspace.pk is None
    verb, subject = ("found", workspace.name) if is_new else ("create_plan", plan)
    with deed(verb, by=by, workspace=workspace, subject=subject):
        if is_new:
            found_workspace(workspace, by=by)
        yield
