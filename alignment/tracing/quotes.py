"""Stories as readers outside may have them: what may be quoted, in words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from alignment.models import Story
from alignment.rules.content import PlanContent
from alignment.rules.quoting import quotable


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said or saw; `who` is empty unless the name may be told."""

    text: str
    who: str
    kind: str
    date: date


def quotes_of(content: PlanContent, about: Collection[str]) -> list[Quote]:
    """What may be quoted of the stories about some items, by their keys; the latest first."""
    names = {person.key: person.name for person in content.people}
    told = [one for story in content.stories if story.item in about and (one := quotable(story))]
    return [
        Quote(one.text, names.get(one.person, one.who), str(Story.Kind(one.kind).label), one.date)
        for one in sorted(told, key=lambda one: one.date, reverse=True)
    ]
