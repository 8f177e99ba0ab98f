"""Asking stakeholders to agree to a version of a plan, and what they decided."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Tracked, history
from alignment.models.people import Person
from alignment.models.plan import Plan
from alignment.models.sharing import ShareLink
from alignment.models.snapshot import Snapshot
from alignment.models.workspace import Workspace


class SignOffRule(Tracked):
    """When a plan counts as agreed: all who were asked agree, or this many of them."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="sign_off_rule", editable=False)
    # None: all of the people who were asked.
    needed = models.PositiveSmallIntegerField(_("agreements needed"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = history()

    class Meta:
        verbose_name = _("sign-off rule")
        constraints = [
            models.CheckConstraint(condition=Q(needed=None) | Q(needed__gte=1), name="sign_off_rule_positive")
        ]

    def __str__(self) -> str:
        return str(self.needed or _("all"))


class ReviewRequest(Tracked):
    """One person is asked to look at one version of a plan and to decide."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="review_requests", editable=False)
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="review_requests", editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="review_requests", verbose_name=_("person")
    )
    link = models.ForeignKey(
        ShareLink, models.SET_NULL, null=True, blank=True, related_name="review_requests", editable=False
    )
    needed = models.TextField(_("what is needed from this person"), blank=True)
    due = models.DateField(_("decide by"), null=True, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    read_at = models.DateTimeField(null=True, blank=True, editable=False)  # "I have read it"
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = history()

    class Meta:
        verbose_name = _("review request")
        ordering = ["asked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "person"], name="review_asked_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.snapshot}"


class Agreement(models.TextChoices):
    """What a stakeholder can decide about a version."""

    AGREE = "agree", _("Agrees")
    AGREE_IF = "agree_if", _("Agrees if changes are made")
    DISAGREE = "disagree", _("Does not agree")


class SignOff(models.Model):
    """A stakeholder's recorded decision about one version. Never changed: the database refuses.

    It has no history of its own: it is history. Whom it refers to may be forgotten (the person, the
    link, the account and the e-mail address are set to nothing), the names and the decision stay.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="sign_offs", editable=False)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="sign_offs", editable=False)
    # The digest of that version: what exactly was agreed to.
    snapshot_digest = models.CharField(max_length=64, editable=False)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="sign_offs", editable=False)
    link = models.ForeignKey(
        ShareLink, models.SET_NULL, null=True, blank=True, related_name="sign_offs", editable=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    name = models.CharField(_("name"), max_length=120, editable=False)  # as typed by whoever decided
    # What the person was called in the workspace at that moment, whatever becomes of them later.
    known_as = models.CharField(_("known as"), max_length=120, blank=True, editable=False)
    email = models.EmailField(blank=True, editable=False)
    email_verified = models.BooleanField(default=False, editable=False)
    decision = models.CharField(_("decision"), max_length=10, choices=Agreement, editable=False)
    words = models.TextField(_("words"), blank=True, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects: models.Manager[Any]

    class Meta:
        verbose_name = _("sign-off")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=Agreement.values), name="sign_off_known"),
            models.CheckConstraint(condition=Q(decision="agree") | ~Q(words=""), name="sign_off_words_given"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_decision_display()}"

    @property
    def who(self) -> str:
        """The person who was asked, as they are called now; as they were called once they are forgotten."""
        return self.person.name if self.person else self.known_as or self.name

    @property
    def signed_as(self) -> str:
        """What was typed for a signature where it is another name than the person's; else empty."""
        return "" if _same(self.name, self.who) else self.name

    @property
    def then_known_as(self) -> str:
        """What the person was called when they decided, where no other name here says it; else empty."""
        said = _same(self.known_as, self.who) or _same(self.known_as, self.name)
        return "" if said else self.known_as


def _same(one: str, other: str) -> bool:
    """Whether two names are the same, whatever their capitals and spaces."""
    first, second = (" ".join(name.split()).casefold() for name in (one, other))
    return first == second


class SignOffWithdrawal(models.Model):
    """A sign-off that was taken back, by whom, how and why. Never changed either; who may be forgotten."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", editable=False)
    sign_off = models.OneToOneField(SignOff, models.PROTECT, related_name="withdrawal", editable=False)
    reason = models.TextField(_("reason"), editable=False)
    name = models.CharField(max_length=120, editable=False)
    # How: by a link or signed in, and whether the address was shown to be theirs, as with a sign-off.
    link = models.ForeignKey(
        ShareLink, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    email_verified = models.BooleanField(default=False, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects: models.Manager[Any]

    class Meta:
        verbose_name = _("withdrawal of a sign-off")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_reason_given")]

    def __str__(self) -> str:
        return f"{self.name}: {self.reason[:60]}"

    @property
    def how(self) -> str:
        """By a link or signed in; empty once that was forgotten."""
        if self.user_id is not None:
            return str(_("signed in"))
        if self.link_id is None:
            return ""
        return str(_("by link, with a mailed code") if self.email_verified else _("by link"))


class SignOffCode(models.Model):
    """A code that was mailed to the holder of a reviewing link; only its digest is stored, used once."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", editable=False)
    link = models.ForeignKey(ShareLink, models.CASCADE, related_name="codes", editable=False)
    code_hash = models.CharField(max_length=64, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    expires_at = models.DateTimeField(editable=False)
    used_at = models.DateTimeField(null=True, editable=False)

    objects: models.Manager[Any]

    class Meta:
        verbose_name = _("sign-off code")

    def __str__(self) -> str:
        return f"{self.link}"
