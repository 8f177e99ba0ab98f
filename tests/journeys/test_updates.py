"""An update is written from the data, looked at, sent and kept; with JavaScript, and on a phone without."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from alignment.models import OutgoingMail, Plan, Update, User
from tests.factories import make_chain, make_metric, make_person, make_reading
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def furnish(plan: Plan) -> None:
    goal = make_chain(plan)[0]
    make_person(plan.workspace, "Tom Birch", email="tom@example.org")
    metric = make_metric(goal, title="Employee score", baseline=12, target=30)
    make_reading(metric, timezone.localdate() - timedelta(days=3), 19)


def write(page: Page, plan: Plan) -> None:
    """From the list to a draft that says what a person means."""
    page.goto(reverse("updates:update_list", args=["acme", plan.pk]))
    main(page).get_by_role("link", name="Write an update").click()
    moved = page.get_by_label("What moved")
    expect(moved).to_have_value(re.compile("Employee score: 19"))
    moved.fill("People talk more with each other: 19 instead of 12.")
    page.get_by_label("Tom Birch").check()
    main(page).get_by_role("button", name="Save and look at it").click()
    expect(main(page)).to_contain_text("People talk more with each other")
    expect(main(page)).to_contain_text("Nobody has got it yet.")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "on a phone without"])
def test_from_the_figures_to_a_mail(
    script: bool, another_page: Callable[..., Page], eddy: User, plan: Plan
) -> None:
    furnish(plan)
    more = {} if script else {"java_script_enabled": False, "viewport": {"width": 390, "height": 800}}
    page = another_page(eddy, **more)
    write(page, plan)
    assert OutgoingMail.objects.count() == 0
    decide = main(page).get_by_role("link", name="Decide…").first
    decide.click()
    main(page).get_by_label("Change it").check()
    main(page).get_by_label("Why").fill("Shorter, and in the teams")
    main(page).get_by_role("button", name="Save the decision").click()
    expect(main(page)).to_contain_text("Shorter, and in the teams")
    if script:
        assert wrong_with(page) == []
    main(page).get_by_role("button", name="Send it").click()
    expect(main(page)).to_contain_text("It stays as it was told.")
    mail = OutgoingMail.objects.get()
    assert (mail.to, Update.objects.get().sent_on) == ("tom@example.org", timezone.localdate())
    expect(main(page).get_by_role("button", name="Send it")).to_have_count(0)
