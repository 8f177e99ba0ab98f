"""Keys of what people make here: a letter for the kind and ten random characters, never changed."""

import secrets

from alignment.rules.content import Layer

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
PREFIX: dict[Layer, str] = {
    Layer.GOAL: "g",
    Layer.OUTCOME: "o",
    Layer.MOMENT: "m",
    Layer.LEARNING: "l",
    Layer.INITIATIVE: "i",
}


def new_key(prefix: str) -> str:
    """A key that no row has: of 31 to the power of 10, so nothing needs to be looked up."""
    return f"{prefix}-{''.join(secrets.choice(LETTERS) for _ in range(10))}"


def item_key(layer: Layer) -> str:
    """A key for a new item of a layer: it begins g- o- m- l- or i-."""
    return new_key(PREFIX[layer])
