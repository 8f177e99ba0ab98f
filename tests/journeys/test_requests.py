"""A problem goes from the public form, on a phone without JavaScript, to the board."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from alignment.models import DevelopmentRequest, OutgoingMail, User, Workspace
from tests.asking import make_ask_link
from tests.journeys.looks import PHONE, wrong_with

pytestmark = pytest.mark.journey


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def test_from_the_form_to_the_board(
    another_page: Callable[..., Page], live_server: object, eddy: User, rita: User, workspace: Workspace
) -> None:
    lead = another_page(eddy)
    lead.goto("/w/acme/requests/")
    main(lead).get_by_role("link", name="Make a link to the form").click()
    main(lead).get_by_label("Department").fill("Planning")
    main(lead).get_by_role("button", name="Make the link").click()
    address = main(lead).get_by_label("Link", exact=True).input_value()
    path = re.sub(r"^https?://[^/]+", "", address)

    phone = another_page(viewport=PHONE, java_script_enabled=False)
    phone.goto(path)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("What is the problem")
    main(phone).get_by_label("The problem in one line").fill("Plans are late")
    main(phone).get_by_role("button", name="Send").click()
    expect(main(phone)).to_contain_text("Fill this in.")
    expect(main(phone).get_by_label("The problem in one line")).to_have_value("Plans are late")
    main(phone).get_by_label("What goes wrong").fill("Last Monday the plan came at noon.")
    main(phone).get_by_label("Do you have a solution in mind?").fill("A course on managing time")
    main(phone).get_by_label("Your name").fill("Tom Birch")
    main(phone).get_by_label("Your e-mail address").fill("tom@example.org")
    main(phone).get_by_role("button", name="Send").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you. It has arrived.")
    expect(main(phone)).to_contain_text("A course on managing time")
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you. It has arrived.")
    assert DevelopmentRequest.objects.count() == OutgoingMail.objects.count() == 1

    lead.goto("/w/acme/requests/")
    main(lead).get_by_role("region", name="New 1").get_by_role("link", name="Plans are late").click()
    expect(main(lead)).to_contain_text("Their idea of a solution")
    main(lead).get_by_role("button", name="Add as person").click()
    main(lead).get_by_role("button", name="Take it up").click()
    expect(main(lead)).to_contain_text("Taken up. Talk to whoever asked.")
    lead.goto("/w/acme/requests/")
    expect(main(lead).get_by_role("region", name="In conversation 1")).to_contain_text("Plans are late")
    main(lead).get_by_label("Show as").select_option(label="Table")
    expect(main(lead).get_by_role("row", name="Plans are late")).to_contain_text("In conversation")

    reviewer = another_page(rita)
    reviewer.goto(f"/w/acme/requests/{DevelopmentRequest.objects.get().pk}/")
    main(reviewer).get_by_role("textbox", name="Comment").fill("Five of six weeks.")
    main(reviewer).get_by_role("button", name="Comment").click()
    expect(main(reviewer)).to_contain_text("Five of six weeks.")


def test_the_pages_of_requests_can_be_read_by_everybody(
    another_page: Callable[..., Page], eddy: User, workspace: Workspace
) -> None:
    lead = another_page(eddy)
    pages = ["", "new/", "links/", "links/new/", "questions/"]
    wrong = {}

    def look(address: str) -> None:
        lead.goto(address)
        if found := wrong_with(lead):
            wrong[address] = found

    for page in pages:
        look(f"/w/acme/requests/{page}")
    lead.goto("/w/acme/requests/new/")
    for title in ("Plans are late", "Shift plans are always late"):
        lead.goto("/w/acme/requests/new/")
        main(lead).get_by_label("The problem in one line").fill(title)
        main(lead).get_by_label("The solution they have in mind").fill("A course")
        main(lead).get_by_role("button", name="Save").click()
        expect(main(lead)).to_contain_text("The request is written down.")
    lead.goto("/w/acme/requests/questions/")
    main(lead).get_by_label("Question").fill("Is there a law behind it?")
    main(lead).get_by_role("button", name="Add the question").click()
    one = DevelopmentRequest.objects.first()
    link = make_ask_link(workspace)
    for page in (
        "",
        "?view=table",
        f"{one.pk}/",
        f"{one.pk}/edit/",
        f"{one.pk}/answers/",
        "links/",
        "questions/",
    ):
        look(f"/w/acme/requests/{page}")
    for page in (f"links/{link.pk}/renew/", f"links/{link.pk}/revoke/"):
        look(f"/w/acme/requests/{page}")
    look("/ask/secret-of-the-form/")
    assert wrong == {}
