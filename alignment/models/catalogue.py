"""What is on offer already, whether it serves anything, and what is done about it (C05-C09, C15-C18)."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Archivable, Tracked, history, unique_key
from alignment.models.goal import BusinessGoal
from alignment.models.initiative import Initiative
from alignment.models.learning import LearningOutcome
from alignment.models.people import Person
from alignment.models.skills import LONGEST_TITLE, Skill


class Fate(models.TextChoices):
    """What is done with an item of the catalogue."""

    KEEP = "keep", _("Keep")
    LINK = "link", _("Link")
    RETIRE = "retire", _("Retire")


class CatalogueItem(Archivable):
    """A course or another thing on offer, as a learning system lists it.

    `identifier` is the list's own and what a new import matches by; `key` is ours.
    """

    identifier = models.CharField(_("identifier"), max_length=LONGEST_TITLE, editable=False)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    description = models.TextField(_("description"), blank=True)
    url = models.CharField(_("address"), max_length=2000, blank=True)
    provider = models.CharField(_("provider"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=200, blank=True)
    level = models.CharField(_("level"), max_length=200, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=21, decimal_places=6, null=True, blank=True)
    cost = models.DecimalField(_("cost"), max_digits=21, decimal_places=6, null=True, blank=True)
    currency = models.CharField(
        _("currency"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Use a three-letter code such as EUR."))],
    )
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    # As the learning system says it, and what that means.
    status = models.CharField(_("status"), max_length=200, blank=True)
    out_of_use = models.BooleanField(_("retired in the learning system"), default=False, editable=False)
    purpose = models.CharField(_("purpose"), max_length=30, choices=Initiative.Purpose, blank=True)
    # The day of the first import in which it was missing.
    gone_on = models.DateField(_("gone since"), null=True, blank=True, editable=False)

    fate = models.CharField(_("decision"), max_length=10, choices=Fate, blank=True, editable=False)
    fate_reason = models.TextField(_("why"), blank=True, editable=False)
    fate_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    fate_by = models.CharField(_("decided by"), max_length=120, blank=True, editable=False)

    history = history()

    class Meta:
        verbose_name = _("item of the catalogue")
        verbose_name_plural = _("items of the catalogue")
        ordering = ["position", "key"]
        indexes = [models.Index(fields=["workspace", "title"])]
        constraints = [
            unique_key("catalogue_item"),
            models.UniqueConstraint(fields=["workspace", "identifier"], name="catalogue_identifier_once"),
            models.CheckConstraint(condition=Q(fate__in=["", *Fate.values]), name="catalogue_fate_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_retired(self) -> bool:
        """Whether nobody should book it any more: decided here, or said by the learning system."""
        return self.fate == Fate.RETIRE or self.out_of_use


class CatalogueSkill(Tracked):
    """A skill that an item teaches: by the name that its list uses, and from a framework where one has it."""

    item = models.ForeignKey(CatalogueItem, models.CASCADE, related_name="skills", editable=False)
    name = models.CharField(_("skill"), max_length=LONGEST_TITLE)
    skill = models.ForeignKey(
        Skill, models.SET_NULL, null=True, blank=True, related_name="taught_by", editable=False
    )
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("skill of an item of the catalogue")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "name"], name="catalogue_skill_once")]

    def __str__(self) -> str:
        return self.name


class CatalogueLink(Tracked):
    """What an item of the catalogue is for: a learning outcome that it builds, or a goal that it claims."""

    item = models.ForeignKey(CatalogueItem, models.CASCADE, related_name="links", editable=False)
    learning_outcome = models.ForeignKey(
        LearningOutcome, models.CASCADE, null=True, blank=True, related_name="catalogue", editable=False
    )
    goal = models.ForeignKey(
        BusinessGoal, models.CASCADE, null=True, blank=True, related_name="catalogue", editable=False
    )
    reason = models.TextField(_("why"), blank=True)
    # Proposed by the likeness of the texts, and accepted by a person.
    suggested = models.BooleanField(default=False, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("link of an item of the catalogue")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(learning_outcome__isnull=False, goal=None)
                | Q(learning_outcome=None, goal__isnull=False),
                name="catalogue_link_to_one_thing",
            ),
            models.UniqueConstraint(fields=["item", "learning_outcome"], name="catalogue_builds_once"),
            models.UniqueConstraint(fields=["item", "goal"], name="catalogue_claims_once"),
        ]

    def __str__(self) -> str:
        return str(self.learning_outcome or self.goal)


class RelevanceApproval(Tracked):
    """A supervisor's word that something for personal development matters to the business (C17)."""

    item = models.ForeignKey(CatalogueItem, models.CASCADE, related_name="approvals", editable=False)
    for_whom = models.CharField(_("for whom"), max_length=120)
    supervisor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("supervisor")
    )
    supervisor_name = models.CharField(_("supervisor's name"), max_length=120, blank=True)
    approved = models.BooleanField(_("relevant"), default=True)
    why = models.TextField(_("why it matters to the business"))
    on = models.DateField(_("on"))
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("relevance approval")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.for_whom


