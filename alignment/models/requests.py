"""What departments ask for: the problem, why it is there, what is done about it (E01-E17, B05-B09, B29)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Archivable, Tracked, history, unique_key
from alignment.models.goal import Extent
from alignment.models.people import Person


class CauseKind(models.TextChoices):
    """What can lie behind a problem; learning changes only the first one."""

    SKILL = "skill", _("Skill")
    MOTIVATION = "motivation", _("Motivation")
    TOOLS = "tools", _("Tools")
    TIME = "time", _("Time")
    PROCESS = "process", _("Process")
    INFORMATION = "information", _("Information")
    STAFFING = "staffing", _("Staffing")


class Verdict(models.TextChoices):
    """What was decided about a request."""

    LEARNING = "learning", _("Learning")
    PARTLY = "partly", _("Partly learning")
    NOT_LEARNING = "not_learning", _("Not a learning problem")
    WAIT = "wait", _("Wait")
    DECLINE = "decline", _("Decline")


class RequestLink(Tracked):
    """A secret address under which a department tells its problems. Only a digest of its secret is stored.

    It shows nothing of a workspace but its name, so that it may stand in an intranet.
    """

    department = models.CharField(_("department"), max_length=120, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    history = history(excluded_fields=["token_hash"])

    class Meta:
        verbose_name = _("link to the request form")
        ordering = ["department", "pk"]

    def __str__(self) -> str:
        return self.department or str(_("Everybody"))

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None


class DevelopmentRequest(Archivable):
    """A problem that somebody wants solved. The wished-for solution is kept apart, as a belief."""

    class Came(models.TextChoices):
        BY_FORM = "form", _("By the form")
        RECORDED = "recorded", _("Written down by L&D")
        PROPOSED = "proposed", _("Proposed by L&D")

    class Mode(models.TextChoices):
        ORDER = "order", _("Order: the solution was set")
        CONSULTATION = "consultation", _("Consultation: the problem was open")

    class Stage(models.TextChoices):
        GOAL = "goal", _("While the goal was being set")
        PROBLEM = "problem", _("When the problem was noticed")
        CAUSES = "causes", _("While causes were looked for")
        SOLUTION = "solution", _("After the solution was chosen")
        ROLL_OUT = "roll_out", _("When it was to be rolled out")

    class Effort(models.TextChoices):
        SMALL = "small", _("Small: days")
        MEDIUM = "medium", _("Medium: weeks")
        LARGE = "large", _("Large: months")

    title = models.CharField(_("the problem in one line"), max_length=120)
    department = models.CharField(_("department"), max_length=120, blank=True)
    requester = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("who asks")
    )
    # As typed into the form by somebody who need not be in the list of people.
    requester_name = models.CharField(_("name"), max_length=120, blank=True)
    requester_email = models.EmailField(_("e-mail address"), blank=True)
    came = models.CharField(_("how it came"), max_length=10, choices=Came, editable=False)
    link = models.ForeignKey(
        RequestLink, models.SET_NULL, null=True, blank=True, related_name="requests", editable=False
    )
    asked_on = models.DateField(_("asked on"))

    happening = models.TextField(_("what happens"), blank=True)
    wanted = models.TextField(_("what should happen instead"), blank=True)
    numbers = models.TextField(_("which numbers show it"), blank=True)
    impact = models.TextField(_("which goal of the department it puts at risk"), blank=True)
    contribution = models.TextField(_("how solving it helps the organisation"), blank=True)
    tried = models.TextField(_("what was tried"), blank=True)
    by_when = models.DateField(_("by when it has to be better"), null=True, blank=True)
    belief = models.TextField(_("the solution they have in mind"), blank=True)

    mode = models.CharField(_("order or consultation"), max_length=15, choices=Mode, blank=True)
    stage = models.CharField(_("when L&D joined"), max_length=10, choices=Stage, blank=True)
    planned = models.BooleanField(_("was it planned?"), null=True, blank=True)
    effort = models.CharField(_("effort"), max_length=10, choices=Effort, blank=True)
    hours = models.DecimalField(
        _("hours it would take"), max_digits=21, decimal_places=6, null=True, blank=True
    )
    cost = models.DecimalField(
        _("what it would cost"), max_digits=21, decimal_places=6, null=True, blank=True
    )
    lead = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who works on it")
    )
    taken_up_on = models.DateField(_("taken up on"), null=True, blank=True, editable=False)
    duplicate_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="duplicates", editable=False
    )

    # Readiness before an approval (E02).
    manager_supports = models.CharField(_("managers support it"), max_length=10, choices=Extent, blank=True)
    time_released = models.CharField(_("people get the time"), max_length=10, choices=Extent, blank=True)
    measure_agreed = models.CharField(_("a measure is agreed"), max_length=10, choices=Extent, blank=True)

    verdict = models.CharField(_("verdict"), max_length=15, choices=Verdict, blank=True, editable=False)
    verdict_reason = models.TextField(_("why"), blank=True)
    verdict_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    verdict_by = models.CharField(_("decided by"), max_length=120, blank=True, editable=False)
    # Why it was accepted although nobody asked why (E15).
    no_whys_reason = models.TextField(_("accepted without a why, because"), blank=True)
    remedy = models.TextField(_("better remedy"), blank=True)
    remedy_owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who takes it on")
    )
    remedy_date = models.DateField(_("from when"), null=True, blank=True)
    look_again_on = models.DateField(_("look at it again on"), null=True, blank=True)
    reply = models.TextField(_("reply"), blank=True)
    replied_on = models.DateField(_("reply sent on"), null=True, blank=True, editable=False)

    history = history()

    class Meta:
        verbose_name = _("development request")
        ordering = ["-asked_on", "-pk"]
        indexes = [models.Index(fields=["workspace", "-asked_on"])]
        constraints = [
            unique_key("request"),
            models.CheckConstraint(
                condition=Q(verdict__in=["", *Verdict.values]), name="request_verdict_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title
