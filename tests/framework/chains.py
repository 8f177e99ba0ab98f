"""A chain as people make it, and how its what-ifs are asked, for the tests of what-if."""

from typing import Any

from django.test import Client
from django.urls import reverse

from alignment.deeds import deed
from alignment.framework.services.items import create_item
from alignment.framework.services.links import link
from alignment.models import CostLine, Item, Layer, Plan, User


def url(item: Item, do: str = "", name: str = "what_if") -> str:
    found = reverse(f"framework:{name}", args=[item.workspace.slug, item.layer.word, item.pk])
    return f"{found}?do={do}" if do else found


def chain_of(plan: Plan, by: User, name: str = "") -> list[Any]:
    """A goal with a whole chain below it, made as people make it."""
    items: list[Any] = []
    for layer in Layer:
        fields: dict[str, Any] = {"title": f"{layer.word.capitalize()}{name}"}
        if layer is Layer.INITIATIVE:
            fields |= {"status": "running", "hours": 20, "seats": 17}
        made = create_item(layer, by=by, plan=plan, fields=fields)
        if items:
            link(made, items[-1], by=by, reason="So")
        items.append(made)
    return items


def costly_chain(plan: Plan, ann: User) -> list[Any]:
    """The same with money on the initiative: EUR 120,000 planned, 9,500 spent."""
    items = chain_of(plan, ann)
    with deed("edit", by=ann, workspace=plan.workspace):
        for state, amount in (("planned", 120_000), ("spent", 9_500)):
            CostLine.objects.create(
                workspace=plan.workspace, initiative=items[-1], kind="delivery", amount=amount, state=state
            )
    return items


def sent(client: Client, item: Item, **changes: Any) -> dict[str, Any]:
    """What a browser sends back of the edit form, with some changes."""
    form = client.get(url(item, name="item_edit")).context["form"]
    data = {field.html_name: field.value() for field in form}
    return {name: value for name, value in (data | changes).items() if value not in (None, False)}


def sentences(answer: Any) -> list[str]:
    return [one.text.replace("\u00a0", " ") for one in answer.context["told"].sentences]
