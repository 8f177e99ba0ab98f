"""A plan from asking for review to sign-off, withdrawal and a second version, with guests in own browsers."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from alignment.deeds import deed
from alignment.models import BusinessGoal, Person, Plan, ReviewRequest, SignOff, User
from alignment.sharing.services import end_link
from tests.factories import make_chain, make_expectation, make_metric, make_person
from tests.journeys.looks import PHONE, sideways, wrong_with

pytestmark = pytest.mark.journey
PHONE_WITHOUT_SCRIPT = {"viewport": PHONE, "java_script_enabled": False, "has_touch": True}


@pytest.fixture
def goal(plan: Plan) -> BusinessGoal:
    """The goal of a chain that Tom sponsors; Mia leads the moment."""
    goal, outcome, moment, *_rest = make_chain(plan, status="running")
    make_metric(outcome, baseline=12, target=30)
    tom, mia = make_person(plan.workspace, "Tom Birch"), make_person(plan.workspace, "Mia Lindqvist")
    BusinessGoal.objects.filter(pk=goal.pk).update(sponsor=tom, title="Lose fewer people")
    type(moment).objects.filter(pk=moment.pk).update(owner=mia)
    goal.refresh_from_db()
    return goal


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def reviews(page: Page, plan: Plan) -> Page:
    page.goto(reverse("reviews:review_list", args=["acme", plan.pk]))
    return page


def line(page: Page, who: str) -> Locator:
    """Somebody in the list of those who are asked."""
    return page.locator("li.stakeholder").filter(has_text=who).first


def ask(page: Page, *people: str) -> dict[str, str]:
    """Asks people by the form that is open, and gives the address of each one's link."""
    for box in main(page).locator(".ask-row").get_by_role("checkbox").all():
        box.uncheck()  # who was asked before is ticked
    for who in people:
        main(page).get_by_role("checkbox", name=who).check()
    main(page).get_by_role("button", name="Ask and make the links").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Send")
    cards = main(page).locator("section.card")
    found = {}
    for place in range(cards.count()):
        card = cards.nth(place)
        who = card.get_by_role("heading").inner_text()
        found[who] = card.get_by_label("Link", exact=True).input_value()
        assert found[who] in card.get_by_label("Text of the mail").input_value()
    return found


def open_link(page: Page, address: str) -> Page:
    """As from a mail: the first page, Start, then the decision."""
    page.goto(urlsplit(address).path)  # of the server under test
    assert "/r/" not in page.url
    page.get_by_role("button", name=re.compile("^(Start|Go on)$")).click()
    page.get_by_role("link", name="Your decision").first.click()
    return page


def decide(page: Page, choice: str, name: str, words: str = "") -> None:
    main(page).get_by_label(choice, exact=True).check()
    main(page).get_by_label("In your words").fill(words)
    main(page).get_by_label("Your full name").fill(name)
    main(page).get_by_role("button", name="Record my decision").click()
    expect(main(page)).to_contain_text("Your decision is recorded")


