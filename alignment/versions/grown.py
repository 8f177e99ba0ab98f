"""The requests that items of a plan grew from: what a version freezes of them, and what its pages show."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from alignment.exchange.whole import some_requests
from alignment.exchange.within import requests_within
from alignment.models import RESULT_FIELD, Plan, RequestResult, Verdict
from alignment.rules.content import PlanContent
from alignment.rules.graph import Graph


@dataclass(frozen=True)
class Grown:
    """An item that grew from a request, and the cause that it goes after."""

    layer: str
    id: int
    title: str
    cause: str


@dataclass(frozen=True)
class RequestLine:
    """A request as a version tells it."""

    title: str
    department: str
    asked_on: date
    happening: str
    whys: tuple[str, ...]
    verdict: str  # in words
    reason: str
    grown: tuple[Grown, ...]


def with_requests(plan: Plan, content: PlanContent, graph: Graph) -> PlanContent:
    """A plan's content with the requests that its own items grew from; one query where there are none.

    Who asked stands in it only as a person of the workspace: a name or an address that was typed into the
    form is nothing that is kept for good.
    """
    here = Q()
    for name in RESULT_FIELD.values():
        here |= Q(**{f"{name}__plan": plan})
    only = set(RequestResult.objects.filter(here).values_list("request_id", flat=True))
    if not only:
        return content
    items = {(node.layer, node.id): node.key for node in graph.nodes.values()}
    requests, questions = some_requests(plan.workspace, content, items, only)
    own = {item.key for _layer, item in content.layered() if not item.foreign}
    found, _out = requests_within(replace(content, requests=requests), own)
    asked = {one.question for request in found for one in request.triage}
    return replace(
        content,
        requests=tuple(replace(one, requester_name="", requester_email="") for one in found),
        triage_questions=tuple(one for one in questions if one.key in asked),
    )


def request_lines(content: PlanContent) -> list[RequestLine]:
    """The requests of a version, in words."""
    items = {item.key: (layer.word, item) for layer, item in content.layered()}
    return [
        RequestLine(
            title=one.title,
            department=one.department,
            asked_on=one.asked_on,
            happening=one.happening,
            whys=one.whys,
            verdict=str(Verdict(one.verdict).label) if one.verdict else "",
            reason=one.verdict_reason,
            grown=tuple(
                Grown(items[row.item][0], items[row.item][1].id, items[row.item][1].title, row.cause)
                for row in one.results
                if row.item in items
            ),
        )
        for one in content.requests
    ]
