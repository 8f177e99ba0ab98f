"""The development plan of a group: what is missing, what builds it, by when, what they gain (B16, B21)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from alignment.models import TargetGroup
from alignment.rules.content import Initiative
from alignment.rules.skills_gap import Gap, gaps_of_group
from alignment.skills.gap_page import Card, card_of
from alignment.skills.queries.gaps import Gaps, gaps_of_workspace, offers_for

LEARNERS, LEADERS = "learners", "leaders"


@dataclass(frozen=True)
class Work:
    """An initiative that builds what is missing, and by when."""

    id: int
    title: str
    status: str
    by_when: date | None


@dataclass(frozen=True)
class Step:
    """One thing to learn."""

    card: Card
    goals: tuple[str, ...]
    work: tuple[Work, ...]
    by_when: date | None

    @property
    def is_covered(self) -> bool:
        """Whether anything builds it."""
        return bool(self.work)


@dataclass(frozen=True)
class Development:
    """What a group has to learn, the largest gaps first, and what it can do already."""

    group: TargetGroup
    steps: tuple[Step, ...]
    there: tuple[Card, ...]

    @property
    def uncovered(self) -> int:
        """For how much of it nothing is planned."""
        return sum(not step.is_covered for step in self.steps)


def development_of(group: TargetGroup, as_of: date) -> Development:
    """The development plan of a group, over all plans of the workspace."""
    gaps = gaps_of_workspace(group.workspace, as_of)
    mine = gaps_of_group(gaps.goals, group.key)
    offers = offers_for(group.workspace, mine)
    initiatives = {one.key: one for one in gaps.content.initiatives}
    wanted = [gap for gap in mine if gap.missing or not gap.is_known]
    return Development(
        group=group,
        steps=tuple(_step(gap, gaps, card_of(gap, gaps, offers), initiatives) for gap in wanted),
        there=tuple(card_of(gap, gaps, offers) for gap in mine if gap.is_known and not gap.missing),
    )


def _step(gap: Gap, gaps: Gaps, card: Card, initiatives: dict[str, Initiative]) -> Step:
    work = [_work(initiatives[key]) for key in gap.initiatives if key in initiatives]
    days = [one.by_when for one in work if one.by_when]
    return Step(
        card=card,
        goals=tuple(_goals(gap, gaps)),
        work=tuple(work),
        by_when=min(days) if days else gap.learning.initiative_by,
    )


def _work(one: Initiative) -> Work:
    return Work(one.id, one.title, one.status, one.end or one.needed_by or one.start)


def _goals(gap: Gap, gaps: Gaps) -> Iterator[str]:
    """The goals that it serves."""
    for one in gaps.goals:
        if one.goal and any(
            other.learning.key == gap.learning.key and other.group.key == gap.group.key for other in one.gaps
        ):
            yield one.goal.title
