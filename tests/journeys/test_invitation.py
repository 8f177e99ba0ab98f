"""Somebody is invited, follows the link in a browser of their own, and finds a workspace to read."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page, expect

from alignment.models import Membership, Plan, User
from tests.factories import make_goal
from tests.journeys.looks import faults

pytestmark = pytest.mark.journey


def test_an_invited_viewer_reads_and_cannot_write(
    page_of: Callable[[User], Page],
    another_page: Callable[..., Page],
    live_server: Any,
    settings: Any,
    ann: User,
    plan: Plan,
) -> None:
    settings.SITE_URL = live_server.url
    goal = make_goal(plan, title="Lose fewer people")
    home = f"/w/{plan.workspace.slug}"

    owner = page_of(ann)
    owner.goto(f"{home}/settings/members/")
    owner.get_by_role("link", name="Invite somebody").click()
    owner.get_by_label("E-mail address").fill("noor@example.org")
    owner.get_by_label("Role").select_option("viewer")
    owner.get_by_role("button", name="Make the invitation").click()
    link = owner.get_by_label("Invitation link").input_value()

    guest = another_page()
    guest.goto(link)
    expect(guest).not_to_have_url(link)  # the secret does not stay in the address
    assert faults(guest) == []
    guest.get_by_label("Your name").fill("Noor")
    for field in guest.locator("[type=password]").all():
        field.fill("seven green bottles")
    guest.get_by_role("button", name="Join").click()
    expect(guest.locator("#messages")).to_contain_text("Acme")
    member = Membership.objects.get(user__email="noor@example.org")
    assert (member.workspace, member.role, member.user.name) == (plan.workspace, "viewer", "Noor")
    assert EmailAddress.objects.get(email="noor@example.org").verified

    guest.goto(f"{home}/plans/{plan.pk}/goals/")
    expect(guest.get_by_text("Lose fewer people")).to_be_visible()
    assert guest.locator("main form[method=post]").count() == 0
    assert guest.locator("main").get_by_role("button").count() == 0
    guest.goto(f"{home}/items/goal/{goal.pk}/")
    expect(guest.get_by_role("link", name="Edit")).to_have_count(0)
    assert sent_directly(guest, f"{home}/items/goal/{goal.pk}/archive/", version="1") == 403
    goal.refresh_from_db()
    assert not goal.is_archived


def sent_directly(page: Page, address: str, **fields: str) -> int:
    """The status of a form that no page offers, sent with this page's token."""
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    headers = {"Referer": page.url}
    return page.request.post(address, form={"csrfmiddlewaretoken": token, **fields}, headers=headers).status
