"""Words written by hand over what the data says, and whether the data has moved on since (B26).

When words are saved, `Briefing.basis` keeps for each part what the data said then, which words stood over
it, and on which day. Words from a plan file have no basis: nobody knows what the data said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from alignment.briefings.executive import ExecutiveBriefing
from alignment.ui.formats import day as day_words
from alignment.ui.formats import short_day

#: The parts that words can be written over, each with the fields that make it.
PARTS: dict[str, tuple[str, ...]] = {
    "headline": ("headline",),
    "decision": ("decision", "decision_date", "options", "if_nobody_decides"),
    "risks": ("risks",),
    "next_90_days": ("next_90_days",),
}


@dataclass(frozen=True, slots=True)
class Written:
    """One part that somebody wrote."""

    part: str
    label: str
    day: date | None  # of the words; None when it was not recorded
    then: str | None  # what the data said when they were written; None when it was not recorded
    now: str

    @property
    def is_stale(self) -> bool:
        """Whether the data says something else by now."""
        return self.then is not None and self.then != self.now

    @property
    def named(self) -> str:
        """The part with the day of its words."""
        return f"{self.label} ({short_day(self.day)})" if self.day else self.label


def part_label(part: str, reader: str = "") -> str:
    """What a part is called."""
    if part == "decision" and reader in ("department", "learners"):
        return _("next step")
    return {
        "headline": _("headline"),
        "decision": _("decision"),
        "risks": _("limits"),
        "next_90_days": _("next 90 days"),
    }[part]


def data_says(base: ExecutiveBriefing, step: str = "") -> dict[str, str]:
    """What the data says for each part; `step` is the next step of a reader who is asked no decision."""
    decision = base.decision
    return {
        "headline": base.headline,
        "decision": step or (decision.text if decision else ""),
        "risks": "\n".join(base.limits),
        "next_90_days": "\n".join(f"{day_words(due.day)}: {due.text}" for due in base.next_dates),
    }


def words_of(row: Any, part: str) -> str:
    """The words of one part as one text; empty when nobody wrote any."""
    if not getattr(row, part).strip():
        return ""
    return "\n".join(str(getattr(row, name) or "") for name in PARTS[part]).strip()


def written_parts(row: Any, now: Mapping[str, str]) -> list[Written]:
    """The parts of a briefing (a row, or what a version holds of it) that somebody wrote."""
    basis: Mapping[str, Any] = getattr(row, "basis", None) or {}
    found = []
    for part in PARTS:
        words = words_of(row, part)
        if not words:
            continue
        known = basis.get(part)
        if not isinstance(known, dict) or known.get("words") != words:
            known = {}
        day = date.fromisoformat(known["on"]) if known.get("on") else row.edited_on
        found.append(Written(part, part_label(part, row.reader), day, known.get("said"), now[part]))
    return found


def basis_of(
    row: Any, before: Mapping[str, Any], now: Mapping[str, str], today: date, *, still_right: bool = False
) -> dict[str, Any]:
    """What is kept with words that are saved: words that were not touched keep what they had.

    `still_right` says that somebody looked at all of them: they stand over what the data says today.
    """
    basis: dict[str, Any] = {}
    for part in PARTS:
        words = words_of(row, part)
        known = before.get(part)
        if not words:
            continue
        if isinstance(known, dict) and known.get("words") == words and not still_right:
            basis[part] = known
        else:
            basis[part] = {"words": words, "said": now[part], "on": today.isoformat()}
    return basis
