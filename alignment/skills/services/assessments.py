"""Asking a target group how far it is: opening the form, answering it, closing it with its results.

What people answer has no deed and no history: both would tell who said what. It is read once, when the
assessment is closed.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import StaleWrite, check_version, deed
from alignment.guests.services import MOST_DAYS, make_link, usual_days
from alignment.keys import row_key
from alignment.models import (
    AssessedLevel,
    Assessment,
    AssessmentReply,
    BusinessGoal,
    Deed,
    HowKnown,
    Plan,
    Rights,
    ShareLink,
    TargetGroup,
    User,
)
from alignment.skills.queries.assessments import asked_in, is_open, means_of, names_in
from alignment.skills.services.levels import keep_level


class NotNow(Exception):
    """The assessment is closed."""

    def __init__(self) -> None:
        super().__init__(_("This form is closed. Nobody can answer any more."))


def open_assessment(
    plan: Plan,
    *,
    goal: BusinessGoal,
    group: TargetGroup,
    title: str,
    how: str = HowKnown.SELF_ASSESSMENT,
    asks_names: bool = False,
    closes_on: date | None = None,
    by: User | None,
    request_key: UUID | None = None,
) -> Assessment:
    """A form for a goal and a group; AlreadyDone when the same form was sent before."""
    with deed(
        "open_assessment",
        by=by,
        workspace=plan.workspace,
        plan=plan,
        subject=title,
        request_key=request_key,
    ) as row:
        made = Assessment(
            workspace=plan.workspace,
            plan=plan,
            goal=goal,
            group=group,
            title=title,
            how=how,
            asks_names=asks_names or how == HowKnown.MANAGER,
            closes_on=closes_on,
            key=row_key(plan.workspace, Assessment),
            position=Assessment.objects.filter(workspace=plan.workspace).next_position(),
        )
        made.full_clean(exclude=["workspace", "plan"])
        made.save()
        row.made = [[Assessment.__name__, made.pk]]
        row.save(update_fields=["made"])
        made.done = row
    return made


def edit_assessment(
    assessment: Assessment, *, title: str, closes_on: date | None, version: int, by: User
) -> Assessment:
    """What it is called and until when people can answer; StaleWrite when somebody saved it since."""
    with _about("edit_assessment", assessment, by) as row:
        fresh = _fresh(assessment, version)
        fresh.title, fresh.closes_on = title, closes_on
        fresh.version += 1
        fresh.full_clean(exclude=["workspace", "plan"])
        fresh.save()
        fresh.done = row
    return fresh


def archive_assessment(assessment: Assessment, *, version: int, by: User) -> Deed:
    """Takes it out of the lists. Nobody can answer any more, and its answers are never shown."""
    with _about("archive", assessment, by) as row:
        fresh = check_version(assessment, version)
        fresh.archived_at, fresh.archived_by = timezone.now(), by
        fresh.version += 1
        fresh.save()
    return row


def new_link(assessment: Assessment, *, by: User, request_key: UUID | None = None) -> tuple[ShareLink, str]:
    """A link by which people of the group answer, and its secret, which is shown once."""
    days = usual_days(Rights.ASSESS)
    if assessment.closes_on is not None:
        days = min(max((assessment.closes_on - timezone.localdate()).days + 1, 1), MOST_DAYS)
    return make_link(
        assessment.plan,
        by=by,
        rights=Rights.ASSESS,
        group_name=assessment.group.name,
        assessment=assessment,
        days=days,
        request_key=request_key,
    )


def answer(
    assessment: Assessment, *, key: UUID, levels: Mapping[int, int], name: str = ""
) -> AssessmentReply:
    """What one browser says, or says instead of what it said before; NotNow once it is closed."""
    with transaction.atomic():
        # Waits for whoever closes it at this moment, and makes them wait for us.
        mine = Assessment.objects.select_for_update(of=("self",)).select_related("plan")
        now = mine.get(pk=assessment.pk)
        if not is_open(now):
            raise NotNow
        now.plan.workspace = assessment.workspace
        asked = {one.pk for one in asked_in(now)}
        reply, _made = AssessmentReply.objects.get_or_create(
            assessment=now, key=key, defaults={"workspace": assessment.workspace}
        )
        reply.name = name if now.asks_names else ""
        reply.save(update_fields=["name"])
        reply.levels.all().delete()
        AssessedLevel.objects.bulk_create(
            AssessedLevel(
                workspace=assessment.workspace, reply=reply, learning_outcome_id=learning, level=level
            )
            for learning, level in sorted(levels.items())
            if learning in asked
        )
    return reply


def close_assessment(assessment: Assessment, *, version: int, by: User) -> tuple[Assessment, int]:
    """Ends it for good and writes down what came out; how many levels that are.

    It is never opened again: from two results of nearly the same people one could tell what one of them
    said. StaleWrite when it is closed already, or was changed since `version`.
    """
    with _about("close_assessment", assessment, by):
        Assessment.objects.select_for_update().get(pk=assessment.pk)
        fresh = _fresh(assessment, version)
        today = timezone.localdate()
        means = means_of(fresh)
        note = _raters(fresh)
        learning = {one.pk: one for one in asked_in(fresh)}
        kept = 0
        for pk, (level, people) in sorted(means.items()):
            if pk not in learning:
                continue
            said: dict[str, Any] = {"how": fresh.how, "people": people, "note": note, "recorded_by": by}
            keep_level(learning[pk], fresh.group, level=level, date=today, assessment=fresh, **said)
            kept += 1
        fresh.closed_at = timezone.now()
        fresh.version += 1
        fresh.save()
    return fresh, kept


def _raters(assessment: Assessment) -> str:
    """Which managers spoke for the group, which their form told them; of people about themselves nobody."""
    if assessment.how != HowKnown.MANAGER:
        return ""
    return _("Rated by %(names)s") % {"names": ", ".join(names_in(assessment))}


def _about(verb: str, assessment: Assessment, by: User) -> Any:
    return deed(verb, by=by, workspace=assessment.workspace, plan=assessment.plan, subject=assessment.title)


def _fresh(assessment: Assessment, version: int) -> Assessment:
    fresh: Assessment = check_version(assessment, version)
    if fresh.closed_at is not None or fresh.archived_at is not None:
        raise StaleWrite(fresh)
    fresh.workspace, fresh.plan = assessment.workspace, assessment.plan
    return fresh
