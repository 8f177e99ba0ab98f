"""Which items of the catalogue serve a live goal, which only claim one, and which do neither."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from alignment.models import CatalogueLink, Layer, Workspace
from alignment.rules.paths import reach_up
from alignment.tracing.queries import traced

SERVES, STOPS, CLAIMS, NOTHING = "serves", "stops", "claims", "nothing"


def reaching_outcomes(workspace: Workspace) -> set[int]:
    """Of the learning outcomes that items build, those from which a path leads up to a live goal."""
    links = CatalogueLink.objects.filter(workspace=workspace, learning_outcome__isnull=False)
    outcomes = dict(links.values_list("learning_outcome__key", "learning_outcome_id").distinct())
    if not outcomes:
        return set()
    graph, _trace = traced(workspace)
    return {
        pk
        for key, pk in outcomes.items()
        if key in graph.nodes
        and any(
            graph.nodes[one].layer is Layer.GOAL and graph.nodes[one].live for one in reach_up(graph, key)
        )
    }


def with_serving(items: QuerySet[Any], reaching: set[int]) -> QuerySet[Any]:
    """Items that know whether they `serves_goal`, `builds` and `claims` something."""
    links = CatalogueLink.objects.filter(item=OuterRef("pk"))
    return items.annotate(
        serves_goal=Exists(links.filter(learning_outcome_id__in=reaching)),
        builds=Exists(links.filter(learning_outcome__isnull=False)),
        claims=Exists(links.filter(goal__isnull=False)),
    )


def only(items: QuerySet[Any], wanted: str) -> QuerySet[Any]:
    """Those of `with_serving` that stand as one of the four words says."""
    if wanted == SERVES:
        return items.filter(serves_goal=True)
    if wanted == STOPS:
        return items.filter(serves_goal=False, builds=True)
    if wanted == CLAIMS:
        return items.filter(serves_goal=False, builds=False, claims=True)
    if wanted == NOTHING:
        return items.filter(builds=False, claims=False)
    return items
