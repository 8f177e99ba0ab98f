"""What people say about a plan and its items."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models.base import Tracked, history
from alignment.models.people import Person
from alignment.models.plan import Plan
from alignment.models.sharing import ShareLink


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
    author_name = models.CharField(max_length=120, editable=False)
    text = models.TextField(_("comment"))
    # Guests see what is not internal; an answer is as internal as what it answers, or more.
    internal = models.BooleanField(_("internal: guests do not see it"), default=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)
    resolved_by_name = models.CharField(max_length=120, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = history()

    class Meta:
        verbose_name = _("comment")
        ordering = ["created", "pk"]
        indexes = [models.Index(fields=["plan", "item"])]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:60]}"


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
