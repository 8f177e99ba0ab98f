"""The decision of page 1: what somebody wrote, else the nearest one that the data shows."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from alignment.briefings.decisions import Decision, without_letters
from alignment.rules.content import BriefingWording, Claim, CostLine, Goal, Initiative
from tests.briefings.plain import CHAIN, briefing, chain, links, metric

COST = (CostLine(kind="tools", amount=Decimal(9500)),)
MEASURED = (metric(now=16),)


def decision(**changes: Any) -> Decision | None:
    return briefing(chain(**{"metrics": MEASURED} | changes)).decision


def text_of(found: Decision | None) -> str:
    assert found is not None
    return found.text.replace("\u00a0", " ")


def test_written_decision_stands_as_it_is() -> None:
    wording = BriefingWording(
        reader="executive",
        decision="Pay for group 2",
        decision_date=date(2026, 12, 11),
        options="A) Yes, EUR 43,000\nB) No",
        if_nobody_decides="No decision means B.",
    )

    assert briefing(chain(), wording).decision == Decision(
        "Pay for group 2", date(2026, 12, 11), ("Yes, EUR 43,000", "No"), "No decision means B.", True
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("A) Yes", "B) No"), ("Yes", "No")),
        (("a. Yes", "(b) No"), ("Yes", "No")),
        (("A) Yes", "No"), ("A) Yes", "No")),
        (("A new one", "No"), ("A new one", "No")),
        ((), ()),
    ],
)
def test_letters_before_all_options_are_taken_off(
    options: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert without_letters(options) == expected


def test_a_proposal_that_is_due_comes_first() -> None:
    proposal = Initiative(
        key="s",
        title="Sit in",
        status="proposed",
        needed_by=date(2027, 1, 11),
        costs=COST,
    )
    idle = Initiative(key="t", title="Time management", status="running", costs=COST)
    content = {
        "initiatives": (idle, proposal, *chain().initiatives),
        "links": links((*CHAIN, ("s", "l"))),
    }

    found = decision(**content)

    assert text_of(found) == "Approve “Sit in” for EUR 9,500, or decline it. It is due on 11 January 2027."
    assert found is not None
    assert (found.day, found.written, len(found.options)) == (date(2027, 1, 11), False, 2)
    assert found.if_nobody == (
        "If nobody decides, it stays a proposal and does not start on 11 January 2027."
    )


def test_a_proposal_that_serves_no_goal_says_so() -> None:
    proposal = Initiative(key="s", title="Sit in", status="proposed", start=date(2027, 1, 11))

    assert text_of(decision(initiatives=(proposal, *chain().initiatives))) == (
        "Approve “Sit in”, or decline it. It is due on 11 January 2027; no cost is recorded yet. "
        "Nothing shows yet which business goal it serves."
    )


def test_idle_work_is_asked_about_with_its_cost_the_costliest_first() -> None:
    idle = tuple(
        Initiative(key=key, title=key, status="running", costs=(CostLine(kind="tools", amount=Decimal(n)),))
        for key, n in (("small", 100), ("large", 9500))
    )
    claimed = Initiative(key="c", title="c", status="completed", claims=(Claim(goal="g"),), costs=COST)

    found = decision(initiatives=(*idle, claimed, *chain().initiatives))

    assert text_of(found) == "“large” costs EUR 9,500, and nothing shows which business goal it serves."
    assert found is not None
    assert found.if_nobody.replace("\u00a0", " ") == "If nobody decides, it goes on and costs EUR 9,500."


def test_idle_work_without_a_recorded_cost_says_that_too() -> None:
    idle = Initiative(key="t", title="Time management", status="running")

    assert text_of(decision(initiatives=(idle, *chain().initiatives))) == (
        "Nothing shows which business goal “Time management” serves; its cost is not recorded."
    )


def test_compliance_is_not_asked_to_serve_a_goal() -> None:
    idle = Initiative(key="t", title="Fire drill", status="running", purpose="compliance", costs=COST)

    assert decision(initiatives=(idle, *chain().initiatives)) is None


def test_a_goal_without_learning_is_asked_about_unless_left_out_on_purpose() -> None:
    goals = (*chain().goals, Goal(key="h", title="Grow"))
    aside = (*chain().goals, Goal(key="h", title="Grow", no_learning_planned="A matter of price"))
    measured = (*MEASURED, metric("too", "h", now=16))

    assert text_of(decision(goals=goals, metrics=measured)) == (
        "No learning reaches “Grow” yet. Is learning to serve it, or not?"
    )
    assert decision(goals=aside, metrics=measured) is None


def test_a_goal_without_a_number_is_asked_about_last() -> None:
    assert text_of(decision(metrics=())) == "Agree how much of “Keep people” is to be reached, and by when."


def test_nothing_to_decide_when_all_is_linked_and_measured() -> None:
    assert decision() is None
