"""The form of each layer."""

from alignment.framework.forms.base import ItemForm
from alignment.framework.forms.goal import GoalForm
from alignment.framework.forms.initiative import InitiativeForm
from alignment.framework.forms.learning import LearningForm
from alignment.framework.forms.moment import MomentForm
from alignment.framework.forms.outcome import OutcomeForm
from alignment.models import Layer

FORM: dict[Layer, type[ItemForm]] = {
    Layer.GOAL: GoalForm,
    Layer.OUTCOME: OutcomeForm,
    Layer.MOMENT: MomentForm,
    Layer.LEARNING: LearningForm,
    Layer.INITIATIVE: InitiativeForm,
}
