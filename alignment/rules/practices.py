"""How far the five practices of training organisations that serve the business are kept, as counted (C18).

The practices: adapt to the culture of the business, customise to what the organisation needs, agree on
business objectives, define what success is measured by, consult with those who ask. Four of them leave
traces in the data and are counted here; culture can only be asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from alignment.rules.content import Layer
from alignment.rules.graph import Graph, Node

OBJECTIVES, METRICS, CUSTOMISE, CONSULT = "objectives", "metrics", "customise", "consult"
#: In the order of pages.
COUNTED = (CUSTOMISE, OBJECTIVES, METRICS, CONSULT)
#: The steps of a plan in which somebody is consulted; the initiatives follow from them.
STEPS = (1, 2, 3, 4)


class Lack(StrEnum):
    """What is missing where a practice is not kept."""

    NOT_AGREED = "not_agreed"  # a goal: nobody has agreed to it
    NO_WHO_OR_WHEN = "no_who_or_when"  # it counts as agreed, but not by whom or since when
    NOT_SIGNED_OFF = "not_signed_off"  # it is in no agreed latest version
    NO_METRIC = "no_metric"
    NO_GROUP = "no_group"
    NO_MOMENT = "no_moment"
    NOT_CONSULTED = "not_consulted"  # a step of a plan
    AN_ORDER = "an_order"  # a request that came with its solution
    MODE_NOT_SAID = "mode_not_said"  # a request: nobody said whether it is an order


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a goal says of its agreement; `signed` when an agreed latest version of its plan holds it."""

    by: bool = False
    on: date | None = None
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that somebody works on or has decided, as far as it matters here."""

    id: int
    title: str
    mode: str = ""  # order, consultation; empty: not said


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that keeps a practice from being kept: an item, a step of a plan, or a request."""

    lack: Lack
    title: str = ""
    layer: Layer | None = None
    id: int = 0  # of the item or of the request
    plan: str = ""  # key
    step: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """How much of a practice is kept, and what is missing; `share` is None where nothing is to be counted."""

    practice: str
    met: int
    of: int
    missing: tuple[Missing, ...] = ()

    @property
    def share(self) -> float | None:
        return self.met / self.of if self.of else None


def counted(
    graph: Graph,
    agreed: Mapping[str, Agreed],
    consulted: Iterable[tuple[str, int]],
    plans: Sequence[str],
    requests: Iterable[Asked],
) -> dict[str, Count]:
    """The four practices that can be counted, by name.

    `agreed` by the key of a goal; `consulted` are plans, by key, and their steps in which somebody was
    consulted; `plans` are those in use, in their order.
    """
    found = {
        CUSTOMISE: [(node, _not_customised(graph, node)) for node in graph.live(Layer.LEARNING)],
        OBJECTIVES: [(node, _not_agreed(node, agreed)) for node in graph.live(Layer.GOAL)],
        METRICS: [(node, None if node.concrete else Lack.NO_METRIC) for node in _to_measure(graph)],
    }
    counts = {name: _count_items(name, judged) for name, judged in found.items()}
    counts[CONSULT] = _consult(consulted, plans, requests)
    return {name: counts[name] for name in COUNTED}


def _to_measure(graph: Graph) -> list[Node]:
    """Goals that are still pursued, and outcomes."""
    goals = [node for node in graph.live(Layer.GOAL) if node.status != "achieved"]
    return [*goals, *graph.live(Layer.OUTCOME)]


def _not_customised(graph: Graph, node: Node) -> Lack | None:
    if not node.has_group:
        return Lack.NO_GROUP
    return None if node.key in graph.above else Lack.NO_MOMENT


def _not_agreed(node: Node, agreed: Mapping[str, Agreed]) -> Lack | None:
    if node.status == "proposed":
        return Lack.NOT_AGREED
    said = agreed.get(node.key, Agreed())
    if not said.by or said.on is None:
        return Lack.NO_WHO_OR_WHEN
    return None if said.signed else Lack.NOT_SIGNED_OFF


def _count_items(practice: str, judged: Sequence[tuple[Node, Lack | None]]) -> Count:
    missing = tuple(
        Missing(lack, node.title, node.layer, node.id, node.plan) for node, lack in judged if lack
    )
    return Count(practice, len(judged) - len(missing), len(judged), missing)


def _consult(consulted: Iterable[tuple[str, int]], plans: Sequence[str], requests: Iterable[Asked]) -> Count:
    """The steps of plans in use in which somebody was consulted, and the requests that were no orders."""
    known = set(consulted)
    steps = [(plan, step) for plan in plans for step in STEPS]
    missing = [Missing(Lack.NOT_CONSULTED, plan=p, step=step) for p, step in steps if (p, step) not in known]
    asked = list(requests)
    for one in asked:
        if one.mode != "consultation":
            lack = Lack.AN_ORDER if one.mode else Lack.MODE_NOT_SAID
            missing.append(Missing(lack, one.title, id=one.id))
    of = len(steps) + len(asked)
    return Count(CONSULT, of - len(missing), of, tuple(missing))
