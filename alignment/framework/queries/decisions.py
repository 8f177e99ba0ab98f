"""Reads what was decided about initiatives, the latest first."""

from alignment.models import Decision, Initiative, Item


def decisions_of(item: Item) -> list[Decision]:
    """The decisions about an initiative, the latest first; none for items of other layers."""
    if not isinstance(item, Initiative):
        return []
    return sorted(
        Decision.objects.filter(initiative=item), key=lambda one: (one.position, one.pk), reverse=True
    )
