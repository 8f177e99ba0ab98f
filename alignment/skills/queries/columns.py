"""Which columns the last import of a kind took for what."""

from alignment.models import ColumnChoice, Workspace


def remembered(workspace: Workspace, of: str) -> dict[str, str]:
    """The heading of each field, as it was chosen last for imports of skills or of the catalogue."""
    found = ColumnChoice.objects.filter(workspace=workspace, of=of).values_list("columns", flat=True).first()
    return {str(name): str(heading) for name, heading in (found or {}).items()}
