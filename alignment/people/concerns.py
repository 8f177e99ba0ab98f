"""Whom a link to re-check concerns: who answers for one of its ends, and who confirmed it last.

Read for a whole workspace in two queries, in plain rows: for the number beside every person, and
for the queue in which the links are decided.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Value

from alignment.models import LINK_UP, Layer, Person, Workspace
from alignment.rules.content import GOAL_LIVE, INITIATIVE_LIVE


@dataclass(frozen=True)
class End:
    """One end of a link: the item, the digest that was confirmed, and the one it has now."""

    layer: Layer
    item: int
    was: str
    now: str


@dataclass(frozen=True)
class Concern:
    """One link that counts and is to be re-checked; plans and people by their ids."""

    layer: Layer  # of the lower end
    link: int
    lower: End
    upper: End
    plans: frozenset[int]
    people: frozenset[int]

    @property
    def is_blank(self) -> bool:
        """Whether no digest is confirmed any more: an end came back, or a file said so."""
        return not (self.lower.was or self.upper.was)


def concerns(workspace: Workspace) -> list[Concern]:
    """The links of a workspace that are to be re-checked, from the goals down, in their order."""
    first, *others = [_rows(workspace, layer) for layer in LINK_UP]
    rows = first.union(*others, all=True).order_by("at", "position", "pk")
    of_users = _people_of_users(workspace)
    return [_concern(row, of_users) for row in rows]


def links_to_recheck(workspace: Workspace) -> Counter[int]:
    """How many links each person of a workspace has to re-check, by the person's id."""
    return Counter(person for one in concerns(workspace) for person in one.people)


def _rows(workspace: Workspace, layer: Layer) -> Any:
    """The suspect links of one layer whose ends are both live."""
    live = Q(lower__archived_at=None, upper__archived_at=None)
    if layer is Layer.OUTCOME:
        live &= Q(upper__status__in=GOAL_LIVE)
    if layer is Layer.INITIATIVE:
        live &= Q(lower__status__in=INITIATIVE_LIVE)
    return (
        LINK_UP[layer]
        .objects.with_suspect()
        .filter(live, suspect=True, workspace=workspace)
        .order_by()
        .annotate(at=Value(int(layer)))
        .values_list(
            *("at", "position", "pk", "lower_id", "upper_id"),
            *("lower_meaning", "lower__meaning", "upper_meaning", "upper__meaning"),
            *("lower__plan_id", "upper__plan_id", "lower__owner_id", "upper__owner_id", "confirmed_by_id"),
        )
    )


def _people_of_users(workspace: Workspace) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    linked = Person.objects.filter(workspace=workspace, user__isnull=False, archived_at=None)
    for user, person in linked.values_list("user_id", "pk"):
        found[user].add(person)
    return found


def _concern(row: Any, of_users: dict[int, set[int]]) -> Concern:
    at, _position, pk, lower, upper, low_was, low_now, up_was, up_now, *rest = row
    lower_plan, upper_plan, lower_owner, upper_owner, confirmed_by = rest
    owners = {lower_owner, upper_owner} - {None}
    return Concern(
        layer=Layer(at),
        link=pk,
        lower=End(Layer(at), lower, low_was, low_now),
        upper=End(Layer(at - 1), upper, up_was, up_now),
        plans=frozenset({lower_plan, upper_plan}),
        people=frozenset(owners | of_users.get(confirmed_by, set())),
    )
