"""What can be chosen for a briefing of each reader: what it is narrowed to, and how it is laid out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from alignment.briefings.briefs import Asked
from alignment.briefings.narrowing import deciders_of, groups_of
from alignment.briefings.readers import READERS, ReaderKind
from alignment.models import BriefingLayout
from alignment.rules.content import PlanContent
from alignment.tracing.sources import Source

NARROWS = ("goal", "group", "person")
#: From how many on there is something to choose: one goal alone is the whole plan.
LEAST = {"goal": 2, "group": 2, "person": 1}


@dataclass(frozen=True)
class Choice:
    """One thing to choose, by the name that it has in the address."""

    name: str
    label: str
    anything: str  # what it is called when nothing is chosen
    options: tuple[tuple[str, str | Promise], ...]
    chosen: str = ""


@dataclass(frozen=True)
class ReaderCard:
    """One reader with all that can be chosen for the briefing."""

    kind: ReaderKind
    choices: tuple[Choice, ...]


def cards_of(source: Source, layouts: Iterable[BriefingLayout]) -> list[ReaderCard]:
    """Every reader with the choices that there are for the plan."""
    kept = list(layouts)
    return [ReaderCard(kind, choices_for(source, kind, kept)) for kind in READERS.values()]


def choices_for(
    source: Source,
    kind: ReaderKind,
    layouts: Iterable[BriefingLayout],
    asked: Asked | None = None,
    layout: BriefingLayout | None = None,
) -> tuple[Choice, ...]:
    """What can be chosen for one reader; what is `asked` for stands chosen."""
    options = {"goal": _goals(source), "group": _groups(source.content), "person": _people(source.content)}
    words = {
        "goal": (_("Business goal"), _("all goals")),
        "group": (_("Target group"), _("all groups")),
        "person": (_("For whom"), _("nobody in particular")),
    }
    found = [
        Choice(name, *words[name], options[name], getattr(asked, name, ""))
        for name in kind.narrows
        if len(options[name]) >= LEAST[name]
    ]
    own = tuple((str(one.pk), one.name) for one in layouts if one.reader == kind.code)
    if own:
        found.append(Choice("layout", _("Layout"), _("the usual one"), own, str(layout.pk) if layout else ""))
    return tuple(found)


def query_of(asked: Asked, layout: BriefingLayout | None) -> str:
    """What was chosen as the query of an address, with its question mark; empty when it is the usual."""
    chosen: dict[str, object] = {name: getattr(asked, name) for name in NARROWS if getattr(asked, name)}
    if layout is not None:
        chosen["layout"] = layout.pk
    return f"?{urlencode(chosen)}" if chosen else ""


def asked_for(reader: str, query: Mapping[str, str]) -> Asked:
    """What an address asks for; what briefings of this reader are not narrowed to is left out."""
    kind = READERS[reader]
    given = {name: query.get(name, "").strip() for name in NARROWS}
    return Asked(reader, **{name: value for name, value in given.items() if name in kind.narrows})


def _goals(source: Source) -> tuple[tuple[str, str], ...]:
    return tuple(
        (goal.key, goal.title)
        for goal in source.content.goals
        if goal.key in source.trace.goals and not goal.foreign
    )


def _groups(content: PlanContent) -> tuple[tuple[str, str], ...]:
    names = {one.key: one.name for one in content.target_groups}
    return tuple((key, names[key]) for key in groups_of(content))


def _people(content: PlanContent) -> tuple[tuple[str, str], ...]:
    names = {one.key: one.name for one in content.people}
    return tuple((key, names[key]) for key in deciders_of(content))
