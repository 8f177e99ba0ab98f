"""Content written as a plan file, always in the same way: the same content gives the same bytes."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from alignment.exchange.document import default_confidence
from alignment.exchange.fields import Field, Kind
from alignment.exchange.library import LIBRARY, SKILLS
from alignment.exchange.nested import NESTED
from alignment.exchange.shape import FORMAT, KINDS, LAYER_KINDS, VERSION
from alignment.rules.content import Layer, PlanContent
from alignment.rules.decimals import canonical

Row = dict[str, Any]


def write(content: PlanContent) -> str:
    """The plan file of a content, in canonical form.

    Rows stand in the order of plan and then of the content; fields in the order of the schema;
    defaults are left out; decimals have no exponent and no trailing zeros.
    """
    content = in_order(content)
    found: Row = {"format": FORMAT, "version": VERSION}
    if content.workspace:
        found["workspace"] = {"name": content.workspace, "currency": content.currency}
    home = content.plans[0].key if len(content.plans) == 1 else ""
    for name, kind in KINDS.items():
        rows = [row_json(kind, row, home) for row in getattr(content, name)]
        if rows:
            found[name] = rows
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def in_order(content: PlanContent) -> PlanContent:
    """The same content with its rows in the order of the file: by plan, then as they stand in the content."""
    plans = {plan.key: index for index, plan in enumerate(content.plans)}
    home: dict[str, tuple[int, Layer]] = {}
    lists: dict[str, tuple[Any, ...]] = {}
    for layer, kind in LAYER_KINDS.items():
        items = getattr(content, kind.name)
        lists[kind.name] = tuple(sorted(items, key=lambda item: plans.get(item.plan, -1)))
        home |= {item.key: (plans.get(item.plan, -1), layer) for item in items}
    nowhere = (-1, Layer.GOAL)
    lists["links"] = tuple(sorted(content.links, key=lambda link: home.get(link.lower, nowhere)))
    for name in ("conversations", "expectations", "updates"):
        rows = getattr(content, name)
        lists[name] = tuple(sorted(rows, key=lambda one: plans.get(one.plan, -1)))
    for name in ("metrics", "stories"):
        rows = getattr(content, name)
        lists[name] = tuple(sorted(rows, key=lambda one: home.get(one.item, nowhere)[0]))
    return PlanContent(
        workspace=content.workspace,
        currency=content.currency,
        plans=content.plans,
        people=content.people,
        target_groups=content.target_groups,
        **{kind.name: getattr(content, kind.name) for kind in (*SKILLS, *LIBRARY)},
        **lists,
    )


def row_json(kind: Kind, row: Any, home: str = "") -> Row:
    """One row as JSON data; `home` is the plan that needs no naming."""
    found: Row = {}
    for one in kind.fields:
        value = getattr(row, one.name)
        if one.required or not _is_default(kind, one, row, value, home):
            found[one.name] = _json(one, value)
    return found


def _is_default(kind: Kind, one: Field, row: Any, value: Any, home: str) -> bool:
    if kind.name == "links" and one.name == "confidence":
        return bool(value == default_confidence(row.reason))
    if kind.at_home and one.name == "plan":
        return bool(value == home)
    return bool(value == one.default)


def _json(one: Field, value: Any) -> Any:
    if one.type == "needs":
        return [_need(need) for need in value]
    if one.type == "rows":
        return [row_json(NESTED[one.of], row) for row in value]
    if isinstance(value, Decimal):
        return canonical(value) if one.type == "decimal" else _number(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _need(need: Any) -> Any:
    row = row_json(NESTED["needs"], need)
    return row["group"] if len(row) == 1 else row


def _number(value: Decimal) -> int | float:
    whole = int(value)
    return whole if whole == value else float(value)  # 15 digits at most: exact
