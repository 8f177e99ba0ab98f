"""Step 2: what must change in how work performs so that the goal is met."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Tracked, history, unique_key
from alignment.models.item import Item
from alignment.rules.content import Layer


class PerformanceOutcome(Item):
    """A change one could see in the work of a team, with a number."""

    layer = Layer.OUTCOME

    root_cause = models.TextField(_("root cause"), blank=True)
    goes_well = models.TextField(_("what goes well"), blank=True)
    must_change = models.TextField(_("what must change"), blank=True)

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
