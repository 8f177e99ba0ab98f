"""Gaps as the pages show them: what, where, and the one thing to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from alignment.framework.addresses import gap_address, item_address
from alignment.rules.gaps import Gap
from alignment.tracing.words import action_words, gap_words


@dataclass(frozen=True)
class Fix:
    """One gap in words, with the address of its item and of what closes it."""

    kind: str
    layer: str
    title: str
    address: str
    words: str
    action: str
    action_address: str


def fixes_of(found: Iterable[Gap], workspace: str, plan_id: int, back: str = "") -> list[Fix]:
    """Gaps of one plan, in their order; `back` is the page to come back to when one is closed."""
    return [
        Fix(
            kind=gap.kind.value,
            layer=gap.layer.word,
            title=gap.title,
            address=item_address(workspace, gap.layer.word, gap.id),
            words=gap_words(gap),
            action=action_words(gap),
            action_address=gap_address(workspace, plan_id, gap, back),
        )
        for gap in found
    ]
