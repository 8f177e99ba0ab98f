"""What a plan's map leaves out because nobody pursues it any more: so that the map can say so."""

from dataclasses import dataclass

from alignment.rules.content import INITIATIVE_LIVE, PlanContent


@dataclass(frozen=True)
class Unseen:
    """How many initiatives are stopped or declined, and how many goals retired; none that is archived."""

    initiatives: int
    goals: int


def unseen_of(content: PlanContent) -> Unseen:
    """What is at home in the content's plan and not on its map."""
    return Unseen(
        initiatives=sum(
            one.status not in INITIATIVE_LIVE
            for one in content.initiatives
            if not (one.foreign or one.archived)
        ),
        goals=sum(one.status == "retired" for one in content.goals if not (one.foreign or one.archived)),
    )
