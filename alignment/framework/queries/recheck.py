"""The links to re-check, grouped by the change that caused them: for a plan, a workspace, a person.

The number of queries is fixed, whatever the number of links and groups; what is long is cut into
pages, and history is read in full only for the groups that are shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from alignment.framework.queries.causes import Cause, Causes, LinkId, Story, causes_of
from alignment.framework.queries.citing import with_citations
from alignment.framework.queries.confirmations import with_confirmations
from alignment.framework.queries.meanings import Difference, differences_of
from alignment.models import ITEM, LINK_UP, Deed, Item, Layer, Link, Person, Plan, Workspace
from alignment.people.concerns import Concern, concerns
from alignment.verbs import deed_words

GROUPS = 10
MOST_LINKS = 50  # of one group at once


@dataclass(frozen=True)
class Change:
    """What a group says above its links: which item, who did what and when, before and after."""

    cause: Cause
    item: Item | None  # None when something came back
    deeds: tuple[Deed, ...]  # oldest first
    differences: tuple[Difference, ...]
    known: bool  # whether what was there before is recorded

    @property
    def heading(self) -> str:
        """What happened, in a few words."""
        if self.item is not None:
            return _("“%(title)s” says something else") % {"title": self.item.title}
        if self.deeds:
            return deed_words(self.deeds[-1].verb, self.deeds[-1].subject)
        return _("Marked to re-check")

    @property
    def note(self) -> str:
        """What there is to say where nothing can be shown side by side; empty otherwise."""
        if self.item is None:
            return _returned(self.deeds[-1].verb if self.deeds else "")
        if not self.known:
            return _("What it said when the links were confirmed is not recorded.")
        return "" if self.differences else _("Both read the same, but something behind the words differs.")


@dataclass(frozen=True)
class Line:
    """One link to decide, with what else changed about it."""

    link: Any
    word: str  # the layer of its lower end, which addresses name
    others: tuple[Change, ...] = ()

    @property
    def ref(self) -> str:
        return f"{self.word}-{self.link.pk}"

    @property
    def seen(self) -> str:
        """What the page shows of the link, for the service to compare with what is there (services.links)."""
        link = self.link
        return f"{self.ref}:{link.version}:{link.lower.meaning}:{link.upper.meaning}"


@dataclass(frozen=True)
class Group:
    """The links that one change made suspect; `also` rest on it too and are decided elsewhere."""

    change: Change
    lines: tuple[Line, ...]
    also: tuple[Line, ...] = ()
    more: int = 0  # links of this change that are shown once some of these are decided

    @property
    def name(self) -> str:
        return self.change.cause.name


@dataclass(frozen=True)
class Asked:
    """A person whom links to re-check concern, and how many."""

    person: Person
    count: int


@dataclass(frozen=True)
class Queue:
    """All that there is to re-check in one place."""

    total: int  # links that are listed, on all pages
    everybody: int  # the same without the choice of a person
    people: tuple[Asked, ...]
    person: Person | None
    page: Page[Any]
    groups: tuple[Group, ...] = field(default=())


def queue_of(workspace: Workspace, *, plan: Plan | None, person: Person | None, page: str) -> Queue:
    """What is to be re-checked in a plan or a workspace, of one person or of all; latest change first."""
    every = [one for one in concerns(workspace) if plan is None or plan.pk in one.plans]
    found = [one for one in every if person is None or person.pk in one.people]
    causes = causes_of(found)
    links: dict[Cause, list[LinkId]] = defaultdict(list)
    for link, (first, *_others) in causes.of_link.items():
        links[first].append(link)
    order = sorted(links, key=lambda cause: (-causes.stories[cause].latest, -len(links[cause]), cause.name))
    shown = Paginator(order, GROUPS).get_page(page)
    groups = _groups(list(shown.object_list), links, causes)
    with_citations([line.link for group in groups for line in (*group.lines, *group.also)], workspace.slug)
    return Queue(
        total=len(found),
        everybody=len(every),
        people=_asked(workspace, every),
        person=person,
        page=shown,
        groups=groups,
    )


def line_of(link: Link) -> Line:
    """One link to re-check with all that changed about it, for its own page; no change when it is sound."""
    layer: Layer = link.lower.layer  # type: ignore[attr-defined]
    found = [one for one in concerns(link.workspace) if (one.layer, one.link) == (layer, link.pk)]
    causes = causes_of(found)
    changes = _changes([cause for some in causes.of_link.values() for cause in some], causes.stories)
    with_citations(with_confirmations([link]), link.workspace.slug)
    return Line(link, layer.word, tuple(changes.values()))


def person_named(workspace: Workspace, asked: str) -> Person | None:
    """The person of a workspace whose id an address names; None for anything else."""
    if not (asked.isascii() and asked.isdigit() and len(asked) < 18):
        return None
    return Person.objects.filter(workspace=workspace, pk=int(asked)).first()


def _asked(workspace: Workspace, found: Iterable[Concern]) -> tuple[Asked, ...]:
    counts = Counter(person for one in found for person in one.people)
    people = Person.objects.filter(workspace=workspace, pk__in=counts)
    asked = [Asked(person, counts[person.pk]) for person in people]
    return tuple(sorted(asked, key=lambda one: (one.person.name.casefold(), one.person.pk)))


def _groups(shown: list[Cause], links: Mapping[Cause, list[LinkId]], causes: Causes) -> tuple[Group, ...]:
    """The groups of a page, with every change that one of their links rests on."""
    cut = {cause: links[cause][:MOST_LINKS] for cause in shown}
    also: dict[Cause, list[LinkId]] = defaultdict(list)
    for link, (first, *others) in causes.of_link.items():
        for cause in others:
            if cause in cut and first != cause:
                also[cause].append(link)
    also = {cause: some[:MOST_LINKS] for cause, some in also.items()}
    ids = [link for some in (*cut.values(), *also.values()) for link in some]
    rows = _links(ids)
    told = {cause for some in cut.values() for link in some for cause in causes.of_link[link]}
    changes = _changes(told, causes.stories)
    return tuple(
        Group(
            change=changes[cause],
            lines=tuple(
                Line(rows[link], link[0].word, tuple(changes[one] for one in causes.of_link[link][1:]))
                for link in some
                if link in rows
            ),
            also=tuple(Line(rows[link], link[0].word) for link in also.get(cause, ()) if link in rows),
            more=len(links[cause]) - len(some),
        )
        for cause, some in cut.items()
    )


def _links(ids: Iterable[LinkId]) -> dict[LinkId, Any]:
    """Links by their ids, with both ends, their plans and confirmations: two queries a layer."""
    wanted: dict[Layer, set[int]] = defaultdict(set)
    for layer, pk in ids:
        wanted[layer].add(pk)
    found: dict[LinkId, Any] = {}
    for layer, pks in wanted.items():
        rows: Any = LINK_UP[layer].objects.filter(pk__in=pks)
        for row in rows.select_related("lower__plan", "upper__plan"):
            found[layer, row.pk] = row
    with_confirmations(list(found.values()))
    return found


def _changes(told: Iterable[Cause], stories: Mapping[Cause, Story]) -> dict[Cause, Change]:
    """Causes with their items, deeds, before and after."""
    mine = {cause: stories[cause] for cause in told}
    differences = differences_of(mine)
    deeds = Deed.objects.in_bulk({pk for story in mine.values() for pk in story.deeds})
    wanted: dict[Layer, set[int]] = defaultdict(set)
    for cause in mine:
        if cause.layer is not None:
            wanted[cause.layer].add(cause.item)
    items = {
        (layer, pk): item
        for layer, pks in wanted.items()
        for pk, item in ITEM[layer].objects.in_bulk(pks).items()
    }
    return {
        cause: Change(
            cause=cause,
            item=items.get((cause.layer, cause.item)) if cause.layer else None,
            deeds=tuple(deeds[pk] for pk in story.deeds if pk in deeds),
            differences=tuple(differences[cause]),
            known=bool(story.then),
        )
        for cause, story in mine.items()
    }


def _returned(verb: str) -> str:
    """Why links without a confirmation are to be re-checked, by the deed that took it away."""
    return {
        "restore": _("What comes back from the archive was out of sight. Say that its links still hold."),
        "restore_plan": _(
            "What comes back from the archive was out of sight. Say that its links still hold."
        ),
        "edit": _("It counts again since its status changed. Say that its links still hold."),
        "import": _(
            "The plan file says that these links are to be re-checked, or brought one of their ends back."
        ),
    }.get(verb, _("Nobody has confirmed these links as they are now."))
