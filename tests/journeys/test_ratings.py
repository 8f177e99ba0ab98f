"""At its end both sides say how an expectation turned out: one by a link on a phone, one signed in."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from alignment.conversations.services.expectations import Said, answer
from alignment.models import Expectation, ExpectationRating, HowAnswered, Person, Plan, Rights, User
from tests.factories import make_expectation, make_person, make_share
from tests.journeys.looks import PHONE, wrong_with

pytestmark = pytest.mark.journey


def main(page: Page) -> Locator:
    return page.get_by_role("main")


@pytest.fixture
def tom(plan: Plan) -> Person:
    """Keeps it, and has no account."""
    return make_person(plan.workspace, "Tom Birch")


@pytest.fixture
def ended(plan: Plan, tom: Person, rita: User) -> Expectation:
    """What Tom and Rita agreed on; its day has come."""
    lane = make_person(plan.workspace, "Rita Lane", user=rita)
    found = make_expectation(plan, owner=tom, party=lane, due=date(2026, 1, 31))
    for who in (tom, lane):
        answer(found, who, Said("confirmed", "", date(2026, 1, 14)), how=HowAnswered.TOLD, by=None)
    return found


def rate_by_link(phone: Page, link: str) -> None:
    """Sent without a word on whether it was kept, then in full."""
    phone.goto(link)
    phone.get_by_role("link", name="Expectations").click()
    phone.get_by_label("How useful was it?").select_option("4")
    phone.get_by_role("button", name="Send my rating").click()
    expect(main(phone)).to_contain_text("Was it kept?")
    assert ExpectationRating.objects.count() == 0
    expect(phone.get_by_label("How useful was it?")).to_have_value("4")
    phone.get_by_label("Kept", exact=True).check()
    phone.get_by_label("In your words").last.fill("Every date was free")
    phone.get_by_role("button", name="Send my rating").click()
    expect(main(phone)).to_contain_text("that it was kept. Usefulness: 4 of 5.")
    expect(main(phone)).to_contain_text("Every date was free")


def rate_signed_in(page: Page, plan: Plan) -> None:
    page.goto(reverse("conversations:expectation_list", args=["acme", plan.pk]))
    expect(main(page)).to_contain_text("Tom Birch says it was kept")
    main(page).get_by_role("link", name=re.compile("^Say how it turned out")).click()
    page.get_by_label("Not kept").check()
    page.get_by_label("How useful was it?").select_option("2")
    page.get_by_label("In your words").fill("Two weeks too late")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_both_sides_say_how_it_turned_out(
    script: bool, another_page: Callable[..., Page], rita: User, plan: Plan, tom: Person, ended: Expectation
) -> None:
    _link, token = make_share(plan, rights=Rights.COMMENT, person=tom)
    phone = another_page(None, java_script_enabled=script, viewport=PHONE)
    rate_by_link(phone, reverse("link_open", args=[token]))
    page = another_page(rita, java_script_enabled=script)
    rate_signed_in(page, plan)
    if script:
        assert wrong_with(phone) == []
        assert wrong_with(page) == []
    main(page).get_by_role("button", name="Record the rating").click()
    expect(main(page)).to_contain_text("Rita Lane says it was not kept")
    expect(main(page)).to_contain_text("The two sides see it differently")
    expect(main(page)).to_contain_text("Two weeks too late")
    rows = ExpectationRating.objects.order_by("position").values_list("side", "kept", "usefulness", "how")
    assert list(rows) == [("owner", "kept", 4, "by_link"), ("party", "not_kept", 2, "signed_in")]
    if script:
        assert wrong_with(page) == []
    phone.reload()
    phone.get_by_text(re.compile("^Change your rating")).click()
    phone.get_by_label("Partly").check()
    phone.get_by_role("button", name="Send my rating").click()
    expect(main(phone)).to_contain_text("that it was kept in part.")
    assert ExpectationRating.objects.count() == 3
