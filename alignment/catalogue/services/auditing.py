"""Keeps what the audit counted on a day, so that its course can be seen."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
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
    keep_counted(workspace, timezone.localdate(), counted)


def keep_counted(workspace: Workspace, on: date, numbers: dict[str, Any]) -> None:
    """Keeps some of a day's numbers beside those that others keep of it."""
    with transaction.atomic():
        point, _made = AuditPoint.objects.select_for_update().get_or_create(workspace=workspace, on=on)
        point.counted = point.counted | numbers
        point.save(update_fields=["counted"])
