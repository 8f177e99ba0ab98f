"""A workspace is one organisation. Who belongs to it, in which role, and what was done in it."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Tracked, history


class Workspace(models.Model):
    """One organisation: home of plans, people, settings."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="EUR",
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Use a three-letter code such as EUR."))],
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    # Nobody approves a reading of their own.
    second_person = models.BooleanField(_("a second person approves readings"), default=False)
    is_sample = models.BooleanField(default=False, editable=False)
    # Counts the deeds of a workspace. Every deed raises it first: that is the row lock which
    # makes writers of one workspace take turns, and the key of everything that is cached.
    revision = models.PositiveBigIntegerField(default=0, editable=False)
    created = models.DateTimeField(auto_now_add=True)

    history = history(excluded_fields=["revision"])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="workspace_currency_code"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What somebody may do in a workspace, from less to more."""

    VIEWER = "viewer", _("Viewer: reads")
    REVIEWER = "reviewer", _("Reviewer: reads, comments and confirms")
    EDITOR = "editor", _("Editor: also writes, imports and shares")
    OWNER = "owner", _("Owner: also manages members and settings")


ROLE_ORDER = [Role.VIEWER, Role.REVIEWER, Role.EDITOR, Role.OWNER]


class Membership(Tracked):
    """A user's place in a workspace."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.VIEWER)
    created = models.DateTimeField(auto_now_add=True)

    history = history()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="member_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    def at_least(self, role: str) -> bool:
        """Whether this member's role includes the rights of `role`."""
        return ROLE_ORDER.index(Role(self.role)) >= ROLE_ORDER.index(Role(role))

    @property
    def can_review(self) -> bool:
        return self.at_least(Role.REVIEWER)

    @property
    def can_write(self) -> bool:
        return self.at_least(Role.EDITOR)

    @property
    def can_own(self) -> bool:
        return self.at_least(Role.OWNER)


class Invitation(Tracked):
    """An owner's invitation to one e-mail address. Only a digest of its secret is stored."""

    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.VIEWER)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    history = history(excluded_fields=["token_hash"])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_known"),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()


class Deed(models.Model):
    """One thing that one person did in one save: the unit of history and undo."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="deeds")
    plan = models.ForeignKey("alignment.Plan", models.SET_NULL, null=True, blank=True, related_name="deeds")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=120, blank=True)
    # The share link by which it was done, when a guest did it.
    link = models.ForeignKey(
        "alignment.ShareLink", models.SET_NULL, null=True, blank=True, related_name="deeds"
    )
    at = models.DateTimeField(default=timezone.now, db_index=True)
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=200, blank=True)
    why = models.TextField(blank=True)
    undoes = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="undone")
    request_key = models.UUIDField(null=True, blank=True, editable=False)
    made = models.JSONField(
        default=list, blank=True
    )  # [model, id] of what a create made, for a repeated request

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "request_key"], name="deed_request_once"),
        ]
        indexes = [models.Index(fields=["plan", "-at"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}".strip()
