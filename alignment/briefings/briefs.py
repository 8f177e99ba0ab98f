"""What a briefing is made from: the plan as its reader needs it, and the words written over it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from alignment.briefings.executive import ExecutiveBriefing, executive
from alignment.briefings.figures import Figure, figures_of
from alignment.briefings.narrowing import groups_of, of_goal, of_group, of_person
from alignment.briefings.promises import Promise
from alignment.briefings.readers import READERS, ReaderKind
from alignment.models import Plan, Reader, Snapshot
from alignment.rules.content import BriefingWording, PlanContent
from alignment.tracing.map import MapView
from alignment.tracing.sources import Source

Drawing = Callable[[str], MapView | None]


@dataclass(frozen=True)
class Asked:
    """Whom a briefing is for, and what it is narrowed to (keys; empty: the whole plan)."""

    reader: str = Reader.EXECUTIVE
    goal: str = ""
    group: str = ""
    person: str = ""

    @property
    def kind(self) -> ReaderKind:
        return READERS[self.reader]

    @property
    def is_whole(self) -> bool:
        """Whether it is about the whole plan, as the words that people wrote are.

        What is said to learners is said to all their groups.
        """
        return not self.goal and not self.person


@dataclass(frozen=True)
class Brief:
    """A plan as one reader needs it. `live` is the plan's row, None for a version or a file."""

    source: Source
    asked: Asked
    content: PlanContent
    base: ExecutiveBriefing
    promises: tuple[Promise, ...] = ()
    draw: Drawing | None = None
    live: Plan | None = None
    version: Snapshot | None = None  # the one that it is about

    @property
    def reader(self) -> str:
        return self.asked.reader

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of people by key."""
        return {person.key: person.name for person in self.source.content.people}

    @cached_property
    def own_figures(self) -> list[Figure]:
        """The numbers that matter to this reader: marked so for a person of that role, or for the one chosen.

        Volume is left out of all but the briefing for HR and L&D.
        """
        kind = self.asked.kind
        figures = figures_of(self.content, self.source.as_of, volume=self.reader == Reader.HR)
        if self.asked.person:
            people = {self.asked.person}
        else:
            people = {one.key for one in self.source.content.people if one.role in kind.roles}
        return [one for one in figures if people & set(one.metric.matters_to)]

    @cached_property
    def groups(self) -> list[str]:
        """The keys of the target groups that it is about."""
        return [self.asked.group] if self.asked.group else groups_of(self.content)


def narrowed(source: Source, asked: Asked) -> PlanContent:
    """The content that a briefing is about; KeyError for what the plan does not have."""
    content = source.content
    if asked.goal:
        if asked.goal not in source.trace.goals or source.graph.nodes[asked.goal].plan != source.plan:
            raise KeyError(asked.goal)
        content = of_goal(content, source.graph, asked.goal)
    if asked.person:
        if not any(one.key == asked.person and not one.archived for one in content.people):
            raise KeyError(asked.person)
        content = of_person(content, source.graph, asked.person)
    if asked.group:
        if asked.group not in groups_of(content):
            raise KeyError(asked.group)
        content = of_group(content, source.graph, asked.group)
    return content


def brief_of(
    source: Source,
    asked: Asked,
    *,
    wording: BriefingWording | None = None,
    promises: Sequence[Promise] = (),
    draw: Drawing | None = None,
    live: Plan | None = None,
) -> Brief:
    """The brief for a reader; KeyError when the plan has no such goal, person or group.

    What people wrote is about the whole plan, so a briefing about one goal speaks from the data alone.
    """
    content = narrowed(source, asked)
    said = wording if asked.is_whole else None
    base = executive(content, source.graph, source.trace, source.as_of, said)
    return Brief(source, asked, content, base, tuple(promises), draw, live)
