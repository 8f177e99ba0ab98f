"""Keeps what the audit counted on a day, so that its course can be seen."""

from dataclasses import asdict

from django.utils import timezone

from alignment.catalogue.queries.audit import audit_of
from alignment.models import AuditPoint, Workspace


def note_audit(workspace: Workspace) -> None:
    """Notes what the audit counts today; of one day the last word stays. It is worked out, so no deed."""
    found = audit_of(workspace)
    counted = {
        part: {name: str(value) for name, value in asdict(getattr(found, part)).items()}
        for part in ("offered", "serving")
    }
    AuditPoint.objects.update_or_create(
        workspace=workspace, on=timezone.localdate(), defaults={"counted": counted}
    )
