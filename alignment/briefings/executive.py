"""The executive briefing, made from a plan's content and trace: pure data, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from alignment.briefings.dates import Due, next_dates
from alignment.briefings.figures import Figure, GoalFacts, figures_of, goal_facts, main_figures
from alignment.briefings.headline import headline, support_sentence
from alignment.rules.content import BriefingWording, Item, Layer, PlanContent
from alignment.rules.gaps import Gap, GapKind, gaps
from alignment.rules.graph import Graph
from alignment.rules.paths import Path, best_path, reach_down
from alignment.rules.verdicts import Trace
from alignment.tracing.words import confidence_in_print, gap_sentence
from alignment.ui.formats import money as amount_words

Row = TypeVar("Row", bound=Item)

MOST_CHAINS = 6
MOST_LIMITS = 5
#: What an executive must know of what is missing; the rest is the learning team's own to-do list.
TELLING = (
    GapKind.NO_LINK_UP,
    GapKind.CLAIM,
    GapKind.STALE,
    GapKind.TARGET_PASSED,
    GapKind.SUSPECT,
    GapKind.NO_READING,
    GapKind.HORIZON_OVER,
)


@dataclass(frozen=True, slots=True)
class Chain:
    """One line of the trace, from a goal down to an initiative, with its weakest hop."""

    goal: str
    outcome: str
    moment: str
    learning: str
    initiative: str
    weakest: str  # "Give feedback → Monthly talk: reasoned, not yet shown"
    sound: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What the reader is asked to decide; generated when nobody wrote one."""

    text: str
    day: date | None
    options: tuple[str, ...]
    if_nobody: str
    written: bool


@dataclass(frozen=True)
class ExecutiveBriefing:
    """Everything an executive briefing prints."""

    as_of: date
    headline: str
    headline_is_edited: bool
    edited_on: date | None
    support: str
    decision: Decision | None
    figures: list[Figure]
    chains: list[Chain]
    limits: list[str]
    next_dates: list[Due]
    next_words: tuple[str, ...]
    goals: list[GoalFacts]
    all_figures: list[Figure]


def executive(
    content: PlanContent, graph: Graph, trace: Trace, as_of: date, wording: BriefingWording | None = None
) -> ExecutiveBriefing:
    """The briefing of a plan as of a day; `wording` holds what people wrote over the generated text.

    `graph` and `trace` are those of the whole workspace, so that work at home elsewhere counts too.
    """
    wording = wording or BriefingWording(reader="executive")
    figures = figures_of(content, as_of)
    facts = goal_facts(content, trace, figures)
    found = gaps(content, graph, trace, as_of)
    return ExecutiveBriefing(
        as_of=as_of,
        headline=wording.headline or headline(facts),
        headline_is_edited=bool(wording.headline),
        edited_on=wording.edited_on,
        support=support_sentence(facts),
        decision=_decision(wording, content, found),
        figures=main_figures(figures, facts),
        chains=_chains(graph, trace, facts),
        limits=_lines(wording.risks) or _limits(found),
        next_dates=next_dates(content, as_of),
        next_words=tuple(_lines(wording.next_90_days)),
        goals=facts,
        all_figures=figures,
    )


def of_goal(content: PlanContent, graph: Graph, goal: str) -> PlanContent:
    """A content narrowed to one goal: its own chain and nothing beside it."""
    shown = reach_down(graph, goal) | {goal}

    def kept(items: Sequence[Row]) -> tuple[Row, ...]:
        return tuple(item for item in items if item.key in shown)

    return replace(
        content,
        goals=kept(content.goals),
        outcomes=kept(content.outcomes),
        moments=kept(content.moments),
        learning_outcomes=kept(content.learning_outcomes),
        initiatives=kept(content.initiatives),
    )


def _decision(wording: BriefingWording, content: PlanContent, found: list[Gap]) -> Decision | None:
    if wording.decision:
        return Decision(
            wording.decision,
            wording.decision_date,
            tuple(_lines(wording.options)),
            wording.if_nobody_decides,
            True,
        )
    idle = next((gap for gap in found if gap.layer is Layer.INITIATIVE and gap.kind in TELLING), None)
    if idle is None:
        return None
    cost = amount_words(idle.amount, idle.currency) if idle.amount else _("an amount nobody has recorded")
    words = {"what": idle.title, "cost": cost}
    return Decision(
        _("“%(what)s” costs %(cost)s and no chain shows which business goal it serves.") % words,
        None,
        (_("Stop it."), _("Name the goal it serves and keep it."), _("Carry on as it is.")),
        _("If nobody decides, it goes on and costs %(cost)s.") % words,
        False,
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _limits(found: list[Gap]) -> list[str]:
    told = [gap for gap in found if gap.kind in TELLING]
    told.sort(key=lambda gap: TELLING.index(gap.kind))
    return [gap_sentence(gap) for gap in told[:MOST_LIMITS]]


def _chains(graph: Graph, trace: Trace, facts: Sequence[GoalFacts]) -> list[Chain]:
    """The surest line to each goal's outcomes, one an outcome, goals in rank order."""
    chains: list[Chain] = []
    for one in facts:
        for path in _paths_to(graph, trace, one.goal.key):
            chains.append(_chain(graph, path, one.goal.title))
            if len(chains) == MOST_CHAINS:
                return chains
    return chains


def _paths_to(graph: Graph, trace: Trace, goal: str) -> list[Path]:
    """The best path of every initiative that reaches a goal, the surest first, one for each outcome."""
    found = [path for one in trace.reaching(goal) if (path := best_path(graph, one.key, goal))]
    found.sort(key=lambda path: (not path.sound, -(path.strength or 0)))
    by_outcome: dict[str, Path] = {}
    for path in found:
        by_outcome.setdefault(path.keys[3], path)
    return list(by_outcome.values())


def _chain(graph: Graph, path: Path, goal: str) -> Chain:
    initiative, learning, moment, outcome = (graph.nodes[key].title for key in path.keys[:4])
    weakest, words = path.weakest, ""
    if weakest is not None and weakest.edge is not None:
        words = _("%(lower)s → %(upper)s: %(sure)s") % {
            "lower": graph.nodes[weakest.lower].title,
            "upper": graph.nodes[weakest.upper].title,
            "sure": confidence_in_print(weakest.edge.confidence),
        }
    return Chain(goal, outcome, moment, learning, initiative, words, path.sound)
