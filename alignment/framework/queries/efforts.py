"""What initiatives take, as `rules.effort` sums it: their hours, seats and cost lines."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Q

from alignment.framework.queries.values import NESTED, Values
from alignment.models import CostLine, Initiative, Layer, Workspace
from alignment.rules import content

COUNTED = ("amount", "amount_to", "currency", "rate", "state")  # of a cost line
FEW = 500  # so many ids are asked for by name; of more, all rows of the workspace are read


def works(workspace: Workspace, ids: Collection[int] | None = None) -> dict[str, content.Initiative]:
    """What initiatives take, by key: those with these ids, or all. Two queries, none for no ids."""
    if ids is not None and not ids:
        return {}
    few = ids is not None and len(ids) <= FEW
    rows = Initiative.objects.filter(Q(pk__in=ids) if few else Q(), workspace=workspace).order_by()
    lines = CostLine.objects.filter(Q(initiative__in=ids) if few else Q(), workspace=workspace).order_by()
    costs: dict[int, list[content.CostLine]] = defaultdict(list)
    for pk, kind, *said in lines.values_list("initiative_id", "kind", *COUNTED):
        costs[pk].append(content.CostLine(kind=kind, **dict(zip(COUNTED, said, strict=True))))
    return {
        key: content.Initiative(key=key, title=title, hours=hours, seats=seats, costs=tuple(costs[pk]))
        for pk, key, title, hours, seats in rows.values_list("pk", "key", "title", "hours", "seats")
        if ids is None or pk in ids
    }


def work_in(initiative: Any, said: Values) -> content.Initiative:
    """What an initiative takes that says `said` (queries.values)."""
    columns = NESTED[Layer.INITIATIVE]["costs"].columns
    lines = (dict(zip(columns, row, strict=True)) for row in said["costs"])
    return content.Initiative(
        key=initiative.key,
        title=initiative.title,
        hours=initiative.hours,
        seats=initiative.seats,
        costs=tuple(content.CostLine(**line) for line in lines),
    )
