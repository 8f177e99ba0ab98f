"""What of the catalogue builds a learning outcome."""

from alignment.models import CatalogueLink, Item, Layer

MOST = 20


def offers_of(item: Item) -> list[CatalogueLink]:
    """The items on offer that build a learning outcome, the first of them; nothing for other layers."""
    if item.layer is not Layer.LEARNING:
        return []
    found = CatalogueLink.objects.filter(learning_outcome=item.pk, item__archived_at=None)
    return list(found.select_related("item").order_by("item__position", "item__key")[: MOST + 1])
