"""Remembers which column of a file was read as which field."""

from collections.abc import Mapping

from alignment.deeds import deed
from alignment.models import ColumnChoice, User, Workspace


def remember_columns(workspace: Workspace, of: ColumnChoice.Of, said: Mapping[str, str], *, by: User) -> None:
    """Keeps the heading of each field for the next import of this kind; nothing when it is kept already."""
    columns = dict(said)
    there = ColumnChoice.objects.filter(workspace=workspace, of=of).first()
    if there is not None and there.columns == columns:
        return
    with deed("choose_columns", by=by, workspace=workspace, subject=str(of.label)):
        row = ColumnChoice.objects.filter(workspace=workspace, of=of).first()
        row = row or ColumnChoice(workspace=workspace, of=of)
        row.columns = columns
        row.save()
