"""Writes requests down, changes them, takes them up, and says which are one and the same problem."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import check_version, deed
from alignment.intake.queries.requests import person_of_address, person_of_user
from alignment.keys import row_key
from alignment.models import Deed, DevelopmentRequest, RequestGoal, User, Workspace
from alignment.people.services.people import find_or_make_person
from alignment.rules.content import GOAL_LIVE

Came = DevelopmentRequest.Came


def record(
    workspace: Workspace,
    *,
    by: User,
    fields: dict[str, Any],
    goals: Iterable[int] = (),
    proposed: bool = False,
    request_key: UUID | None = None,
) -> tuple[DevelopmentRequest, Deed]:
    """Writes down what a department asks for, or what L&D proposes. AlreadyDone when the form came twice."""
    with deed("create", by=by, workspace=workspace, subject=fields["title"], request_key=request_key) as row:
        made = DevelopmentRequest(
            workspace=workspace,
            key=row_key(workspace, DevelopmentRequest),
            position=DevelopmentRequest.objects.filter(workspace=workspace).next_position(),
            came=Came.PROPOSED if proposed else Came.RECORDED,
            **fields,
        )
        made.full_clean(exclude=["workspace"])
        made.save()
        _set_goals(made, goals)
    return made, row


def edit(
    asked: DevelopmentRequest, *, by: User, version: int, fields: dict[str, Any], goals: Iterable[int]
) -> Deed:
    """Changes what a request says. StaleWrite when somebody saved it since `version`."""
    with deed("edit", by=by, workspace=asked.workspace, subject=fields["title"]) as row:
        fresh = _fresh(asked, version)
        for name, value in fields.items():
            setattr(fresh, name, value)
        _save(fresh)
        _set_goals(fresh, goals)
    return row


def take_up(asked: DevelopmentRequest, *, by: User, version: int) -> Deed:
    """Somebody begins to work on it: today, and by whoever takes it up unless another one was named.

    StaleWrite when somebody saved it since `version`.
    """
    with deed("take_up", by=by, workspace=asked.workspace, subject=asked.title) as row:
        fresh = _fresh(asked, version)
        if fresh.taken_up_on is None:
            fresh.taken_up_on = timezone.localdate()
        if fresh.lead_id is None:
            fresh.lead = person_of_user(asked.workspace, by)
        _save(fresh)
    return row


def add_requester(asked: DevelopmentRequest, *, by: User, version: int) -> Deed:
    """Whoever typed a name into the form becomes a person of the workspace, unless they are one already.

    Known are those with the same address, and without one those of the same name. StaleWrite when
    somebody saved the request since `version`; ValidationError when no name was left.
    """
    with deed("name_requester", by=by, workspace=asked.workspace, subject=asked.title) as row:
        fresh = _fresh(asked, version)
        if not fresh.requester_name:
            raise ValidationError(_("Nobody left a name."))
        fresh.requester = person_of_address(asked.workspace, fresh.requester_email) or find_or_make_person(
            asked.workspace,
            name=fresh.requester_name,
            by=by,
            email=fresh.requester_email,
            team=fresh.department,
        )
        _save(fresh)
    return row


def archive(asked: DevelopmentRequest, *, by: User, version: int) -> Deed:
    """Takes a request off the board. StaleWrite when somebody saved it since `version`."""
    return _set_archived(asked, by, version, archived=True)


def restore(asked: DevelopmentRequest, *, by: User, version: int) -> Deed:
    """Brings a request back. StaleWrite when somebody saved it since `version`."""
    return _set_archived(asked, by, version, archived=False)


def mark_duplicate(asked: DevelopmentRequest, *, of: DevelopmentRequest, by: User, version: int) -> Deed:
    """Says that a request is the same problem as another one; its own duplicates go with it.

    StaleWrite when somebody saved it since `version`; ValidationError when the other one is itself a
    duplicate, archived, or this very request.
    """
    with deed("mark_duplicate", by=by, workspace=asked.workspace, subject=asked.title) as row:
        fresh = _fresh(asked, version)
        original = DevelopmentRequest.objects.get(pk=of.pk, workspace=asked.workspace)
        if original.pk == fresh.pk or original.duplicate_of_id is not None or original.is_archived:
            raise ValidationError(_("Choose another request that stands for itself."))
        for one in [fresh, *fresh.duplicates.all()]:
            one.duplicate_of, one.workspace = original, asked.workspace
            _save(one)
    return row


def unmark_duplicate(asked: DevelopmentRequest, *, by: User, version: int) -> Deed:
    """Says that a request stands for itself after all. StaleWrite when somebody saved it since `version`."""
    with deed("unmark_duplicate", by=by, workspace=asked.workspace, subject=asked.title) as row:
        fresh = _fresh(asked, version)
        fresh.duplicate_of = None
        _save(fresh)
    return row


def _fresh(asked: DevelopmentRequest, version: int) -> DevelopmentRequest:
    fresh: DevelopmentRequest = check_version(asked, version)
    fresh.workspace = asked.workspace
    return fresh


def _save(asked: DevelopmentRequest) -> None:
    asked.version += 1
    asked.full_clean(exclude=["workspace"])
    asked.save()


def _set_archived(asked: DevelopmentRequest, by: User, version: int, *, archived: bool) -> Deed:
    verb = "archive" if archived else "restore"
    with deed(verb, by=by, workspace=asked.workspace, subject=asked.title) as row:
        fresh = _fresh(asked, version)
        fresh.archived_at = timezone.now() if archived else None
        fresh.archived_by = by if archived else None
        _save(fresh)
    return row


def _set_goals(asked: DevelopmentRequest, goals: Iterable[int]) -> None:
    """Brings the goals that it serves in line with what was picked; those that are over stay."""
    wanted = set(goals)
    live = RequestGoal.objects.filter(request=asked, goal__archived_at=None, goal__status__in=GOAL_LIVE)
    there = {row.goal_id: row for row in live}
    for goal, row in there.items():
        if goal not in wanted:
            row.delete()
    position = RequestGoal.objects.filter(request=asked).next_position()
    for place, goal in enumerate(sorted(wanted - set(there))):
        RequestGoal.objects.create(
            workspace=asked.workspace, request=asked, goal_id=goal, position=position + place
        )
