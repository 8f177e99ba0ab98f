"""Hints that somebody set aside stand apart, and nothing else can be set aside."""

from datetime import date

import pytest

from alignment.rules.content import DismissedHint, Item, Link, Metric, Plan
from alignment.rules.gaps import Findings, GapKind, findings
from alignment.rules.graph import graph_of_content
from alignment.rules.verdicts import trace
from tests.rules.making import goal, initiative, link, outcome, plan

TODAY = date(2026, 11, 20)
KIND = GapKind


def told(*rows: Item | Link | Metric, dismissed: tuple[DismissedHint, ...]) -> Findings:
    home = Plan(key="p", title="P", dismissed_hints=dismissed)
    content = plan(*rows, plans=(home,))
    graph = graph_of_content(content)
    return findings(content, graph, trace(graph), TODAY)


def dismissal(kind: GapKind, item: str, other: str = "") -> DismissedHint:
    return DismissedHint(kind=kind.value, item=item, other=other, reason="We know", date=TODAY)


def test_a_dismissed_hint_stands_apart_and_no_other() -> None:
    rows = [goal(), goal("h"), outcome(), *(link("o", upper, confidence=2) for upper in "gh")]
    said = dismissal(KIND.NO_EVIDENCE, "o", "g")
    seen = told(*rows, dismissed=(said,))
    assert [(hint.key, hint.other) for hint in seen.hints] == [("o", "h")]
    assert [(one.hint.other_title, one.said, one.holds) for one in seen.set_aside] == [("G", said, True)]


def test_a_dismissal_stays_when_its_hint_does_not_hold_any_more() -> None:
    said = dismissal(KIND.NO_EVIDENCE, "o", "g")
    seen = told(goal(), outcome(), link("o", "g", confidence=2, evidence="Seen"), dismissed=(said,))
    assert [(one.hint.title, one.said, one.holds) for one in seen.set_aside] == [("O", said, False)]


@pytest.mark.parametrize(
    ("said", "item"),
    [
        (dismissal(KIND.NO_LINK_UP, "i"), initiative()),  # a gap is no hint
        (dismissal(KIND.NOT_TRACED, "gone"), initiative()),
        (dismissal(KIND.NOT_TRACED, "i"), initiative(status="stopped")),
        (dismissal(KIND.NOT_TRACED, "i"), initiative(foreign=True)),
    ],
)
def test_what_cannot_be_dismissed_here_is_not_listed(said: DismissedHint, item: Item) -> None:
    assert told(item, dismissed=(said,)).set_aside == ()


def test_no_gap_can_be_dismissed() -> None:
    every = tuple(dismissal(kind, "i") for kind in KIND)
    seen = told(goal(), initiative("i", "g"), dismissed=every)
    assert [gap.kind for gap in seen.gaps if gap.key == "i"] == [KIND.NO_LINK_UP, KIND.CLAIM]
    assert [gap.kind for gap in seen.hints if gap.key == "i"] == []
