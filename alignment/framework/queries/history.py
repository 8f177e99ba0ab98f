"""What was done to one item: who, when, why, and what every field said before and after.

Read from the history rows of the item, its nested lists, its links and its metrics: one query a
table, and one for each table whose titles are needed. The latest deeds only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from alignment.framework.queries.values import NESTED
from alignment.models import ITEM, LINK_UP, METRIC_FIELD, Deed, Item, Layer, Metric
from alignment.rules.graph import Graph
from alignment.tracing.queries import traced
from alignment.ui.formats import day, number
from alignment.verbs import deed_words

MOST_DEEDS = 50
MOST_ROWS = 500
SKIPPED = frozenset(
    {"id", "workspace", "key", "position", "version", "created", "updated", "meaning", "archived_by"}
    | {"lower_meaning", "upper_meaning", "confirmed_by", "confirmed_at", "browser", "suggested"}
)


@dataclass(frozen=True)
class Change:
    """One thing that a deed changed; empty text where there was or is nothing."""

    label: str
    before: str
    after: str


@dataclass
class Entry:
    """One deed as the history of an item shows it."""

    deed: Deed
    words: str
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """Rows of one model that belong to an item, and how a change of one is told."""

    model: Any
    where: Q
    label: str
    owner: str = ""


def history_of(item: Item) -> list[Entry]:
    """The latest deeds that touched an item, the latest first."""
    return entries_of(kinds_of(item), titles_in(traced(item.workspace)[0]))


def entries_of(told: Iterable["Kind"], titles: Mapping[Any, Mapping[int, str]] | None = None) -> list[Entry]:
    """The latest deeds that touched rows of some kinds, the latest first; `titles` are known already."""
    kinds = [(kind, _pairs(kind)) for kind in told]
    names = Names(kinds, titles)
    found: dict[int, list[Change]] = defaultdict(list)
    deeds: dict[int, Deed] = {}
    for kind, pairs in kinds:
        for past, before in pairs:
            if past.deed is not None:
                deeds[past.deed.pk] = past.deed
                found[past.deed.pk].extend(_changes(kind, past, before, names))
    latest = sorted(deeds.values(), key=lambda one: (one.at, one.pk), reverse=True)[:MOST_DEEDS]
    return [Entry(one, deed_words(one.verb, one.subject), found[one.pk]) for one in latest]


def kinds_of(item: Item) -> list[Kind]:
    """The tables in which the history of an item stands."""
    kinds = [Kind(type(item), Q(id=item.pk), "")]
    for nested in NESTED[item.layer].values():
        label = str(nested.model._meta.verbose_name).capitalize()
        kinds.append(Kind(nested.model, Q(**{f"{nested.owner}_id": item.pk}), label, nested.owner))
    if item.layer in LINK_UP:
        kinds.append(Kind(LINK_UP[item.layer], Q(lower_id=item.pk), _("Link to"), "lower"))
    if item.layer is not Layer.INITIATIVE:
        below = LINK_UP[Layer(item.layer + 1)]
        kinds.append(Kind(below, Q(upper_id=item.pk), _("Link from"), "upper"))
    on = METRIC_FIELD[item.layer]
    return [*kinds, Kind(Metric, Q(**{f"{on}_id": item.pk}), _("Metric"), on)]


def _pairs(kind: Kind) -> list[tuple[Any, Any]]:
    """Every history row with the one before it of the same row."""
    rows = kind.model.history.filter(kind.where).select_related("deed").order_by("-history_id")
    last: dict[int, Any] = {}
    pairs = []
    for past in reversed(rows[:MOST_ROWS]):
        pairs.append((past, last.get(past.id)))
        last[past.id] = past
    return pairs


def _changes(kind: Kind, past: Any, before: Any, names: "Names") -> Iterable[Change]:
    """What one history row says was changed."""
    if not kind.label:
        if past.history_type == "~" and before is not None:
            yield from differences(kind, past, before, names, prefix="")
        return
    words = row_words(kind, past, names)
    if past.history_type == "+":
        yield Change(kind.label, "", words)
    elif past.history_type == "-":
        yield Change(kind.label, words, "")
    elif before is not None:
        yield from differences(kind, past, before, names, prefix=f"{kind.label} “{words}”: ")


def differences(kind: Kind, past: Any, before: Any, names: "Names", prefix: str) -> Iterable[Change]:
    """The fields of a row that say something else than before; `prefix` says which row they are of."""
    for column in columns_of(kind):
        old, new = getattr(before, column.attname), getattr(past, column.attname)
        if old != new:
            label = f"{prefix}{column.verbose_name}" if prefix else column_label(column)
            yield Change(label, names.words(column, old), names.words(column, new))


def columns_of(kind: Kind) -> list[Any]:
    """The columns of a kind of row that are told: what people wrote, without what the row hangs on."""
    return [
        column
        for column in kind.model._meta.concrete_fields
        if column.name not in SKIPPED and column.name != kind.owner
    ]


def row_words(kind: Kind, past: Any, names: "Names") -> str:
    """A row of a list in a few words: the other end of a link, a behaviour, a metric's title."""
    if kind.owner in ("lower", "upper"):
        other = "upper" if kind.owner == "lower" else "lower"
        column = kind.model._meta.get_field(other)
        words = names.words(column, getattr(past, column.attname))
        return f"{words} – {past.reason}" if past.reason else words
    if kind.model is Metric:
        return str(past.title)
    said = [
        names.words(column, getattr(past, column.attname))
        for column in columns_of(kind)
        if getattr(past, column.attname) not in (None, "")
    ]
    return ", ".join(said)


