"""Two requests are worked through: one to a kind no, the other to an initiative that leads to a goal."""

from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import Locator, Page, expect

from alignment.framework.services.items import create_item
from alignment.models import DevelopmentRequest, Initiative, Item, Layer, OutgoingMail, Plan, User, Workspace
from tests.asking import make_request
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey

NO_SCRIPT = {"java_script_enabled": False, "viewport": {"width": 390, "height": 800}}
BOTH = pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "on a phone without"])


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def press(page: Page, name: str, role: str = "button") -> None:
    main(page).get_by_role(role, name=name).first.click()  # type: ignore[arg-type]


def add_why(page: Page, text: str) -> None:
    box = main(page).get_by_label("And why is that so?").or_(main(page).get_by_label("Why does that happen?"))
    box.fill(text)
    press(page, "Add a why")
    expect(page.locator("#whys")).to_contain_text(text)


def name_cause(page: Page, text: str, kind: str, found: str = "", chosen: bool = False) -> None:
    press(page, "Name a possible cause", "link")
    main(page).get_by_label("What could explain it?").fill(text)
    main(page).get_by_label("Kind").select_option(kind)
    main(page).get_by_label("What was found?").fill(found)
    if chosen:
        main(page).get_by_label("This is it").check()
    press(page, "Save")
    expect(page.locator("#causes")).to_contain_text(text)


def chain_to(plan: Plan, deepest: Layer) -> list[Item]:
    """One item of each layer down to this one, every link with a reason."""
    made: list[Item] = []
    for layer in Layer:
        if layer <= deepest:
            uppers = [(made[-1], "It is so")] if made else []
            fields = {"title": f"The {layer.word}"}
            made.append(create_item(layer, by=None, plan=plan, fields=fields, uppers=uppers))
    return made


@BOTH
def test_a_request_is_declined_with_a_kind_reply(
    script: bool,
    another_page: Callable[..., Page],
    eddy: User,
    workspace: Workspace,
    mailoutbox: list[EmailMessage],
) -> None:
    asked = make_request(
        workspace,
        title="Plans are late",
        requester_name="Tom",
        requester_email="tom@example.org",
        hours=96,
        cost=4800,
    )
    page = another_page(eddy, **({} if script else NO_SCRIPT))
    page.goto(f"/w/acme/requests/{asked.pk}/")
    for text in ("Changes come after the deadline", "The deadline is kept", "Plans wait for changes"):
        add_why(page, text)
    press(page, "Move Plans wait for changes up")
    expect(page.locator("#whys .rung p").nth(1)).to_have_text("Plans wait for changes")
    press(page, "Edit The deadline is kept", "link")
    main(page).get_by_label("Because").fill("Nobody keeps the deadline")
    press(page, "Save")
    expect(page.locator("#whys .rung p")).to_have_text(
        ["Changes come after the deadline", "Plans wait for changes", "Nobody keeps the deadline"]
    )
    press(page, "Remove Plans wait for changes")
    expect(page.locator("#whys .rung")).to_have_count(2)
    name_cause(page, "Nobody keeps the deadline", "process", "In five of six weeks changes came late", True)
    name_cause(page, "They do not plan well", "skill")
    expect(page.locator("#causes")).to_contain_text("Name one other cause before you choose one.")
    name_cause(page, "There are too few of them", "staffing")
    if script:
        assert wrong_with(page) == []
    press(page, "Decide…", "link")
    main(page).get_by_label("Not a learning problem").check()
    main(page).locator("[name=verdict_reason]").fill("The delay comes from changes after the deadline.")
    press(page, "Decide")
    expect(page.get_by_role("alert")).to_contain_text("Say what would help instead.")
    main(page).get_by_label("What helps instead, or besides").fill("Close the plan on Thursday at noon")
    main(page).get_by_label("Who takes that on").fill("Tom Birch")
    main(page).get_by_label("From when").fill("2026-12-14")
    press(page, "Decide")
    expect(page.locator("#verdict")).to_contain_text("This no frees 96 hours and EUR 4,800")
    press(page, "Write the reply", "link")
    draft = main(page).get_by_label("Reply")
    expect(draft).to_contain_text("Thank you for raising it.")
    draft.fill("Thank you for raising it, Tom. A course would leave the deadline as it is.")
    if script:
        assert wrong_with(page) == []
    press(page, "Save")
    expect(page.locator("#reply")).to_contain_text("Goes to tom@example.org")
    if script:
        assert wrong_with(page) == []
    press(page, "Send it")
    expect(page.locator("#reply")).to_contain_text("A course would leave the deadline as it is.")
    expect(page.get_by_role("button", name="Send it")).to_have_count(0)
    assert OutgoingMail.objects.get().to == "tom@example.org"
    (mail,) = mailoutbox
    assert "A course would leave the deadline as it is." in mail.body
    assert DevelopmentRequest.objects.get().verdict == "not_learning"
    press(page, "As a letter", "link")
    expect(main(page)).to_contain_text("Hello Tom,")


@BOTH
def test_a_request_becomes_an_initiative_that_leads_to_a_goal(
    script: bool, another_page: Callable[..., Page], eddy: User, plan: Plan
) -> None:
    goal, *_between, learning = chain_to(plan, Layer.LEARNING)
    asked = make_request(plan.workspace, title="Offers do not end in deals")
    page = another_page(eddy, **({} if script else NO_SCRIPT))
    page.goto(f"/w/acme/requests/{asked.pk}/")
    add_why(page, "Customers do not see what they gain")
    name_cause(page, "Nobody has practised saying it", "skill", chosen=True)
    press(page, "Decide…", "link")
    main(page).get_by_label("Learning", exact=True).check()
    main(page).locator("[name=verdict_reason]").fill("They can learn to say it in the customer's numbers.")
    press(page, "Decide")
    press(page, "Make something of it", "link")
    main(page).get_by_label("In which plan?").select_option(label=plan.title)
    press(page, "Go on")
    expect(main(page).get_by_label("Title")).to_have_value("")
    expect(main(page).get_by_label("Which cause does it go after?")).to_have_value(
        "Nobody has practised saying it"
    )
    main(page).get_by_label("Title").fill("Mentoring by strong closers")
    main(page).get_by_label(learning.title).check()
    main(page).get_by_label("Why does this lead to that?").fill("They show it, then watch")
    if script:
        assert wrong_with(page) == []
    press(page, "Add")
    result = page.locator("#results")
    expect(result).to_contain_text("Mentoring by strong closers")
    expect(result).to_contain_text("Linked to a goal")
    expect(result).to_contain_text(goal.title)
    result.get_by_role("link", name="Mentoring by strong closers").click()
    expect(main(page)).to_contain_text("Linked to a goal")
    expect(main(page)).to_contain_text("It goes after this cause: Nobody has practised saying it")
    if script:
        assert wrong_with(page) == []
    main(page).get_by_role("link", name="Offers do not end in deals").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Offers do not end in deals")
    assert Initiative.objects.filter(title="Mentoring by strong closers").count() == 1
