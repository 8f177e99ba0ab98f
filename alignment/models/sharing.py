"""Links by which stakeholders take part without an account."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Tracked, history
from alignment.models.people import Person
from alignment.models.plan import Plan
from alignment.models.snapshot import Snapshot


class Rights(models.TextChoices):
    """What the holder of a link may do; each of the first three includes those before it."""

    VIEW = "view", _("Look at the plan")
    COMMENT = "comment", _("Look and comment")
    REVIEW = "review", _("Review and sign off")
    ANSWER = "answer", _("Answer a step's questions")
    ASSESS = "assess", _("Say how far a target group is")


#: What a link to a whole plan can let its holder do.
OF_A_PLAN = (Rights.VIEW, Rights.COMMENT, Rights.REVIEW, Rights.ANSWER)


class ShareLink(Tracked):
    """A secret address for one named person or a group. Only a digest of its secret is stored."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="share_links", editable=False)
    # The version that is shown; without one the plan as it is.
    snapshot = models.ForeignKey(
        Snapshot, models.CASCADE, null=True, blank=True, related_name="share_links", verbose_name=_("version")
    )
    # Without one, an answering link opens whatever session of the plan is open.
    session = models.ForeignKey(
        "alignment.GuidedSession", models.CASCADE, null=True, blank=True, related_name="share_links"
    )
    # The form that an assessing link opens.
    assessment = models.ForeignKey(
        "alignment.Assessment", models.CASCADE, null=True, blank=True, related_name="share_links"
    )
    rights = models.CharField(_("rights"), max_length=10, choices=Rights, default=Rights.VIEW)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="share_links", verbose_name=_("person")
    )
    group_name = models.CharField(_("group"), max_length=120, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Following a link writes the first of these and nothing else; the reader's Start writes the second.
    last_seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)

    history = history(excluded_fields=["token_hash", "last_seen_at"])

    class Meta:
        verbose_name = _("share link")
        ordering = ["-created", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(rights__in=Rights.values), name="share_link_rights_known"),
            models.CheckConstraint(
                condition=~Q(rights="review") | Q(person__isnull=False, snapshot__isnull=False),
                name="share_link_review_named",
            ),
            models.CheckConstraint(
                condition=Q(rights="assess", assessment__isnull=False)
                | (~Q(rights="assess") & Q(assessment=None)),
                name="share_link_assesses_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.get_rights_display()}"

    @property
    def holder(self) -> str:
        """Whom it is for, in words."""
        return str(self.person) if self.person else self.group_name or str(_("Anybody with the link"))

    @property
    def shows_plan(self) -> bool:
        """Whether it opens pages of the plan; who answers questions is shown none."""
        return self.rights not in (Rights.ANSWER, Rights.ASSESS)

    @property
    def is_open(self) -> bool:
        """Whether it is neither revoked nor over. Whether it still opens anything, guests says."""
        return self.revoked_at is None and self.expires_at > timezone.now()