class Names:
    """Says values in words; the titles and names that they point to are read once a table."""

    def __init__(
        self,
        kinds: list[tuple[Kind, list[tuple[Any, Any]]]],
        titles: Mapping[Any, Mapping[int, str]] | None = None,  # of what need not be read, by model
    ) -> None:
        wanted: dict[Any, set[int]] = defaultdict(set)
        for kind, pairs in kinds:
            for column in columns_of(kind):
                if isinstance(column, models.ForeignKey):
                    wanted[column.related_model].update(_told(kind, column.attname, pairs))
        known = titles or {}
        self._known = {
            model: known[model] if model in known else titles_of(model, ids) for model, ids in wanted.items()
        }

    def words(self, column: Any, value: Any) -> str:
        """A column's value as people read it."""
        return value_words(column, value, self._known)


def _told(kind: Kind, name: str, pairs: list[tuple[Any, Any]]) -> Iterable[int]:
    """The ids in one column that are told: of rows of a list always, of the item when they changed."""
    for past, before in pairs:
        new, old = getattr(past, name), getattr(before, name, None)
        if kind.label or (before is not None and new != old):
            yield from filter(None, (new, old))


def titles_in(graph: Graph) -> dict[Any, dict[int, str]]:
    """The titles of all items of a workspace, by model and id."""
    found: dict[Any, dict[int, str]] = {model: {} for model in ITEM.values()}
    for node in graph.nodes.values():
        found[ITEM[node.layer]][node.id] = node.title
    return found


def titles_of(model: Any, ids: set[int], **where: Any) -> dict[int, str]:
    """The titles or names of some rows, by id; what is gone is left out."""
    if not ids:
        return {}
    named = {column.name for column in model._meta.concrete_fields}
    title = next((name for name in ("title", "name") if name in named), "")
    rows = model._default_manager.filter(pk__in=ids, **where)
    if not title:  # a share link, a comment: each says itself what it is called
        return {row.pk: str(row) for row in rows}
    return dict(rows.values_list("pk", title))


def column_label(column: Any) -> str:
    """What a column is called, at the beginning of a line."""
    return str(capfirst(column.verbose_name))


def value_words(column: Any, value: Any, known: Mapping[Any, Mapping[int, str]]) -> str:
    """A column's value as people read it; `known` has the titles of the rows it may point to, by model."""
    if value is None or value in ("", []):
        return ""
    if isinstance(column, models.ForeignKey):
        return known[column.related_model].get(value, "?")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return plain_words(value)


def plain_words(value: Any) -> str:
    """Numbers, dates, lists, yes and no as people read them."""
    if value is True or value is False:
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return day(value.date())
    if isinstance(value, date):
        return day(value)
    if isinstance(value, (int, Decimal)):
        return number(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(one) for one in value)
    return str(value)
