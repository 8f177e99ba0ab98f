"""What the skills gap of a plan, or of a workspace, is worked out from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alignment.models import CatalogueLink, CatalogueSkill, Fate, Plan, Workspace
from alignment.rules.content import PlanContent
from alignment.rules.graph import Graph
from alignment.rules.skills_gap import Gap, GoalGaps, skills_gap
from alignment.tracing.contents import content_of
from alignment.tracing.queries import traced
from alignment.tracing.sources import live

MOST_OFFERS = 5  # of the catalogue, for one learning outcome


@dataclass(frozen=True)
class Gaps:
    """The gaps by goal, and the content that they were found in."""

    content: PlanContent
    graph: Graph
    goals: tuple[GoalGaps, ...]
    as_of: date

    @property
    def all(self) -> list[Gap]:
        return [gap for one in self.goals for gap in one.gaps]


@dataclass(frozen=True)
class Offer:
    """Something on offer that teaches what is missing."""

    id: int
    title: str
    provider: str


def gaps_of_plan(plan: Plan, as_of: date) -> Gaps:
    """The gaps of a plan's goals. Reads nothing when the workspace was read since its last deed."""
    source = live(plan, as_of)
    return Gaps(source.content, source.graph, skills_gap(source.content, source.graph, as_of), as_of)


def gaps_of_workspace(workspace: Workspace, as_of: date) -> Gaps:
    """The gaps of the goals of all plans."""
    content, (graph, _trace) = content_of(workspace), traced(workspace)
    return Gaps(content, graph, skills_gap(content, graph, as_of), as_of)


def offers_for(workspace: Workspace, gaps: Iterable[Gap]) -> dict[int, list[Offer]]:
    """What the catalogue offers for each learning outcome: linked to it, or teaching its skill."""
    learning = {gap.learning.id: gap.learning.framework_skill for gap in gaps}
    found: dict[int, dict[int, Offer]] = defaultdict(dict)
    live = {"item__archived_at": None, "item__gone_on": None, "item__out_of_use": False}
    linked = CatalogueLink.objects.filter(workspace=workspace, learning_outcome__in=learning, **live)
    columns = ("item_id", "item__title", "item__provider")
    for at, *said in (
        linked.exclude(item__fate=Fate.RETIRE)
        .order_by("item__title", "pk")
        .values_list("learning_outcome_id", *columns)
    ):
        found[at].setdefault(said[0], Offer(*said))
    asked: dict[str, list[int]] = defaultdict(list)
    for pk, skill in learning.items():
        if skill:
            asked[skill].append(pk)
    taught = CatalogueSkill.objects.filter(workspace=workspace, skill__key__in=asked, **live)
    for skill, *said in (
        taught.exclude(item__fate=Fate.RETIRE)
        .order_by("item__title", "pk")
        .values_list("skill__key", *columns)
    ):
        for pk in asked[skill]:
            found[pk].setdefault(said[0], Offer(*said))
    return {pk: list(offers.values())[:MOST_OFFERS] for pk, offers in found.items()}
