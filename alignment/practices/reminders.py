"""What is counted of the practices is kept once a month, however seldom anybody judges (outbox.registry)."""

from datetime import datetime

from alignment.models import AuditPoint, Workspace
from alignment.outbox.registry import due
from alignment.practices.queries import POINT, counts_of
from alignment.practices.services import keep_counts
from alignment.speaking import zone_of


@due
def counts_due(now: datetime) -> int:
    """Keeps the month's counts of every workspace that has none yet; it writes no mail."""
    month = now.date().replace(day=1)
    kept = AuditPoint.objects.filter(on__gte=month, counted__has_key=POINT).values("workspace")
    for workspace in Workspace.objects.filter(is_sample=False).exclude(pk__in=kept).order_by("pk"):
        today = now.astimezone(zone_of(None, workspace)).date()
        if today >= month:
            keep_counts(workspace, today, counts_of(workspace, today))
    return 0
