"""What a target group reads: why it matters, the situations, what they gain, their path (B16, B18)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.briefings.briefs import Brief
from alignment.briefings.headline import by_month
from alignment.briefings.plain_words import for_learners
from alignment.models import Initiative as Work
from alignment.rules.content import Goal, Initiative, Layer, Learning, Moment, is_live
from alignment.rules.graph import Graph
from alignment.ui.formats import period, quantity


@dataclass(frozen=True, slots=True)
class Why:
    """A business goal in plain words."""

    title: str
    matters: str
    by: str  # "June 2027"; empty when no date is known, or it has passed


@dataclass(frozen=True, slots=True)
class Situation:
    """A moment that the group will meet, and what helps in it."""

    title: str
    what: str
    helps: tuple[str, ...]
    learn: tuple[str, ...]  # what they will be able to do in it


@dataclass(frozen=True, slots=True)
class Gain:
    """What somebody will be able to do, who, and what is in it for them."""

    title: str
    gain: str
    groups: tuple[str, ...]
    by: tuple[str, ...]  # the work that builds it


@dataclass(frozen=True, slots=True)
class PathStep:
    """One initiative as learners meet it."""

    title: str
    kind: str
    start: date | None
    end: date | None
    hours: Decimal | None
    is_sure: bool  # approved or further
    is_over: bool
    builds: tuple[str, ...]
    ask: str

    @property
    def when_words(self) -> str:
        """Its time in words; empty when no date is known."""
        return period(self.start, self.end)

    @property
    def hours_words(self) -> str:
        """The hours of a person."""
        return quantity(self.hours, _("hours")) if self.hours is not None else ""


def goals_of(brief: Brief) -> list[Goal]:
    """The live goals that the learning serves, the first in rank on top."""
    return [one.goal for one in brief.base.goals]


def whys_of(brief: Brief) -> list[Why]:
    """The goals in plain words."""
    people = brief.names.values()
    return [
        Why(
            one.title,
            for_learners(one.why_it_matters or one.problem, people),
            by_month(one.horizon_end) if one.horizon_end and one.horizon_end >= brief.source.as_of else "",
        )
        for one in goals_of(brief)
    ]


def learning_of(brief: Brief) -> list[Learning]:
    """What the groups of the briefing learn; everything when it is about no group in particular."""
    wanted = set(brief.groups)
    live = [one for one in brief.content.learning_outcomes if not one.archived and not one.foreign]
    if not brief.asked.group:
        return live
    return [one for one in live if wanted & {need.group for need in one.target_groups}]


def situations_of(brief: Brief) -> list[Situation]:
    """The moments that what is learned prepares for."""
    graph, people = brief.source.graph, brief.names.values()
    learned = {one.key: one.title for one in learning_of(brief)}
    found = []
    for moment in brief.content.moments:
        ways = [edge.lower for edge in graph.below.get(moment.key, ())] if is_live_moment(moment) else []
        learn = tuple(learned[key] for key in ways if key in learned)
        if learn:
            helps = [one.text for one in moment.behaviours if one.effect == "helps"]
            found.append(
                Situation(
                    moment.title,
                    for_learners(moment.situation, people),
                    tuple(text for text in (for_learners(one, people) for one in helps) if text),
                    learn,
                )
            )
    return found


def is_live_moment(moment: Moment) -> bool:
    """Whether learning has a part in a moment."""
    return not moment.archived and not moment.not_a_learning_problem.strip()


def gains_of(brief: Brief) -> list[Gain]:
    """What people will be able to do, with what each gains."""
    names = {group.key: group.name for group in brief.source.content.target_groups}
    titles = {one.key: one.title for one in _work(brief)}
    people = brief.names.values()
    return [
        Gain(
            one.title,
            for_learners(one.gain, people),
            tuple(names[need.group] for need in one.target_groups if need.group in names),
            tuple(titles[key] for key in _below(brief.source.graph, one.key) if key in titles),
        )
        for one in learning_of(brief)
    ]


def path_of(brief: Brief) -> list[PathStep]:
    """The initiatives that build it, in the order of their dates; those without a date come last."""
    learned = {one.key: one.title for one in learning_of(brief)}
    graph, labels = brief.source.graph, dict(Work.Kind.choices)
    steps = []
    for one in _work(brief):
        builds = tuple(learned[edge.upper] for edge in graph.above.get(one.key, ()) if edge.upper in learned)
        if not builds:
            continue
        over = one.status == "completed" or (one.end is not None and one.end < brief.source.as_of)
        steps.append(
            PathStep(
                title=one.title,
                kind=str(labels.get(one.kind, "")),
                start=one.start,
                end=one.end,
                hours=one.hours,
                is_sure=one.status != "proposed",
                is_over=over,
                builds=builds,
                ask=brief.names.get(one.owner, ""),
            )
        )
    return sorted(steps, key=lambda one: (one.is_over, one.start or date.max))


def open_of(brief: Brief) -> Iterator[str]:
    """What is not settled yet, as learners would ask it."""
    steps = path_of(brief)
    for gain in gains_of(brief):
        if not gain.by:
            yield _("Nothing is planned yet by which you would learn “%(what)s”.") % {"what": gain.title}
    for step in steps:
        if not step.is_sure:
            yield _("“%(what)s” is proposed and not decided yet.") % {"what": step.title}
        elif step.start is None and not step.is_over:
            yield _("“%(what)s” has no date yet.") % {"what": step.title}
    shown = {item.key for _layer, item in brief.content.layered()}
    again = sum(
        edge.suspect and edge.lower in shown and edge.upper in shown for edge in brief.source.graph.counted
    )
    if again:
        yield ngettext(
            "%(count)s step between what you learn and the goal is being checked again.",
            "%(count)s steps between what you learn and the goal are being checked again.",
            again,
        ) % {"count": again}
    if not any(one.figure and one.figure.standing.current is not None for one in brief.base.goals):
        yield _("Nobody has measured yet whether the goal comes nearer.")


def whom_to_ask(brief: Brief) -> list[str]:
    """The people who answer for the path, once each."""
    return list(
        dict.fromkeys(step.ask for step in path_of(brief) if step.ask and step.is_sure and not step.is_over)
    )


def _work(brief: Brief) -> list[Initiative]:
    return [one for one in brief.content.initiatives if is_live(Layer.INITIATIVE, one)]


def _below(graph: Graph, key: str) -> list[str]:
    return [edge.lower for edge in graph.below.get(key, ())]
