"""The hints of a plan as its pages show them: those to think about, and those that were set aside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alignment.rules.gaps import Gap, SetAside
from alignment.tracing.addresses import item_address
from alignment.tracing.fixes import Fix, fixes_of, hint_id
from alignment.tracing.words import gap_words, hint_name


@dataclass(frozen=True)
class AsideLine:
    """One hint that was set aside: what it says, why it is not shown, and what brings it back."""

    hint: Gap
    hint_id: str
    address: str
    words: str
    reason: str
    by: str
    day: date
    holds: bool  # it would show again


@dataclass(frozen=True)
class HintList:
    """What is worth a thought in a plan, or about one of its items (`item` is its key)."""

    open: list[Fix]
    aside: list[AsideLine]
    item: str
    back: str

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to list."""
        return bool(self.open or self.aside)


def hint_list(
    hints: Iterable[Gap],
    set_aside: Iterable[SetAside],
    workspace: str,
    plan_id: int,
    back: str,
    item: str = "",
) -> HintList:
    """The hints as lines; with `item` only those about that item. `back` is the page they stand on."""
    return HintList(
        open=fixes_of((one for one in hints if item in ("", one.key)), workspace, plan_id, back),
        aside=[
            AsideLine(
                hint=one.hint,
                hint_id=hint_id(one.hint),
                address=item_address(workspace, one.hint.layer.word, one.hint.id),
                words=gap_words(one.hint) if one.holds else hint_name(one.hint.kind),
                reason=one.said.reason,
                by=one.said.by,
                day=one.said.date,
                holds=one.holds,
            )
            for one in set_aside
            if item in ("", one.hint.key)
        ],
        item=item,
        back=back,
    )
