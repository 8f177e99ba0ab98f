"""What the audit page shows beside the audit itself: its course, and what is named apart."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from alignment.catalogue.queries.audit import audit_of
from alignment.catalogue.queries.items import RETIRED, Wanted, items_of
from alignment.catalogue.queries.serving import CLAIMS, STOPS
from alignment.models import AuditPoint, CatalogueItem, Initiative, LearningOutcome, Workspace
from alignment.rules.audit import MEASURES, Audit, Named
from alignment.tracing.kept import Kept

_audits: Kept[Audit] = Kept(8)
MOST_POINTS = 60
MOST_NAMED = 20


@dataclass(frozen=True)
class Course:
    """The share of one day, by measure; None where there was nothing to share."""

    on: date
    shares: dict[str, Decimal | None]


@dataclass(frozen=True)
class Purpose:
    """How much of what is on offer is for one purpose; `code` is "none" where nobody has said it."""

    code: str
    label: str
    items: int
    hours: Decimal


@dataclass(frozen=True)
class Required:
    """A skill that is required and that nothing teaches, and a learning outcome that asks for it."""

    named: Named
    outcome: LearningOutcome | None


@dataclass(frozen=True)
class AuditPage:
    """The audit as people read it."""

    audit: Audit
    course: list[Course]
    purposes: list[Purpose]
    asks_for_skills: bool  # whether any live learning outcome names one
    required: list[Required]
    claims: int
    stops: int
    other_currency: int


def kept_audit(workspace: Workspace) -> Audit:
    """The audit as things stand; no query when nothing changed since."""
    return _audits.get(workspace, lambda: audit_of(workspace))


def audit_page(workspace: Workspace) -> AuditPage:
    """What the page shows, in a fixed number of queries whatever is on offer."""
    found = kept_audit(workspace)
    offered = CatalogueItem.objects.filter(workspace=workspace, gone_on=None).current().exclude(RETIRED)
    foreign = offered.filter(cost__gt=0).exclude(currency__in=["", workspace.currency])
    return AuditPage(
        audit=found,
        course=course_of(workspace, found, timezone.localdate()),
        purposes=_purposes(workspace),
        asks_for_skills=_asking(workspace).exists(),
        required=_required(workspace, found.required_not_taught[:MOST_NAMED]),
        claims=items_of(workspace, Wanted(show="offer", serves=CLAIMS)).count(),
        stops=items_of(workspace, Wanted(show="offer", serves=STOPS)).count(),
        other_currency=foreign.count(),
    )


def course_of(workspace: Workspace, now: Audit, today: date) -> list[Course]:
    """The shares of the days that were noted, and in the end those of today."""
    rows = AuditPoint.objects.filter(workspace=workspace, on__lt=today, counted__has_key="offered")
    return [
        *(Course(one.on, shares_of(one.counted)) for one in reversed(rows.order_by("-on")[:MOST_POINTS])),
        Course(today, now.demand_share),
    ]


def shares_of(counted: dict[str, dict[str, str]]) -> dict[str, Decimal | None]:
    """The shares that follow from what was counted on a day."""
    found: dict[str, Decimal | None] = {}
    for name in MEASURES:
        whole = Decimal(counted.get("offered", {}).get(name, "0"))
        part = Decimal(counted.get("serving", {}).get(name, "0"))
        found[name] = part / whole if whole else None
    return found


def _purposes(workspace: Workspace) -> list[Purpose]:
    offered = CatalogueItem.objects.filter(workspace=workspace, gone_on=None).current().exclude(RETIRED)
    rows = offered.values("purpose").annotate(n=Count("pk"), all_hours=Coalesce(Sum("hours"), Decimal(0)))
    known = {row["purpose"]: (row["n"], row["all_hours"]) for row in rows.order_by("purpose")}
    labels = [*Initiative.Purpose.choices, ("", "")]
    return [Purpose(code or "none", str(label), *known.get(code, (0, Decimal(0)))) for code, label in labels]


def _asking(workspace: Workspace) -> QuerySet[LearningOutcome]:
    """The live learning outcomes that name a skill."""
    wanted = LearningOutcome.objects.filter(workspace=workspace, plan__archived_at=None).current()
    found: QuerySet[LearningOutcome] = wanted.exclude(skill="", framework_skill=None)
    return found


def _required(workspace: Workspace, named: tuple[Named, ...]) -> list[Required]:
    """Each skill with the first live learning outcome that asks for it."""
    rows = _asking(workspace).select_related("framework_skill")
    by_name: dict[str, LearningOutcome] = {}
    for one in rows.order_by("-key") if named else ():
        by_name[one.skill.strip().casefold()] = one
        if one.framework_skill is not None:
            by_name[one.framework_skill.identifier.casefold()] = one
    return [
        Required(one, by_name.get(one.key.casefold()) or by_name.get(one.title.casefold())) for one in named
    ]
