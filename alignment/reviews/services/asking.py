"""Asks people to look at a version and to decide, and takes the question back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import AlreadyDone, StaleWrite, check_version, deed
from alignment.guests.services import MOST_DAYS, REVIEW_DAYS, make_link, renew_link, revoke_link
from alignment.models import (
    Deed,
    Person,
    Plan,
    ReviewRequest,
    Rights,
    ShareLink,
    SignOffRule,
    Snapshot,
    User,
)
from alignment.outbox.services import drop_refused
from alignment.versions.services import take_snapshot


@dataclass(frozen=True)
class Sent:
    """A request with the secret of its link, which is shown once."""

    request: ReviewRequest
    link: ShareLink
    token: str


def freeze_to_ask(plan: Plan, *, note: str, by: User, request_key: UUID | None) -> Snapshot:
    """Freezes the version that is to be reviewed; the form that is sent twice freezes once."""
    if plan.is_archived:
        raise ValidationError(_("This plan is archived. Bring it back before you ask for a review."))
    key = uuid5(request_key, "version") if request_key else None
    try:
        return take_snapshot(plan, note=note, by=by, request_key=key)[0]
    except AlreadyDone as earlier:
        found: Snapshot = plan.snapshots.get(number=int(earlier.deed.subject))
        return found


def ask(
    version: Snapshot,
    people: Mapping[Person, str],
    *,
    due: date | None,
    by: User,
    request_key: UUID | None = None,
) -> list[Sent]:
    """Asks several people about a version, each with what is needed from them, and makes their links.

    Who is asked about it already is left out; whose request was withdrawn is asked again. One deed.
    """
    plan = version.plan
    subject = ", ".join(person.name for person in people)
    with deed(
        "ask_review",
        by=by,
        workspace=plan.workspace,
        plan=plan,
        subject=subject,
        request_key=request_key,
    ):
        known = {one.person_id: one for one in ReviewRequest.objects.filter(snapshot=version)}
        sent = []
        for person, needed in people.items():
            if person.workspace_id != plan.workspace_id:
                raise ValidationError(_("Choose people of this workspace."))
            earlier = known.get(person.pk)
            if earlier is None or earlier.withdrawn_at is not None:
                sent.append(_ask(version, person, needed, due, by, earlier))
    return sent


def _ask(
    version: Snapshot, person: Person, needed: str, due: date | None, by: User, earlier: ReviewRequest | None
) -> Sent:
    plan = version.plan
    link, token = make_link(
        plan, by=by, rights=Rights.REVIEW, person=person, snapshot=version, days=days_for(due)
    )
    row = earlier or ReviewRequest(
        workspace=plan.workspace, plan=plan, snapshot=version, person=person, version=0
    )
    row.link, row.needed, row.due = link, needed.strip(), due
    row.asked_at, row.asked_by = timezone.now(), by
    row.read_at = row.reminded_at = row.withdrawn_at = None
    row.version += 1
    row.full_clean()
    row.save()
    return Sent(row, link, token)


def days_for(due: date | None) -> int:
    """How many days a reviewing link lasts: two weeks, counted from the day by which it is to be decided."""
    left = (due - timezone.localdate()).days if due else 0
    return min(MOST_DAYS, max(0, left) + REVIEW_DAYS)


def new_link(row: ReviewRequest, *, by: User) -> Sent:
    """A new secret for a request, in place of the one that was lost: what opened it before opens nothing."""
    with deed("renew_link", by=by, workspace=row.workspace, plan=row.plan, subject=row.person.name):
        fresh = ReviewRequest.objects.select_related("link", "person", "snapshot").get(pk=row.pk)
        fresh.plan, fresh.workspace = row.plan, row.workspace
        if fresh.withdrawn_at is not None:
            raise StaleWrite(fresh)
        days = days_for(fresh.due)
        old = fresh.link
        if old is not None and old.revoked_at is None:
            old.plan, old.workspace = row.plan, row.workspace
            link, token = renew_link(old, by=by, days=days)
            return Sent(fresh, link, token)
        link, token = make_link(
            row.plan, by=by, rights=Rights.REVIEW, person=fresh.person, snapshot=fresh.snapshot, days=days
        )
        link.started_at = old.started_at if old else None
        link.save(update_fields=["started_at"])
        fresh.link = link
        fresh.version += 1
        fresh.save(update_fields=["link", "version"])
    return Sent(fresh, link, token)


def edit_request(row: ReviewRequest, *, needed: str, due: date | None, version: int, by: User) -> Deed:
    """Changes what is needed from somebody, and by when. StaleWrite when it was changed since `version`."""
    with deed("edit_request", by=by, workspace=row.workspace, plan=row.plan, subject=row.person.name) as done:
        fresh: ReviewRequest = check_version(row, version)
        if fresh.withdrawn_at is not None:
            raise StaleWrite(fresh)
        fresh.needed, fresh.due = needed.strip(), due
        fresh.version += 1
        fresh.full_clean()
        fresh.save(update_fields=["needed", "due", "version"])
    return done


def withdraw_request(row: ReviewRequest, *, by: User) -> None:
    """Takes a question back and ends its link. What the person decided stays, and counts no more."""
    with deed("withdraw_request", by=by, workspace=row.workspace, plan=row.plan, subject=row.person.name):
        fresh = ReviewRequest.objects.select_related("link__person").get(pk=row.pk)
        if fresh.withdrawn_at is not None:
            return
        fresh.withdrawn_at = timezone.now()
        fresh.version += 1
        fresh.save(update_fields=["withdrawn_at", "version"])
        if fresh.link is not None:
            fresh.link.plan, fresh.link.workspace = row.plan, row.workspace
            revoke_link(fresh.link, by=by)
        drop_refused([row.person])


def set_rule(plan: Plan, *, needed: int | None, version: int, by: User) -> Deed:
    """Says when a plan counts as agreed. StaleWrite when somebody said so since `version` (0: nobody yet)."""
    words = _("all who are asked") if needed is None else _("%(count)s of them") % {"count": needed}
    with deed("set_rule", by=by, workspace=plan.workspace, plan=plan, subject=words) as done:
        row = SignOffRule.objects.filter(plan=plan).first()
        if (row.version if row else 0) != version:
            raise StaleWrite(row)
        row = row or SignOffRule(workspace=plan.workspace, plan=plan, version=0)
        row.needed = needed
        row.version += 1
        row.full_clean()
        row.save()
    return done
