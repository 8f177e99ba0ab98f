"""A plan at a glance: its steps, what to fix next, who was consulted."""

from dataclasses import dataclass
from datetime import date

from alignment.framework.queries.heard import unheard_in
from alignment.framework.queries.plans import Served, served, supported
from alignment.framework.queries.strength import GoalLines, goal_lines
from alignment.framework.questions import STEPS, StepText
from alignment.framework.step_words import StepWords
from alignment.models import FrameworkRole, Plan
from alignment.rules.content import Consultation, Layer, PlanContent
from alignment.rules.gaps import Gap, SetAside, fix_next
from alignment.rules.roe import Roe, roe_of
from alignment.rules.score import Score, score
from alignment.rules.steps import GUIDED, Progress, StepState, complete_steps, next_step, steps_of
from alignment.rules.suspects import to_recheck
from alignment.tracing.contents import content_of
from alignment.tracing.gaps import findings_of
from alignment.tracing.queries import traced


@dataclass(frozen=True)
class Consulted:
    """Somebody who was consulted: the name, else the role, else what the note says."""

    who: str
    role: str
    date: date | None
    note: str


@dataclass(frozen=True)
class StepLine:
    """One step on the task list."""

    text: StepText
    state: StepState
    sentence: str
    consulted: tuple[Consulted, ...]

    @property
    def is_guided(self) -> bool:
        """Whether it is one of the four steps."""
        return self.state.step in GUIDED

    @property
    def tone(self) -> str:
        """The colour of its mark, besides the words."""
        return TONES[self.state.status]


TONES = {
    Progress.NOT_STARTED: "quiet",
    Progress.IN_PROGRESS: "info",
    Progress.COMPLETE: "good",
    Progress.NEEDS_ATTENTION: "warn",
}


@dataclass(frozen=True)
class Overview:
    """All that the overview of a plan says."""

    content: PlanContent
    steps: tuple[StepLine, ...]
    complete: int
    next_text: StepText | None  # the first step that is not complete
    gaps: tuple[Gap, ...]
    hints: tuple[Gap, ...]
    set_aside: tuple[SetAside, ...]
    served: Served
    supported: Served
    score: Score
    parked: int
    goals: GoalLines
    unheard: list[str]  # the roles that nobody has talked to yet
    to_recheck: int  # links of the plan that are suspect
    roe: Roe  # the return on what is expected in the plan

    @property
    def fixes(self) -> list[Gap]:
        """What to fix next: the three most useful things."""
        return fix_next(self.gaps)

    @property
    def is_empty(self) -> bool:
        """Whether the plan holds nothing yet."""
        return all(line.state.status is Progress.NOT_STARTED for line in self.steps)


def overview_of(plan: Plan, today: date) -> Overview:
    """The overview of a plan as of a day. Reads nothing when the workspace was read since its last deed."""
    content = content_of(plan.workspace, plan)
    graph, trace = traced(plan.workspace)
    found = findings_of(plan, today)
    states = steps_of(content, today)
    words = StepWords(content)
    before = [None, *states]
    own = {node.key for node in graph.nodes.values() if node.plan == plan.key}
    upcoming = next_step(states)
    return Overview(
        content=content,
        steps=tuple(
            StepLine(text, state, words.sentence(state, before[place]), consulted_in(content, state.step))
            for place, (text, state) in enumerate(zip(STEPS, states, strict=True))
        ),
        complete=complete_steps(states),
        next_text=STEPS[upcoming - 1] if upcoming else None,
        gaps=found.gaps,
        hints=found.hints,
        set_aside=found.set_aside,
        served=served(graph, trace, plan.key),
        supported=supported(graph, trace, plan.key),
        score=score(graph, own),
        parked=len(content.plans[0].parked),
        to_recheck=to_recheck(graph, plan.key),
        roe=roe_of(one for one in content.expectations if one.plan == plan.key),
        goals=goal_lines(plan),
        unheard=unheard_in(content),
    )


def consulted_in(content: PlanContent, step: Layer) -> tuple[Consulted, ...]:
    """Who was consulted in one step of the content's first plan, in the order in which it was recorded."""
    people = {person.key: person.name for person in content.people}
    return tuple(_consulted(one, people) for one in content.plans[0].consultations if one.step == step)


def _consulted(one: Consultation, people: dict[str, str]) -> Consulted:
    role = str(FrameworkRole(one.role).label) if one.role in FrameworkRole.values else ""
    name = people.get(one.person, "")
    if not name and one.note and one.role in ("", FrameworkRole.OTHER):
        return Consulted(one.note, "", one.date, "")
    return Consulted(name or role, role if name else "", one.date, one.note)
