"""Making share links, giving them a new secret, and revoking them. Only digests of secrets are stored."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import StaleWrite, deed
from alignment.models import Assessment, GuidedSession, Person, Plan, Rights, ShareLink, Snapshot, User
from alignment.tokens import digest, new_token

DAYS = 30
REVIEW_DAYS = 14
MOST_DAYS = 180


def usual_days(rights: str) -> int:
    """For how many days a link is made when nobody says."""
    return REVIEW_DAYS if rights == Rights.REVIEW else DAYS


def address_of(token: str) -> str:
    """The whole address that opens a link: of the site as it is set up, never of what a request says."""
    return settings.SITE_URL.rstrip("/") + reverse("link_open", args=[token])


def make_link(
    plan: Plan,
    *,
    by: User | None,
    rights: str,
    person: Person | None = None,
    group_name: str = "",
    snapshot: Snapshot | None = None,
    session: GuidedSession | None = None,
    assessment: Assessment | None = None,
    days: int = DAYS,
    request_key: UUID | None = None,
) -> tuple[ShareLink, str]:
    """Makes a link and returns it with its secret, which is stored nowhere: show it now or never.

    Without a version it shows the plan as it is. Inside another deed (asking for a review) it is part
    of that one. ValidationError when something does not belong together; AlreadyDone when a form came twice.
    """
    token, now = new_token(), timezone.now()
    link = ShareLink(
        workspace=plan.workspace,
        plan=plan,
        rights=rights,
        person=person,
        group_name="" if person else " ".join(group_name.split()),
        snapshot=snapshot,
        session=session,
        assessment=assessment,
        token_hash=digest(token),
        created=now,
        created_by=by,
        expires_at=_end(days),
    )
    _fits(link)
    with deed(
        "share",
        by=by,
        workspace=plan.workspace,
        plan=plan,
        subject=link.holder,
        request_key=request_key,
    ) as row:
        link.full_clean(exclude=["workspace", "plan"])
        link.save()
        link.done = row
    return link, token


def renew_link(
    link: ShareLink, *, by: User | None, days: int | None = None, request_key: UUID | None = None
) -> tuple[ShareLink, str]:
    """Gives a link a new secret and a new term; what opened it before opens nothing from now on.

    It then stands in the name of whoever renewed it. A revoked link stays revoked: StaleWrite.
    AlreadyDone when a form came twice.
    """
    token = new_token()
    with deed(
        "renew_link",
        by=by,
        workspace=link.workspace,
        plan=link.plan,
        subject=link.holder,
        request_key=request_key,
    ) as row:
        fresh = ShareLink.objects.select_related("person", "snapshot").get(pk=link.pk)
        if fresh.revoked_at is not None:
            raise StaleWrite(fresh)
        fresh.token_hash = digest(token)
        fresh.expires_at = _end(usual_days(fresh.rights) if days is None else days)
        fresh.created_by = by
        fresh.save(update_fields=["token_hash", "expires_at", "created_by"])
        fresh.done = row
    return fresh, token


def revoke_link(link: ShareLink, *, by: User | None) -> None:
    """Ends a link: from the next request on it opens nothing. Twice is as good as once."""
    if link.revoked_at is not None:
        return
    with deed("revoke_link", by=by, workspace=link.workspace, plan=link.plan, subject=link.holder):
        _revoke(ShareLink.objects.get(pk=link.pk))
    link.revoked_at = timezone.now()


def revoke_all(plan: Plan, *, by: User | None) -> int:
    """Ends every link of a plan that is not over yet, in one deed, and says how many those were."""
    open_links = plan.share_links.filter(revoked_at=None, expires_at__gt=timezone.now())
    if not open_links.exists():
        return 0
    with deed("revoke_link", by=by, workspace=plan.workspace, plan=plan, subject=_("all links")):
        open_now = list(open_links)
        for link in open_now:
            _revoke(link)
    return len(open_now)


def start(link: ShareLink, at: datetime | None = None) -> None:
    """Notes that the reader pressed Start, which no mail scanner does. Only the first time counts.

    `at`: the time of what they did without pressing it, which cannot have come before opening the link.
    Not of a link with which people answer: its time would lead to who said what right after.
    """
    if link.started_at is not None or link.rights in (Rights.ANSWER, Rights.ASSESS):
        return
    with deed(
        "start_review",
        by=None,
        link=link,
        name=link.holder,
        workspace=link.workspace,
        plan=link.plan,
        subject=link.holder,
    ):
        fresh = ShareLink.objects.get(pk=link.pk)
        if fresh.started_at is None:
            fresh.started_at = at or timezone.now()
            fresh.save(update_fields=["started_at"])
    link.started_at = fresh.started_at


def _revoke(link: ShareLink) -> None:
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])


def _end(days: int) -> datetime:
    if not 1 <= days <= MOST_DAYS:
        raise ValidationError({"days": _("Choose between 1 and %(most)s days.") % {"most": MOST_DAYS}})
    return timezone.now() + timedelta(days=days)


def _fits(link: ShareLink) -> None:
    """A link of one plan, for people and about versions of the same place."""
    if link.plan.archived_at is not None:
        raise ValidationError(_("This plan is archived. Bring it back before you share it."))
    wrong: dict[str, str] = {}
    if link.rights not in Rights.values:
        wrong["rights"] = _("Choose view, comment, review or answer.")
    if link.person is not None and link.person.workspace_id != link.workspace_id:
        wrong["person"] = _("Choose a person of this workspace.")
    if link.snapshot is not None and link.snapshot.plan_id != link.plan_id:
        wrong["snapshot"] = _("Choose a version of this plan.")
    if link.session is not None and link.session.plan_id != link.plan_id:
        wrong["session"] = _("Choose a session of this plan.")
    elif link.session is not None and link.person is not None and not link.session.asks_names:
        wrong["person"] = _("This session is anonymous: it is joined by no link of one person.")
    if (link.rights == Rights.ASSESS) != (link.assessment is not None):
        wrong["assessment"] = _("Choose the form that the link opens.")
    elif link.assessment is not None and link.assessment.plan_id != link.plan_id:
        wrong["assessment"] = _("Choose a form of this plan.")
    elif link.assessment is not None and link.person is not None:
        wrong["person"] = _("A form is answered by a group: no link of it is for one person.")
    if link.rights == Rights.REVIEW and link.person is None:
        wrong["person"] = _("A review is for one named person. Choose who.")
    if link.rights == Rights.REVIEW and link.snapshot is None:
        wrong["snapshot"] = _("A review is about one version. Choose which.")
    if wrong:
        raise ValidationError(wrong)
