"""How far the steps of a plan are, kept until the workspace's next deed or the next day."""

from datetime import date

from alignment.models import Plan
from alignment.rules.steps import StepState, steps_of
from alignment.tracing.contents import content_of
from alignment.tracing.kept import Kept

_states: Kept[tuple[StepState, ...]] = Kept(16)


def states_of(plan: Plan, today: date) -> tuple[StepState, ...]:
    """The state of the four steps and of the initiatives, in this order, as of a day."""
    workspace = plan.workspace
    return _states.get(workspace, lambda: steps_of(content_of(workspace, plan), today), plan.pk, today)
