"""What is found out about a request, what it becomes, and what is said of it (E13-E17)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Archivable, Tracked, history, unique_key
from alignment.models.goal import BusinessGoal
from alignment.models.initiative import Initiative
from alignment.models.item import Item
from alignment.models.learning import LearningOutcome
from alignment.models.moment import MomentOfTruth
from alignment.models.outcome import PerformanceOutcome
from alignment.models.requests import CauseKind, DevelopmentRequest
from alignment.rules.content import Layer


class Why(Tracked):
    """One rung of the why-ladder: the answer to why the one before it is so (E15)."""

    request = models.ForeignKey(DevelopmentRequest, models.CASCADE, related_name="whys", editable=False)
    text = models.CharField(_("because"), max_length=500)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("why")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class RivalCause(Tracked):
    """One of several explanations of a request or of an outcome, and what would tell it from the others."""

    request = models.ForeignKey(
        DevelopmentRequest, models.CASCADE, null=True, blank=True, related_name="causes", editable=False
    )
    outcome = models.ForeignKey(
        PerformanceOutcome, models.CASCADE, null=True, blank=True, related_name="causes", editable=False
    )
    kind = models.CharField(_("kind"), max_length=15, choices=CauseKind)
    text = models.CharField(_("cause"), max_length=300)
    would_show = models.TextField(_("what would show it"), blank=True)
    found = models.TextField(_("what was found"), blank=True)
    chosen = models.BooleanField(_("this is it"), default=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("possible cause")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(request__isnull=False, outcome=None) | Q(request=None, outcome__isnull=False),
                name="cause_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(kind__in=CauseKind.values), name="cause_kind_known"),
        ]

    def __str__(self) -> str:
        return self.text


class RequestGoal(Tracked):
    """A goal that solving a request would serve."""

    request = models.ForeignKey(DevelopmentRequest, models.CASCADE, related_name="goals", editable=False)
    goal = models.ForeignKey(BusinessGoal, models.CASCADE, related_name="requests", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("goal of a request")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["request", "goal"], name="request_goal_once")]

    def __str__(self) -> str:
        return str(self.goal)


#: The field of RequestResult by which an item of a layer grew out of a request.
RESULT_FIELD: dict[Layer, str] = {
    Layer.OUTCOME: "outcome",
    Layer.MOMENT: "moment",
    Layer.LEARNING: "learning_outcome",
    Layer.INITIATIVE: "initiative",
}


class RequestResult(Tracked):
    """What an accepted request became: one item, and the cause that it goes after (E14)."""

    request = models.ForeignKey(DevelopmentRequest, models.CASCADE, related_name="results", editable=False)
    # The chosen cause that it goes after, in the words of that day.
    cause = models.CharField(_("cause"), max_length=300, blank=True, editable=False)
    outcome = models.ForeignKey(
        PerformanceOutcome, models.CASCADE, null=True, blank=True, related_name="grew_from", editable=False
    )
    moment = models.ForeignKey(
        MomentOfTruth, models.CASCADE, null=True, blank=True, related_name="grew_from", editable=False
    )
    learning_outcome = models.ForeignKey(
        LearningOutcome, models.CASCADE, null=True, blank=True, related_name="grew_from", editable=False
    )
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, null=True, blank=True, related_name="grew_from", editable=False
    )
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("result of a request")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__isnull=False, moment=None, learning_outcome=None, initiative=None)
                | Q(outcome=None, moment__isnull=False, learning_outcome=None, initiative=None)
                | Q(outcome=None, moment=None, learning_outcome__isnull=False, initiative=None)
                | Q(outcome=None, moment=None, learning_outcome=None, initiative__isnull=False),
                name="result_is_one_item",
            ),
            *(
                models.UniqueConstraint(fields=["request", field], name=f"result_{field}_once")
                for field in RESULT_FIELD.values()
            ),
        ]

    def __str__(self) -> str:
        return str(self.item)

    @property
    def layer(self) -> Layer:
        return next(layer for layer, name in RESULT_FIELD.items() if getattr(self, f"{name}_id"))

    @property
    def item(self) -> Item:
        """The one item that it became."""
        return getattr(self, RESULT_FIELD[self.layer])


class TriageQuestion(Archivable):
    """A question of the workspace's own that is asked of every request (E17)."""

    text = models.CharField(_("question"), max_length=300)

    history = history()

    class Meta:
        verbose_name = _("triage question")
        ordering = ["position", "key"]
        constraints = [unique_key("triage_question")]

    def __str__(self) -> str:
        return self.text


class TriageAnswer(Tracked):
    """What was answered to a triage question about one request."""

    request = models.ForeignKey(DevelopmentRequest, models.CASCADE, related_name="triage", editable=False)
    question = models.ForeignKey(TriageQuestion, models.CASCADE, related_name="answers", editable=False)
    text = models.TextField(_("answer"))
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("answer to a triage question")
        verbose_name_plural = _("answers to a triage question")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["request", "question"], name="triage_answer_once")]

    def __str__(self) -> str:
        return self.text


class RequestComment(Tracked):
    """What a member says about a request."""

    request = models.ForeignKey(DevelopmentRequest, models.CASCADE, related_name="comments", editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    author_name = models.CharField(max_length=120, editable=False)
    text = models.TextField(_("comment"))
    created = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    history = history()

    class Meta:
        verbose_name = _("comment on a request")
        verbose_name_plural = _("comments on a request")
        ordering = ["created", "pk"]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:60]}"
