"""Step 3: the concrete situations in which what people do decides."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Tracked, history, unique_key
from alignment.models.item import Item
from alignment.models.people import Person
from alignment.rules.content import Layer


class Cause(models.TextChoices):
    """What keeps people from doing it (B09, E13): learning changes only the first one."""

    SKILL = "skill", _("Skill")
    MOTIVATION = "motivation", _("Motivation")
    TOOLS = "tools", _("Tools")
    TIME = "time", _("Time")
    PROCESS = "process", _("Process")
    INFORMATION = "information", _("Information")


class MomentOfTruth(Item):
    """One situation, with people in it, in which what they do makes the difference."""

    layer = Layer.MOMENT

    situation = models.TextField(_("situation"), blank=True)
    who = models.CharField(_("who is there"), max_length=300, blank=True)
    when = models.CharField(_("when or how often"), max_length=300, blank=True)
    seen_by = models.CharField(_("how anyone could see it happened"), max_length=300, blank=True)
    causes = models.JSONField(_("what stands in the way"), default=list, blank=True)
    not_a_learning_problem = models.TextField(_("not a learning problem, because"), blank=True)
    remedy = models.TextField(_("better remedy"), blank=True)
    remedy_owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who takes it on")
    )
    remedy_date = models.DateField(_("by when"), null=True, blank=True)
    starred = models.BooleanField(_("one of the vital few"), default=False, editable=False)

    history = history()

    class Meta:
        verbose_name = _("moment of truth")
        verbose_name_plural = _("moments of truth")
        ordering = ["position", "key"]
        constraints = [unique_key("moment")]


class Behaviour(Tracked):
    """Something people do in a moment; it helps or hinders."""

    class Effect(models.TextChoices):
        HELPS = "helps", _("Helps")
        HINDERS = "hinders", _("Hinders")

    moment = models.ForeignKey(MomentOfTruth, models.CASCADE, related_name="behaviours")
    effect = models.CharField(_("effect"), max_length=10, choices=Effect)
    text = models.CharField(_("behaviour"), max_length=300)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("behaviour")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(effect__in=["helps", "hinders"]), name="behaviour_effect_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text
