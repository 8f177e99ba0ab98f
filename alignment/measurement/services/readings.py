"""Writes readings, one function a deed: what nobody has approved is kept and does not count."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.deeds import StaleWrite, check_version, deed, update_all, version_of
from alignment.framework.queries.citing import links_citing
from alignment.framework.services.checks import own
from alignment.framework.services.evidence import move_citations
from alignment.measurement.approving import approves_own, why_not_approve
from alignment.measurement.queries.drafts import versions_of
from alignment.models import Deed, Metric, Plan, Reading, User

DRAFT, APPROVED = Reading.State.DRAFT, Reading.State.APPROVED
#: What may be corrected without asking for a new approval: it says nothing of the number.
BESIDE = {"note"}


def add_reading(
    metric: Metric,
    *,
    by: User,
    fields: dict[str, Any],
    draft: bool = False,
    request_key: UUID | None = None,
) -> tuple[Reading, Deed]:
    """One dated value; several on the same date are kept, the one recorded last counts.

    It counts at once when `by` may approve it and does not keep it as a draft.
    """
    with deed(
        "add_reading",
        by=by,
        workspace=metric.workspace,
        plan=metric.item.plan,
        subject=metric.title,
        request_key=request_key,
    ) as done:
        position = Reading.objects.filter(metric=metric).next_position()
        reading = new_reading(metric, by=by, position=position, fields=fields, draft=draft)
        reading.full_clean()
        reading.save()
    return reading, done


def new_reading(
    metric: Metric, *, by: User, position: int, fields: dict[str, Any], draft: bool = False
) -> Reading:
    """A reading that is not saved yet, approved if it may be."""
    _own_group(metric, fields)
    reading = Reading(workspace=metric.workspace, metric=metric, by=by, position=position, **fields)
    _set_state(reading, by, approved=not draft and approves_own(by, metric.workspace))
    return reading


def correct_reading(reading: Reading, *, by: User, version: int, fields: dict[str, Any]) -> Deed:
    """Corrects a reading; the old value stays in the history. StaleWrite when saved since `version`.

    Whoever corrects more than its note has written it: an approved reading then needs a new approval,
    which only those give themselves who may. Links that cite it go along when its date changes.
    """
    metric = reading.metric
    with deed(
        "correct_reading", by=by, workspace=metric.workspace, plan=metric.item.plan, subject=metric.title
    ) as done:
        fresh: Reading = check_version(reading, version)
        day, is_cited = fresh.date, _is_cited(fresh)
        _own_group(metric, fields)
        rewrite(fresh, by=by, fields=fields, approves=approves_own(by, metric.workspace))
        fresh.full_clean()
        fresh.save()
        if is_cited and fresh.date != day:
            move_citations(metric, day, fresh.date)
    return done


def rewrite(reading: Reading, *, by: User, fields: dict[str, Any], approves: bool) -> None:
    """Lets an unsaved reading say something else, and asks for a new approval where that is due."""
    rewritten = any(getattr(reading, name) != value for name, value in fields.items() if name not in BESIDE)
    for name, value in fields.items():
        setattr(reading, name, value)
    if rewritten:
        reading.by = by
        _set_state(reading, by, approved=approves and reading.state == APPROVED)


def approve_reading(reading: Reading, *, by: User, version: int) -> Deed:
    """Lets a draft count. ValidationError, with the reason, for who may not approve it."""
    return _decide(reading, "approve_reading", by=by, version=version, approved=True)


def approve_readings(plan: Plan, versions: dict[int, int], *, by: User) -> Deed:
    """Lets drafts of a plan's metrics count, by their ids and the states in which they were seen.

    All of them or none: StaleWrite when one was changed since, ValidationError for one that `by` may not
    approve.
    """
    count = len(versions)
    words = ngettext("%(count)s reading", "%(count)s readings", count) % {"count": count}
    workspace = plan.workspace
    with deed("approve_readings", by=by, workspace=workspace, plan=plan, subject=words) as done:
        rows = list(Reading.objects.filter(workspace=workspace, pk__in=versions).order_by("pk"))
        if len(rows) < count or versions_of(versions) != versions:
            raise StaleWrite(None)
        for row in rows:
            row.workspace = workspace
            if reason := why_not_approve(row, by):
                raise ValidationError(reason)
            _set_state(row, by, approved=True)
        update_all(rows, ["state", "approved_by", "approved_at"])
    return done


def unapprove_reading(reading: Reading, *, by: User, version: int) -> Deed:
    """Makes an approved reading a draft again; links that cite it then have no reading that shows it."""
    return _decide(reading, "unapprove_reading", by=by, version=version, approved=False)


def _decide(reading: Reading, verb: str, *, by: User, version: int, approved: bool) -> Deed:
    metric = reading.metric
    with deed(verb, by=by, workspace=metric.workspace, plan=metric.item.plan, subject=metric.title) as done:
        fresh: Reading = check_version(reading, version)
        if approved == (fresh.state == APPROVED):
            raise ValidationError(_("Somebody else has done this already."))
        # Who wrote it is asked of what stands now: it may have been rewritten since `reading` was read.
        if approved and (reason := why_not_approve(fresh, by)):
            raise ValidationError(reason)
        _set_state(fresh, by, approved=approved)
        fresh.save()
    return done


def remove_reading(reading: Reading, *, by: User) -> Deed:
    """Removes a reading; undo brings it back."""
    metric = reading.metric
    with deed(
        "remove_reading", by=by, workspace=metric.workspace, plan=metric.item.plan, subject=metric.title
    ) as done:
        check_version(reading, version_of(reading)).delete()
    return done


def _own_group(metric: Metric, fields: dict[str, Any]) -> None:
    if fields.get("group") is not None:
        own(metric.workspace, fields["group"])


def _set_state(reading: Reading, by: User, *, approved: bool) -> None:
    reading.state = APPROVED if approved else DRAFT
    reading.approved_by = by if approved else None
    reading.approved_at = timezone.now() if approved else None


def _is_cited(reading: Reading) -> bool:
    """Whether links rest on this reading: also on a draft whose day has no approved one, as it had once."""
    if reading.group_id is not None or not links_citing(reading.metric, reading.date):
        return False
    counting: Iterable[Any] = Reading.objects.counting().filter(metric=reading.metric_id, date=reading.date)
    last = max(counting, key=lambda one: (one.position, one.pk), default=reading)
    return bool(last.pk == reading.pk)
