"""A guided session: people answer the questions of one step, together and from their phones."""

from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Tracked, TrackedQuerySet, history
from alignment.models.people import Person
from alignment.models.plan import Plan, Step
from alignment.models.sharing import ShareLink
from alignment.models.workspace import Workspace


class Phase(models.TextChoices):
    """How far a guided session has come."""

    COLLECTING = "collecting", _("People answer")
    VOTING = "voting", _("People vote")
    RESULTS = "results", _("The vote is over")
    CLOSED = "closed", _("Closed")


class SessionQuerySet(TrackedQuerySet):
    """Reading guided sessions."""

    def marked(self) -> "SessionQuerySet":
        """With what an undo changes without counting the session's revision on: a page's mark holds it."""
        out = Removal.objects.filter(session=models.OuterRef("pk")).order_by().values("session")
        return self.annotate(
            versions=models.Sum("answers__version"),
            removals=models.Subquery(out.annotate(count=models.Count("pk")).values("count")),
        )


class GuidedSession(Tracked):
    """A conversation about one step of a plan that stakeholders join by a link."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="guided_sessions", editable=False)
    step = models.PositiveSmallIntegerField(_("step"), choices=Step)
    title = models.CharField(_("title"), max_length=120)
    votes_each = models.PositiveSmallIntegerField(_("votes for each person"), default=3)
    asks_names = models.BooleanField(_("people give their names"), default=False)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    # From this moment on people vote instead of answering.
    voting_at = models.DateTimeField(null=True, blank=True, editable=False)
    voting_ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    summary = models.TextField(_("summary"), blank=True)
    # Counts every answer and vote: what a page remembers to learn whether anything is new.
    revision = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[models.Manager[Any]] = SessionQuerySet.as_manager()
    history = history(excluded_fields=["revision"])

    class Meta:
        verbose_name = _("guided session")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(step__gte=1, step__lte=5), name="guided_session_step_known"),
            models.CheckConstraint(
                condition=Q(votes_each__gte=1, votes_each__lte=20), name="guided_session_votes_few"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def phase(self) -> Phase:
        """What people do in it now."""
        if self.closed_at is not None:
            return Phase.CLOSED
        if self.voting_at is None:
            return Phase.COLLECTING
        return Phase.VOTING if self.voting_ended_at is None else Phase.RESULTS


class Participant(models.Model):
    """Somebody in a guided session: one browser that joined by the link, with a name or without."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", editable=False)
    session = models.ForeignKey(GuidedSession, models.CASCADE, related_name="participants", editable=False)
    link = models.ForeignKey(ShareLink, models.SET_NULL, null=True, related_name="+", editable=False)
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    # What the browser's session keeps to be known again.
    key = models.UUIDField(default=uuid4, editable=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: models.Manager[Any]

    class Meta:
        verbose_name = _("participant")
        ordering = ["joined_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "key"], name="participant_key_once")]

    def __str__(self) -> str:
        return self.name or str(_("Somebody"))

    @property
    def is_out(self) -> bool:
        """Whether the lead took them out of the session."""
        return hasattr(self, "removal")


class Removal(Tracked):
    """A participant whom the lead took out of a session. Undoing the deed lets them in again."""

    session = models.ForeignKey(GuidedSession, models.CASCADE, related_name="+", editable=False)
    participant = models.OneToOneField(Participant, models.CASCADE, related_name="removal", editable=False)

    history = history()

    class Meta:
        verbose_name = _("removal from a session")

    def __str__(self) -> str:
        return str(self.participant)


class Answer(Tracked):
    """One answer to one of the step's questions."""

    session = models.ForeignKey(GuidedSession, models.CASCADE, related_name="answers", editable=False)
    # None: the lead typed it in.
    participant = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="answers", editable=False
    )
    prompt = models.PositiveSmallIntegerField(default=0, editable=False)  # 1 to 6; 0: none in particular
    text = models.CharField(_("answer"), max_length=500)
    group = models.CharField(_("group"), max_length=80, blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged", editable=False
    )
    # The key of the item that it was turned into.
    item = models.CharField(max_length=60, blank=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = history()

    class Meta:
        verbose_name = _("answer")
        ordering = ["prompt", "created", "pk"]
        indexes = [models.Index(fields=["workspace", "item"])]

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """One participant's vote for one answer."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", editable=False)
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="votes", editable=False)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="votes", editable=False)

    objects: models.Manager[Any]

    class Meta:
        verbose_name = _("vote")
        constraints = [models.UniqueConstraint(fields=["answer", "participant"], name="vote_once")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.answer}"
