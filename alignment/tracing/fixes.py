"""Gaps as the pages show them: what, where, and the one thing to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alignment.models import Plan
from alignment.rules.gaps import Action, Gap
from alignment.tracing.addresses import gap_address, gap_item_address, set_aside_address
from alignment.tracing.gaps import findings_of
from alignment.tracing.words import action_words, gap_words

FEW = 5


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
    for_reviewers: bool  # a reviewer may do it too
    hint_id: str = ""  # of a hint: what its row is called
    set_aside_address: str = ""  # of a hint


def fixes_of(found: Iterable[Gap], workspace: str, plan_id: int, back: str = "") -> list[Fix]:
    """Gaps or hints of one plan, in their order; `back` is the page to come back to when one is closed."""
    return [
        Fix(
            kind=gap.kind.value,
            layer=gap.layer.word,
            title=gap.title,
            address=gap_item_address(workspace, plan_id, gap),
            words=gap_words(gap),
            action=action_words(gap),
            action_address=gap_address(workspace, plan_id, gap, back),
            for_reviewers=gap.action is Action.CONFIRM,
            hint_id=hint_id(gap) if gap.is_hint else "",
            set_aside_address=set_aside_address(workspace, plan_id, gap, back) if gap.is_hint else "",
        )
        for gap in found
    ]


@dataclass(frozen=True)
class FirstFixes:
    """The first gaps of a plan, and how many there are in all."""

    fixes: list[Fix]
    count: int

    @property
    def more(self) -> int:
        """How many gaps are not listed."""
        return self.count - len(self.fixes)


def first_fixes(plan: Plan, today: date, back: str, limit: int = FEW) -> FirstFixes:
    """The gaps of a plan on a day, the first few with what closes each."""
    found = findings_of(plan, today).gaps
    shown = found[:limit] if len(found) > limit + 2 else found  # not a page of its own for the last two
    return FirstFixes(fixes_of(shown, plan.workspace.slug, plan.pk, back), len(found))


def hint_id(hint: Gap) -> str:
    """What the row of a hint is called on its page."""
    return f"hint-{hint.kind}-{hint.layer.word}-{hint.id}-{hint.other_id}".replace("_", "-")
