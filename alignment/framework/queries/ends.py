"""Where the items of a layer stand in links."""

from alignment.models import LINK_UP, Layer


def ends_of(layer: Layer) -> list[tuple[Layer, str, str]]:
    """The links that an item of a layer can be in: (layer of the link, this end, the other end)."""
    found = [(layer, "lower", "upper")] if layer in LINK_UP else []
    if layer is not Layer.INITIATIVE:
        found.append((Layer(layer + 1), "upper", "lower"))
    return found
