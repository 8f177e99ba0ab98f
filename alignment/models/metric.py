"""Metrics and their readings: something measured on exactly one item."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Archivable, Tracked, TrackedQuerySet, history, unique_key
from alignment.models.goal import BusinessGoal
from alignment.models.initiative import Initiative
from alignment.models.item import Item
from alignment.models.learning import LearningOutcome
from alignment.models.moment import MomentOfTruth
from alignment.models.outcome import PerformanceOutcome
from alignment.models.people import Person, TargetGroup
from alignment.rules.content import Layer

#: The foreign key of a metric for each layer.
METRIC_FIELD: dict[Layer, str] = {
    Layer.GOAL: "goal",
    Layer.OUTCOME: "outcome",
    Layer.MOMENT: "moment",
    Layer.LEARNING: "learning_outcome",
    Layer.INITIATIVE: "initiative",
}


def exactly_one() -> Q:
    """Exactly one of the five foreign keys is set."""
    whole = Q()
    for name in METRIC_FIELD.values():
        only = Q(**{f"{name}__isnull": False})
        for other in METRIC_FIELD.values():
            if other != name:
                only &= Q(**{f"{other}__isnull": True})
        whole |= only
    return whole


def _number(label: Any) -> "models.DecimalField[Any, Any]":
    return models.DecimalField(label, max_digits=21, decimal_places=6, null=True, blank=True)


def _item(model: type[Item]) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        model, models.CASCADE, null=True, blank=True, related_name="metrics", editable=False
    )


class Metric(Archivable):
    """Something measured on one item (design, 3.6)."""

    class Kind(models.TextChoices):
        INCREASE = "increase", _("Goes up")
        DECREASE = "decrease", _("Goes down")
        AT_LEAST = "at_least", _("At least")
        AT_MOST = "at_most", _("At most")
        RANGE = "range", _("Within a range")
        MILESTONE = "milestone", _("Milestone: done or not")
        QUALITATIVE = "qualitative", _("In words only")

    class Period(models.TextChoices):
        YEAR = "year", _("a year")
        QUARTER = "quarter", _("a quarter")
        MONTH = "month", _("a month")

    class Cadence(models.TextChoices):
        MONTHLY = "monthly", _("Every month")
        TWO_MONTHLY = "two_monthly", _("Every two months")
        QUARTERLY = "quarterly", _("Every quarter")
        HALF_YEARLY = "half_yearly", _("Every half-year")
        YEARLY = "yearly", _("Every year")

    class Type(models.TextChoices):
        EFFICIENCY = "efficiency", _("Efficiency")
        EFFECTIVENESS = "effectiveness", _("Effectiveness")
        OUTCOME = "outcome", _("Outcome")

    class Reason(models.TextChoices):
        INFORM = "inform", _("Inform")
        MONITOR = "monitor", _("Monitor")
        EVALUATE = "evaluate", _("Evaluate")
        MANAGE = "manage", _("Manage")

    goal = _item(BusinessGoal)
    outcome = _item(PerformanceOutcome)
    moment = _item(MomentOfTruth)
    learning_outcome = _item(LearningOutcome)
    initiative = _item(Initiative)

    title = models.CharField(_("what is measured"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    baseline = _number(_("start value"))
    baseline_date = models.DateField(_("start value from"), null=True, blank=True)
    target = _number(_("target"))
    target_low = _number(_("target from"))
    target_high = _number(_("target to"))
    target_date = models.DateField(_("by when"), null=True, blank=True)
    effect_from = models.DateField(_("first effect expected from"), null=True, blank=True)
    period = models.CharField(_("the target is for"), max_length=10, choices=Period, blank=True)
    source = models.CharField(_("where the number comes from"), max_length=300, blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who answers for it")
    )
    cadence = models.CharField(_("how often"), max_length=20, choices=Cadence, blank=True)
    hard = models.BooleanField(_("hard number"), null=True, blank=True)
    leading = models.BooleanField(_("leading"), null=True, blank=True)
    type = models.CharField(_("type"), max_length=20, choices=Type, blank=True)
    reason = models.CharField(_("reason to measure"), max_length=10, choices=Reason, blank=True)
    collected = models.BooleanField(_("collected already"), null=True, blank=True)
    volume_only = models.BooleanField(_("volume only"), default=False)

    history = history()

    class Meta:
        verbose_name = _("metric")
        ordering = ["position", "key"]
        constraints = [
            unique_key("metric"),
            models.CheckConstraint(condition=exactly_one(), name="metric_on_one_item"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def layer(self) -> Layer:
        return next(layer for layer, name in METRIC_FIELD.items() if getattr(self, f"{name}_id"))

    @property
    def item(self) -> Item:
        """The one item that is measured."""
        return getattr(self, METRIC_FIELD[self.layer])


class Telling(Tracked):
    """How often a person is told where a metric stands (B22)."""

    metric = models.ForeignKey(Metric, models.CASCADE, related_name="tellings", editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="tellings", verbose_name=_("person"))
    cadence = models.CharField(_("how often"), max_length=20, choices=Metric.Cadence)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("person who is told")
        verbose_name_plural = _("people who are told")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_cadence_display()}"


class MetricReader(Tracked):
    """A person to whom a metric matters (B22, B25)."""

    metric = models.ForeignKey(Metric, models.CASCADE, related_name="readers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="metrics")
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("reader of a metric")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.person)


class ReadingQuerySet(TrackedQuerySet):
    """Reading readings."""

    def counting(self) -> "ReadingQuerySet":
        """Approved readings of everybody; those of one target group are a breakdown and never count."""
        return self.filter(state=Reading.State.APPROVED, group=None)


class Reading(Tracked):
    """One dated value of a metric: of everybody, or of one target group."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved")

    metric = models.ForeignKey(Metric, models.CASCADE, related_name="readings", editable=False)
    # A breakdown: shown beside the readings of everybody, never counted as one of them.
    group = models.ForeignKey(
        TargetGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="readings",
        verbose_name=_("target group"),
    )
    date = models.DateField(_("date"))
    value = models.DecimalField(_("value"), max_digits=21, decimal_places=6)
    note = models.TextField(_("note"), blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.APPROVED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    created = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[Any]] = ReadingQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("reading")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["draft", "approved"]), name="reading_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.value}"
