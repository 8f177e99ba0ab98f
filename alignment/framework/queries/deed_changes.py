"""What one deed changed, row by row, with every field before and after: told as in the history of an item."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q

from alignment.deeds import tracked_models
from alignment.framework.queries.history import (
    Change,
    Kind,
    Names,
    column_label,
    columns_of,
    differences,
    row_words,
)
from alignment.framework.queries.values import NESTED
from alignment.models import (
    LINK_UP,
    CatalogueLink,
    CatalogueSkill,
    Deed,
    ExpectationAnswer,
    LevelReading,
    Membership,
    MetricReader,
    Plan,
    Reading,
    RelevanceApproval,
    RequestComment,
    RequestGoal,
    RequestResult,
    Telling,
    TriageAnswer,
    Why,
)

MOST_ROWS = 100  # of one table
TITLES = ("title", "name", "text", "email")
#: The column of each table that says what a row hangs on.
HANGS_ON: dict[Any, str] = {
    **{nested.model: nested.owner for lists in NESTED.values() for nested in lists.values()},
    Reading: "metric",
    MetricReader: "metric",
    Telling: "metric",
    Membership: "user",
    ExpectationAnswer: "expectation",
    LevelReading: "learning_outcome",
    **dict.fromkeys((Why, RequestGoal, RequestResult, TriageAnswer, RequestComment), "request"),
    **dict.fromkeys((CatalogueSkill, CatalogueLink, RelevanceApproval), "item"),
}


@dataclass(frozen=True)
class Piece:
    """One row that a deed wrote: what it is, what happened to it, and its fields before and after."""

    heading: str
    happened: str  # added, changed, removed
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class DeedChanges:
    """The rows that a deed wrote; `more` of a large one are not listed."""

    pieces: tuple[Piece, ...]
    more: int = 0


def changes_of(row: Deed) -> DeedChanges:
    """What a deed changed: two queries a table and two more for each that it wrote, whatever the number."""
    kinds, more = [], 0
    for model in tracked_models():
        pairs, left_out = _pairs(model, row)
        more += left_out
        if pairs:
            label = str(model._meta.verbose_name).capitalize()
            kinds.append((Kind(model, Q(deed=row), label, HANGS_ON.get(model, "")), pairs))
    names = Names([(kind, [(after or before, before) for before, after in pairs]) for kind, pairs in kinds])
    pieces = (_piece(kind, before, after, names) for kind, pairs in kinds for before, after in pairs)
    return DeedChanges(tuple(one for one in pieces if one is not None), more)


def _pairs(model: Any, row: Deed) -> tuple[list[tuple[Any, Any]], int]:
    """(before, after) of each row that a deed wrote, None where there is none; how many are left out."""
    written: dict[int, list[Any]] = defaultdict(list)
    mine = model.history.filter(deed=row).order_by("history_id")
    found = list(mine[: MOST_ROWS + 1])
    left_out = mine.count() - MOST_ROWS if len(found) > MOST_ROWS else 0
    for past in found[:MOST_ROWS]:
        written[past.id].append(past)
    before = _before(model, list(written), found[0].history_id) if found else {}
    pairs = [(before.get(pk), _after(rows)) for pk, rows in written.items()]
    return [(old, new) for old, new in pairs if old is not None or new is not None], left_out


def _before(model: Any, ids: list[int], first: int) -> dict[int, Any]:
    """Rows as they were before a deed, whose first row of history in the table is `first`."""
    earlier = model.history.filter(id__in=ids, history_id__lt=first)
    last = earlier.values("id").annotate(last=Max("history_id")).values("last")
    return {past.id: past for past in model.history.filter(history_id__in=last) if past.history_type != "-"}


def _after(rows: list[Any]) -> Any:
    return None if rows[-1].history_type == "-" else rows[-1]


def _piece(kind: Kind, before: Any, after: Any, names: Names) -> Piece | None:
    heading = _heading(kind, after or before, names)
    if before is not None and after is not None:
        changes = tuple(differences(kind, after, before, names, prefix=""))
        return Piece(heading, "changed", changes) if changes else None
    told = tuple(_told(kind, after or before, names))
    if after is not None:
        return Piece(heading, "added", tuple(Change(label, "", words) for label, words in told))
    return Piece(heading, "removed", tuple(Change(label, words, "") for label, words in told))


def _told(kind: Kind, row: Any, names: Names) -> Iterable[tuple[str, str]]:
    """The fields of a row that say something."""
    for column in columns_of(kind):
        value = getattr(row, column.attname)
        words = "" if value is False else names.words(column, value)
        if words and column.related_model is not Plan:
            yield column_label(column), words


def _heading(kind: Kind, row: Any, names: Names) -> str:
    """A row in a few words: its title, or what it hangs on, or both ends of a link."""
    if kind.model in LINK_UP.values():
        ends = (kind.model._meta.get_field(end) for end in ("lower", "upper"))
        return f"{kind.label}: {' → '.join(names.words(end, getattr(row, end.attname)) for end in ends)}"
    title = next((str(getattr(row, name)) for name in TITLES if getattr(row, name, "")), "")
    if not title and not kind.owner:
        title = row_words(kind, row, names)
    return f"{kind.label} “{title}”" if title else kind.label
