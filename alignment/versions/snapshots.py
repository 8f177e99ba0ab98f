"""Reads the versions of a plan, and opens one as the plan that it was."""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alignment.framework.queries.plans import Served, served, supported
from alignment.models import Plan, Snapshot, Story
from alignment.rules import content
from alignment.rules.gaps import Gap, findings
from alignment.rules.quoting import narrowed
from alignment.rules.score import Score, score
from alignment.rules.verdicts import trace
from alignment.tracing.kept import Kept
from alignment.tracing.map import MapView, map_view
from alignment.tracing.map_cards import Cards
from alignment.tracing.report import GoalRow
from alignment.tracing.sources import Source, cards_from, live, report_from
from alignment.tracing.words import gap_words
from alignment.versions.erased import erased_people, read_without
from alignment.versions.frozen import FrozenProblem, digest_of

PER_PAGE = 20
_sources: Kept[Source] = Kept(8)
_cards: Kept[Cards] = Kept(8)


@dataclass(frozen=True)
class VersionLine:
    """One version in the list, and whether it is unchanged since it was frozen."""

    version: Snapshot
    intact: bool

    @property
    def score(self) -> Score:
        """Links in place when it was frozen."""
        return Score(self.version.satisfied, self.version.expected)


@dataclass(frozen=True)
class Opened:
    """A version with the plan that it holds."""

    version: Snapshot
    intact: bool
    source: Source

    @property
    def plan(self) -> content.Plan:
        """The plan as it was."""
        return self.source.content.plans[0]

    @property
    def context(self) -> dict[str, Any]:
        """What every page of a version knows."""
        return {"version": self.version, "plan": self.plan, "intact": self.intact}


@dataclass(frozen=True)
class State:
    """One side of a comparison: a version, or the plan as it is now (`version` is None)."""

    source: Source
    version: Snapshot | None = None
    intact: bool = True


@dataclass(frozen=True)
class VersionOverview:
    """A version at a glance, as the overview of a plan tells it."""

    served: Served
    supported: Served
    score: Score
    gaps: tuple[Gap, ...]
    goals: list[GoalRow]

    @property
    def gap_lines(self) -> list[dict[str, str]]:
        """The gaps in words: layer, title and what was wrong."""
        return [{"layer": gap.layer.word, "title": gap.title, "words": gap_words(gap)} for gap in self.gaps]


def version_page(plan: Plan, number: int | str = 1) -> "tuple[Page[Snapshot], list[VersionLine]]":
    """One page of a plan's versions, the latest first: three queries."""
    rows = Snapshot.objects.filter(plan=plan).select_related("made_by").order_by("-number")
    page = Paginator(rows, PER_PAGE).get_page(number)
    digests = dict(plan.snapshots.values_list("number", "digest"))
    lines = []
    for row in page.object_list:
        row.plan = plan
        lines.append(VersionLine(row, row.digest == digest_of(row, digests.get(row.number - 1, ""))))
    return page, lines


def versions_of(plan: Plan) -> list[Snapshot]:
    """A plan's versions without what they hold, the latest first."""
    return list(Snapshot.objects.filter(plan=plan).defer("content").order_by("-number"))


def next_number(plan: Plan) -> int:
    """The number that the next version of a plan will have."""
    return int(plan.snapshots.aggregate(last=Max("number"))["last"] or 0) + 1


def open_version(version: Snapshot) -> Opened:
    """The plan that a version holds; FrozenProblem when it cannot be read."""
    earlier = Snapshot.objects.filter(plan=version.plan, number=version.number - 1)
    previous = earlier.values_list("digest", flat=True).first() or ""
    return Opened(version, version.digest == digest_of(version, previous), source_of(version))


def state_of(plan: Plan, number: int | None, today: date) -> State:
    """A version by its number, or the plan as it is; FrozenProblem when the version cannot be read."""
    if number is None:
        return State(live(plan, today))
    version = Snapshot.objects.select_related("made_by").get(plan=plan, number=number)
    version.plan, version.workspace = plan, plan.workspace
    opened = open_version(version)
    return State(opened.source, version, opened.intact)


def source_of(version: Snapshot) -> Source:
    """What the pages of a version are drawn from; FrozenProblem when it cannot be read."""

    erased = erased_people(version.workspace)

    def make() -> Source:
        what = read_without(version.content, erased)
        return Source(what.content, what.graph, trace(what.graph), what.plan, version.as_of)

    return _quoting(version, _sources.get_settled(version.workspace, make, *_place(version), erased))


def _quoting(version: Snapshot, found: Source) -> Source:
    """The same, in which nothing is quoted that whoever said it does not permit any more."""
    stories = found.content.stories
    if not stories:
        return found
    rows = Story.objects.filter(workspace=version.workspace, key__in=[one.key for one in stories])
    now = dict(rows.values_list("key", "permission"))
    told = tuple(narrowed(one, now.get(one.key, "")) for one in stories)
    return found if told == stories else replace(found, content=replace(found.content, stories=told))


def title_of(version: Snapshot) -> str:
    """What the plan is called in a version; only its number when that cannot be read."""
    try:
        return str(source_of(version).content.plans[0].title)
    except FrozenProblem:
        return _("Version %(n)s") % {"n": version.number}


def version_map(version: Snapshot, source: Source, goal: str = "", focus: str = "") -> MapView | None:
    """The map of a version, as `tracing.maps.map_of` gives that of a plan."""
    cards = _cards.get_settled(
        version.workspace,
        lambda: cards_from(source),
        *(*_place(version), erased_people(version.workspace), get_language()),
    )
    return map_view(cards, goal, focus)


def overview_of_version(source: Source) -> VersionOverview:
    """What the overview of a version says."""
    own = {node.key for node in source.graph.nodes.values() if node.plan == source.plan}
    return VersionOverview(
        served=served(source.graph, source.trace, source.plan),
        supported=supported(source.graph, source.trace, source.plan),
        score=score(source.graph, own),
        gaps=findings(source.content, source.graph, source.trace, source.as_of).gaps,
        goals=report_from(source).goals_only(),
    )


def _place(version: Snapshot) -> tuple[object, ...]:
    """Where a version is kept: by its very text, so that one that was tampered with is read anew."""
    return version.pk, version.as_of, sha256(version.content.encode()).digest()
