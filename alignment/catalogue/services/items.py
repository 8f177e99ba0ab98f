"""What is done with items of the catalogue: decided, given a purpose, archived and brought back."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.catalogue.services.auditing import note_audit
from alignment.deeds import check_version, deed, update_all
from alignment.models import CatalogueItem, Deed, Fate, User, Workspace

DECIDED = ["fate", "fate_reason", "fate_on", "fate_by", "version", "updated"]


def decide(item: CatalogueItem, *, fate: str, reason: str, version: int, by: User | None) -> Deed:
    """Says what is done with an item, and why. StaleWrite when somebody saved it since `version`."""
    _check(fate, reason)
    with deed("decide", by=by, workspace=item.workspace, subject=item.title, why=reason) as row:
        fresh: CatalogueItem = check_version(item, version)
        _set(fresh, fate, reason, by)
        fresh.save(update_fields=DECIDED)
    note_audit(item.workspace)
    return row


def decide_many(
    workspace: Workspace, ids: Iterable[int], *, fate: str, reason: str, by: User | None
) -> tuple[int, Deed]:
    """Says the same of several items in one deed; how many they are. ValidationError when there is none."""
    _check(fate, reason)
    wanted = set(ids)
    found = CatalogueItem.objects.filter(workspace=workspace, pk__in=wanted).current()
    if not found.exists():
        raise ValidationError(_("Tick the items that you decide about."))
    words = ngettext("%(n)s item", "%(n)s items", len(wanted)) % {"n": len(wanted)}
    with deed("decide_items", by=by, workspace=workspace, subject=words, why=reason) as row:
        items = list(found)
        for item in items:
            _set(item, fate, reason, by)
        update_all(items, DECIDED)
    note_audit(workspace)
    return len(items), row


def _check(fate: str, reason: str) -> None:
    if fate not in Fate.values:
        raise ValidationError(_("Choose one."))
    if not reason.strip():
        raise ValidationError(_("Say why."))


def _set(item: CatalogueItem, fate: str, reason: str, by: User | None) -> None:
    item.fate, item.fate_reason = fate, reason.strip()
    item.fate_on = timezone.localdate()
    item.fate_by = str(by)[:120] if by else ""
    item.version += 1
    item.updated = timezone.now()


def set_purpose(item: CatalogueItem, purpose: str, *, version: int, by: User | None) -> Deed:
    """Says what an item is for: a business goal, personal development, compliance, or nothing said."""
    with deed("set_purpose", by=by, workspace=item.workspace, subject=item.title) as row:
        fresh: CatalogueItem = check_version(item, version)
        fresh.purpose = purpose
        fresh.version += 1
        fresh.full_clean(exclude=["workspace"])
        fresh.save()
    return row


def archive(item: CatalogueItem, *, version: int, by: User) -> Deed:
    """Takes an item out of the lists; the next import does not bring it back."""
    return _set_archived(item, version, by, archived=True)


def restore(item: CatalogueItem, *, version: int, by: User) -> Deed:
    return _set_archived(item, version, by, archived=False)


def _set_archived(item: CatalogueItem, version: int, by: User, *, archived: bool) -> Deed:
    verb = "archive" if archived else "restore"
    with deed(verb, by=by, workspace=item.workspace, subject=item.title) as row:
        fresh: CatalogueItem = check_version(item, version)
        fresh.archived_at = timezone.now() if archived else None
        fresh.archived_by = by if archived else None
        fresh.version += 1
        fresh.save()
    note_audit(item.workspace)
    return row
