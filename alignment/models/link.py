"""Links: one hop between neighbouring layers, with its reason, confidence and evidence."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Tracked, TrackedQuerySet, history
from alignment.models.goal import BusinessGoal
from alignment.models.initiative import Initiative
from alignment.models.learning import LearningOutcome
from alignment.models.moment import MomentOfTruth
from alignment.models.outcome import PerformanceOutcome
from alignment.rules.content import Layer


class Confidence(models.IntegerChoices):
    """How sure we are that one thing leads to the next."""

    ASSUMED = 0, _("Assumed")
    REASONED = 1, _("Reasoned, not yet shown")
    EVIDENCED = 2, _("Evidenced")
    MEASURED = 3, _("Measured")


class LinkQuerySet(TrackedQuerySet):
    """Reading links."""

    def with_suspect(self) -> "LinkQuerySet":
        """Annotates `suspect`: a digest at either end differs from the confirmed one (design, 3.4)."""
        same = Q(lower_meaning=F("lower__meaning"), upper_meaning=F("upper__meaning"))
        return self.annotate(suspect=models.Case(models.When(same, then=False), default=True))


class Link(Tracked):
    """Why `lower` leads to `upper`. Subclasses join two neighbouring layers; one pair once."""

    reason = models.TextField(_("why this leads to that"), blank=True)
    confidence = models.PositiveSmallIntegerField(
        _("confidence"), choices=Confidence, default=Confidence.ASSUMED
    )
    evidence = models.TextField(_("evidence"), blank=True)
    # A reading cited as evidence, by its metric and its day: a corrected reading stays cited.
    cited_metric = models.ForeignKey(
        "alignment.Metric",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("metric cited as evidence"),
    )
    cited_on = models.DateField(_("day of the cited reading"), null=True, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)
    # The digests of both ends when somebody last confirmed the link; blank makes it suspect.
    lower_meaning = models.CharField(max_length=32, blank=True, editable=False)
    upper_meaning = models.CharField(max_length=32, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_why = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[Any]] = LinkQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.lower} → {self.upper}"  # type: ignore[attr-defined]


def _one_pair(name: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(fields=["lower", "upper"], name=f"{name}_pair_once"),
        models.CheckConstraint(
            condition=Q(confidence__gte=0, confidence__lte=3), name=f"{name}_confidence_known"
        ),
        models.CheckConstraint(
            condition=Q(cited_metric__isnull=True, cited_on__isnull=True)
            | Q(cited_metric__isnull=False, cited_on__isnull=False),
            name=f"{name}_cites_a_day",
        ),
    ]


class OutcomeLink(Link):
    """An outcome serves a goal."""

    lower = models.ForeignKey(PerformanceOutcome, models.CASCADE, related_name="links_up")
    upper = models.ForeignKey(BusinessGoal, models.CASCADE, related_name="links_down")
    history = history()

    class Meta(Link.Meta):
        constraints = _one_pair("outcome_link")


class MomentLink(Link):
    """A moment decides an outcome."""

    lower = models.ForeignKey(MomentOfTruth, models.CASCADE, related_name="links_up")
    upper = models.ForeignKey(PerformanceOutcome, models.CASCADE, related_name="links_down")
    history = history()

    class Meta(Link.Meta):
        constraints = _one_pair("moment_link")


class LearningLink(Link):
    """A learning outcome prepares for a moment."""

    lower = models.ForeignKey(LearningOutcome, models.CASCADE, related_name="links_up")
    upper = models.ForeignKey(MomentOfTruth, models.CASCADE, related_name="links_down")
    history = history()

    class Meta(Link.Meta):
        constraints = _one_pair("learning_link")


class InitiativeLink(Link):
    """An initiative builds a learning outcome."""

    lower = models.ForeignKey(Initiative, models.CASCADE, related_name="links_up")
    upper = models.ForeignKey(LearningOutcome, models.CASCADE, related_name="links_down")
    history = history()

    class Meta(Link.Meta):
        constraints = _one_pair("initiative_link")


#: The link model that leads upward from each layer.
LINK_UP: dict[Layer, type[Link]] = {
    Layer.OUTCOME: OutcomeLink,
    Layer.MOMENT: MomentLink,
    Layer.LEARNING: LearningLink,
    Layer.INITIATIVE: InitiativeLink,
}
