"""Long work that runs in the background."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models.workspace import Workspace


class Job(models.Model):
    """One piece of long work: what was asked for, how far it is, and what came out."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", editable=False)
    kind = models.CharField(max_length=40, editable=False)
    title = models.CharField(max_length=200, editable=False)
    asked = models.JSONField(default=dict, editable=False)  # what it works on
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    heartbeat_at = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    done = models.PositiveIntegerField(default=0, editable=False)
    of = models.PositiveIntegerField(default=0, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    problem = models.CharField(max_length=300, blank=True, editable=False)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    content_type = models.CharField(max_length=100, blank=True, editable=False)
    result = models.BinaryField(null=True, editable=False)

    objects: models.Manager[Any]

    class Meta:
        verbose_name = _("job")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Worker(models.Model):
    """A process that works in the background, and when it last gave a sign."""

    name = models.CharField(max_length=64, unique=True, editable=False)
    seen_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: models.Manager[Any]

    class Meta:
        verbose_name = _("worker")

    def __str__(self) -> str:
        return self.name
