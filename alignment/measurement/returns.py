"""What comes back of a plan: ROI and benefit/cost ratio of its work, beside the return on expectations."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from alignment.framework.money_words import return_words
from alignment.rules.content import Initiative, PlanContent
from alignment.rules.money import money
from alignment.rules.timeline import own_initiatives
from alignment.tracing.roe_words import roe_context


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """An initiative with its money, and the money in words."""

    item: Initiative
    said: dict[str, Any]


def returns_of(content: PlanContent) -> list[ReturnLine]:
    """The plan's own live initiatives that have a cost or a benefit line, the costliest first."""
    found = [one for one in own_initiatives(content) if one.costs or one.benefits]
    lines = [ReturnLine(one, return_words(money(one, content.currency))) for one in found]
    return sorted(lines, key=lambda line: -line.said["money"].costs)


def returns_context(content: PlanContent, as_of: date) -> dict[str, Any]:
    """Both returns of a plan as its metrics tab shows them; `expected` says whether anything was expected."""
    plan = content.plans[0].key
    expected = [one for one in content.expectations if one.plan == plan]
    context = {"returns": returns_of(content), "expected": bool(expected), "as_of": as_of}
    return context | roe_context(expected)