class Barrier(Archivable):
    """What is in the way of learning that follows demand, and who takes it on (C11)."""

    text = models.CharField(_("what is in the way"), max_length=300)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who takes it on")
    )
    next_step = models.TextField(_("next step"), blank=True)
    due = models.DateField(_("by when"), null=True, blank=True)
    resolved_on = models.DateField(_("out of the way since"), null=True, blank=True)

    history = history()

    class Meta:
        verbose_name = _("barrier")
        ordering = ["position", "key"]
        constraints = [unique_key("barrier")]

    def __str__(self) -> str:
        return self.text


class Practice(models.TextChoices):
    """The five practices of training organisations that serve the business (C18)."""

    CULTURE = "culture", _("Adapt to the culture of the business")
    CUSTOMISE = "customise", _("Customise to what the organisation needs")
    OBJECTIVES = "objectives", _("Agree on business objectives")
    METRICS = "metrics", _("Define what success is measured by")
    CONSULT = "consult", _("Consult with those who ask")


class PracticeAnswer(Archivable):
    """How far a practice is kept, as somebody judged it on a day."""

    practice = models.CharField(_("practice"), max_length=15, choices=Practice)
    score = models.PositiveSmallIntegerField(_("how far"))  # 1 not at all … 5 always
    note = models.TextField(_("what shows it"), blank=True)
    on = models.DateField(_("on"))
    by_name = models.CharField(_("by"), max_length=120, blank=True, editable=False)

    history = history()

    class Meta:
        verbose_name = _("answer about a practice")
        verbose_name_plural = _("answers about a practice")
        ordering = ["-on", "-pk"]
        constraints = [
            unique_key("practice_answer"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="practice_one_to_five"),
            models.CheckConstraint(condition=Q(practice__in=Practice.values), name="practice_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_practice_display()}: {self.score}"


class ColumnChoice(Tracked):
    """Which column of a file was read as which field: what the next import of this kind begins with."""

    class Of(models.TextChoices):
        CATALOGUE = "catalogue", _("Catalogue")
        SKILLS = "skills", _("Skills")

    of = models.CharField(max_length=20, choices=Of, editable=False)
    columns = models.JSONField(default=dict, editable=False)  # field: header

    history = history()

    class Meta:
        verbose_name = _("choice of columns")
        verbose_name_plural = _("choices of columns")
        constraints = [models.UniqueConstraint(fields=["workspace", "of"], name="column_choice_once")]

    def __str__(self) -> str:
        return self.get_of_display()


class AuditPoint(models.Model):
    """What the audit counted on a day: the course of the share that follows demand. Worked out, not typed."""

    workspace = models.ForeignKey("alignment.Workspace", models.CASCADE, related_name="+", editable=False)
    on = models.DateField(default=timezone.localdate, editable=False)
    counted = models.JSONField(default=dict, editable=False)  # rules.audit

    objects: models.Manager["AuditPoint"]

    class Meta:
        verbose_name = _("point of the audit")
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["workspace", "on"], name="audit_point_once")]

    def __str__(self) -> str:
        return str(self.on)
