"""Reads what the last import said: its columns, and what it wrote."""

from alignment.models import CatalogueItem, ColumnChoice, Deed, Workspace


def kept_columns(workspace: Workspace) -> dict[str, str]:
    """The heading of each field in the last import; empty before the first."""
    found = ColumnChoice.objects.filter(workspace=workspace, of=ColumnChoice.Of.CATALOGUE).first()
    return dict(found.columns) if found is not None else {}


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
