"""Which share links open something now."""

from django.db.models import F, QuerySet
from django.utils import timezone

from alignment.models import Plan, Role, ShareLink

#: Who may make a link; one whose maker may not any more opens nothing.
SHARERS = (Role.EDITOR, Role.OWNER)


def valid_links() -> QuerySet[ShareLink]:
    """The links that open something now: neither revoked nor over, and their maker may still share."""
    return ShareLink.objects.filter(
        revoked_at=None,
        expires_at__gt=timezone.now(),
        plan__archived_at=None,
        created_by__is_active=True,
        created_by__memberships__workspace=F("workspace"),
        created_by__memberships__role__in=SHARERS,
    )


def links_of(plan: Plan) -> QuerySet[ShareLink]:
    """All links of a plan with what tells whom they are for, what they show and who made them."""
    return plan.share_links.select_related("person", "snapshot", "session", "created_by")
