"""The links to the request form of a workspace."""

from django.db.models import Count, Q

from alignment.models import Deed, RequestLink, Workspace
from alignment.tokens import LONGEST_TOKEN, digest


def links_of(workspace: Workspace) -> list[RequestLink]:
    """All of them, those that open the form first; `asked` counts what came by each."""
    current = Count("requests", filter=Q(requests__archived_at=None))
    found = RequestLink.objects.filter(workspace=workspace).select_related("created_by")
    links = found.annotate(asked=current).order_by("department", "-created", "-pk")
    return sorted(links, key=lambda link: not link.is_open)


def open_link(token: str) -> RequestLink | None:
    """The link that this secret opens now; None for one that is wrong or revoked."""
    if len(token) > LONGEST_TOKEN:
        return None
    found = RequestLink.objects.filter(token_hash=digest(token), revoked_at=None)
    link: RequestLink | None = found.select_related("workspace").first()
    return link


def link_made_by(done: Deed) -> RequestLink | None:
    """The link that a deed made or renewed; None when it is gone."""
    past = RequestLink.history.filter(deed=done).values_list("id", flat=True)
    link: RequestLink | None = RequestLink.objects.filter(pk__in=past).first()
    return link
