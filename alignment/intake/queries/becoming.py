"""What a request can become, and how the form of a new item begins."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from alignment.framework.queries.rival_causes import Causes
from alignment.intake.queries.requests import goals_served
from alignment.models import ITEM, Cause, DevelopmentRequest, Layer, Plan, Verdict, Why, Workspace


def plans_to_choose(workspace: Workspace) -> list[Plan]:
    """The plans in which something can be made."""
    found = Plan.objects.filter(workspace=workspace).current()
    return sorted(found, key=lambda plan: (plan.position, plan.key))


def plan_of_goals(asked: DevelopmentRequest) -> int | None:
    """The plan in which something is made unless somebody says another: that of the first goal it serves."""
    first = next(iter(goals_served(asked)), None)
    return None if first is None or first.plan.is_archived else first.plan_id


def items_to_link(plan: Plan, layer: Layer, asked: DevelopmentRequest) -> Any:
    """The items of a layer of a plan that did not grow out of this request yet."""
    rows = ITEM[layer].objects.filter(plan=plan).current()
    return rows.exclude(grew_from__request=asked).order_by("position", "key")


def cause_texts(causes: Causes) -> list[str]:
    """The causes that an item can go after: those that were chosen, else all of them."""
    return [one.text for one in causes.chosen or causes.lines]


def kinds_of(causes: Causes) -> list[str]:
    """What stands in the way by the causes that were chosen, as far as a moment of truth can say it."""
    return [kind for kind in Cause.values if kind in {one.kind for one in causes.chosen}]


def known_of(asked: DevelopmentRequest, layer: Layer, causes: Causes, whys: Iterable[Why]) -> dict[str, str]:
    """What the request says already, by the field of the item that would say it.

    What people learn, and what is done for it, is named anew: the problem is no name for its solution.
    """
    said = [
        (_("What happens"), asked.happening),
        (_("What should happen instead"), asked.wanted),
        (_("Numbers"), asked.numbers),
    ]
    behind = [one.text for one in causes.chosen] or [one.text for one in list(whys)[-1:]]
    is_no = asked.verdict == Verdict.NOT_LEARNING
    return {
        "title": "" if layer in (Layer.LEARNING, Layer.INITIATIVE) else asked.title,
        "description": "\n".join(f"{label}: {text.strip()}" for label, text in said if text.strip()),
        "situation": asked.happening,
        "root_cause": "\n".join(behind),
        "not_a_learning_problem": asked.verdict_reason if is_no else "",
        "remedy": asked.remedy,
    }
