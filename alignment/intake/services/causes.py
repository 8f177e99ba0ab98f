"""Writes rival causes: the explanations of a request or of an outcome, and which of them it is (E13, B14)."""

from typing import Any
from uuid import UUID

from alignment.deeds import StaleWrite, check_version, deed
from alignment.models import Deed, DevelopmentRequest, PerformanceOutcome, Plan, RivalCause, User

About = DevelopmentRequest | PerformanceOutcome


def add_cause(
    about: About, *, by: User | None, fields: dict[str, Any], request_key: UUID | None = None
) -> Deed:
    """One explanation more; AlreadyDone when the same form was sent before."""
    with deed(
        "add_cause",
        by=by,
        workspace=about.workspace,
        plan=_plan(about),
        subject=fields["text"],
        request_key=request_key,
    ) as row:
        owner = {"request" if isinstance(about, DevelopmentRequest) else "outcome": about}
        place = RivalCause.objects.filter(**owner).next_position()
        made = RivalCause(workspace=about.workspace, position=place, **owner, **fields)
        _save(made)
    return row


def edit_cause(cause: RivalCause, *, by: User | None, version: int, fields: dict[str, Any]) -> Deed:
    """Changes what is said of an explanation; StaleWrite when somebody saved it since `version`."""
    with deed(
        "edit_cause", by=by, workspace=cause.workspace, plan=_plan(about_of(cause)), subject=fields["text"]
    ) as row:
        fresh: RivalCause = check_version(cause, version)
        for name, value in fields.items():
            setattr(fresh, name, value)
        _save(fresh)
    return row


def choose_cause(cause: RivalCause, *, chosen: bool, by: User | None) -> Deed:
    """Says that this is it, or that it is not; several may be. StaleWrite when it is gone."""
    verb = "choose_cause" if chosen else "unchoose_cause"
    with deed(verb, by=by, workspace=cause.workspace, plan=_plan(about_of(cause)), subject=cause.text) as row:
        fresh = _there(cause)
        fresh.chosen = chosen
        fresh.save(update_fields=["chosen"])
    return row


def remove_cause(cause: RivalCause, *, by: User | None) -> Deed:
    """Takes an explanation out; undo brings it back. StaleWrite when it is gone."""
    with deed(
        "remove_cause", by=by, workspace=cause.workspace, plan=_plan(about_of(cause)), subject=cause.text
    ) as row:
        _there(cause).delete()
    return row


def about_of(cause: RivalCause) -> About:
    """The request or the outcome that it could explain."""
    if cause.request is not None:
        return cause.request
    assert cause.outcome is not None  # noqa: S101 - for the type checker; the database holds it
    return cause.outcome


def _plan(about: About) -> Plan | None:
    return about.plan if isinstance(about, PerformanceOutcome) else None


def _save(cause: RivalCause) -> None:
    cause.full_clean(exclude=["workspace", "request", "outcome"])
    cause.save()


def _there(cause: RivalCause) -> RivalCause:
    fresh: RivalCause | None = RivalCause.objects.filter(pk=cause.pk).first()
    if fresh is None:
        raise StaleWrite(None)
    return fresh
