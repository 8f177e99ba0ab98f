"""Small plans as plain data, for what is worked out without a database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from alignment.briefings.executive import ExecutiveBriefing, executive
from alignment.briefings.figures import Figure, GoalFacts, figures_of, goal_facts
from alignment.rules.content import (
    BriefingWording,
    Goal,
    Initiative,
    Learning,
    Link,
    Metric,
    Moment,
    Outcome,
    PlanContent,
    Reading,
)
from alignment.rules.graph import graph_of_content
from alignment.rules.verdicts import trace

TODAY = date(2026, 11, 20)
CHAIN = (("o", "g"), ("m", "o"), ("l", "m"), ("i", "l"))


def links(pairs: Sequence[tuple[str, str]] = CHAIN, **fields: Any) -> tuple[Link, ...]:
    """Links with a reason, "reasoned" unless told otherwise."""
    fields = {"reason": "Because", "confidence": 1} | fields
    return tuple(Link(lower=lower, upper=upper, **fields) for lower, upper in pairs)


def chain(**changes: Any) -> PlanContent:
    """One goal with one item on every layer below it; `changes` replace whole lists."""
    whole = PlanContent(
        goals=(Goal(key="g", title="Keep people"),),
        outcomes=(Outcome(key="o", title="Score rises"),),
        moments=(Moment(key="m", title="Monthly talk"),),
        learning_outcomes=(Learning(key="l", title="Give feedback"),),
        initiatives=(Initiative(key="i", title="Programme", status="running"),),
        links=links(),
    )
    return replace(whole, **changes)


def metric(key: str = "turnover", item: str = "g", **fields: Any) -> Metric:
    """A decrease from 18 % to 14 % over 2026 and half of 2027; `now` becomes its latest reading."""
    now = fields.pop("now", None)
    fields = {
        "title": "Turnover",
        "kind": "decrease",
        "unit": "%",
        "baseline": Decimal(18),
        "baseline_date": date(2025, 12, 31),
        "target": Decimal(14),
        "target_date": date(2027, 6, 30),
    } | fields
    if now is not None:
        fields["readings"] = (Reading(date=date(2026, 9, 30), value=Decimal(str(now))),)
    return Metric(key=key, item=item, **fields)


def figure(as_of: date = TODAY, **fields: Any) -> Figure:
    """One metric as a briefing prints it."""
    return figures_of(chain(metrics=(metric(**fields),)), as_of)[0]


def facts(content: PlanContent, as_of: date = TODAY) -> list[GoalFacts]:
    """What headline and decision are made from."""
    return goal_facts(content, trace(graph_of_content(content)), figures_of(content, as_of))


def briefing(
    content: PlanContent, wording: BriefingWording | None = None, as_of: date = TODAY
) -> ExecutiveBriefing:
    """The whole briefing of a content."""
    graph = graph_of_content(content)
    return executive(content, graph, trace(graph), as_of, wording)
