"""Skills from frameworks, and how far a target group has them (B19-B21, D04, D18)."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Archivable, Tracked, history, unique_key
from alignment.models.goal import BusinessGoal
from alignment.models.learning import LearningOutcome
from alignment.models.people import Person, TargetGroup, Weight
from alignment.models.plan import Plan
from alignment.models.workspace import Workspace

LONGEST_TITLE = 300


class SkillFramework(Archivable):
    """A list of skills from one source."""

    title = models.CharField(_("name"), max_length=200)
    source = models.CharField(_("where it comes from"), max_length=300, blank=True)

    history = history()

    class Meta:
        verbose_name = _("skills framework")
        ordering = ["position", "key"]
        constraints = [unique_key("framework")]

    def __str__(self) -> str:
        return self.title


class Skill(Archivable):
    """A skill of a framework. `identifier` is the framework's own and what a new import matches by."""

    framework = models.ForeignKey(SkillFramework, models.CASCADE, related_name="skills", editable=False)
    identifier = models.CharField(_("identifier"), max_length=LONGEST_TITLE, editable=False)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    description = models.TextField(_("description"), blank=True)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    level = models.CharField(_("level"), max_length=200, blank=True)
    priority = models.CharField(_("priority"), max_length=10, choices=Weight, blank=True)

    history = history()

    class Meta:
        verbose_name = _("skill")
        ordering = ["position", "key"]
        indexes = [models.Index(fields=["workspace", "title"])]
        constraints = [
            unique_key("skill"),
            models.UniqueConstraint(fields=["framework", "identifier"], name="skill_identifier_once"),
        ]

    def __str__(self) -> str:
        return self.title


class HowKnown(models.TextChoices):
    """Where a level comes from."""

    SELF_ASSESSMENT = "self_assessment", _("Self-assessment")
    MANAGER = "manager", _("Manager's rating")
    ESTIMATE = "estimate", _("Estimate")


class Assessment(Archivable):
    """A short form in which people of a target group say how far they are, or their manager does."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="assessments", editable=False)
    goal = models.ForeignKey(
        BusinessGoal, models.CASCADE, related_name="assessments", verbose_name=_("business goal")
    )
    group = models.ForeignKey(
        TargetGroup, models.PROTECT, related_name="assessments", verbose_name=_("target group")
    )
    title = models.CharField(_("title"), max_length=120)
    how = models.CharField(
        _("who answers"), max_length=20, choices=HowKnown, default=HowKnown.SELF_ASSESSMENT
    )
    asks_names = models.BooleanField(_("people give their names"), default=False)
    opened_on = models.DateField(default=timezone.localdate, editable=False)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    history = history()

    class Meta:
        verbose_name = _("assessment")
        ordering = ["-opened_on", "-pk"]
        constraints = [
            unique_key("assessment"),
            models.CheckConstraint(
                condition=Q(how__in=["self_assessment", "manager"]), name="assessment_is_answered"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AssessmentReply(models.Model):
    """One person's answers. No history: it would tell who said what in an anonymous form."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", editable=False)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="replies", editable=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    # What the browser's session keeps, so that people can correct what they said.
    key = models.UUIDField(default=uuid4, editable=False)

    objects: models.Manager["AssessmentReply"]

    class Meta:
        verbose_name = _("reply to an assessment")
        verbose_name_plural = _("replies to an assessment")
        constraints = [models.UniqueConstraint(fields=["assessment", "key"], name="reply_key_once")]

    def __str__(self) -> str:
        return self.name or str(_("Somebody"))


class AssessedLevel(models.Model):
    """How far somebody says to be with one learning outcome: 1 (not yet) to 5 (could teach it)."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", editable=False)
    reply = models.ForeignKey(AssessmentReply, models.CASCADE, related_name="levels", editable=False)
    learning_outcome = models.ForeignKey(LearningOutcome, models.CASCADE, related_name="+", editable=False)
    level = models.PositiveSmallIntegerField(_("level"))

    objects: models.Manager["AssessedLevel"]

    class Meta:
        verbose_name = _("assessed level")
        constraints = [
            models.UniqueConstraint(fields=["reply", "learning_outcome"], name="assessed_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="assessed_one_to_five"),
        ]

    def __str__(self) -> str:
        return str(self.level)


class LevelReading(Tracked):
    """How far a target group is with a learning outcome on a day, and how that is known."""

    learning_outcome = models.ForeignKey(
        LearningOutcome, models.CASCADE, related_name="levels", editable=False
    )
    group = models.ForeignKey(
        TargetGroup, models.PROTECT, related_name="levels", verbose_name=_("target group")
    )
    assessment = models.ForeignKey(
        Assessment, models.SET_NULL, null=True, blank=True, related_name="results", editable=False
    )
    date = models.DateField(_("date"))
    level = models.DecimalField(_("level"), max_digits=21, decimal_places=6)
    how = models.CharField(_("how it is known"), max_length=20, choices=HowKnown)
    # Of how many people the level is the mean; None: not said.
    people = models.PositiveIntegerField(_("people who answered"), null=True, blank=True)
    by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who says so")
    )
    note = models.TextField(_("note"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("level of a target group")
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=Q(how__in=HowKnown.values), name="level_how_known")]

    def __str__(self) -> str:
        return f"{self.group}: {self.level.normalize():f}"
