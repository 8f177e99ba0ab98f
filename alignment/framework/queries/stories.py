"""What people told about items: evidence in words, beside the numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alignment.models import METRIC_FIELD, Item, Plan, Story

PLACES = tuple(METRIC_FIELD.values())


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One story as pages show it to members."""

    id: int
    text: str
    kind: str
    who: str  # empty when nobody wrote down who told it
    date: date
    permission: str  # the code
    permission_words: str
    item: Item
    archived: bool

    @property
    def tone(self) -> str:
        """How the permission is coloured: it may be quoted, it may not, or nobody has asked."""
        return {"named": "good", "unnamed": "good", "refused": "bad"}.get(self.permission, "quiet")


@dataclass(frozen=True, slots=True)
class ItemStories:
    """The stories about one item."""

    told: list[StoryLine]
    archived: list[StoryLine]


NO_STORIES = ItemStories([], [])


def stories_of(item: Item) -> ItemStories:
    """The stories about one item, the latest first. One query."""
    lines = _lines(Story.objects.filter(**{METRIC_FIELD[item.layer]: item}))
    return ItemStories(
        [line for line in lines if not line.archived], [line for line in lines if line.archived]
    )


def stories_of_plan(plan: Plan) -> list[StoryLine]:
    """The stories about the items at home in a plan, the latest first. One query."""
    home = Q()
    for place in PLACES:
        home |= Q(**{f"{place}__plan": plan, f"{place}__archived_at": None})
    return _lines(Story.objects.filter(home, archived_at=None))


def _lines(rows: QuerySet[Story]) -> list[StoryLine]:
    found = rows.select_related("person", *PLACES)
    return [_line(row) for row in _latest_first(found)]


def _latest_first(rows: Iterable[Story]) -> list[Story]:
    return sorted(rows, key=lambda row: (row.date, row.position, row.pk), reverse=True)


def _line(row: Story) -> StoryLine:
    return StoryLine(
        id=row.pk,
        text=row.text,
        kind=row.get_kind_display(),
        who=row.person.name if row.person else row.who,
        date=row.date,
        permission=row.permission,
        permission_words={
            "named": _("May be quoted with the name"),
            "unnamed": _("May be quoted without the name"),
            "refused": _("Not to be quoted"),
        }.get(row.permission, _("Not asked yet whether it may be quoted")),
        item=row.item,
        archived=row.is_archived,
    )
