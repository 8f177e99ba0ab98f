"""A plan is shared by a link, read on a phone without JavaScript, and the link is revoked meanwhile."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from alignment.models import Deed, Plan, ShareLink, User
from alignment.versions.services import take_snapshot
from tests import factories as make
from tests.journeys.looks import PHONE, wrong_with

pytestmark = pytest.mark.journey


def main(page: Page) -> Locator:
    return page.get_by_role("main")


@pytest.fixture
def visitor(browser: Browser, live_server: object) -> Callable[..., Page]:
    """A browser of somebody without an account."""
    opened: list[BrowserContext] = []

    def enter(**fields: object) -> Page:
        context = browser.new_context(
            base_url=live_server.url, locale="en-GB", reduced_motion="reduce", **fields
        )
        opened.append(context)
        return context.new_page()

    yield enter
    for context in opened:
        context.close()


def shared_by(
    page: Page, plan: Plan, holder: str, live_server: object, rights: str = "Look at the plan"
) -> str:
    """Makes a link on the page of links, and gives the address that stands there once."""
    page.goto(f"/w/acme/plans/{plan.pk}/links/")
    main(page).get_by_role("link", name="Make a link").first.click()
    main(page).get_by_label("What it lets its holder do").select_option(label=rights)
    main(page).get_by_label("Or for a group").fill(holder)
    main(page).get_by_role("button", name="Make the link").click()
    address = main(page).get_by_label("Link", exact=True).input_value()
    assert address in main(page).get_by_label("Text of the mail").input_value()
    return str(live_server.url) + re.sub(r"^https?://[^/]+", "", address)


def test_read_on_a_phone_without_script_and_revoked_while_open(
    another_page: Callable[..., Page],
    visitor: Callable[..., Page],
    live_server: object,
    eddy: User,
    plan: Plan,
) -> None:
    goal, outcome, moment, *_rest = make.make_chain(plan, status="running")
    member = another_page(eddy)
    address = shared_by(member, plan, "Shift managers", live_server)
    guest = visitor(viewport=PHONE, java_script_enabled=False)

    guest.goto(address)
    assert "/r/" not in guest.url
    expect(main(guest)).to_contain_text("Acme shows you this plan.")
    main(guest).get_by_role("button", name="Start").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Alignment map")
    main(guest).locator(f"#card-moment-{moment.pk}").click()
    expect(main(guest)).to_contain_text(f"The trace of {moment.title}")
    main(guest).get_by_role("link", name="Read about it").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text(moment.title)
    expect(main(guest)).to_contain_text("What helps")
    main(guest).get_by_role("link", name=outcome.title).click()
    expect(main(guest)).to_contain_text(goal.title)
    guest.get_by_role("navigation").get_by_role("link", name="Trace").click()
    expect(main(guest)).to_contain_text("1 of 1 initiative serves a business goal.")
    guest.get_by_text("What the words mean").click()
    expect(main(guest)).to_contain_text("One concrete situation in which what people do decides")
    assert Deed.objects.filter(verb="start_review", by_name="Shift managers").count() == 1

    member.goto(f"/w/acme/plans/{plan.pk}/links/")
    expect(main(member)).to_contain_text("Last followed on")
    main(member).get_by_role("link", name=re.compile("Revoke.*Shift managers")).click()
    main(member).get_by_role("button", name="Revoke it").click()
    expect(main(member)).to_contain_text("Revoked")
    guest.reload()
    expect(guest.get_by_role("heading", level=1)).to_have_text("This link is no longer valid")


def test_the_link_is_copied_renewed_and_shown_once(
    another_page: Callable[..., Page],
    visitor: Callable[..., Page],
    live_server: object,
    eddy: User,
    plan: Plan,
) -> None:
    member = another_page(eddy)
    member.context.grant_permissions(["clipboard-read", "clipboard-write"])
    address = shared_by(member, plan, "Sales", live_server, "Look and comment")
    main(member).get_by_role("button", name="Copy the text").click()
    expect(main(member).get_by_role("button", name="Copied")).to_be_visible()
    copied = member.evaluate("navigator.clipboard.readText()")
    assert address.removeprefix(str(live_server.url)) in copied
    guest = visitor()
    guest.goto(address)
    expect(main(guest)).to_contain_text("asks what you think of it")

    main(member).get_by_role("link", name="Back to the share links").click()
    main(member).get_by_role("link", name=re.compile("Renew.*Sales")).click()
    main(member).get_by_role("button", name="Make a new secret").click()
    expect(main(member).get_by_label("Link", exact=True)).not_to_have_value(address)
    member.reload()
    expect(main(member)).to_contain_text("This link has been made already.")
    guest.reload()
    expect(guest.get_by_role("heading", level=1)).to_have_text("This link is no longer valid")
    assert ShareLink.objects.count() == 1


def test_the_pages_look_right_everywhere(
    another_page: Callable[..., Page],
    visitor: Callable[..., Page],
    live_server: object,
    ann: User,
    plan: Plan,
) -> None:
    goal, outcome, moment, _learning, initiative = make.make_chain(plan, status="running")
    make.make_reading(make.make_metric(outcome, baseline=12, target=30, unit="points"), "2026-09-30", 19)
    version, _done = take_snapshot(plan, note="", by=ann)
    person = make.make_person(plan.workspace, "Tom Birch")
    wrong: dict[str, list[str]] = {}
    for fields in ({"rights": "review", "person": person, "snapshot": version}, {"rights": "answer"}, {}):
        link, token = make.make_share(plan, **fields)
        page = visitor()
        page.goto(f"/r/{token}/")
        paths = [""]
        if fields.get("rights") != "answer":
            paths += ["map/", f"map/?focus=goal-{goal.pk}", "trace/"]
            items = (goal, outcome, moment, initiative)
            paths += [f"items/{item.layer.word}/{item.pk}/" for item in items]
        for path in paths:
            page.goto(f"/shared/{link.pk}/{path}")
            wrong[f"{link.rights} {path}"] = wrong_with(page)
    member = another_page(ann)
    address = shared_by(member, plan, "Shift managers", live_server)
    wrong["made"] = wrong_with(member)
    assert address
    for path in (f"plans/{plan.pk}/links/", f"plans/{plan.pk}/links/new/", f"links/{link.pk}/renew/"):
        member.goto(f"/w/acme/{path}")
        wrong[path] = wrong_with(member)
    page.goto("/r/not-a-link/")
    wrong["gone"] = wrong_with(page)
    assert {place: found for place, found in wrong.items() if found} == {}
