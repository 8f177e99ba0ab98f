"""Fills the forms of items: for a new one, and from what is there."""

from typing import Any

from django.http import QueryDict

from alignment.framework.forms.base import ItemForm
from alignment.framework.forms.fields import as_ids
from alignment.framework.forms.money_lines import BENEFIT
from alignment.framework.forms.of_layer import FORM
from alignment.framework.queries.choices import (
    count_items,
    holds_foundations,
    names_in,
    offer,
    offer_uppers,
    people_names,
)
from alignment.framework.queries.stake import stake_of
from alignment.framework.queries.values import Values, first_metric, metric_values, values_of
from alignment.models import Item, Layer, Metric, Plan

MOST_GOALS = 500
WITH_NUMBERS = (Layer.GOAL, Layer.OUTCOME)


def new_form(
    plan: Plan, layer: Layer, data: QueryDict | None = None, under: list[int] | None = None
) -> ItemForm:
    """The form of a new item; `under` are the items above that are ticked from the start."""
    ticked = under or []
    if data is not None:
        ticked = as_ids(data.getlist("uppers"))
    extra: dict[str, Any] = {}
    if layer is Layer.GOAL:
        extra["several"] = count_items(plan, layer) > 0
    else:
        extra["offer"] = offer_uppers(plan, layer, keep=ticked)
    if layer is Layer.INITIATIVE:
        extra["ahead"] = not holds_foundations(plan)
        extra["goals"] = offer(plan, Layer.GOAL, most=MOST_GOALS)
    return FORM[layer](data, plan=plan, names=names_in(plan), initial={"uppers": ticked}, **extra)


def edit_form(
    item: Item,
    data: QueryDict | None = None,
    shown: Values | None = None,
    sent: dict[str, Any] | None = None,
    **options: Any,
) -> ItemForm:
    """The form of an item that is there; `shown` replaces what it says now, `sent` single fields."""
    layer, names = item.layer, people_names(item.workspace)
    metric = first_metric(item) if layer in WITH_NUMBERS else None
    values = shown or values_now(item, metric)
    extra: dict[str, Any] = options
    if layer in WITH_NUMBERS:
        extra["metric"] = metric
    if layer is Layer.GOAL:
        extra["several"] = count_items(item.plan, layer) > 1
    if layer is Layer.OUTCOME:
        extra["shares"] = values["contribution"]
    if layer is Layer.INITIATIVE:
        extra["costs"] = values["costs"]
        extra["benefits"] = values["benefits"]
        named = [row[BENEFIT.columns.index("outcome")] for row in values["benefits"]]
        keep = [pk for pk in named if pk is not None]
        extra["outcomes"] = offer(item.plan, Layer.OUTCOME, keep=keep, most=MOST_GOALS)
        extra["claimed"] = values["claims"]
        claimed = [goal for goal, _reason in values["claims"]]
        extra["goals"] = offer(item.plan, Layer.GOAL, keep=claimed, most=MOST_GOALS)
    initial = FORM[layer].initial_of(values, names) | (sent or {})
    initial |= {"version": item.version, "metric_version": metric.version if metric else 0}
    return FORM[layer](
        data, plan=item.plan, item=item, names=names, initial=initial, stake=stake_of(item), **extra
    )


def values_now(item: Item, metric: Metric | None) -> Values:
    """What an item says, with its first metric where its form asks for numbers."""
    values = values_of(item)
    if item.layer in WITH_NUMBERS:
        values |= metric_values(metric)
    return values
