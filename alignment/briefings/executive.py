"""The executive briefing, made from a plan's content and trace: pure data, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from alignment.briefings.chains import Chain, chains_of
from alignment.briefings.costs import money_lines
from alignment.briefings.dates import MOST_DATES, Due, next_dates
from alignment.briefings.decisions import Decision, decision_of, lines
from alignment.briefings.figures import Figure, GoalFacts, figures_of, goal_facts, main_figures
from alignment.briefings.headline import headline, lead
from alignment.briefings.limits import Sight, limits_of
from alignment.briefings.shortening import (
    DECISION,
    HEADLINE,
    IF_NOBODY,
    LINE,
    MOST_LINES,
    MOST_OPTIONS,
    OPTION,
    Shortener,
    short,
)
from alignment.rules.content import BriefingWording, PlanContent
from alignment.rules.gaps import Gap, gaps
from alignment.rules.graph import Graph
from alignment.rules.verdicts import Trace
from alignment.ui.formats import number

EXECUTIVE = "executive"
MOST_SHARES = 1
SHARES_LENGTH = 180


@dataclass(frozen=True)
class ExecutiveBriefing:
    """Everything an executive briefing prints."""

    as_of: date
    headline: str
    lead: str  # under the headline: the number that needs a look, and what the trace shows
    by_hand: tuple[str, ...]  # the parts that somebody wrote
    edited_on: date | None
    decision: Decision | None
    figures: list[Figure]
    chains: list[Chain]
    shares: list[str]
    money: list[str]
    limits: Sequence[str]
    next_words: Sequence[str]
    next_dates: list[Due]
    goals: list[GoalFacts]
    all_figures: list[Figure]
    in_full: list[tuple[str, list[str]]]  # what page 1 had to cut: a heading and its lines
    gaps: Sequence[Gap] = ()  # all of them: the limits name the most telling

    @property
    def reaches(self) -> bool:
        """Whether any line leads down to an initiative."""
        return any(chain.initiative for chain in self.chains)


def executive(
    content: PlanContent, graph: Graph, trace: Trace, as_of: date, wording: BriefingWording | None = None
) -> ExecutiveBriefing:
    """The briefing of a plan as of a day; `wording` holds what people wrote over the generated text.

    `graph` and `trace` are those of the whole workspace, so that work at home elsewhere counts too.
    """
    wording = wording or BriefingWording(reader=EXECUTIVE)
    figures = figures_of(content, as_of)
    facts = goal_facts(content, trace, figures)
    found = gaps(content, graph, trace, as_of)
    sight = Sight(content, trace, figures, facts, found)
    cut = Shortener()
    decision = decision_of(wording, content, trace, facts, as_of)
    return ExecutiveBriefing(
        as_of=as_of,
        headline=cut.text(_("Headline"), wording.headline.strip() or headline(facts), HEADLINE),
        lead=lead(facts),
        by_hand=_by_hand(wording),
        edited_on=wording.edited_on,
        decision=decision and _cut_decision(cut, decision),
        figures=main_figures(figures, facts),
        chains=chains_of(graph, facts),
        shares=_shares(content),
        money=money_lines(content, trace, as_of),
        limits=cut.lines(_("Limits"), lines(wording.risks), MOST_LINES, LINE) or limits_of(sight),
        next_words=cut.lines(_("Next 90 days"), lines(wording.next_90_days), MOST_LINES, LINE),
        next_dates=next_dates(content, as_of, max(1, MOST_DATES - len(lines(wording.next_90_days)))),
        goals=facts,
        all_figures=figures,
        in_full=cut.in_full,
        gaps=found,
    )


def _cut_decision(cut: Shortener, decision: Decision) -> Decision:
    return replace(
        decision,
        text=cut.text(_("Decision wanted"), decision.text, DECISION),
        options=tuple(cut.lines(_("Options"), decision.options, MOST_OPTIONS, OPTION)),
        if_nobody=cut.text(_("If nobody decides"), decision.if_nobody, IF_NOBODY),
    )


def _by_hand(wording: BriefingWording) -> tuple[str, ...]:
    parts = {
        _("headline"): wording.headline,
        _("decision"): wording.decision,
        _("limits"): wording.risks,
        _("next 90 days"): wording.next_90_days,
    }
    return tuple(name for name, text in parts.items() if text.strip())


def _shares(content: PlanContent) -> list[str]:
    """What an outcome's change is put down to, agreed with its owner or not: learning is never all of it."""
    found = []
    for outcome in content.outcomes:
        if outcome.contribution and not outcome.foreign and not outcome.archived:
            parts = ", ".join(f"{one.who} {number(one.share)}\u00a0%" for one in outcome.contribution)
            agreed = _("Agreed shares in “%(outcome)s”: %(parts)s.")
            open_yet = _("Shares in “%(outcome)s”, not agreed yet: %(parts)s.")
            words = agreed if outcome.contribution_agreed_on else open_yet
            text = words % {"outcome": short(outcome.title), "parts": parts}
            found.append(Truncator(text).chars(SHARES_LENGTH))
    return found[:MOST_SHARES]