def test_from_asking_to_agreed_withdrawn_and_asked_again(
    page_of: Callable[[User], Page],
    another_page: Callable[..., Page],
    eddy: User,
    plan: Plan,
    goal: BusinessGoal,
) -> None:
    page = page_of(eddy)
    page.goto(f"/w/acme/plans/{plan.pk}/check/")
    main(page).get_by_role("link", name="Send for sign-off").click()
    links = ask(page, "Tom Birch", "Mia Lindqvist")
    main(page).get_by_role("link", name="Done: to the reviews").click()
    expect(main(page)).to_contain_text("Version 1: 0 of 2 agree")
    expect(line(page, "Tom Birch")).to_contain_text("Asked")

    # Tom, at a desk.
    tom = open_link(another_page(), links["Tom Birch"])
    expect(main(tom)).to_contain_text("You are asked to agree to “People plan 2027”")
    expect(main(tom)).to_contain_text("Lose fewer people")
    expect(line(reviews(page, plan), "Tom Birch")).to_contain_text("Opened")
    main(tom).get_by_role("button", name="I have read it").click()
    expect(main(tom)).to_contain_text("You have read it on")
    expect(line(reviews(page, plan), "Tom Birch")).to_contain_text("Has read it")
    decide(tom, "I agree", "Tom Birch")
    expect(line(reviews(page, plan), "Tom Birch")).to_contain_text("Agrees")
    expect(main(page)).to_contain_text("In review")

    # Mia, on a phone without JavaScript: she forgets her words first.
    mia = open_link(another_page(**PHONE_WITHOUT_SCRIPT), links["Mia Lindqvist"])
    main(mia).get_by_label("I do not agree").check()
    main(mia).get_by_label("Your full name").fill("Mia Lindqvist")
    main(mia).get_by_role("button", name="Record my decision").click()
    expect(main(mia)).to_contain_text("Say why you do not agree")
    expect(main(mia).get_by_label("Your full name")).to_have_value("Mia Lindqvist")
    decide(mia, "I agree", "Mia Lindqvist")
    expect(main(reviews(page, plan))).to_contain_text("Version 1: all 2 agree.")
    expect(main(page).locator(".card-head").first).to_contain_text("Agreed")
    expect(main(page)).to_contain_text("Unchanged since version 1")

    # Mia takes it back.
    main(mia).get_by_text("Take the decision back").click()
    main(mia).get_by_label("Why you take it back").fill("The team has no time")
    main(mia).get_by_role("button", name="Take it back").click()
    expect(main(mia)).to_contain_text("You took “Agrees” back")
    expect(main(reviews(page, plan))).to_contain_text(
        "Version 1: 1 of 2 agrees; Mia Lindqvist has not decided."
    )
    expect(main(page)).to_contain_text("The team has no time")
    expect(main(page).locator(".card-head").first).to_contain_text("In review")

    # The plan changes, and a second version is asked about: who must look again, and why.
    with deed("edit", by=eddy, workspace=plan.workspace, plan=plan):
        changed = BusinessGoal.objects.get(pk=goal.pk)
        changed.strategy = "Better managers"
        changed.save()
    expect(main(reviews(page, plan))).to_contain_text("Changed since version 1")
    main(page).get_by_role("link", name="Ask for a review").click()
    again = ask(page, "Tom Birch")
    section = (
        reviews(page, plan)
        .locator("section")
        .filter(has=page.get_by_role("heading", name="Who must look again"))
    )
    expect(section).to_contain_text("Version 1: Agrees · asked again")
    expect(section).to_contain_text("1 change for this person")
    section.get_by_text("1 change for this person").first.click()
    expect(section).to_contain_text("Better managers")
    expect(section.get_by_role("link", name="Ask them again")).to_have_attribute(
        "href", f"/w/acme/plans/{plan.pk}/reviews/ask/?version=latest&person={person('Mia Lindqvist')}"
    )
    tom_again = open_link(another_page(), again["Tom Birch"])
    expect(main(tom_again)).to_contain_text("What changed for you since version 1")
    expect(main(tom_again)).to_contain_text("Better managers")
    decide(tom_again, "I agree if changes are made", "Tom Birch", "Name the managers")
    expect(main(reviews(page, plan))).to_contain_text("Version 2: 0 of 1 agree; Tom Birch wants changes.")
    expect(main(page)).to_contain_text("Name the managers")
    said = list(SignOff.objects.order_by("pk").values_list("name", "decision", "snapshot__number"))
    assert said == [
        ("Tom Birch", "agree", 1),
        ("Mia Lindqvist", "agree", 1),
        ("Tom Birch", "agree_if", 2),
    ]


def person(name: str) -> Any:
    return ReviewRequest.objects.filter(person__name=name).latest("pk").person_id


def test_a_withdrawn_request_ends_the_guest_s_page(
    page_of: Callable[[User], Page],
    another_page: Callable[..., Page],
    eddy: User,
    plan: Plan,
    goal: BusinessGoal,
) -> None:
    page = page_of(eddy)
    page.goto(reverse("reviews:review_ask", args=["acme", plan.pk]))
    links = ask(page, "Tom Birch")
    tom = open_link(another_page(java_script_enabled=False), links["Tom Birch"])
    line(reviews(page, plan), "Tom Birch").get_by_role("link", name="Stop asking").click()
    main(page).get_by_role("button", name="Stop asking").click()
    expect(line(page, "Tom Birch")).to_contain_text("Not asked any more")
    expect(main(page).locator(".card-head").first).to_contain_text("Draft")
    gone = tom.request.get(tom.url)
    assert (gone.status, "This link is no longer valid" in gone.text()) == (404, True)


