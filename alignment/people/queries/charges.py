"""What a person answers for, and what somebody else has to take on when the person is taken out."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alignment.models import (
    ITEM,
    METRIC_FIELD,
    BusinessGoal,
    DevelopmentRequest,
    Expectation,
    Item,
    Layer,
    Metric,
    MomentOfTruth,
    Momentum,
    Person,
)


@dataclass(frozen=True)
class Charge:
    """One thing that carries a person's name as the one who answers for it."""

    title: str
    plan: str
    part: str | Promise  # what the person is to it
    address: str  # where somebody else is named


def charges_of(person: Person) -> list[Charge]:
    """Everything current that will need somebody else; the same queries whoever it is."""
    own: dict[str, Any] = {"workspace": person.workspace, "archived_at": None}
    return [
        *_items(person, own),
        *_metrics(person, own),
        *_momentum(person),
        *_expectations(person),
        *_requests(person, own),
    ]


def _items(person: Person, own: dict[str, Any]) -> Iterator[Charge]:
    for layer, model in ITEM.items():
        mine = Q(owner=person)
        if model is BusinessGoal:
            mine |= Q(sponsor=person)
        elif model is MomentOfTruth:
            mine |= Q(remedy_owner=person)
        for item in model.objects.filter(mine, plan__archived_at=None, **own).select_related("plan"):
            for column, part in _PARTS.items():
                if getattr(item, column, None) == person.pk:
                    yield Charge(item.title, item.plan.title, part, _page("item_edit", person, layer, item))


_PARTS: dict[str, Promise] = {
    "owner_id": _("answers for it"),
    "sponsor_id": _("sponsors it"),
    "remedy_owner_id": _("takes on its other remedy"),
}


def _metrics(person: Person, own: dict[str, Any]) -> Iterator[Charge]:
    items = METRIC_FIELD.values()
    rows = Metric.objects.filter(owner=person, **own).select_related(*(f"{name}__plan" for name in items))
    for one in rows:
        address = reverse("measurement:metric_edit", args=[person.workspace.slug, one.pk])
        yield Charge(one.title, one.item.plan.title, _("answers for the metric"), address)


def _momentum(person: Person) -> Iterator[Charge]:
    rows = Momentum.objects.filter(owner=person, workspace=person.workspace)
    for one in rows.select_related("goal__plan", "outcome__plan"):
        layer, item = (Layer.GOAL, one.goal) if one.goal else (Layer.OUTCOME, one.outcome)
        if item is not None and not item.is_archived and not item.plan.is_archived:
            yield Charge(one.text, item.plan.title, _("keeps it going"), _page("item", person, layer, item))


def _expectations(person: Person) -> Iterator[Charge]:
    rows = Expectation.objects.filter(owner=person, workspace=person.workspace, done_on=None)
    rows = rows.filter(plan__archived_at=None).select_related("plan")
    for one in sorted(rows, key=attrgetter("pk")):
        part = _("keeps it, from a conversation") if one.conversation_id else _("keeps it")
        address = reverse("conversations:expectation_edit", args=[person.workspace.slug, one.pk])
        yield Charge(one.text, one.plan.title, part, address)


def _requests(person: Person, own: dict[str, Any]) -> Iterator[Charge]:
    """Requests that they work on, or whose other remedy they take on."""
    rows = DevelopmentRequest.objects.filter(Q(lead=person) | Q(remedy_owner=person), **own)
    for one in rows.order_by("pk"):
        part = _("works on the request") if one.lead_id == person.pk else _PARTS["remedy_owner_id"]
        address = reverse("intake:request", args=[person.workspace.slug, one.pk])
        yield Charge(one.title, one.department or str(_("Development request")), part, address)


def _page(name: str, person: Person, layer: Layer, item: Item) -> str:
    return reverse(f"framework:{name}", args=[person.workspace.slug, layer.word, item.pk])
