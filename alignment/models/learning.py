"""Step 4: what a target group must be able to do when the moment comes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Tracked, history, unique_key
from alignment.models.item import Item
from alignment.models.people import TargetGroup
from alignment.rules.content import Layer


class LearningOutcome(Item):
    """The skill, attitude, behaviour, knowledge or confidence that people must have for a moment."""

    layer = Layer.LEARNING

    class Kind(models.TextChoices):
        SKILL = "skill", _("Skill")
        ATTITUDE = "attitude", _("Attitude")
        BEHAVIOUR = "behaviour", _("Behaviour")
        KNOWLEDGE = "knowledge", _("Knowledge")
        CONFIDENCE = "confidence", _("Confidence")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, blank=True)
    gain = models.TextField(_("what the learner gains"), blank=True)
    # What the skill is called; and which one it is, where a framework has it.
    skill = models.CharField(_("skill from a framework"), max_length=200, blank=True)
    framework_skill = models.ForeignKey(
        "alignment.Skill",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="required_by",
        editable=False,
        verbose_name=_("skill"),
    )
    initiative_by = models.DateField(_("an initiative is planned by"), null=True, blank=True)

    history = history()

    class Meta:
        verbose_name = _("learning outcome")
        verbose_name_plural = _("learning outcomes")
        ordering = ["position", "key"]
        constraints = [unique_key("learning")]


class GroupNeed(Tracked):
    """A target group of a learning outcome, with the level it needs and the level it has."""

    learning_outcome = models.ForeignKey(LearningOutcome, models.CASCADE, related_name="needs")
    group = models.ForeignKey(
        TargetGroup, models.PROTECT, related_name="needs", verbose_name=_("target group")
    )
    required = models.PositiveSmallIntegerField(_("level needed"), null=True, blank=True)
    current = models.PositiveSmallIntegerField(_("level today"), null=True, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("target group of a learning outcome")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.group)
