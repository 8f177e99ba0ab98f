"""Snapshots: a plan frozen under a number, as it was. Never changed again; the database refuses."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models.plan import Plan
from alignment.models.workspace import Workspace


class Snapshot(models.Model):
    """One numbered version of a plan. It has no history of its own: it is history."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="snapshots", editable=False)
    number = models.PositiveIntegerField(editable=False)
    note = models.TextField(_("note"), blank=True)
    # What the plan said, as canonical JSON (versions/frozen.py); text, so that a digest can be taken of it.
    content = models.TextField(editable=False)
    # SHA-256 over everything that is frozen, the digest of the snapshot before included.
    digest = models.CharField(max_length=64, editable=False)
    satisfied = models.PositiveIntegerField(editable=False)
    expected = models.PositiveIntegerField(editable=False)
    as_of = models.DateField(editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    made_by_name = models.CharField(max_length=120, blank=True, editable=False)

    objects: models.Manager[Any]

    class Meta:
        verbose_name = _("snapshot")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="snapshot_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {self.number}"

    @property
    def maker(self) -> str:
        """Who froze it: as written down then, unless the account was erased since. Reads `made_by`."""
        if self.made_by is not None and self.made_by.is_erased:
            return str(self.made_by)
        return self.made_by_name
