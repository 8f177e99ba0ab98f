"""Reads what the last import wrote."""

from alignment.models import CatalogueItem, Deed, Workspace


def last_import(workspace: Workspace) -> Deed | None:
    """The latest import that was not taken back."""
    rows = Deed.objects.filter(workspace=workspace, verb="import_catalogue", undone=None)
    found: Deed | None = rows.order_by("-at", "-pk").first()
    return found


def written_by(deed: Deed) -> tuple[int, int, int]:
    """How many items an import added, changed, and marked as gone."""
    rows = CatalogueItem.history.filter(deed=deed)
    changed = rows.filter(history_type="~")
    gone = changed.exclude(gone_on=None)
    return rows.filter(history_type="+").count(), changed.filter(gone_on=None).count(), gone.count()
