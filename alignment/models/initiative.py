"""What is done so that people learn: its dates, its money, and what it claims."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Tracked, history, unique_key
from alignment.models.goal import BusinessGoal
from alignment.models.item import Item
from alignment.models.outcome import PerformanceOutcome
from alignment.models.people import Person
from alignment.rules.content import INITIATIVE_LIVE, Layer


class Initiative(Item):
    """A programme, course, mentor, checklist: anything that builds a learning outcome."""

    layer = Layer.INITIATIVE

    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("Programme")
        COURSE = "course", _("Course")
        E_LEARNING = "e_learning", _("E-learning")
        MICROLEARNING = "microlearning", _("Microlearning")
        FLOW_OF_WORK = "flow_of_work", _("Learning in the flow of work")
        MENTORING = "mentoring", _("Mentoring")
        COACHING = "coaching", _("Coaching")
        SOCIAL_LEARNING = "social_learning", _("Social learning")
        JOB_AID = "job_aid", _("Job aid")
        ONBOARDING = "onboarding", _("Onboarding")
        OTHER = "other", _("Other")

    class Purpose(models.TextChoices):
        BUSINESS_GOAL = "business_goal", _("Business goal")
        PERSONAL_DEVELOPMENT = "personal_development", _("Personal development")
        COMPLIANCE = "compliance", _("Compliance")

    class Demand(models.TextChoices):
        DEMAND = "demand", _("The business asked for it")
        SUPPLY = "supply", _("The catalogue offered it")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("Approved")
        IN_DESIGN = "in_design", _("In design")
        RUNNING = "running", _("Running")
        COMPLETED = "completed", _("Completed")
        STOPPED = "stopped", _("Stopped")
        DECLINED = "declined", _("Declined")

    class Sourcing(models.TextChoices):
        MAKE = "make", _("Make")
        BUY = "buy", _("Buy")
        REUSE = "reuse", _("Reuse")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, blank=True)
    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose, default=Purpose.BUSINESS_GOAL)
    demand = models.CharField(_("where it comes from"), max_length=10, choices=Demand, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("to"), null=True, blank=True)
    needed_by = models.DateField(_("needed by"), null=True, blank=True)
    hours = models.DecimalField(_("hours a person"), max_digits=21, decimal_places=6, null=True, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    sourcing = models.CharField(_("make, buy or reuse"), max_length=10, choices=Sourcing, blank=True)
    shift = models.TextField(_("what it tries to shift"), blank=True)

    history = history()

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["position", "key"]
        constraints = [
            unique_key("initiative"),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "proposed",
                        "approved",
                        "in_design",
                        "running",
                        "completed",
                        "stopped",
                        "declined",
                    ]
                ),
                name="initiative_status_known",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=["business_goal", "personal_development", "compliance"]),
                name="initiative_purpose_known",
            ),
        ]

    def clean(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("Enter an end after the start.")})

    @property
    def is_live(self) -> bool:
        return not self.is_archived and self.status in INITIATIVE_LIVE


class Claim(Tracked):
    """A goal that an initiative says it supports without showing how: a marked shortcut."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="claims")
    goal = models.ForeignKey(BusinessGoal, models.PROTECT, related_name="claims", verbose_name=_("goal"))
    reason = models.TextField(_("reason"), blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("claim")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.goal)


class Decision(Tracked):
    """What was decided about an initiative, and why: keep, link, change or stop it (A02, A04, idea 10)."""

    class Kind(models.TextChoices):
        KEEP = "keep", _("Keep it")
        LINK = "link", _("Link it to a goal")
        CHANGE = "change", _("Change it")
        STOP = "stop", _("Stop it")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="decisions", editable=False)
    decision = models.CharField(_("decision"), max_length=10, choices=Kind)
    reason = models.TextField(_("reason"))
    instead = models.TextField(_("what is done instead"), blank=True)
    date = models.DateField(_("date"))
    by_name = models.CharField(_("decided by"), max_length=120, blank=True, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("decision")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=["keep", "link", "change", "stop"]), name="decision_known"
            ),
        ]

    def __str__(self) -> str:
        return self.get_decision_display()


def _number(label: Any) -> "models.DecimalField[Any, Any]":
    return models.DecimalField(label, max_digits=21, decimal_places=6, null=True, blank=True)


class CostLine(Tracked):
    """One part of what an initiative costs."""

    class Kind(models.TextChoices):
        DESIGN = "design", _("Design")
        DELIVERY = "delivery", _("Delivery")
        PARTICIPANTS_TIME = "participants_time", _("Participants' time")
        TOOLS = "tools", _("Tools")
        OTHER = "other", _("Other")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        COMMITTED = "committed", _("Committed")
        SPENT = "spent", _("Spent")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="costs")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    amount = models.DecimalField(_("amount"), max_digits=21, decimal_places=6, null=True, blank=True)
    # Of a range: its upper end.
    amount_to = _number(_("at most"))
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    # What one unit of that currency is worth in the workspace's, as somebody typed it.
    rate = _number(_("exchange rate"))
    hours = _number(_("hours"))
    date = models.DateField(_("when it falls due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("cost line")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount}"


class BenefitLine(Tracked):
    """One benefit in money: counted only with attribution and confidence (design, 3.7)."""

    class State(models.TextChoices):
        FORECAST = "forecast", _("Forecast")
        REALISED = "realised", _("Realised")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="benefits")
    text = models.CharField(_("benefit"), max_length=300)
    beneficiary = models.CharField(_("who benefits"), max_length=120, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=21, decimal_places=6, null=True, blank=True)
    amount_to = _number(_("at most"))
    # Worth having and never put into money: listed, not counted.
    intangible = models.BooleanField(_("not put into money"), default=False)
    attribution = models.DecimalField(
        _("attribution in %"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    confidence = models.DecimalField(
        _("confidence in %"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    rate = _number(_("exchange rate"))
    start = models.DateField(_("comes in from"), null=True, blank=True)
    end = models.DateField(_("comes in until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, blank=True)
    outcome = models.ForeignKey(
        PerformanceOutcome,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("comes from"),
    )
    period = models.CharField(_("period"), max_length=60, blank=True)
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("benefit line")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
