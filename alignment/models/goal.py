"""Step 1: what the organisation wants to achieve, and what already drives it there."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Tracked, history, unique_key
from alignment.models.item import Item
from alignment.models.people import Person
from alignment.rules.content import GOAL_LIVE, Layer


class Extent(models.TextChoices):
    """An answer to a self-check question (B04)."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class BusinessGoal(Item):
    """A result that leadership is held to."""

    layer = Layer.GOAL

    class Level(models.TextChoices):
        ORGANISATION = "organisation", _("Organisation")
        DEPARTMENT = "department", _("Department")
        TEAM = "team", _("Team")

    class Category(models.TextChoices):
        REVENUE = "revenue", _("Revenue")
        COST = "cost", _("Cost")
        PRODUCTIVITY = "productivity", _("Productivity")
        GROWTH = "growth", _("Growth")
        PEOPLE = "people", _("People")
        CUSTOMER = "customer", _("Customer")
        QUALITY = "quality", _("Quality")
        RISK = "risk", _("Risk")
        OTHER = "other", _("Other")

    class Certainty(models.TextChoices):
        CONFIRMED = "confirmed_by_owner", _("Confirmed by its owner")
        INFERRED = "inferred", _("Inferred")
        UNKNOWN = "unknown", _("Not known")

    class Joined(models.TextChoices):
        BEFORE = "before", _("Before the goal was set")
        AFTER = "after", _("After the goal was set")

    class HowSet(models.TextChoices):
        HANDED_DOWN = "handed_down", _("Handed down")
        SHAPED = "shaped_with_us", _("Shaped with us")
        PROPOSED = "proposed_by_us", _("Proposed by us")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        ACHIEVED = "achieved", _("Achieved")
        RETIRED = "retired", _("Retired")

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent goal")
    )
    promoted_from = models.ForeignKey(
        "alignment.LearningOutcome",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="promoted_to",
        verbose_name=_("grew out of"),
        editable=False,
    )
    level = models.CharField(_("level"), max_length=20, choices=Level, blank=True)
    category = models.CharField(_("category"), max_length=20, choices=Category, blank=True)
    strategy = models.TextField(_("how we want to get there"), blank=True)
    why_it_matters = models.TextField(_("why it matters"), blank=True)
    industry_context = models.TextField(_("industry context"), blank=True)
    external_factors = models.TextField(_("outside factors"), blank=True)
    problem = models.TextField(_("problem behind it"), blank=True)
    horizon_start = models.DateField(_("from"), null=True, blank=True)
    horizon_end = models.DateField(_("until"), null=True, blank=True)
    sponsor = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sponsor")
    )
    certainty = models.CharField(_("how certain the source is"), max_length=20, choices=Certainty, blank=True)
    ld_joined = models.CharField(
        _("when L&D joined the conversation"), max_length=10, choices=Joined, blank=True
    )
    how_set = models.CharField(_("how it was set"), max_length=20, choices=HowSet, blank=True)
    contributors = models.JSONField(_("who else works towards it"), default=list, blank=True)
    root_causes_known = models.CharField(
        _("do we know the root causes?"), max_length=10, choices=Extent, blank=True
    )
    challenges_understood = models.CharField(
        _("do we understand what makes the goal hard to reach?"), max_length=10, choices=Extent, blank=True
    )
    support_discussed = models.CharField(
        _("could we discuss where learning can support it?"), max_length=10, choices=Extent, blank=True
    )
    priority = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    unit_value = models.DecimalField(
        _("value of one unit"), max_digits=21, decimal_places=6, null=True, blank=True
    )
    cost_of_nothing = models.DecimalField(
        _("cost of doing nothing"), max_digits=21, decimal_places=6, null=True, blank=True
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    agreed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agreed by")
    )
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    no_learning_planned = models.TextField(_("no learning planned, because"), blank=True)
    no_learning_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    goes_well = models.TextField(_("what goes well"), blank=True)
    must_change = models.TextField(_("what must change"), blank=True)

    history = history()

    class Meta:
        verbose_name = _("business goal")
        verbose_name_plural = _("business goals")
        ordering = ["position", "key"]
        constraints = [
            unique_key("goal"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="goal_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "agreed", "achieved", "retired"]),
                name="goal_status_known",
            ),
        ]

    def clean(self) -> None:
        if self.horizon_start and self.horizon_end and self.horizon_end < self.horizon_start:
            raise ValidationError({"horizon_end": _("Enter an end after the start of the horizon.")})

    @property
    def is_live(self) -> bool:
        return not self.is_archived and self.status in GOAL_LIVE


class Momentum(Tracked):
    """What already drives progress on a goal or an outcome, non-learning work included (D29)."""

    goal = models.ForeignKey(BusinessGoal, models.CASCADE, null=True, blank=True, related_name="momentum")
    outcome = models.ForeignKey(
        "alignment.PerformanceOutcome", models.CASCADE, null=True, blank=True, related_name="momentum"
    )
    text = models.CharField(_("what is under way"), max_length=300)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who runs it")
    )
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("momentum")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(goal=None, outcome__isnull=False) | Q(outcome=None, goal__isnull=False),
                name="momentum_on_one_item",
            ),
        ]

    def __str__(self) -> str:
        return self.text
