"""What people tell: evidence in words, beside the numbers (D10)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Archivable, history, unique_key
from alignment.models.goal import BusinessGoal
from alignment.models.initiative import Initiative
from alignment.models.item import Item
from alignment.models.learning import LearningOutcome
from alignment.models.metric import METRIC_FIELD, exactly_one
from alignment.models.moment import MomentOfTruth
from alignment.models.outcome import PerformanceOutcome
from alignment.models.people import Person
from alignment.rules.content import Layer


class Permission(models.TextChoices):
    """What the one who is quoted said to being quoted."""

    NAMED = "named", _("Yes, with the name")
    UNNAMED = "unnamed", _("Yes, without the name")
    REFUSED = "refused", _("No")


class Story(Archivable):
    """What somebody said or saw, about exactly one item."""

    class Kind(models.TextChoices):
        LEARNER = "learner_feedback", _("Learner feedback")
        MANAGER = "manager_observation", _("Manager's observation")
        CUSTOMER = "customer", _("Customer")

    goal = models.ForeignKey(
        BusinessGoal, models.CASCADE, null=True, blank=True, related_name="stories", editable=False
    )
    outcome = models.ForeignKey(
        PerformanceOutcome, models.CASCADE, null=True, blank=True, related_name="stories", editable=False
    )
    moment = models.ForeignKey(
        MomentOfTruth, models.CASCADE, null=True, blank=True, related_name="stories", editable=False
    )
    learning_outcome = models.ForeignKey(
        LearningOutcome, models.CASCADE, null=True, blank=True, related_name="stories", editable=False
    )
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, null=True, blank=True, related_name="stories", editable=False
    )

    text = models.TextField(_("what was said or seen"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    who = models.CharField(_("who said it"), max_length=120, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="stories", verbose_name=_("person")
    )
    date = models.DateField(_("when"))
    # Empty: nobody has asked yet. Only what may be quoted leaves the pages of members.
    permission = models.CharField(_("may it be quoted?"), max_length=10, choices=Permission, blank=True)

    history = history()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["position", "key"]
        constraints = [
            unique_key("story"),
            models.CheckConstraint(condition=exactly_one(), name="story_on_one_item"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def layer(self) -> Layer:
        return next(layer for layer, name in METRIC_FIELD.items() if getattr(self, f"{name}_id"))

    @property
    def item(self) -> Item:
        """The one item that it is about."""
        return getattr(self, METRIC_FIELD[self.layer])
