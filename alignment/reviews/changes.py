"""What changed for one person between two states of a plan: their items, and the chains on which these stand.

People, target groups and other plans are left out: what is recorded about people is for members only.
So is what says nothing new to a reader: the place of an item in its list, marks that follow from another
change, and links and metrics that come or go with their item.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from alignment.rules.content import LISTS, Person, PlanContent
from alignment.rules.for_guests import for_guests
from alignment.rules.graph import Graph, graph_of_content
from alignment.rules.person_chains import concerning, own_items
from alignment.tracing.sources import Source
from alignment.versions.differences import Differences, Section, differences

#: The lists whose rows are told.
TOLD = frozenset({*LISTS.values(), "links", "metrics"})


@dataclass(frozen=True)
class PersonChanges:
    """What changed for somebody; `whole`: nothing carries their name, so it is what changed at all."""

    sections: tuple[Section, ...]
    counts: dict[str, int]
    whole: bool

    @property
    def total(self) -> int:
        """How many rows differ."""
        return sum(self.counts.values())


def changes_for(person: str, before: Source, after: Source) -> PersonChanges:
    """What changed between two states of a plan for a person (their key)."""
    keys: set[str] = set()
    for source in (before, after):
        keys |= concerning(shown_graph(source.content), own_items(source.content, person))
    whole = not keys
    shown = [for_guests(source.content) for source in (before, after)]
    there = [[item.key for _layer, item in content.layered()] for content in shown]
    if whole:
        keys = {key for some in there for key in some}
    order = {key: place for place, key in enumerate(dict.fromkeys([*there[1], *there[0]]))}
    lasting = set(there[0]) & set(there[1])
    found = differences(
        *(
            replace(source, content=_plain(narrowed(content, keys, source.plan), order, lasting))
            for source, content in zip((before, after), shown, strict=True)
        )
    )
    return _told(found, whole)


def shown_graph(content: PlanContent) -> Graph:
    """The graph of what a plan shows, and of nothing beside it."""
    return graph_of_content(content)


def narrowed(content: PlanContent, keys: Iterable[str], plan: str) -> PlanContent:
    """A content, as a guest sees it, with some of its items alone."""
    kept = set(keys)
    lists: dict[str, Any] = {
        name: tuple(
            replace(row, plan=plan, foreign=False) for row in getattr(content, name) if row.key in kept
        )
        for name in LISTS.values()
    }
    return replace(
        content,
        **lists,
        plans=content.plans[:1],
        people=tuple(Person(key=one.key, name=one.name) for one in content.people),
        links=tuple(one for one in content.links if one.lower in kept and one.upper in kept),
        metrics=tuple(one for one in content.metrics if one.item in kept),
        cited_metrics=(),
    )


def _plain(content: PlanContent, order: dict[str, int], lasting: set[str]) -> PlanContent:
    """The same without what is no news: one order for both states, links and metrics of what lasts."""
    lists: dict[str, Any] = {
        name: tuple(sorted(getattr(content, name), key=lambda row: order[row.key])) for name in LISTS.values()
    }
    return replace(
        content,
        **lists,
        links=tuple(
            replace(one, suspect=False) for one in content.links if {one.lower, one.upper} <= lasting
        ),
        metrics=tuple(replace(one, cadence="") for one in content.metrics if one.item in lasting),
    )


def _told(found: Differences, whole: bool) -> PersonChanges:
    sections = tuple(_short(one) for one in found.sections if one.name in TOLD)
    counts = Counter(row.states[0] for section in sections for row in section.rows)
    return PersonChanges(sections, dict(counts), whole)


def _short(section: Section) -> Section:
    """The same without what stayed in lists: of twenty readings, the one that came."""
    rows = (
        replace(
            row,
            fields=tuple(
                replace(one, entries=tuple(part for part in one.entries if part.state)) for one in row.fields
            ),
        )
        for row in section.rows
    )
    return replace(section, rows=tuple(rows))
