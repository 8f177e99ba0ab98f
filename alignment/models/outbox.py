"""Mail that is written in the same transaction as its cause, and sent afterwards."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
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
    text = models.TextField(blank=True, editable=False)  # emptied when it is sent: it may hold a secret
    html = models.TextField(blank=True, editable=False)
    message_id = models.CharField(max_length=120, unique=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(default=timezone.now, db_index=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)  # those that failed
    problem = models.CharField(max_length=200, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    dropped_at = models.DateTimeField(null=True, editable=False)  # given up, or nobody may get it any more

    objects: models.Manager[Any]

    class Meta:
        verbose_name = _("outgoing mail")
        ordering = ["due_at", "pk"]

    def __str__(self) -> str:
        return self.subject


class MailChoice(models.Model):
    """What a member, or a person without an account, wants to get by mail from one workspace.

    Without a row: a digest every week, and reminders.
    """

    class Often(models.TextChoices):
        """How often a digest comes."""

        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")
        NEVER = "never", _("Never")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", editable=False
    )
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+", editable=False
    )
    digest = models.CharField(_("digest"), max_length=10, choices=Often, default=Often.WEEKLY)
    reminders = models.BooleanField(_("reminders"), default=True)

    objects: models.Manager[Any]

    class Meta:
        verbose_name = _("choice about mail")
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="mail_choice_of_user_once"),
            models.UniqueConstraint(fields=["workspace", "person"], name="mail_choice_of_person_once"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, person__isnull=True)
                | Q(user__isnull=True, person__isnull=False),
                name="mail_choice_of_one",
            ),
            models.CheckConstraint(
                condition=Q(digest__in=("weekly", "monthly", "never")), name="mail_choice_digest_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.person}: {self.get_digest_display()}"
