"""Writes down how far a target group is with a learning outcome."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from alignment.deeds import deed
from alignment.models import HowKnown, LearningOutcome, LevelReading, Person, TargetGroup, User


def add_level(
    learning: LearningOutcome,
    group: TargetGroup,
    *,
    level: Decimal,
    on: date,
    how: str,
    by: User,
    person: Person | None = None,
    people: int | None = None,
    note: str = "",
    request_key: UUID | None = None,
) -> LevelReading:
    """A manager's rating or an estimate; a self-assessment's result comes from closing it alone.

    AlreadyDone when the same form was sent before.
    """
    if how == HowKnown.SELF_ASSESSMENT:
        raise ValueError("A self-assessment's level is what closing it yields.")
    plan = learning.plan
    subject = f"{learning.title} ({group})"
    with deed(
        "add_level", by=by, workspace=plan.workspace, plan=plan, subject=subject, request_key=request_key
    ) as row:
        made = keep_level(
            learning,
            group,
            level=level,
            date=on,
            how=how,
            by=person,
            people=people,
            note=note,
            recorded_by=by,
        )
        made.done = row
    return made


def keep_level(learning: LearningOutcome, group: TargetGroup, **said: Any) -> LevelReading:
    """One more level of a group. Joins the deed in progress."""
    made = LevelReading(
        workspace=learning.plan.workspace,
        learning_outcome=learning,
        group=group,
        position=LevelReading.objects.filter(learning_outcome=learning).next_position(),
        **said,
    )
    made.full_clean(exclude=["workspace", "learning_outcome", "assessment"])
    made.save()
    return made
