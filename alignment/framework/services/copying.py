"""Copying a plan: its structure, to begin a new one with."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from alignment.deeds import create_all, deed, update_all
from alignment.framework.queries.values import NESTED
from alignment.framework.services.plans import made_plan
from alignment.keys import item_keys, row_key
from alignment.models import (
    ITEM,
    LINK_UP,
    METRIC_FIELD,
    BenefitLine,
    BusinessGoal,
    CostLine,
    Initiative,
    Layer,
    Metric,
    MetricReader,
    Plan,
    Telling,
    User,
)

Twins = dict[Layer, dict[int, Any]]

# Who agreed, what came true and what was spent belong to the old plan.
BEGIN: dict[Layer, dict[str, Any]] = {
    Layer.GOAL: {"status": BusinessGoal.Status.PROPOSED, "agreed_by_id": None, "agreed_on": None},
    Layer.OUTCOME: {"contribution_agreed_by_id": None, "contribution_agreed_on": None},
    Layer.INITIATIVE: {"status": Initiative.Status.PROPOSED},
}
FRESH_ROW: dict[str, dict[str, Any]] = {
    "costs": {"state": CostLine.State.PLANNED},
    "benefits": {"state": BenefitLine.State.FORECAST, "confirmed_by_id": None},
}
#: Columns of nested rows that name an item.
POINTS_TO = {"claims": {"goal_id": Layer.GOAL}, "benefits": {"outcome_id": Layer.OUTCOME}}
#: Goals and initiatives that nobody pursues any more stay what they are.
OVER = frozenset({"retired", "stopped", "declined"})


@dataclass(frozen=True)
class Copied:
    """The new plan, and how many links and parents were left out because they lead to other plans."""

    plan: Plan
    left_out: int


def copy_plan(plan: Plan, *, title: str, by: User | None, request_key: UUID | None = None) -> Copied:
    """A new plan with the items, links and metrics of another under new keys.

    Left behind: readings, who agreed, who was consulted, notes, briefings, decisions, dismissed
    hints, history, and what is archived. Goals and initiatives begin as proposed, costs as planned,
    benefits as forecast. A copied link goes on citing the reading that the original cites. Links
    within the plan come along with their reasons; those that somebody has to confirm again still do.
    """
    workspace = plan.workspace
    with deed("copy_plan", by=by, workspace=workspace, subject=title, request_key=request_key) as row:
        new = made_plan(row, workspace, title=title, description=plan.description)
        twins = {layer: _copy_items(plan, new, layer) for layer in Layer}
        left_out = _point_parents(plan, twins[Layer.GOAL])
        _point_origins(twins)
        for layer in Layer:
            _copy_nested(layer, twins)
            _copy_metrics(plan, layer, twins[layer])
        left_out += sum(_copy_links(plan, layer, twins, by) for layer in LINK_UP)
    new.done = row
    return Copied(new, left_out)


def _clone(old: Any, **changes: Any) -> Any:
    """An unsaved row that says the same as `old`, but for the changes."""
    fields = [field.attname for field in old._meta.concrete_fields]
    values = {name: getattr(old, name) for name in fields if name not in {"id", "created", "updated"}}
    return type(old)(**(values | changes))


def _copy_items(plan: Plan, new: Plan, layer: Layer) -> dict[int, Any]:
    """The copies of a layer's items, by the ids of the originals; goals without their parents yet."""
    found = list(ITEM[layer].objects.filter(plan=plan).current())
    keys = item_keys(plan.workspace, layer, len(found))
    begin = BEGIN.get(layer, {})
    copies = [
        _clone(
            item,
            key=key,
            plan_id=new.pk,
            version=1,
            **({"parent_id": None} if layer is Layer.GOAL else {}),
            **({} if getattr(item, "status", "") in OVER else begin),
        )
        for item, key in zip(found, keys, strict=True)
    ]
    return dict(zip([item.pk for item in found], create_all(copies), strict=True))


def _point_parents(plan: Plan, goals: dict[int, Any]) -> int:
    """Gives copied goals the copies of their parents; parents in other plans are left out and counted."""
    parents = BusinessGoal.objects.filter(pk__in=goals, parent__isnull=False).values_list("pk", "parent_id")
    inside = {child: goals[parent] for child, parent in parents if parent in goals}
    for child, parent in inside.items():
        goals[child].parent = parent
    update_all([goals[child] for child in inside], ["parent"])
    return BusinessGoal.objects.filter(pk__in=goals).exclude(parent=None).exclude(parent__plan=plan).count()


def _point_origins(twins: Twins) -> None:
    """Where a copied goal grew out of a copied learning outcome, it names the copy; else the original."""
    grown = [goal for goal in twins[Layer.GOAL].values() if goal.promoted_from_id in twins[Layer.LEARNING]]
    for goal in grown:
        goal.promoted_from = twins[Layer.LEARNING][goal.promoted_from_id]
    update_all(grown, ["promoted_from"])


def _copy_nested(layer: Layer, twins: Twins) -> None:
    """Copies behaviours, needs, claims, lines; what they point to in the plan becomes its copy."""
    for name, nested in NESTED[layer].items():
        owner, copies = f"{nested.owner}_id", []
        for row in nested.model._default_manager.filter(**{f"{nested.owner}__in": twins[layer]}):
            changes = dict(FRESH_ROW.get(name, {}))
            changes[owner] = twins[layer][getattr(row, owner)].pk
            for other, at in POINTS_TO.get(name, {}).items():
                twin = twins[at].get(getattr(row, other))
                changes |= {other: twin.pk} if twin else {}
            copies.append(_clone(row, **changes))
        create_all(copies)


def _copy_links(plan: Plan, layer: Layer, twins: Twins, by: User | None) -> int:
    """Copies the links between copied items; returns how many lead to other plans and were left out."""
    inside = Q(lower__plan=plan) | Q(upper__plan=plan)
    live = Q(lower__archived_at=None, upper__archived_at=None)
    lower, upper = twins[layer], twins[Layer(layer - 1)]
    found = list(LINK_UP[layer].objects.filter(inside & live))
    copies = [
        _clone(
            link,
            lower_id=lower[link.lower_id].pk,
            upper_id=upper[link.upper_id].pk,
            confirmed_by_id=by.pk if by else None,
            confirmed_at=timezone.now(),
            version=1,
        )
        for link in found
        if link.lower_id in lower and link.upper_id in upper
    ]
    create_all(copies)
    return len(found) - len(copies)


def _copy_metrics(plan: Plan, layer: Layer, twins: dict[int, Any]) -> None:
    """Copies what is measured and whom it matters to, who is told, without readings."""
    on = METRIC_FIELD[layer]
    found = list(Metric.objects.filter(**{f"{on}__plan": plan, f"{on}__archived_at": None}).current())
    copies = [
        _clone(
            metric,
            key=row_key(plan.workspace, Metric),
            version=1,
            **{f"{on}_id": twins[getattr(metric, f"{on}_id")].pk},
        )
        for metric in found
    ]
    made = dict(zip([metric.pk for metric in found], create_all(copies), strict=True))
    readers = MetricReader.objects.filter(metric__in=made)
    create_all([_clone(reader, metric_id=made[reader.metric_id].pk) for reader in readers])
    tellings = Telling.objects.filter(metric__in=made)
    create_all([_clone(one, metric_id=made[one.metric_id].pk) for one in tellings])
