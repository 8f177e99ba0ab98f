"""What people say about a plan and its items."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Tracked, TrackedQuerySet, history
from alignment.models.people import Person
from alignment.models.plan import Plan
from alignment.models.sharing import ShareLink

LONGEST_COMMENT = 5_000  # characters


class CommentQuerySet(TrackedQuerySet):
    """Reading comments."""

    def said(self) -> "CommentQuerySet":
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at=None)

    def for_guests(self) -> "CommentQuerySet":
        """Those that guests may see."""
        return self.filter(internal=False)

    def threads(self, *, for_guests: bool = False) -> "CommentQuerySet":
        """Comments that are no answers; a withdrawn one stays while there is an answer to read."""
        answers = Comment.objects.filter(parent=OuterRef("pk"), withdrawn_at=None)
        heads = self.filter(parent=None)
        if for_guests:
            answers, heads = answers.filter(internal=False), heads.for_guests()
        return heads.filter(Q(withdrawn_at=None) | Exists(answers))


class Comment(Tracked):
    """A comment on an item or on a plan as a whole, by a member or by a guest; answers go one level deep."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="comments", editable=False)
    # The key of the item, which never changes; empty: the plan as a whole.
    item = models.CharField(max_length=60, blank=True, editable=False)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="answers", editable=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="comments", editable=False
    )
    link = models.ForeignKey(
        ShareLink, models.SET_NULL, null=True, blank=True, related_name="comments", editable=False
    )
    # Digest of a secret in the guest's browser: two guests of one link change their own words only.
    browser = models.CharField(max_length=64, blank=True, editable=False)
    author_name = models.CharField(max_length=120, editable=False)
    text = models.TextField(_("comment"), validators=[MaxLengthValidator(LONGEST_COMMENT)])
    # Guests see what is not internal; an answer is as internal as what it answers, or more.
    internal = models.BooleanField(_("internal: guests do not see it"), default=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)
    resolved_by_name = models.CharField(max_length=120, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = history()

    objects: ClassVar[models.Manager[Any]] = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        ordering = ["created", "pk"]
        indexes = [models.Index(fields=["plan", "item"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(link=None) | Q(internal=False), name="comment_of_guest_not_internal"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(resolved_at=None), name="comment_answer_not_resolved"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(text=""), name="comment_withdrawn_blank"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:60]}"

    @property
    def head_id(self) -> int:
        """The comment that begins its thread."""
        return int(self.parent_id or self.pk)


class Mention(Tracked):
    """A person who is named in a comment, and is told of it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions", editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="mentions", editable=False)

    history = history()

    class Meta:
        verbose_name = _("mention")
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="mention_once")]

    def __str__(self) -> str:
        return f"{self.person}"
