"""What people told about items: evidence in words, beside the numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alignment.models import METRIC_FIELD, Item, Plan, Story
from alignment.rules import content
from alignment.rules.content import PlanContent

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
    layer: str  # of the item
    item: Item | content.Item
    archived: bool

    @property
    def permission_words(self) -> str:
        """Whether it may be quoted, in words."""
        return {
            "named": _("May be quoted with the name"),
            "unnamed": _("May be quoted without the name"),
            "refused": _("Not to be quoted"),
        }.get(self.permission, _("Not asked yet whether it may be quoted"))

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


def stories_in(found: PlanContent) -> list[StoryLine]:
    """The stories that a plan's content holds about its own items, the latest first, as `stories_of_plan`."""
    names = {person.key: person.name for person in found.people}
    about = {
        item.key: (layer.word, item)
        for layer, item in found.layered()
        if not item.foreign and not item.archived
    }
    told = [one for one in found.stories if one.item in about and not one.archived]
    return [
        StoryLine(
            id=one.id,
            text=one.text,
            kind=str(Story.Kind(one.kind).label),
            who=names.get(one.person, one.who),
            date=one.date,
            permission=one.permission,
            layer=about[one.item][0],
            item=about[one.item][1],
            archived=False,
        )
        for _place, one in sorted(enumerate(told), key=lambda row: (row[1].date, row[0]), reverse=True)
    ]


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
        layer=row.layer.word,
        item=row.item,
        archived=row.is_archived,
    )
