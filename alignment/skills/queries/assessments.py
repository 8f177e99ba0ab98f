"""Assessments: which there are, what one asks, how many have answered, and what came out once it is closed.

Nothing here returns what one person said, but to the browser that said it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db.models import Avg, Count, QuerySet
from django.utils import timezone

from alignment.models import (
    AssessedLevel,
    Assessment,
    AssessmentReply,
    HowKnown,
    LearningOutcome,
    LevelReading,
    Plan,
)
from alignment.rules.skills_gap import Gap
from alignment.skills.queries.gaps import gaps_of_plan

#: Of fewer answers nothing is shown: neither of all of them nor of one question.
FEWEST = 5
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Result:
    """What came out for one learning outcome; without a level too few have answered."""

    learning: LearningOutcome
    level: Decimal | None
    people: int | None


def assessments_of(plan: Plan) -> list[Assessment]:
    """The assessments of a plan with the number of their answers, the latest first."""
    rows = Assessment.objects.filter(plan=plan).current().select_related("goal", "group")
    return list(rows.annotate(answers=Count("replies")))


def fewest(assessment: Assessment) -> int:
    """How many answers it takes before a result is shown. A manager speaks of the group."""
    return FEWEST if assessment.how == HowKnown.SELF_ASSESSMENT else 1


def is_open(assessment: Assessment) -> bool:
    """Whether people can answer now."""
    if assessment.closed_at is not None or assessment.archived_at is not None:
        return False
    return assessment.closes_on is None or timezone.localdate() <= assessment.closes_on


def asked_in(assessment: Assessment) -> list[LearningOutcome]:
    """The learning outcomes that an assessment asks about: below its goal, naming its group."""
    return list(_asked(assessment.plan, assessment.goal_id, assessment.group_id))


def asks_anything(plan: Plan, goal_id: int, group_id: int) -> bool:
    """Whether there is anything to ask a group about a goal."""
    return bool(_asked_ids(plan, goal_id, group_id))


def _asked(plan: Plan, goal_id: int, group_id: int) -> Iterable[LearningOutcome]:
    rows = LearningOutcome.objects.filter(pk__in=_asked_ids(plan, goal_id, group_id))
    return rows.order_by("position", "key")


def _asked_ids(plan: Plan, goal_id: int, group_id: int) -> list[int]:
    gaps = gaps_of_plan(plan, timezone.localdate())
    found: list[Gap] = [gap for one in gaps.goals if one.goal and one.goal.id == goal_id for gap in one.gaps]
    return [gap.learning.id for gap in found if gap.group.id == group_id]


def count_answers(assessment: Assessment) -> int:
    """How many people have answered."""
    return AssessmentReply.objects.filter(assessment=assessment).count()


def names_in(assessment: Assessment) -> list[str]:
    """Who has answered, where people give their names; never what."""
    if not assessment.asks_names:
        return []
    return sorted(
        AssessmentReply.objects.filter(assessment=assessment).exclude(name="").values_list("name", flat=True)
    )


def own_reply(assessment: Assessment, key: UUID) -> AssessmentReply | None:
    """What a browser said before."""
    return AssessmentReply.objects.filter(assessment=assessment, key=key).first()


def own_levels(reply: AssessmentReply) -> dict[int, int]:
    """The levels in one reply by learning outcome, for the browser that gave them."""
    return dict(reply.levels.values_list("learning_outcome_id", "level"))


def means_of(assessment: Assessment) -> dict[int, tuple[Decimal, int]]:
    """The mean of each learning outcome and of how many it is, to a tenth; only where enough have answered.

    Read when the assessment is closed, once: two means of nearly the same people would tell who came in
    between.
    """
    least = fewest(assessment)
    if count_answers(assessment) < least:
        return {}
    rows: QuerySet[AssessedLevel] = AssessedLevel.objects.filter(reply__assessment=assessment)
    counted = rows.values("learning_outcome_id").annotate(mean=Avg("level"), people=Count("pk"))
    return {
        row["learning_outcome_id"]: (
            Decimal(str(row["mean"])).quantize(TENTH, rounding=ROUND_HALF_UP),
            row["people"],
        )
        for row in counted.order_by()
        if row["people"] >= least
    }


def results_of(assessment: Assessment) -> list[Result]:
    """What came out, once it is closed: each learning outcome that it asked about, with a level or none."""
    if assessment.closed_at is None:
        return []
    readings = LevelReading.objects.filter(assessment=assessment).select_related("learning_outcome")
    by_learning = {one.learning_outcome_id: one for one in readings}
    asked = {one.pk: one for one in asked_in(assessment)}
    asked |= {pk: one.learning_outcome for pk, one in by_learning.items()}
    return [
        Result(item, by_learning[pk].level, by_learning[pk].people)
        if pk in by_learning
        else Result(item, None, None)
        for pk, item in asked.items()
    ]
