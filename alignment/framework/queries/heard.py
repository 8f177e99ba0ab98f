"""Whose view a goal holds: when L&D joined, who was consulted in which step, who was not (D26)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alignment.framework.questions import STEPS, StepText
from alignment.models import BusinessGoal, Consultation, Conversation, FrameworkRole, Item
from alignment.rules.content import PlanContent

FEW = 5

#: The five whose view the framework asks for, as a group.
FIVE = {
    FrameworkRole.BUDGET_HOLDER: gettext_lazy("budget holders"),
    FrameworkRole.DEPARTMENT_HEAD: gettext_lazy("department heads"),
    FrameworkRole.LEARNER: gettext_lazy("learners"),
    FrameworkRole.MANAGER: gettext_lazy("managers"),
    FrameworkRole.HR_BUSINESS_PARTNER: gettext_lazy("HR business partners"),
}


@dataclass(frozen=True)
class StepHeard:
    """One of the four steps, and who was consulted in it."""

    text: StepText
    people: list[Consultation]


@dataclass(frozen=True)
class Heard:
    """What the page of a goal says of conversations."""

    joined: str
    steps: list[StepHeard]
    unheard: list[str]
    talks: list[Conversation]
    more: int  # how many are not listed


def heard_about(item: Item) -> Heard | None:
    """Whose view a goal holds; None for items of other layers. Two queries.

    What was recorded for the whole plan counts for each of its goals.
    """
    if not isinstance(item, BusinessGoal):
        return None
    about = Q(conversation=None) | Q(conversation__goal=None) | Q(conversation__goal=item)
    found = Consultation.objects.filter(about, plan=item.plan_id).select_related("person")
    rows = sorted(found, key=lambda one: (one.position, one.pk))
    talks = list(Conversation.objects.filter(goal=item).order_by("-date", "-pk"))
    return Heard(
        joined=_joined(item),
        steps=[
            StepHeard(text, [one for one in rows if one.step == text.number])
            for text in STEPS
            if text.number is not None
        ],
        unheard=roles_unheard(one.role or (one.person.role if one.person else "") for one in rows),
        talks=talks[:FEW],
        more=max(0, len(talks) - FEW),
    )


def unheard_in(content: PlanContent) -> list[str]:
    """Which of the five nobody has talked to in a plan, in words."""
    roles = {person.key: person.role for person in content.people}
    return roles_unheard(one.role or roles.get(one.person, "") for one in content.plans[0].consultations)


def roles_unheard(heard: Iterable[str]) -> list[str]:
    """Which of the five are not among these roles, in words."""
    there = set(heard)
    return [str(words) for role, words in FIVE.items() if role.value not in there]


def _joined(goal: BusinessGoal) -> str:
    """When L&D joined, and how the goal was set."""
    joined = {
        "before": _("L&D joined the conversation before the goal was set."),
        "after": _("L&D joined the conversation after the goal was set."),
    }.get(goal.ld_joined, _("Nobody has said yet when L&D joined the conversation."))
    how = {
        "handed_down": _("The goal was handed down."),
        "shaped_with_us": _("The goal was shaped with us."),
        "proposed_by_us": _("The goal was proposed by us."),
    }.get(goal.how_set, "")
    return f"{joined} {how}".strip()
