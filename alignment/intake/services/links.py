"""Links to the request form: making, renewing and revoking them. Only digests of secrets are stored."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import StaleWrite, deed
from alignment.models import RequestLink, User, Workspace
from alignment.tokens import digest, new_token


def address_of(token: str) -> str:
    """The whole address of the form: of the site as it is set up, never of what a request says."""
    return settings.SITE_URL.rstrip("/") + reverse("asking:ask", args=[token])


def make_link(
    workspace: Workspace, *, by: User, department: str = "", request_key: UUID | None = None
) -> tuple[RequestLink, str]:
    """Makes a link for a department, or for everybody, and returns it with its secret, stored nowhere.

    AlreadyDone when a form came twice.
    """
    token = new_token()
    link = RequestLink(workspace=workspace, department=department, token_hash=digest(token), created_by=by)
    with deed("make_request_link", by=by, workspace=workspace, subject=str(link), request_key=request_key):
        link.full_clean(exclude=["workspace"])
        link.save()
    return link, token


def renew_link(link: RequestLink, *, by: User, request_key: UUID | None = None) -> tuple[RequestLink, str]:
    """Gives a link a new secret; the address that it had opens nothing from now on.

    A revoked link stays revoked: StaleWrite. AlreadyDone when a form came twice.
    """
    token = new_token()
    with deed(
        "renew_request_link", by=by, workspace=link.workspace, subject=str(link), request_key=request_key
    ):
        fresh = RequestLink.objects.get(pk=link.pk)
        if not fresh.is_open:
            raise StaleWrite(fresh)
        fresh.token_hash, fresh.created_by = digest(token), by
        fresh.save(update_fields=["token_hash", "created_by"])
    return fresh, token


def revoke_link(link: RequestLink, *, by: User) -> None:
    """Ends a link: from the next request on it opens nothing. Twice is as good as once."""
    if not link.is_open:
        return
    with deed("revoke_request_link", by=by, workspace=link.workspace, subject=str(link)):
        fresh = RequestLink.objects.get(pk=link.pk)
        if fresh.is_open:
            fresh.revoked_at = timezone.now()
            fresh.save(update_fields=["revoked_at"])
    link.revoked_at = fresh.revoked_at
