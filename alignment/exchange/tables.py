"""What is exported for spreadsheets: all items as one table, or one sheet for each list."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from alignment.exchange.fields import Kind
from alignment.exchange.nested import NESTED
from alignment.exchange.shape import KINDS
from alignment.rules.content import PlanContent
from alignment.ui.spreadsheet import Sheet

ITEMS_HEADER = (
    "layer",
    "key",
    "title",
    "plan",
    "owner",
    "status",
    "kind",
    "description",
    "supports",
    "archived",
)

Table = tuple[tuple[str, ...], list[tuple[Any, ...]]]


def items_table(content: PlanContent) -> Table:
    """Header and rows of a table with every item of the content, goals first."""
    above: dict[str, list[str]] = defaultdict(list)
    for link in content.links:
        above[link.lower].append(link.upper)
    rows = [
        (
            layer.word,
            item.key,
            item.title,
            item.plan,
            item.owner,
            getattr(item, "status", ""),
            getattr(item, "kind", ""),
            item.description,
            " ".join(above[item.key]),
            item.archived,
        )
        for layer, item in content.layered()
    ]
    return ITEMS_HEADER, rows


def sheets(content: PlanContent) -> Iterator[Sheet]:
    """One sheet for each list of the plan file, nested lists included."""
    for kind in KINDS.values():
        plain = [one.name for one in kind.fields if one.type not in ("rows", "needs")]
        rows = getattr(content, kind.name)
        yield Sheet(kind.name, plain, [[_cell(getattr(row, name)) for name in plain] for row in rows])
    for nested in NESTED.values():
        fields = [one.name for one in nested.fields]
        parts = list(_parts(content, nested))
        if parts:
            cells = [[key, *(_cell(getattr(part, name)) for name in fields)] for key, part in parts]
            yield Sheet(nested.name, ["of", *fields], cells)


def _parts(content: PlanContent, nested: Kind) -> Iterator[tuple[str, Any]]:
    for kind in KINDS.values():
        for one in kind.fields:
            if one.type in ("rows", "needs") and one.of == nested.name:
                for row in getattr(content, kind.name):
                    for part in getattr(row, one.name):
                        yield row.key, part


def _cell(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, tuple) else value
