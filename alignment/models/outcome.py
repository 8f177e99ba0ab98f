"""Step 2: what must change in how work performs so that the goal is met."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Tracked, history, unique_key
from alignment.models.item import Item
from alignment.models.people import Person
from alignment.rules.content import Layer


class PerformanceOutcome(Item):
    """A change one could see in the work of a team, with a number."""

    layer = Layer.OUTCOME

    root_cause = models.TextField(_("root cause"), blank=True)
    goes_well = models.TextField(_("what goes well"), blank=True)
    must_change = models.TextField(_("what must change"), blank=True)
    unit_value = models.DecimalField(
        _("value of one unit"), max_digits=21, decimal_places=6, null=True, blank=True
    )
    cost_of_nothing = models.DecimalField(
        _("cost of doing nothing"), max_digits=21, decimal_places=6, null=True, blank=True
    )
    # Who agreed to the contribution split, and when: an act, never a default.
    contribution_agreed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("split agreed by"),
    )
    contribution_agreed_on = models.DateField(_("split agreed on"), null=True, blank=True, editable=False)

    history = history()

    class Meta:
        verbose_name = _("performance outcome")
        verbose_name_plural = _("performance outcomes")
        ordering = ["position", "key"]
        constraints = [unique_key("outcome")]


class Contribution(Tracked):
    """The share that somebody's work has in an outcome, agreed with the outcome's owner (idea 9)."""

    outcome = models.ForeignKey(PerformanceOutcome, models.CASCADE, related_name="contribution")
    who = models.CharField(_("who or what"), max_length=200)
    share = models.PositiveSmallIntegerField(_("share in %"))
    learning = models.BooleanField(_("this is learning"), default=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("contribution")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=100), name="contribution_share_per_cent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.share} %"
