"""Updates: every month or two, how it goes, told by a person (B23, B24, idea 10)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alignment.models.base import KEY, Tracked, history, unique_key
from alignment.models.people import Person
from alignment.models.plan import Plan
from alignment.models.story import Story


class Update(Tracked):
    """What moved, what did not, what is unmeasured, a story, and what is needed: a period of a plan."""

    key = models.CharField(_("key"), max_length=60, validators=[KEY], editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="updates", editable=False)
    title = models.CharField(_("title"), max_length=120)
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    moved = models.TextField(_("what moved"), blank=True)
    not_moved = models.TextField(_("what did not move"), blank=True)
    unmeasured = models.TextField(_("what is not measured yet, and until when"), blank=True)
    story = models.ForeignKey(
        Story, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("one story")
    )
    needs = models.TextField(_("what we need from you"), blank=True)
    # What the data said when it was sent: the page shows it as it was told.
    told = models.JSONField(default=dict, blank=True, editable=False)
    sent_on = models.DateField(_("sent on"), null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    position = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = history()

    class Meta:
        verbose_name = _("update")
        ordering = ["-end", "-pk"]
        constraints = [unique_key("update")]

    def __str__(self) -> str:
        return self.title


class UpdateReader(Tracked):
    """A person to whom an update goes."""

    update = models.ForeignKey(Update, models.CASCADE, related_name="readers", editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    position = models.PositiveIntegerField(default=0, editable=False)

    history = history()

    class Meta:
        verbose_name = _("reader of an update")
        verbose_name_plural = _("readers of an update")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["update", "person"], name="update_reader_once")]

    def __str__(self) -> str:
        return str(self.person)
