"""A plan: the planning document that is the home of the five layers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Archivable, Tracked, history, unique_key
from alignment.models.people import FrameworkRole, Person


class Step(models.IntegerChoices):
    """The four steps of the Impact framework, and what comes after them."""

    GOALS = 1, _("Business goals")
    OUTCOMES = 2, _("Performance outcomes")
    MOMENTS = 3, _("Moments of truth")
    LEARNING = 4, _("Learning outcomes")
    INITIATIVES = 5, _("Initiatives")


class Rhythm(models.TextChoices):
    """How often people are told how a plan goes (B23)."""

    MONTHLY = "monthly", _("Every month")
    TWO_MONTHLY = "two_monthly", _("Every two months")
    QUARTERLY = "quarterly", _("Every quarter")


class Plan(Archivable):
    """One planning document of a workspace ("People plan 2027")."""

    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    # The envelope: what may be spent, in money and in participants' hours.
    budget = models.DecimalField(_("budget"), max_digits=21, decimal_places=6, null=True, blank=True)
    hours_budget = models.DecimalField(
        _("hours that may be spent"), max_digits=21, decimal_places=6, null=True, blank=True
    )
    update_every = models.CharField(
        _("tell how it goes"), max_length=20, choices=Rhythm, default=Rhythm.TWO_MONTHLY
    )

    history = history()

    class Meta:
        verbose_name = _("plan")
        ordering = ["position", "key"]
        constraints = [unique_key("plan")]

    def __str__(self) -> str:
        return self.title


class Consultation(Tracked):
    """Who was consulted in a step, and when (D26)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="consultations", editable=False)
    step = models.PositiveSmallIntegerField(_("step"), choices=Step)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="consultations", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=30, choices=FrameworkRole, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    # The conversation in which it happened, where one is recorded.
    conversation = models.ForeignKey(
        "alignment.Conversation",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="consultations",
        editable=False,
        verbose_name=_("conversation"),
    )
    position = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = history()

    class Meta:
        verbose_name = _("consultation")
        ordering = ["step", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(step__gte=1, step__lte=5), name="consultation_step_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.person or self.get_role_display()}"


class ParkedNote(Tracked):
    """A thought kept for later that can become an item of any layer (A05)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="parked_notes", editable=False)
    text = models.CharField(_("note"), max_length=500)
    position = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = history()

    class Meta:
        verbose_name = _("parked note")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class DismissedHint(Tracked):
    """A hint that somebody looked at and set aside, and why (design, 3.8)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="dismissed_hints", editable=False)
    kind = models.CharField(max_length=40, editable=False)
    # Keys never change: the item the hint is about, and for a link its upper end.
    item = models.CharField(max_length=60, editable=False)
    other = models.CharField(max_length=60, blank=True, editable=False)
    reason = models.TextField(_("reason"))
    date = models.DateField(_("date"), editable=False)
    by_name = models.CharField(_("by"), max_length=120, blank=True, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("dismissed hint")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "kind", "item", "other"], name="hint_dismissed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.item}"


class Reader(models.TextChoices):
    """Whom a briefing is written for."""

    EXECUTIVE = "executive", _("Executive team")
    CFO = "cfo", _("CFO")
    DEPARTMENT = "department", _("Department head")
    LEARNERS = "learners", _("Learners")
    HR = "hr", _("HR and L&D")


class Briefing(Tracked):
    """What people wrote into a briefing; everything else in it comes from the data."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="briefings", editable=False)
    reader = models.CharField(
        _("reader"), max_length=20, choices=Reader, default=Reader.EXECUTIVE, editable=False
    )
    headline = models.CharField(_("headline"), max_length=240, blank=True)
    decision = models.TextField(_("decision wanted"), blank=True)
    decision_date = models.DateField(_("decide by"), null=True, blank=True)
    options = models.TextField(_("options"), blank=True)
    if_nobody_decides = models.TextField(_("what happens if nobody decides"), blank=True)
    risks = models.TextField(_("risks and limits"), blank=True)
    next_90_days = models.TextField(_("next 90 days"), blank=True)
    # What the data said when the words were written, by field: it tells when they have become stale.
    basis = models.JSONField(default=dict, blank=True, editable=False)
    edited_on = models.DateField(null=True, blank=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    history = history()

    class Meta:
        verbose_name = _("briefing")
        constraints = [models.UniqueConstraint(fields=["plan", "reader"], name="briefing_once_a_reader")]

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_reader_display()}"
