"""Reads what the start page says of each workspace: the first fact, its plans, what to fix, what was done."""

from dataclasses import dataclass
from datetime import date

from alignment.framework.queries.plans import PlanLine, Served, first_gaps_of, plan_lines, served
from alignment.models import Deed, Membership, Plan, User, Workspace
from alignment.tracing.fixes import Fix, fixes_of
from alignment.tracing.queries import traced
from alignment.verbs import deed_words

RECENT = 3


@dataclass(frozen=True)
class Lately:
    """One of the latest deeds, in words."""

    deed: Deed
    words: str


@dataclass(frozen=True)
class Front:
    """What the start page says of one workspace."""

    membership: Membership
    served: Served
    plans: list[PlanLine]
    fixes: list[Fix]
    deeds: list[Lately]

    @property
    def workspace(self) -> Workspace:
        return self.membership.workspace


def own_memberships(user: User) -> list[Membership]:
    """The user's memberships of workspaces that are no samples. No query beyond the user's own."""
    return [one for one in user.workspaces.values() if not one.workspace.is_sample]


def empty_home(user: User) -> Workspace | None:
    """A workspace of the user's own that waits for its first plan, which they may make; None without one."""
    mine = [one.workspace for one in own_memberships(user) if one.can_write]
    if not mine:
        return None
    used = set(Plan.objects.filter(workspace__in=mine).values_list("workspace_id", flat=True))
    return next((one for one in mine if one.pk not in used), None)


def fronts(user: User, today: date) -> list[Front]:
    """The user's own workspaces, each with a fixed number of queries once its trace is known."""
    return [_front(membership, today) for membership in own_memberships(user)]


def sample_plan(user: User) -> Plan | None:
    """The plan that "Open the sample" leads to: the first of a sample that the user is a member of."""
    homes = [one.workspace for one in user.workspaces.values() if one.workspace.is_sample]
    homes.sort(key=lambda one: (one.slug != "sample", one.slug))
    for home in homes:
        plans = Plan.objects.filter(workspace=home).current()
        first = min(plans, key=lambda one: (one.key != "leaders", one.position, one.key), default=None)
        if first is not None:
            first.workspace = home
            return first
    return None


def _front(membership: Membership, today: date) -> Front:
    workspace = membership.workspace
    graph, trace = traced(workspace)
    plans = plan_lines(workspace, archived=False, today=today)
    ids = {line.plan.key: line.plan.pk for line in plans}
    fixes: list[Fix] = []
    for gap in first_gaps_of(workspace, today):
        if gap.plan in ids:
            fixes.extend(fixes_of([gap], workspace.slug, ids[gap.plan]))
    deeds = Deed.objects.filter(workspace=workspace).order_by("-pk")
    return Front(
        membership=membership,
        served=served(graph, trace),
        plans=plans,
        fixes=fixes,
        deeds=[Lately(one, deed_words(one.verb, one.subject)) for one in deeds[:RECENT]],
    )
