"""Reads where goals and initiatives of all plans stand: with cost, hours and what was decided.

Four narrow queries beside the graph and the titles of the plans, none when they were asked since the
workspace's last deed. What a page shows is worked out row by row, when the row is drawn.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from alignment.framework.queries.efforts import works
from alignment.models import BusinessGoal, Decision, Workspace
from alignment.portfolio.words import (
    Strength,
    cost_lines,
    decision_word,
    hours_words,
    purpose_word,
    strength_words,
)
from alignment.rules import content
from alignment.rules.effort import Effort, effort
from alignment.rules.graph import Node
from alignment.rules.score import Score
from alignment.rules.verdicts import GoalTrace, InitiativeTrace, Verdict
from alignment.tracing.kept import Kept
from alignment.tracing.queries import plan_titles
from alignment.tracing.report import GoalRow, InitiativeRow, Report, not_live, report_of

#: What leads to no goal over links: what stopping it would free stands on top of the portfolio.
SERVING_NOTHING = frozenset({Verdict.ORPHAN, Verdict.CLAIMED})
#: What somebody has to decide about.
UNDECIDED = SERVING_NOTHING | {Verdict.BROKEN}


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision that counts: the latest."""

    decision: str
    reason: str
    instead: str
    date: date
    by: str


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """What a goal says of itself beyond the graph."""

    priority: int | None
    no_learning: str
    no_learning_by: str


@dataclass(frozen=True)
class _Facts:
    """What the database knows beyond the graph: goals and decisions by id, the others by key."""

    goals: dict[int, GoalFacts]
    initiatives: dict[str, content.Initiative]
    decided: dict[int, Decided]
    plans: dict[str, str]


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """One initiative; `row` is None for one that is stopped or declined."""

    book: "Portfolio"
    node: Node
    row: InitiativeRow | None

    @property
    def title(self) -> str:
        return self.node.title

    @property
    def plan(self) -> str:
        """The title of its home plan."""
        return self.book.facts.plans.get(self.node.plan, "")

    @property
    def effort(self) -> Effort:
        """What it costs, and the hours it takes."""
        return effort([self.facts], self.book.currency)

    @property
    def facts(self) -> content.Initiative:
        """Its cost lines, hours and seats."""
        known = self.book.facts.initiatives.get(self.node.key)
        return known or content.Initiative(key=self.node.key, title=self.node.title)

    @property
    def decided(self) -> Decided | None:
        """The decision that counts."""
        return self.book.facts.decided.get(self.node.id)

    @property
    def to_decide(self) -> bool:
        """Whether it is expected to serve a goal, does not, and nobody has decided what happens to it."""
        if self.row is None or self.row.apart or self.decided is not None:
            return False
        return self.row.found.verdict in UNDECIDED

    @property
    def claimed(self) -> list[Node]:
        """The live goals that it says it supports."""
        nodes = (self.book.report.graph.nodes.get(key) for key in self.node.claims)
        return [node for node in nodes if node is not None and node.live]

    @property
    def found(self) -> InitiativeTrace | None:
        """What the trace says of it."""
        return self.row.found if self.row else None

    @property
    def strength(self) -> Strength:
        """The weakest hop of its best path to the goal that it serves most surely."""
        return strength_words(self.row.weakest if self.row else None)

    @property
    def cost_lines(self) -> list[str]:
        return cost_lines(self.effort)

    @property
    def hours_words(self) -> str:
        return hours_words(self.effort)

    @property
    def decision_word(self) -> str:
        return decision_word(self.decided.decision if self.decided else "")

    @property
    def purpose_word(self) -> str:
        return purpose_word(self.node.purpose)


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One live goal."""

    book: "Portfolio"
    row: GoalRow

    @property
    def node(self) -> Node:
        return self.row.node

    @property
    def found(self) -> GoalTrace:
        return self.row.found

    @property
    def title(self) -> str:
        return self.row.node.title

    @property
    def plan(self) -> str:
        """The title of its home plan."""
        return self.book.facts.plans.get(self.node.plan, "")

    @property
    def facts(self) -> GoalFacts:
        return self.book.facts.goals.get(self.node.id) or GoalFacts(None, "", "")

    @property
    def priority(self) -> int | None:
        """Its rank; None when nobody gave it one."""
        return self.facts.priority

    @property
    def strength(self) -> Strength:
        """The weakest hop of its best path."""
        return strength_words(self.row.weakest)


@dataclass(frozen=True)
class Portfolio:
    """All plans of a workspace at once."""

    report: Report
    facts: _Facts
    currency: str

    @property
    def score(self) -> Score:
        return self.report.score

    @cached_property
    def to_decide(self) -> int:
        """How many initiatives nobody has decided about."""
        rows = self.report.initiatives
        return sum(InitiativeLine(self, row.node, row).to_decide for row in rows)

    def lines(
        self, *, verdict: str = "", goal: str = "", gaps: bool = False, to_decide: bool = False
    ) -> list[InitiativeLine]:
        """The live initiatives asked for, the worst first, then those that stand first in their plan."""
        rows = self.report.only(verdict=verdict, goal=goal, gaps=gaps)
        lines = [InitiativeLine(self, row.node, row) for row in rows]
        return [line for line in lines if line.to_decide] if to_decide else lines

    def goals(self, *, goal: str = "", gaps: bool = False) -> list[GoalLine]:
        """The live goals asked for, by rank; those without one come last, in the order of their plans."""
        lines = [GoalLine(self, row) for row in self.report.goals_only(goal=goal, gaps=gaps)]
        return sorted(lines, key=lambda line: (line.priority is None, line.priority or 0))

    def stopped(self) -> list[InitiativeLine]:
        """What is stopped or declined, the latest decision first, then in the order of the plans."""
        lines = [InitiativeLine(self, node, None) for node in not_live(self.report.graph)]
        lines.sort(key=lambda line: line.decided.date if line.decided else date.min, reverse=True)
        return lines

    def effort_of(self, lines: list[InitiativeLine]) -> Effort:
        """What some initiatives take together."""
        return effort([line.facts for line in lines], self.currency)


_facts: Kept[_Facts] = Kept(8)


def portfolio_of(workspace: Workspace) -> Portfolio:
    """The portfolio of a workspace."""
    facts = _facts.get(workspace, lambda: _read(workspace))
    return Portfolio(report_of(workspace), facts, workspace.currency)


def dearest_first(lines: list[InitiativeLine], currency: str) -> list[InitiativeLine]:
    """Those that nobody decided about first; then by what is known of their cost in one currency."""

    def order(line: InitiativeLine) -> tuple[bool, bool, object]:
        known = next((one.total for one in line.effort.costs if one.currency == currency), None)
        return line.decided is not None, known is None, -(known or 0)

    return sorted(lines, key=order)


def _read(workspace: Workspace) -> _Facts:
    goals = BusinessGoal.objects.filter(workspace=workspace).values_list(
        "pk", "priority", "no_learning_planned", "no_learning_by__name"
    )
    decisions = Decision.objects.filter(workspace=workspace).order_by("position", "pk")
    return _Facts(
        goals={pk: GoalFacts(rank, why.strip(), by or "") for pk, rank, why, by in goals},
        initiatives=works(workspace),
        decided={
            pk: Decided(decision, reason, instead, day, by)
            for pk, decision, reason, instead, day, by in decisions.values_list(
                "initiative_id", "decision", "reason", "instead", "date", "by_name"
            )
        },
        plans=plan_titles(workspace),
    )
