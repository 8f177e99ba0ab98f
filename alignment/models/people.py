"""The people around a plan and the groups that learn."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Archivable, history, unique_key


class FrameworkRole(models.TextChoices):
    """The part somebody has in the framework (D26)."""

    LD_LEAD = "ld_lead", _("L&D lead")
    BUDGET_HOLDER = "budget_holder", _("Budget holder")
    DEPARTMENT_HEAD = "department_head", _("Department head")
    MANAGER = "manager", _("Manager")
    LEARNER = "learner", _("Learner")
    HR_BUSINESS_PARTNER = "hr_business_partner", _("HR business partner")
    OTHER = "other", _("Other")


class Weight(models.TextChoices):
    """How strongly a stakeholder cares or counts."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class Audience(models.TextChoices):
    """Where in the organisation the people of a target group stand (D04)."""

    OPERATOR = "operator", _("Operators")
    SPECIALIST = "specialist", _("Specialists")
    TEAM_LEAD = "team_lead", _("Team leads")
    MANAGER = "manager", _("Managers")
    SENIOR_LEADER = "senior_leader", _("Senior leaders")


class Person(Archivable):
    """A stakeholder, with or without an account."""

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(_("role"), max_length=30, choices=FrameworkRole, blank=True)
    team = models.CharField(_("team"), max_length=120, blank=True)
    interest = models.CharField(_("interest"), max_length=10, choices=Weight, blank=True)
    influence = models.CharField(_("influence"), max_length=10, choices=Weight, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    next_contact = models.DateField(_("next contact"), null=True, blank=True)
    # Name and address were taken out on request; the row stays, because others refer to it.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    history = history()

    class Meta:
        verbose_name = _("person")
        ordering = ["position", "key"]
        constraints = [unique_key("person")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_overdue(self) -> bool:
        """Whether the next contact should have been by now."""
        return self.next_contact is not None and self.next_contact < timezone.localdate()

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None


class TargetGroup(Archivable):
    """The people who must achieve a learning outcome."""

    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("persona"), blank=True)
    size = models.PositiveIntegerField(_("number of people"), null=True, blank=True)
    outside = models.BooleanField(_("outside the organisation"), default=False)
    audience = models.CharField(_("level in the organisation"), max_length=20, choices=Audience, blank=True)

    history = history()

    class Meta:
        verbose_name = _("target group")
        ordering = ["position", "key"]
        constraints = [
            unique_key("target_group"),
            models.CheckConstraint(condition=Q(size=None) | Q(size__gte=0), name="target_group_size_known"),
        ]

    def __str__(self) -> str:
        return self.name