def test_pages_behind_a_link_can_be_read_by_everybody_whatever_became_of_the_question(
    page_of: Callable[[User], Page],
    another_page: Callable[..., Page],
    eddy: User,
    plan: Plan,
    goal: BusinessGoal,
    settings: Any,
    quiet: list[str],
) -> None:
    """With a mailed code, decided, not asked any more, and ended; dark and without JavaScript as well."""
    make_expectation(plan, owner=Person.objects.get(name="Tom Birch"), due=date(2020, 1, 31))
    page, wrong = page_of(eddy), {}
    page.goto(reverse("reviews:review_ask", args=["acme", plan.pk]))
    links = ask(page, "Tom Birch", "Mia Lindqvist")
    Person.objects.filter(name="Tom Birch").update(email="tom@example.org")
    settings.MAIL_IS_SET_UP = True

    plain = open_link(another_page(**PHONE_WITHOUT_SCRIPT, color_scheme="dark"), links["Tom Birch"])
    assert sideways(plain) == 0
    expect(main(plain).get_by_text("Because:").first).to_be_visible()
    tom = open_link(another_page(), links["Tom Birch"])
    wrong["asked"] = wrong_with(tom)
    assert main(tom).get_by_role("link", name=re.compile("^Comment ?:")).count() == 5
    main(tom).get_by_label("I agree", exact=True).check()
    main(tom).get_by_label("Your full name").fill("Tom Birch")
    main(tom).get_by_role("button", name="Send me the code").click()
    expect(tom.get_by_role("heading", level=1)).to_have_text("Enter your code")
    wrong["code"] = wrong_with(tom)
    main(tom).get_by_label("Code from the mail").fill("12")
    main(tom).get_by_role("button", name="Record my decision").click()
    expect(main(tom)).to_contain_text("This is not the code")
    wrong["code with mistakes"] = wrong_with(tom)
    main(tom).get_by_label("Code from the mail").fill(mailed_code())
    main(tom).get_by_role("button", name="Record my decision").click()
    expect(tom.get_by_role("heading", level=1)).to_contain_text("You have decided about version 1")
    wrong["decided"] = wrong_with(tom)
    tom.get_by_role("navigation").get_by_role("link", name="Start").click()
    expect(main(tom).get_by_role("button", name="See your decision")).to_be_visible()
    wrong["first page, decided"] = wrong_with(tom)

    mia = open_link(another_page(), links["Mia Lindqvist"])
    asked = ReviewRequest.objects.get(person__name="Mia Lindqvist")
    with deed("withdraw_request", by=eddy, workspace=plan.workspace, plan=plan):
        ReviewRequest.objects.filter(pk=asked.pk).update(withdrawn_at=asked.asked_at)
    mia.reload()
    expect(main(mia)).to_contain_text("You are not asked any more")
    expect(main(mia)).not_to_contain_text("Your decision")
    wrong["not asked any more"] = wrong_with(mia)
    assert asked.link is not None
    end_link(asked.link, by=eddy)
    mia.reload()
    expect(mia.get_by_role("heading", level=1)).to_have_text("This link is no longer valid")
    wrong["ended"] = wrong_with(mia)
    assert ["status of 404" in line for line in quiet] == [True]  # of the page that says so
    quiet.clear()
    assert {name: found for name, found in wrong.items() if found} == {}


def mailed_code() -> str:
    """The code of the last mail."""
    found = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    assert found is not None
    return found.group()


def test_pages_of_reviews_can_be_read_by_everybody(
    page_of: Callable[[User], Page], another_page: Callable[..., Page], lead: User
) -> None:
    plan, page = Plan.objects.get(workspace__slug="sample", key="leaders"), page_of(lead)
    request = ReviewRequest.objects.get(person__key="mia")
    own = ReviewRequest.objects.get(person__key="sam")
    wrong = {}
    for name, more in (
        ("review_list", []),
        ("review_ask", []),
        ("review_own", []),
        ("request_edit", [request.pk]),
        ("request_withdraw", [request.pk]),
    ):
        page.goto(reverse(f"reviews:{name}", args=["sample", plan.pk, *more]))
        wrong[name] = wrong_with(page)
    page.goto(f"/w/sample/plans/{plan.pk}/")
    wrong["overview"] = wrong_with(page)
    page.goto(reverse("reviews:review_list", args=["sample", plan.pk]))
    line(page, "Mia Lindqvist").get_by_role("button", name="New link").click()
    wrong["asked"] = wrong_with(page)
    guest = open_link(another_page(), page.get_by_label("Link", exact=True).input_value())
    wrong["guest"] = wrong_with(guest)
    main(guest).get_by_role("button", name="Record my decision").click()
    wrong["guest with mistakes"] = wrong_with(guest)
    decide(guest, "I agree", "Mia Lindqvist")
    wrong["guest decided"] = wrong_with(guest)
    assert own.person.user is not None
    member = another_page(own.person.user)
    member.goto(reverse("reviews:review_own", args=["sample", plan.pk]))
    wrong["own decided"] = wrong_with(member)
    assert {name: found for name, found in wrong.items() if found} == {}
