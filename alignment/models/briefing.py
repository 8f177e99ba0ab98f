"""How briefings are laid out, and the copies that were kept of them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Tracked, history
from alignment.models.plan import Reader
from alignment.models.snapshot import Snapshot
from alignment.models.workspace import Workspace


class BriefingLayout(Tracked):
    """A template for briefings of one reader: with a cover or not, which sections, in which order."""

    name = models.CharField(_("name"), max_length=120)
    reader = models.CharField(_("reader"), max_length=20, choices=Reader)
    cover = models.BooleanField(_("with a cover page"), default=False)
    sections = models.JSONField(_("sections"), default=list)  # codes, in their order
    version = models.PositiveIntegerField(default=1, editable=False)

    history = history()

    class Meta:
        verbose_name = _("briefing layout")
        ordering = ["reader", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "reader", "name"], name="briefing_layout_once"),
        ]

    def __str__(self) -> str:
        return self.name


class CopyManager(models.Manager[Any]):
    """Reads kept briefings without the files, which are large; asking one for its file reads it then."""

    def get_queryset(self) -> "models.QuerySet[Any]":
        return super().get_queryset().defer("pdf")


class BriefingCopy(models.Model):
    """A briefing as it was handed out: the file itself, kept with the version that it was made from."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", editable=False)
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="copies", editable=False)
    reader = models.CharField(max_length=20, choices=Reader, editable=False)
    title = models.CharField(max_length=200, editable=False)
    pdf = models.BinaryField(editable=False)
    digest = models.CharField(max_length=64, editable=False)  # SHA-256 of the file
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    made_by_name = models.CharField(max_length=120, blank=True, editable=False)

    objects = CopyManager()

    class Meta:
        verbose_name = _("kept briefing")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.title
