"""Briefings tell the return on expectations next to the money, and say so when nothing is rated."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from alignment.briefings.workbook import sheets_of
from alignment.deeds import deed
from alignment.models import Expectation, ExpectationRating, Plan, User
from tests.briefings.reading import briefed
from tests.clock import YESTERDAY
from tests.factories import make_chain, make_expectation, make_person


def rated(one: Expectation, **sides: str) -> None:
    with deed("rate_expectation", by=None, workspace=one.workspace):
        for place, (side, kept) in enumerate(sides.items()):
            ExpectationRating.objects.create(
                workspace=one.workspace, expectation=one, side=side, name=side, kept=kept, usefulness=4,
                on=YESTERDAY, position=place,
            )  # fmt: skip


@pytest.mark.parametrize("reader", ["cfo", "hr"])
def test_both_views_stand_beside_each_other(reader: str, plan: Plan) -> None:
    rated(make_expectation(plan, direction="we_deliver", text="Ten places"), owner="kept", party="not_kept")
    data = briefed(plan, reader).parts["roe"]
    assert data["words"] == "50\u00a0% of what was expected was kept, by 1 expectation that was rated."
    assert data["useful"] == "Usefulness on average: 4 of 5."
    first, second = data["rows"]
    assert (first.owner, first.party, first.both) == ("100\u00a0% kept", "0\u00a0% kept", "50\u00a0% kept")
    assert (second.rated, second.both) == (0, "not rated")
    assert [one.expectation.text for one in data["roe"].over_promises] == ["Ten places"]
    assert [one.text for one in data["roe"].disagree] == ["Ten places"]


def test_with_nothing_rated_there_is_none_and_it_says_so(plan: Plan) -> None:
    assert "roe" not in briefed(plan, "cfo").parts
    make_expectation(plan)
    data = briefed(plan, "cfo").parts["roe"]
    assert data["words"] == "Nothing is rated yet, so there is no return on expectations."
    assert data["rows"] == []


def test_a_briefing_about_one_goal_counts_its_own(plan: Plan) -> None:
    goal, *_rest, initiative = make_chain(plan)
    rated(make_expectation(plan, initiative=initiative), owner="kept")
    rated(make_expectation(plan), owner="not_kept")
    assert briefed(plan, "cfo").parts["roe"]["roe"].every.rated == 2
    assert briefed(plan, "cfo", goal=goal.key).parts["roe"]["roe"].every.percent == 100


def test_the_page_of_expectations_begins_with_it(
    plan: Plan, ann: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(ann)
    here = reverse("conversations:expectation_list", args=["acme", plan.pk])
    assert b"Return on expectations" not in client.get(here).content
    rated(make_expectation(plan), party="partly")
    page = client.get(here)
    assert page.context["roe"].every.percent == 50
    assert b"Return on expectations" in page.content


@pytest.mark.parametrize("reader", ["cfo", "hr"])
def test_the_workbook_holds_it_with_every_rating(reader: str, plan: Plan) -> None:
    dana, tom = make_person(plan.workspace, "Dana"), make_person(plan.workspace, "Tom")
    one = make_expectation(plan, direction="we_deliver", text="Ten places", owner=dana, party=tom)
    rated(one, owner="kept", party="not_kept")
    make_expectation(plan, text="Nobody has rated it")
    sheets = {sheet.title: list(sheet.rows) for sheet in sheets_of(briefed(plan, reader))}
    assert sheets["Return on expectations"] == [
        ("What learning delivered", 100, 0, 50, 1),
        ("What learning needed of others", None, None, None, 0),
        ("Together", None, None, 50, 1),
    ]
    assert sheets["Ratings"] == [
        ("We deliver", "Ten places", "Dana", "Tom", one.due, "Kept", "Not kept", 4, 4)
    ]
