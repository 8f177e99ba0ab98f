"""Keys that the product makes: a prefix and six characters, once in their name space, never changed."""

import secrets
from collections.abc import Iterable
from typing import Any

from alignment.models import (
    ITEM,
    Assessment,
    Barrier,
    CatalogueItem,
    Conversation,
    DevelopmentRequest,
    Expectation,
    Layer,
    Metric,
    Person,
    Plan,
    PracticeAnswer,
    Skill,
    SkillFramework,
    Story,
    TargetGroup,
    TriageQuestion,
    Update,
    Workspace,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
LENGTH = 6
PREFIX: dict[Layer, str] = {
    Layer.GOAL: "g",
    Layer.OUTCOME: "o",
    Layer.MOMENT: "m",
    Layer.LEARNING: "l",
    Layer.INITIATIVE: "i",
}
ROW_PREFIX: dict[type[Any], str] = {
    Plan: "p",
    Person: "n",
    TargetGroup: "t",
    Metric: "k",
    Conversation: "c",
    Expectation: "e",
    Story: "s",
    Update: "u",
    DevelopmentRequest: "r",
    TriageQuestion: "q",
    SkillFramework: "f",
    Skill: "y",
    Assessment: "v",
    CatalogueItem: "a",
    Barrier: "b",
    PracticeAnswer: "w",
}


def item_keys(workspace: Workspace, layer: Layer, count: int = 1) -> list[str]:
    """New keys for items of a layer, unlike any key of the five layers. Must stand inside a deed."""
    return _free(workspace, PREFIX[layer], ITEM.values(), count)


def row_key(workspace: Workspace, model: type[Any]) -> str:
    """A new key for a row that has one of its own kind (ROW_PREFIX). Must stand inside a deed."""
    return row_keys(workspace, model, 1)[0]


def row_keys(workspace: Workspace, model: type[Any], count: int) -> list[str]:
    """New keys for rows of one model. Must stand inside a deed."""
    return _free(workspace, ROW_PREFIX[model], [model], count)


def _free(workspace: Workspace, prefix: str, tables: Iterable[type[Any]], count: int) -> list[str]:
    """Draws until none is taken; with a billion to draw from, once is nearly always enough."""
    spaces = list(tables)
    keys: set[str] = set()
    while len(keys) < count:
        drawn = {_draw(prefix) for _ in range(count - len(keys))}
        for model in spaces:
            taken = model.objects.filter(workspace=workspace, key__in=drawn)
            drawn -= set(taken.values_list("key", flat=True))
        keys |= drawn
    return sorted(keys)


def _draw(prefix: str) -> str:
    return f"{prefix}-" + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
