"""Mail that is written in the same transaction as its cause, and sent afterwards."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models.people import Person
from alignment.models.user import User
from alignment.models.workspace import Workspace


class OutgoingMail(models.Model):
    """One mail to one address. Who may still get it is asked again when it is sent."""

    workspace = models.ForeignKey(
        Workspace, models.CASCADE, null=True, blank=True, related_name="+", editable=False
    )
    kind = models.CharField(max_length=40, editable=False)
    # What it is about, so that the same thing is never queued twice.
    once = models.CharField(max_length=200, unique=True, editable=False)
    to = models.EmailField(editable=False)
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+", editable=False)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+", editable=False
    )
    subject = models.CharField(max_length=200, editable=False)
    text = models.TextField(editable=False)  # emptied when it is sent: it may hold a secret
    html = models.TextField(blank=True, editable=False)
    message_id = models.CharField(max_length=120, unique=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(default=timezone.now, db_index=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    problem = models.CharField(max_length=200, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    dropped_at = models.DateTimeField(null=True, editable=False)  # given up, or nobody may get it any more

    objects: models.Manager[Any]

    class Meta:
        verbose_name = _("outgoing mail")
        ordering = ["due_at", "pk"]

    def __str__(self) -> str:
        return self.subject
