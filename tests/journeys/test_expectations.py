"""A conversation is recorded; what follows from it is promised by link, becomes late, and is closed."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from alignment.models import Expectation, ExpectationAnswer, Person, Plan, Rights, User
from tests.factories import make_chain, make_person, make_share
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def record(page: Page, plan: Plan) -> None:
    """From the step in which it happened, with two follow-ups for Tom."""
    page.goto(f"/w/acme/plans/{plan.pk}/goals/")
    main(page).get_by_role("link", name="Record a conversation").click()
    page.get_by_label("What it was about").fill("Sitting in")
    page.locator("[name=people_0_who]").fill("Tom Birch")
    page.locator("[name=people_1_role]").select_option("learner")
    page.get_by_label("What was decided").fill("Department heads sit in")
    page.locator("#follow-ups > summary").click()
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    for number, text in enumerate(("Dates for sitting in", "Rooms for the talks")):
        page.locator(f"[name=follow_{number}_text]").fill(text)
        page.locator(f"[name=follow_{number}_owner]").fill("Tom Birch")
        page.locator(f"[name=follow_{number}_due]").fill(day)
    main(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("The conversation is recorded.")


def answer(page: Page, link: str) -> None:
    """On a phone without JavaScript: yes to one, no to the other, which asks why."""
    page.goto(link)
    page.get_by_role("link", name="Expectations").click()
    page.get_by_role("button", name=re.compile("^I confirm it.*Dates for sitting in")).click()
    expect(page.get_by_role("status").first).to_contain_text("Your answer is recorded.")
    page.get_by_role("button", name=re.compile("^I decline it.*Rooms for the talks")).click()
    expect(main(page)).to_contain_text("Say why, or what would be possible instead.")
    rooms = page.locator("section", has_text="Rooms for the talks")
    rooms.get_by_label("In your words").fill("Facilities has the rooms")
    rooms.get_by_role("button", name="I decline it").click()
    expect(main(page)).to_contain_text("You declined it")
    expect(main(page)).to_contain_text("You confirmed it")


def test_from_a_conversation_to_a_promise_that_is_kept(
    another_page: Callable[..., Page], eddy: User, plan: Plan
) -> None:
    make_chain(plan)
    tom = make_person(plan.workspace, "Tom Birch", role="department_head")
    page = another_page(eddy)
    record(page, plan)
    assert [str(one.owner) for one in Expectation.objects.all()] == ["Tom Birch", "Tom Birch"]
    assert Person.objects.filter(name="Tom Birch").get() == tom

    _link, token = make_share(plan, rights=Rights.COMMENT, person=tom)
    phone = another_page(None, java_script_enabled=False, viewport={"width": 390, "height": 800})
    answer(phone, reverse("link_open", args=[token]))
    assert sorted(ExpectationAnswer.objects.values_list("answer", flat=True)) == ["confirmed", "declined"]

    page.goto(reverse("conversations:expectation_list", args=["acme", plan.pk]))
    expect(main(page)).to_contain_text("Facilities has the rooms")
    late(page, plan)


def late(page: Page, plan: Plan) -> None:
    """The day passes: it is to be fixed next, and is marked as done from there."""
    one = Expectation.objects.get(text="Dates for sitting in")
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    page.goto(reverse("conversations:expectation_edit", args=["acme", one.pk]))
    page.get_by_label("By when").fill(yesterday)
    main(page).get_by_role("button", name="Save").click()
    expect(main(page)).to_contain_text("Tom Birch answered before it changed.")
    page.goto(f"/w/acme/plans/{plan.pk}/check/")
    expect(main(page)).to_contain_text("It is not confirmed, and its date is past.")
    main(page).get_by_role("link", name=re.compile("^Record the answer.*Dates")).click()
    page.get_by_label("Confirmed").check()
    main(page).get_by_role("button", name="Record the answer").click()
    main(page).get_by_role("link", name=re.compile("^Mark as done.*Dates")).click()
    main(page).get_by_role("button", name="Mark as done").click()
    expect(page.get_by_role("status").first).to_contain_text("Marked as done.")
    expect(main(page)).not_to_contain_text("Dates for sitting in")


@pytest.mark.parametrize(
    "name",
    ["conversation_list", "conversation_new", "expectation_list", "expectation_new"],
)
def test_the_pages_of_the_sample_look_right(
    page_of: Callable[[User], Page], lead: User, samples: object, name: str
) -> None:
    plan = Plan.objects.get(key="leaders")
    page = page_of(lead)
    page.goto(reverse(f"conversations:{name}", args=["sample", plan.pk]))
    assert wrong_with(page) == []


def test_one_conversation_and_one_expectation_look_right(
    page_of: Callable[[User], Page], lead: User, samples: object
) -> None:
    plan, page = Plan.objects.get(key="leaders"), page_of(lead)
    talk = plan.conversations.get(key="talk-goal")
    one = plan.expectations.get(key="dates-for-sitting-in")
    for name, pk in (
        ("conversation_detail", talk.pk),
        ("conversation_edit", talk.pk),
        ("expectation_answer", one.pk),
        ("expectation_done", one.pk),
        ("expectation_edit", one.pk),
    ):
        page.goto(reverse(f"conversations:{name}", args=["sample", pk]))
        assert wrong_with(page) == []


def test_the_guest_page_looks_right(another_page: Callable[..., Page], samples: object, lead: User) -> None:
    plan = Plan.objects.get(key="leaders")
    tom = Person.objects.get(workspace=plan.workspace, key="tom")
    link, token = make_share(plan, by=lead, rights=Rights.COMMENT, person=tom)
    page = another_page(None)
    page.goto(reverse("link_open", args=[token]))
    page.goto(reverse("guest_conversations:expectation_list", args=[link.pk]))
    assert wrong_with(page) == []
