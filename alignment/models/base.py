"""What rows have in common: their workspace, their history, their version, their way out (the archive)."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

KEY = RegexValidator(
    r"^(?!\d+$)[A-Za-z0-9][A-Za-z0-9._-]{0,59}$",
    _("Use 1 to 60 letters, digits, dots, dashes or underscores, first a letter or digit, not digits alone."),
)


class DeedRow(models.Model):
    """A history row belongs to the deed that wrote it; undo reverses a deed's rows as a whole."""

    deed = models.ForeignKey("alignment.Deed", models.CASCADE, null=True, related_name="+", db_index=True)

    class Meta:
        abstract = True


def history(**kwargs: Any) -> HistoricalRecords:
    """History of a model, written with the row in the same transaction and tied to the deed."""
    return HistoricalRecords(bases=[DeedRow], cascade_delete_history=False, **kwargs)


class TrackedQuerySet(models.QuerySet[Any]):
    """Reading a workspace's rows."""

    def next_position(self) -> int:
        """The place behind the last of these rows, for those that have one."""
        last: int | None = self.aggregate(last=models.Max("position"))["last"]
        return 0 if last is None else last + 1


class Tracked(models.Model):
    """A row of one workspace whose every change is kept. Written only inside a deed (deeds.py)."""

    workspace = models.ForeignKey("alignment.Workspace", models.CASCADE, related_name="+", editable=False)

    # The deed that wrote this instance, set by its service: what an Undo button offers. Not stored.
    done: Any = None

    objects: ClassVar[models.Manager[Any]] = TrackedQuerySet.as_manager()

    class Meta:
        abstract = True


class ArchivableQuerySet(TrackedQuerySet):
    """Reading rows that can be archived."""

    def current(self) -> "ArchivableQuerySet":
        """Rows that are not archived."""
        return self.filter(archived_at=None)

    def archived(self) -> "ArchivableQuerySet":
        return self.exclude(archived_at=None)


class Archivable(Tracked):
    """A keyed row that is archived instead of deleted and guarded by a version."""

    key = models.CharField(_("key"), max_length=60, validators=[KEY], editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    archived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[Any]] = ArchivableQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None


def unique_key(model: str) -> models.UniqueConstraint:
    """One key once in a workspace. The five layers share one name space; the services see to that."""
    return models.UniqueConstraint(fields=["workspace", "key"], name=f"{model}_key_once")
