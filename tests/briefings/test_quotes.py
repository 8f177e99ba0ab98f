"""Briefings tell what people said, and nothing of it that may not be quoted."""

from datetime import timedelta

import pytest

from alignment.briefings import quoted
from alignment.models import Plan
from tests.briefings.reading import briefed
from tests.clock import TODAY
from tests.factories import make_chain, make_person, make_story

READERS = ("hr", "executive", "learners")


@pytest.fixture
def told(plan: Plan) -> Plan:
    """A plan about whose items people told what may be quoted, and what may not."""
    goal, outcome, *_rest, initiative = make_chain(plan)
    zoe = make_person(plan.workspace, "Zoe Guest")
    for text, said, item, days in (
        ("Named", "named", goal, 2),
        ("Unnamed", "unnamed", initiative, 1),
        ("Refused", "refused", outcome, 0),
        ("Not asked", "", outcome, 0),
    ):
        make_story(item, text=text, permission=said, person=zoe, date=TODAY - timedelta(days=days))
    return plan


@pytest.mark.parametrize(("reader", "name"), [("hr", "Zoe Guest"), ("executive", "Zoe Guest")])
def test_readers_get_what_may_be_quoted_with_the_name_only_if_allowed(
    reader: str, name: str, told: Plan
) -> None:
    data = briefed(told, reader).parts["quotes"]
    assert [(one.text, one.who) for one in data["quotes"]] == [("Unnamed", ""), ("Named", name)]
    assert not data["unnamed"]


def test_learners_are_told_no_names(told: Plan) -> None:
    assert briefed(told, "learners").parts["quotes"]["unnamed"]


@pytest.mark.parametrize("reader", READERS)
def test_nobody_gets_an_empty_section(reader: str, plan: Plan) -> None:
    story = make_story(make_chain(plan)[0], permission="refused")
    assert story.permission == "refused"
    assert "quotes" not in briefed(plan, reader).parts


def test_what_is_more_than_a_briefing_holds_stands_in_the_workbook(told: Plan) -> None:
    for number in range(quoted.MOST):
        make_story(told.businessgoals.get(), text=f"More {number}", permission="unnamed")
    document = briefed(told, "hr")
    assert document.parts["quotes"]["left"] == 2
    assert len(quoted.every(document.brief)) == quoted.MOST + 2
