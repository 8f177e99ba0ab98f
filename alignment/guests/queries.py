"""Which share links open something now."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from alignment.models import Deed, Plan, Role, ShareLink

#: Who may make a link; one whose maker may not any more opens nothing.
SHARERS = (Role.EDITOR, Role.OWNER)


def valid_links() -> QuerySet[ShareLink]:
    """The links that open something now: neither revoked nor over, and their maker may still share.

    One for a person who was archived or erased opens nothing.
    """
    return ShareLink.objects.filter(
        Q(person=None) | Q(person__archived_at=None, person__erased_at=None),
        revoked_at=None,
        expires_at__gt=timezone.now(),
        plan__archived_at=None,
        created_by__is_active=True,
        created_by__memberships__workspace=F("workspace"),
        created_by__memberships__role__in=SHARERS,
    )


def links_of(plan: Plan) -> QuerySet[ShareLink]:
    """All links of a plan, those that open something first; `opens` says which those are."""
    opens = Exists(valid_links().filter(pk=OuterRef("pk")))
    found = ShareLink.objects.filter(plan=plan).annotate(opens=opens)
    return (
        found.select_related("person", "snapshot", "session", "created_by")
        .defer("snapshot__content")
        .order_by("-opens", "-created", "-pk")
    )


def link_made_by(done: Deed) -> ShareLink | None:
    """The link that a deed made or renewed; None when it is gone."""
    past = ShareLink.history.filter(deed=done).values_list("id", flat=True)
    return ShareLink.objects.select_related("person", "snapshot", "plan").filter(pk__in=past).first()
