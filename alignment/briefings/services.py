"""Writes what people change in a briefing."""

from typing import Any

from django.utils import timezone

from alignment.deeds import StaleWrite, deed
from alignment.models import Briefing, Deed, Plan, User


def edit_wording(plan: Plan, reader: str, *, by: User, version: int, fields: dict[str, Any]) -> Deed:
    """Keeps the wording and when it was made; StaleWrite when somebody saved it since `version`.

    Blank fields fall back to what the data says. The first wording comes with version 0.
    """
    with deed("edit_briefing", by=by, workspace=plan.workspace, plan=plan, subject=plan.title) as done:
        row = Briefing.objects.filter(plan=plan, reader=reader).first()
        if (row.version if row else 0) != version:
            raise StaleWrite(row)
        row = row or Briefing(workspace=plan.workspace, plan=plan, reader=reader, version=0)
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        row.edited_on, row.edited_by = timezone.localdate(), by
        row.full_clean()
        row.save()
    return done
