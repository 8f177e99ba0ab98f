"""What a guest who is asked reads: their part of the plan, what they give and get, what changed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from alignment.deeds import deed
from alignment.models import (
    BusinessGoal,
    Metric,
    MetricReader,
    Person,
    Plan,
    User,
)
from alignment.reviews.services import deciding
from alignment.reviews.services.asking import Sent, ask
from alignment.reviews.services.deciding import Reviewer
from alignment.versions.services import take_snapshot
from tests.factories import make_expectation, make_metric, make_person
from tests.pages import text_of

Asked = dict[str, Sent]
Of = Callable[[str], Reviewer]
Open = Callable[[Sent], Client]
SAID = {"decision": "agree", "words": "", "name": "Tom Birch"}


def at(sent: Sent, name: str = "review") -> str:
    return reverse(f"guest_reviews:{name}", args=[sent.link.pk])


@pytest.mark.parametrize("how", ["owns", "cares about"])
def test_whose_number_it_is_makes_the_item_theirs(
    asked: Asked, guest_of: Open, plan: Plan, chain: Any, mia: Person, ann: User, how: str
) -> None:
    """A guest reads neither who owns a number nor whom it matters to; what concerns them is found by both."""
    raj = make_person(plan.workspace, "Raj Patel")
    make_metric(chain["moment"], title="Talks held", owner=mia if how == "owns" else raj)
    if how == "cares about":
        with deed("edit", by=ann, workspace=plan.workspace, plan=plan):
            MetricReader.objects.create(
                workspace=plan.workspace, metric=Metric.objects.get(title="Talks held"), person=mia
            )
    version, _done = take_snapshot(plan, note="", by=ann)
    version.plan = plan
    (sent,) = ask(version, {mia: ""}, due=None, by=ann)
    page = guest_of(sent).get(at(sent))
    said = text_of(page)
    assert ("What concerns you" in said, said.count("yours")) == (True, 2)  # once in the words about it
    assert "Moment of truth yours" in said
    assert "Raj" not in page.content.decode()


def test_it_says_what_changed_since_the_version_that_was_decided_about(
    asked: Asked, guest_of: Open, reviewer: Of, plan: Plan, chain: Any, ann: User, tom: Person
) -> None:
    deciding.sign_off(reviewer("tom"), decision="agree", words="", name="Tom Birch")
    with deed("edit", by=ann, workspace=plan.workspace, plan=plan):
        goal = BusinessGoal.objects.get(pk=chain["goal"].pk)
        goal.strategy = "Better managers"
        goal.save()
    version, _done = take_snapshot(plan, note="", by=ann)
    version.plan = plan
    (sent,) = ask(version, {tom: ""}, due=None, by=ann)
    page = guest_of(sent).get(at(sent)).content.decode()
    assert page.index("What concerns you") < page.index("What changed for you since version 1")
    folded = page.partition("1 change in what concerns you</summary>")[2].partition("</details>")[0]
    assert "Better managers" in folded
    said = text_of(guest_of(sent).get(at(sent)))
    assert "you decided about version 1: “Agrees”." in said
    assert "Better managers" in said
    old = text_of(guest_of(asked["tom"]).get(at(asked["tom"])))
    assert "Better managers" not in old


def test_what_somebody_gives_and_what_they_get_stand_apart_and_nothing_of_others(
    asked: Asked, guest_of: Open, plan: Plan, tom: Person, mia: Person
) -> None:
    over, later = date(2020, 3, 2), date(2999, 3, 2)
    for fields in (
        {"owner": tom, "text": "Dates for sitting in", "direction": "we_need", "due": over},
        {"owner": mia, "party": tom, "text": "A report each month", "direction": "we_deliver", "due": later},
        {"owner": mia, "party": tom, "text": "Rooms for it", "direction": "we_need"},
        {"owner": tom, "text": "Done long ago", "direction": "we_need", "done_on": over, "due": over},
        {"owner": mia, "text": "Mia's own matter", "direction": "we_need"},
    ):
        make_expectation(plan, **fields)
    said = text_of(guest_of(asked["tom"]).get(at(asked["tom"])))
    asks = said.partition("What is needed from you")[2].partition("Confirm or decline")[0]
    gives, _what, rest = asks.partition("What you get")
    gets, _what, agreed = rest.partition("What was agreed with you")
    twice = "Dates for sitting in Dates for sitting in"  # asked in so many words, and expected
    assert " ".join(gives.split()) == f"{twice} (by 2 March 2020) Overdue"
    assert (gets.strip(), agreed.strip()) == ("A report each month (by 2 March 2999)", "Rooms for it")
    assert [text for text in ("Done long ago", "Mia's own matter") if text in said] == []


def test_what_is_expected_costs_the_same_for_one_and_for_three(
    asked: Asked, guest_of: Open, plan: Plan, tom: Person
) -> None:
    browser, here = guest_of(asked["tom"]), at(asked["tom"])
    make_expectation(plan, owner=tom)
    browser.get(here)
    with CaptureQueriesContext(connection) as one:
        browser.get(here)
    for _more in range(2):
        make_expectation(plan, owner=tom)
    browser.get(here)
    with CaptureQueriesContext(connection) as three:
        browser.get(here)
    assert len(one) == len(three)


def test_every_step_of_a_chain_leads_to_where_it_is_commented(
    asked: Asked, guest_of: Open, chain: Any
) -> None:
    browser = guest_of(asked["tom"])
    page = browser.get(at(asked["tom"])).content.decode()
    for layer, item in chain.items():
        place = reverse("guest_comments:item_comments", args=[asked["tom"].link.pk, layer, item.pk])
        assert f'href="{place}"' in page
        assert browser.get(place).status_code == 200


def test_once_decided_nothing_asks_for_it_again(asked: Asked, guest_of: Open) -> None:
    browser, here = guest_of(asked["tom"]), at(asked["tom"])
    home = reverse("guest_sharing:home", args=[asked["tom"].link.pk])
    before = text_of(browser.get(home))
    browser.post(here, SAID)
    page = browser.get(here).content.decode()
    said = " ".join(strip_tags(page).split())
    assert "You have decided about version 1 of “People plan 2027”" in said
    assert "<title>Your decision about" in page
    asks = ("You are asked to agree", "Decide by", "then decide at the end", "Do you agree", "Overdue")
    assert [words for words in asks if words in said] == []
    after = text_of(browser.get(home))
    assert ("and to decide about it" in before, "See your decision" in before) == (True, False)
    assert ("and to decide about it" in after, "See your decision" in after) == (False, True)
    browser.post(at(asked["tom"], "review_withdraw"), {"reason": "Read it again"})
    assert "You are asked to agree" in text_of(browser.get(here))
