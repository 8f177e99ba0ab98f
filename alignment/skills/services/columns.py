"""Keeps which columns of a file were taken for what, for the next import of its kind."""

from collections.abc import Mapping

from alignment.deeds import deed
from alignment.models import ColumnChoice, User, Workspace


def remember_columns(workspace: Workspace, of: str, columns: Mapping[str, str], *, by: User | None) -> None:
    """The heading of each field. A deed of its own, so that taking an import back does not meet it."""
    row = ColumnChoice.objects.filter(workspace=workspace, of=of).first()
    if row is not None and row.columns == dict(columns):
        return
    with deed("choose_columns", by=by, workspace=workspace, subject=str(ColumnChoice.Of(of).label)):
        row = ColumnChoice.objects.filter(workspace=workspace, of=of).first()
        row = row or ColumnChoice(workspace=workspace, of=of)
        row.columns = dict(columns)
        row.full_clean()
        row.save()
