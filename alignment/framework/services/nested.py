"""Writes nested lists with as few changes of rows as possible: what stays the same keeps its history."""

from alignment.framework.queries.values import NESTED, NestedList, Row, row_of, rows_of
from alignment.models import Item


def save_list(item: Item, name: str, wanted: tuple[Row, ...]) -> None:
    """Makes a nested list say `wanted`, in that order: keeps equal rows, adds and deletes the others."""
    nested = NESTED[item.layer][name]
    there = rows_of(nested, item)
    for position, row in enumerate(wanted):
        same = next((old for old in there if row_of(nested, old) == row), None)
        if same is None:
            _add(nested, item, row, position)
            continue
        there.remove(same)
        if same.position != position:
            same.position = position
            same.save(update_fields=["position"])
    for left in there:
        left.delete()


def _add(nested: NestedList, item: Item, row: Row, position: int) -> None:
    made = nested.model(
        workspace=item.workspace,
        **{nested.owner: item},
        **dict(zip(nested.columns, row, strict=True)),
        **{"position": position},
    )
    made.full_clean(exclude=["workspace"])
    made.save()
