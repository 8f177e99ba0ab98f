"""Plan content in few words, for tests of the rules: `plan(goal("g"), outcome("o"), link("o", "g"))`."""

from typing import Any

from alignment.rules.content import (
    Behaviour,
    Claim,
    Goal,
    GroupNeed,
    Initiative,
    Item,
    Learning,
    Link,
    Metric,
    Moment,
    Outcome,
    PlanContent,
)
from alignment.rules.graph import Graph, graph_of_content
from alignment.rules.verdicts import Trace, trace

#: One of each layer, from a goal down to an initiative.
CHAIN = ("g", "o", "m", "l", "i")


def goal(key: str = "g", **fields: Any) -> Goal:
    return Goal(key=key, title=key.upper(), **fields)


def outcome(key: str = "o", **fields: Any) -> Outcome:
    return Outcome(key=key, title=key.upper(), **fields)


def moment(key: str = "m", **fields: Any) -> Moment:
    behaviours = (Behaviour(effect="helps", text="Asks"), Behaviour(effect="hinders", text="Tells"))
    return Moment(key=key, title=key.upper(), **{"behaviours": behaviours, **fields})


def learning(key: str = "l", **fields: Any) -> Learning:
    return Learning(key=key, title=key.upper(), **{"target_groups": (GroupNeed(group="all"),), **fields})


def initiative(key: str = "i", *claims: str, **fields: Any) -> Initiative:
    made = tuple(Claim(goal=goal) for goal in claims)
    return Initiative(key=key, title=key.upper(), **{"status": "running", "claims": made, **fields})


def link(lower: str, upper: str, reason: str = "Because", confidence: int = 1, **fields: Any) -> Link:
    return Link(lower=lower, upper=upper, reason=reason, confidence=confidence, **fields)


def chain(*keys: str, reason: str = "Because", confidence: int = 1) -> list[Link]:
    """Links between neighbours, from above to below: chain("g", "o", "m")."""
    return [link(lower, upper, reason, confidence) for upper, lower in zip(keys, keys[1:], strict=False)]


def whole() -> list[Item | Link]:
    """A goal with one whole chain below it."""
    return [goal(), outcome(), moment(), learning(), initiative(), *chain(*CHAIN)]


def plan(*rows: Item | Link | Metric, **fields: Any) -> PlanContent:
    """The content that holds these rows; a later row of the same key takes the place of an earlier one."""
    items = {row.key: row for row in rows if isinstance(row, Item)}

    def of(kind: type) -> tuple[Any, ...]:
        return tuple(item for item in items.values() if isinstance(item, kind))

    return PlanContent(
        goals=of(Goal),
        outcomes=of(Outcome),
        moments=of(Moment),
        learning_outcomes=of(Learning),
        initiatives=of(Initiative),
        links=tuple(row for row in rows if isinstance(row, Link)),
        metrics=tuple(row for row in rows if isinstance(row, Metric)),
        **fields,
    )


def judged(*rows: Item | Link | Metric) -> tuple[Graph, Trace]:
    """The graph of these rows and its trace."""
    graph = graph_of_content(plan(*rows))
    return graph, trace(graph)
