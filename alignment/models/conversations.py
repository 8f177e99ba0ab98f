"""What was talked about with whom, and what both sides promised (E09, B27, B28)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alignment.models.base import KEY, Tracked, history, unique_key
from alignment.models.goal import BusinessGoal
from alignment.models.initiative import Initiative
from alignment.models.people import Person
from alignment.models.plan import Plan


class Conversation(Tracked):
    """A conversation with stakeholders. Who took part, and about which step, its consultations say."""

    key = models.CharField(_("key"), max_length=60, validators=[KEY], editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="conversations", editable=False)
    goal = models.ForeignKey(
        BusinessGoal,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="conversations",
        verbose_name=_("business goal"),
    )
    title = models.CharField(_("what it was about"), max_length=120)
    date = models.DateField(_("date"))
    questions = models.TextField(_("questions asked"), blank=True)
    answers = models.TextField(_("answers"), blank=True)
    decisions = models.TextField(_("decisions"), blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = history()

    class Meta:
        verbose_name = _("conversation")
        ordering = ["-date", "-pk"]
        constraints = [unique_key("conversation")]

    def __str__(self) -> str:
        return self.title


class Direction(models.TextChoices):
    """Who keeps an expectation."""

    WE_DELIVER = "we_deliver", _("We deliver")
    WE_NEED = "we_need", _("We need")


class Expectation(Tracked):
    """What learning delivers, or needs from others: by whom, by when."""

    key = models.CharField(_("key"), max_length=60, validators=[KEY], editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="expectations", editable=False)
    initiative = models.ForeignKey(
        Initiative,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="expectations",
        verbose_name=_("initiative"),
    )
    # Of a follow-up: the conversation in which it was agreed.
    conversation = models.ForeignKey(
        Conversation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="follow_ups",
        editable=False,
        verbose_name=_("agreed in"),
    )
    direction = models.CharField(_("direction"), max_length=10, choices=Direction)
    text = models.CharField(_("what is expected"), max_length=300)
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="expectations",
        verbose_name=_("by whom"),
    )
    # With whom it was agreed, who confirms it too.
    party = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agreed with")
    )
    due = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = history()

    class Meta:
        verbose_name = _("expectation")
        ordering = ["position", "pk"]
        constraints = [
            unique_key("expectation"),
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values), name="expectation_direction_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Assent(models.TextChoices):
    """What a party says to an expectation."""

    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")


class HowAnswered(models.TextChoices):
    """How an answer came in."""

    BY_LINK = "by_link", _("By link")
    SIGNED_IN = "signed_in", _("Signed in")
    TOLD = "told", _("Told to somebody who wrote it down")


class ExpectationAnswer(Tracked):
    """One party's answer to an expectation; the last one of a person counts, unless it is outdated."""

    expectation = models.ForeignKey(Expectation, models.CASCADE, related_name="responses", editable=False)
    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=120, editable=False)
    answer = models.CharField(_("answer"), max_length=10, choices=Assent)
    words = models.TextField(_("words"), blank=True)
    on = models.DateField(_("on"), editable=False)
    how = models.CharField(
        _("how"), max_length=10, choices=HowAnswered, default=HowAnswered.TOLD, editable=False
    )
    # Of one that was told: who wrote it down.
    recorded_by = models.CharField(_("written down by"), max_length=120, blank=True, editable=False)
    # The expectation has changed since (rules.expectations.makes_outdated).
    outdated = models.BooleanField(_("before it changed"), default=False, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("answer to an expectation")
        verbose_name_plural = _("answers to an expectation")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_answer_display()}"


class Kept(models.TextChoices):
    """How an expectation turned out."""

    KEPT = "kept", _("Kept")
    PARTLY = "partly", _("Partly")
    NOT_KEPT = "not_kept", _("Not kept")


class Side(models.TextChoices):
    """Who rates: whoever was to keep an expectation, or whoever it was agreed with."""

    OWNER = "owner", _("Who keeps it")
    PARTY = "party", _("Agreed with")


class ExpectationRating(Tracked):
    """How one side rates a confirmed expectation at the end; the last one of a side counts (B27, idea 8)."""

    expectation = models.ForeignKey(Expectation, models.CASCADE, related_name="ratings", editable=False)
    side = models.CharField(_("side"), max_length=10, choices=Side, editable=False)
    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=120, editable=False)
    kept = models.CharField(_("was it kept?"), max_length=10, choices=Kept)
    # 1 of no use … 5 of great use.
    usefulness = models.PositiveSmallIntegerField(_("how useful was it?"), null=True, blank=True)
    words = models.TextField(_("words"), blank=True)
    on = models.DateField(_("on"), editable=False)
    how = models.CharField(
        _("how"), max_length=10, choices=HowAnswered, default=HowAnswered.TOLD, editable=False
    )
    recorded_by = models.CharField(_("written down by"), max_length=120, blank=True, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("rating of an expectation")
        verbose_name_plural = _("ratings of an expectation")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(usefulness=None) | Q(usefulness__gte=1, usefulness__lte=5),
                name="usefulness_one_to_five",
            ),
            models.CheckConstraint(condition=Q(kept__in=Kept.values), name="rating_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_kept_display()}"
