"""What is missing or to be looked at again, in one list, the most useful first (design, section 3.8)."""

from collections.abc import Iterable
from datetime import date

from alignment.rules.content import PlanContent
from alignment.rules.gap_kinds import ACTIONS, HINTS, Action, Findings, Gap, GapKind, SetAside
from alignment.rules.gap_sight import Sight
from alignment.rules.graph import Graph
from alignment.rules.verdicts import Trace

__all__ = [
    "ACTIONS",
    "HINTS",
    "Action",
    "Findings",
    "Gap",
    "GapKind",
    "SetAside",
    "findings",
    "fix_next",
    "gaps",
    "hints",
]


def findings(content: PlanContent, graph: Graph, trace: Trace, as_of: date) -> Findings:
    """The gaps and hints of the content's own live items, the most useful to close first.

    `graph` and `trace` may be those of the whole workspace; foreign items of the content are skipped.
    Hints that the content's plans have dismissed stand apart.
    """
    sight = Sight(content, graph, trace, as_of)
    found = sorted(sight.everything(), key=sight.order)
    hinted = {_name(gap): gap for gap in found if gap.is_hint}
    aside = [
        SetAside(hinted.get((said.kind, said.item, said.other)) or gap, said, _name(gap) in hinted)
        for said, gap in sight.dismissed()
    ]
    gone = {_name(one.hint) for one in aside}
    return Findings(
        gaps=tuple(gap for gap in found if not gap.is_hint),
        hints=tuple(gap for name, gap in hinted.items() if name not in gone),
        set_aside=tuple(aside),
    )


def gaps(content: PlanContent, graph: Graph, trace: Trace, as_of: date) -> list[Gap]:
    """What is to be put right."""
    return list(findings(content, graph, trace, as_of).gaps)


def hints(content: PlanContent, graph: Graph, trace: Trace, as_of: date) -> list[Gap]:
    """What is worth a thought, in the same form as gaps, without what was dismissed."""
    return list(findings(content, graph, trace, as_of).hints)


def fix_next(found: Iterable[Gap], limit: int = 3) -> list[Gap]:
    """The first few gaps of a list, one an item, so that each names something else to do."""
    first: dict[str, Gap] = {}
    for gap in found:
        first.setdefault(gap.key, gap)
    return list(first.values())[:limit]


def _name(gap: Gap) -> tuple[str, str, str]:
    """What a hint is dismissed under: a link may have one hint of a kind, an item too."""
    return (gap.kind.value, gap.key, gap.other)
