"""What stands beside goals and initiatives in a workspace: requests, and how much on offer follows demand."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from alignment.catalogue.queries.audit_page import shares_of
from alignment.models import AuditPoint, DevelopmentRequest, Workspace
from alignment.rules.audit import MEASURES
from alignment.tracing.kept import Kept


@dataclass(frozen=True)
class Around:
    """Requests that nobody has decided, and the audit's shares when they were counted last."""

    new: int
    talking: int
    shares: dict[str, Decimal]  # by measure: items, hours, spend; those that are known
    on: date | None  # when the shares were counted

    @property
    def undecided(self) -> int:
        return self.new + self.talking

    @property
    def share(self) -> Decimal | None:
        """The share by spend, else by hours, else by items."""
        return next((self.shares[name] for name in reversed(MEASURES) if name in self.shares), None)


_found: Kept[Around] = Kept(8)


def around(workspace: Workspace, today: date) -> Around:
    """Two queries; none when nothing changed since."""
    return _found.get(workspace, lambda: _read(workspace), today)


def known_shares(point: AuditPoint) -> dict[str, Decimal]:
    """The shares that follow demand on a day, by measure; those that are known."""
    return {name: share for name, share in shares_of(point.counted).items() if share is not None}


def latest_audit(workspace: Workspace, today: date) -> AuditPoint | None:
    """The last day up to this one on which the audit was counted."""
    points = AuditPoint.objects.filter(workspace=workspace, on__lte=today, counted__has_key="offered")
    return points.order_by("-on").first()


def _read(workspace: Workspace) -> Around:
    rows = DevelopmentRequest.objects.filter(workspace=workspace, verdict="", duplicate_of=None).current()
    counts = rows.aggregate(
        new=Count("pk", filter=Q(taken_up_on=None)), talking=Count("pk", filter=~Q(taken_up_on=None))
    )
    point = latest_audit(workspace, date.max)
    shares = known_shares(point) if point else {}
    return Around(counts["new"], counts["talking"], shares, point.on if point else None)
