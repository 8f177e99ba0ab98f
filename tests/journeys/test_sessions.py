"""A guided session from its first code to its summary: the lead, a screen, and phones of their own."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from alignment.models import Answer, GuidedSession, MomentOfTruth, Plan, User
from tests.factories import make_outcome
from tests.journeys.looks import PHONE, wrong_with

pytestmark = pytest.mark.journey

ARRIVING = 20_000  # milliseconds: pages ask every three seconds
SAID = ("In the weekly one-to-one", "When a customer complains", "In the one-to-one each week")


def open_session(page: Page, plan: Plan, *, by_name: bool = False) -> str:
    """The lead opens a session about the moments of truth; answers with the address for phones."""
    page.goto(f"/w/acme/plans/{plan.pk}/sessions/")
    page.get_by_role("main").get_by_role("link", name="Open a session").click()
    page.get_by_label("Step").select_option(label="3. Moments of truth")
    page.get_by_label("Title").fill("Where is it decided?")
    if by_name:
        page.get_by_label("People give their names").check()
    page.get_by_role("button", name="Open the session").click()
    expect(page.get_by_role("status").first).to_contain_text("The session is open.")
    # Of the server under test, whatever the site's own address is.
    return "/r/" + page.locator(".join-address").inner_text().split("/r/")[1]


def join(phone: Page, address: str) -> Page:
    phone.goto(address)
    link = phone.url.split("/shared/")[1].split("/")[0]
    phone.goto(f"/shared/{link}/session/")
    phone.get_by_role("button", name="Join").click()
    expect(phone.get_by_label("Your answer").first).to_be_visible()
    return phone


def answer(phone: Page, text: str) -> None:
    phone.locator("#text-1").fill(text)
    phone.get_by_role("button", name="Send the answer to question 1").click()
    expect(phone.locator(".own-answers")).to_contain_text(text)


def arrives(part: Locator, text: str) -> None:
    """It comes by itself: nobody loads the page again."""
    expect(part).to_contain_text(text, timeout=ARRIVING)


def vote(phone: Page, text: str) -> None:
    phone.get_by_role("button", name=f"Vote for: {text}").click()
    expect(phone.get_by_role("button", name=f"Take your vote back: {text}")).to_be_visible()


def test_from_the_code_to_the_summary(another_page: Callable[..., Page], eddy: User, plan: Plan) -> None:
    outcome = make_outcome(plan, title="Fewer people leave")
    lead = another_page(eddy)
    address = open_session(lead, plan)
    options: dict[str, Any] = {"viewport": PHONE}
    phones = [
        join(another_page(**options, java_script_enabled=script), address) for script in (True, True, False)
    ]
    for phone, text in zip(phones, SAID, strict=True):
        answer(phone, text)
    # Nobody reloads the lead's page.
    for text in SAID:
        arrives(lead.locator("#board"), text)
    arrives(lead.locator("#board"), "3 people have joined")
    phones[0].locator("#text-2").fill("Still thinking")

    lead.get_by_role("link", name="Group or merge").click()
    lead.get_by_label(SAID[0]).check()
    lead.get_by_label(SAID[2]).check()
    lead.get_by_role("button", name="Merge", exact=True).click()
    expect(lead.get_by_role("status").first).to_contain_text("Merged.")
    lead.get_by_role("link", name="Back to the session").click()
    lead.get_by_role("button", name="Start the vote").click()

    arrives(phones[0].locator("#live"), "The vote has begun.")
    expect(phones[0].locator("#text-2")).to_have_value("Still thinking")
    phones[0].get_by_role("link", name="Go to the vote").click()
    phones[1].get_by_role("link", name="Go to the vote").click()
    phones[2].reload()
    for phone in phones:
        vote(phone, SAID[0])
    vote(phones[0], SAID[1])
    first = lead.locator("#board .item").filter(has_text=SAID[0]).first
    arrives(first, "3 votes")
    lead.get_by_role("button", name="End the vote").click()
    arrives(phones[0].locator("#live"), "The vote is over")

    lead.get_by_role("link", name=f"Make an item of: {SAID[0]}").click()
    lead.get_by_label(outcome.title).check()
    lead.get_by_label("Why does this lead to that?").fill("Everybody named it")
    lead.get_by_role("button", name="Make the item").click()
    expect(lead.get_by_role("main")).to_contain_text(
        "From an answer in the session “Where is it decided?” of"
    )
    moment = MomentOfTruth.objects.get()
    assert (moment.title, moment.links_up.get().reason) == (SAID[0], "Everybody named it")

    session = GuidedSession.objects.get()
    lead.goto(f"/w/acme/plans/{plan.pk}/sessions/{session.pk}/close/")
    lead.get_by_label("Summary").fill("We go for the one-to-one.")
    lead.get_by_role("button", name="Close the session").click()
    expect(lead.get_by_role("main")).to_contain_text("We go for the one-to-one.")
    for phone in phones[:2]:
        arrives(phone.locator("#live"), "We go for the one-to-one.")
    phones[2].reload()
    expect(phones[2].locator("#live")).to_contain_text("We go for the one-to-one.")


def test_taking_things_back(another_page: Callable[..., Page], eddy: User, plan: Plan) -> None:
    lead = another_page(eddy)
    phone = join(another_page(viewport=PHONE), open_session(lead, plan))
    answer(phone, SAID[0])
    answer(phone, SAID[1])
    phone.get_by_role("button", name=f"Take back: {SAID[1]}").click()
    expect(phone.locator(".own-answers")).not_to_contain_text(SAID[1])
    arrives(lead.locator("#board"), SAID[0])
    lead.get_by_role("button", name=f"Take away: {SAID[0]}").click()
    expect(lead.locator("#board")).not_to_contain_text(SAID[0])
    lead.get_by_role("button", name="Undo").click()
    expect(lead.locator("#board")).to_contain_text(SAID[0])
    assert Answer.objects.filter(withdrawn_at=None).count() == 1


def test_the_screen_in_the_room_follows(another_page: Callable[..., Page], eddy: User, plan: Plan) -> None:
    lead = another_page(eddy)
    address = open_session(lead, plan, by_name=True)
    lead.get_by_role("link", name="Show on a screen").click()
    expect(lead.locator(".screen-code svg")).to_be_visible()
    expect(lead.locator(".screen-address")).to_contain_text(address)
    phone = another_page(viewport=PHONE)
    phone.goto(address)
    link = phone.url.split("/shared/")[1].split("/")[0]
    phone.goto(f"/shared/{link}/session/")
    phone.get_by_label("Your name").fill("Mia Torres")
    phone.get_by_role("button", name="Join").click()
    answer(phone, SAID[0])
    lead.get_by_role("link", name="Question 1").click()
    arrives(lead.locator(".screen-answers"), SAID[0])
    expect(lead.locator("body")).not_to_contain_text("Mia Torres")


def test_pages_of_a_session_look_right(another_page: Callable[..., Page], eddy: User, plan: Plan) -> None:
    make_outcome(plan)
    lead = another_page(eddy)
    phone = another_page()
    address = open_session(lead, plan)
    home = f"/w/acme/plans/{plan.pk}/"
    session = GuidedSession.objects.get()
    here = f"{home}sessions/{session.pk}/"
    phone.goto(address)
    link = phone.url.split("/shared/")[1].split("/")[0]
    phone.goto(f"/shared/{link}/session/")
    wrong = {"join": wrong_with(phone)}
    phone.get_by_role("button", name="Join").click()
    answer(phone, SAID[0])
    wrong["answering"] = wrong_with(phone)
    turn = f"answers/{Answer.objects.get().pk}/turn/"
    for page in ("", "edit/", "sort/", turn, "close/", "screen/", "screen/?question=1"):
        lead.goto(here + page)
        wrong[page] = wrong_with(lead)
    for page in ("sessions/", "sessions/new/", "canvas/?filled=yes"):
        lead.goto(home + page)
        wrong[page] = wrong_with(lead)
    lead.goto(here)
    lead.get_by_role("button", name="Start the vote").click()
    phone.reload()
    vote(phone, SAID[0])
    wrong["voting"] = wrong_with(phone)
    lead.get_by_role("button", name="End the vote").click()
    phone.reload()
    wrong["results"] = wrong_with(phone)
    assert {page: found for page, found in wrong.items() if found} == {}
