"""The trace report: initiatives with verdict and goals, goals with what reaches them, and the score.

It reads the kept graph and verdicts only, so a report of thousands of initiatives costs no query;
what a page shows of them is worked out row by row, when the row is drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from alignment.models import Plan, Workspace
from alignment.rules.bits import members
from alignment.rules.content import Layer
from alignment.rules.graph import Graph, Node
from alignment.rules.scope import is_apart, scope
from alignment.rules.score import Score, score
from alignment.rules.strength import Weakest, weakest_above, weakest_below
from alignment.rules.verdicts import GoalTrace, InitiativeTrace, Trace, Verdict
from alignment.tracing.queries import traced
from alignment.tracing.words import confidence_word, outcomes_words, verdict_words, work_words

#: The worst first: what needs a decision stands on top.
WORST_FIRST = (Verdict.ORPHAN, Verdict.CLAIMED, Verdict.BROKEN, Verdict.UNCONFIRMED, Verdict.TRACED)
GOALS_NAMED = 3
UNSUPPORTED = frozenset({f"reaches_{step}" for step in range(1, 5)})


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """One live initiative of the report."""

    graph: Graph
    node: Node
    found: InitiativeTrace
    apart: bool  # personal development or compliance: not expected to link upward
    foreign: bool

    @property
    def title(self) -> str:
        return self.node.title

    @property
    def status(self) -> str:
        return self.node.status

    @property
    def order(self) -> tuple[int, str]:
        """Sorts by verdict, the worst first."""
        return WORST_FIRST.index(self.found.verdict), self.found.stops_at or ""

    @property
    def verdict_words(self) -> str:
        return verdict_words(self.found)

    @property
    def strength(self) -> int | None:
        """The weakest hop on its strongest path to any goal, 0–3; None when it reaches none."""
        return next((n for n in (3, 2, 1, 0) if self.found.sets[n][self.found.place]), None)

    @property
    def strength_words(self) -> str:
        return confidence_word(self.strength)

    @property
    def weakest(self) -> Weakest | None:
        """The hop that bounds it; None when it reaches no goal."""
        return weakest_above(self.graph, self.node.key)

    @property
    def goal_count(self) -> int:
        return self.found.reached.bit_count()

    @property
    def goals(self) -> list[tuple[Node, str]]:
        """The goals it reaches with how sure, in key order."""
        return [(self.graph.nodes[key], confidence_word(sure)) for key, sure in self.found.goals.items()]

    @property
    def first_goals(self) -> list[Node]:
        """The first few of the goals it reaches."""
        numbers = members(self.found.reached)
        return [
            self.graph.nodes[self.found.names[n]]
            for n, _place in zip(numbers, range(GOALS_NAMED), strict=False)
        ]

    @property
    def more_goals(self) -> int:
        """How many goals it reaches beyond the first few."""
        return max(0, self.goal_count - GOALS_NAMED)


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One live goal of the report."""

    graph: Graph
    trace: Trace
    node: Node
    found: GoalTrace

    @property
    def title(self) -> str:
        return self.node.title

    @property
    def outcomes_words(self) -> str:
        return outcomes_words(self.found)

    @property
    def work_words(self) -> str:
        return work_words(self.found)

    @property
    def strength_words(self) -> str:
        return confidence_word(self.found.strength)

    @property
    def weakest(self) -> Weakest | None:
        """The hop that bounds it; None when no initiative reaches it."""
        return weakest_below(self.graph, self.node.key)


@dataclass(frozen=True)
class Report:
    """What the trace report of a plan or a workspace says, in key order."""

    graph: Graph
    trace: Trace
    initiatives: list[InitiativeRow]
    goals: list[GoalRow]
    score: Score

    @cached_property
    def expected(self) -> list[InitiativeRow]:
        """The initiatives that are expected to serve a goal."""
        return [row for row in self.initiatives if not row.apart]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of those have each verdict, the worst first; verdicts that nothing has are left out."""
        found = dict.fromkeys(WORST_FIRST, 0)
        for row in self.expected:
            found[row.found.verdict] += 1
        return {str(verdict): count for verdict, count in found.items() if count}

    @property
    def serving(self) -> int:
        """How many of them are linked to a goal with every reason given: the first fact (A01)."""
        return self.counts.get(Verdict.TRACED, 0)

    def only(self, *, verdict: str = "", goal: str = "", gaps: bool = False) -> list[InitiativeRow]:
        """The initiatives with a verdict, reaching a goal (key), or with a gap in their chain.

        The worst come first, and then those that stand first in their plan.
        """
        rows = [row for row in self._filtered(goal) if _wanted(row, verdict, gaps)]
        return sorted(rows, key=lambda row: (*row.order, self._places[row.node.key]))

    def goals_only(self, *, goal: str = "", gaps: bool = False) -> list[GoalRow]:
        """The goals asked for: one by key, or those that nothing supports and nobody ruled out."""
        rows = [row for row in self.goals if not goal or row.node.key == goal]
        rows.sort(key=lambda row: self._places[row.node.key])
        return [row for row in rows if not gaps or row.found.verdict in UNSUPPORTED]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.graph.nodes)}

    def _filtered(self, goal: str) -> Iterator[InitiativeRow]:
        wanted = self.trace.goal_set({goal}) if goal else 0
        for row in self.initiatives:
            if not goal or row.found.reached & wanted:
                yield row


def _wanted(row: InitiativeRow, verdict: str, gaps: bool) -> bool:
    if verdict and row.found.verdict != verdict:
        return False
    return not gaps or (not row.apart and row.found.verdict is not Verdict.TRACED)


def report_of(workspace: Workspace, plan: Plan | None = None) -> Report:
    """The report of a plan (design, 3.5 Scope) or of the whole workspace; no query when the trace is kept."""
    return make_report(*traced(workspace), plan.key if plan else None)


def make_report(graph: Graph, trace: Trace, plan: str | None) -> Report:
    """The report of a plan (its key) or of everything, from verdicts that are there already."""
    shown = scope(graph, trace, plan)
    return Report(
        graph,
        trace,
        [
            InitiativeRow(
                graph, graph.nodes[key], trace.initiatives[key], is_apart(graph, key), key in shown.foreign
            )
            for key in shown.initiatives
        ],
        [GoalRow(graph, trace, graph.nodes[key], trace.goals[key]) for key in shown.goals],
        score(graph, None if plan is None else shown.own),
    )


def not_live(graph: Graph, plan: Plan | None = None) -> list[Node]:
    """Initiatives that are stopped or declined, shown apart; archived ones stand in the history."""
    return [
        node
        for node in graph.nodes.values()
        if node.layer is Layer.INITIATIVE
        and not node.archived
        and node.status in {"stopped", "declined"}
        and (plan is None or node.plan == plan.key)
    ]
