"""Members and guests talk about a plan: they comment, answer, mention, edit, resolve and withdraw."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from alignment.models import BusinessGoal, Comment, Initiative, OutgoingMail, Person, Plan, User
from tests.factories import make_chain, make_person, make_share
from tests.journeys.looks import PHONE, wrong_with

pytestmark = pytest.mark.journey


@pytest.fixture
def goal(plan: Plan) -> BusinessGoal:
    goal, *_rest = make_chain(plan)
    BusinessGoal.objects.filter(pk=goal.pk).update(title="Lose fewer people")
    goal.refresh_from_db()
    return goal


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def said(page: Page, text: str) -> Locator:
    """The comment that says something."""
    return page.locator("article.comment").filter(has_text=text)


def open_link(page: Page, plan: Plan, **fields: Any) -> str:
    """Opens a new link to the plan, and says where the guest's pages begin."""
    link, token = make_share(plan, rights="comment", **fields)
    page.goto(reverse("link_open", args=[token]))
    return f"/shared/{link.pk}/"


def test_a_member_and_a_guest_talk(
    page_of: Callable[[User], Page],
    another_page: Callable[..., Page],
    rita: User,
    goal: BusinessGoal,
) -> None:
    tom = make_person(goal.workspace, "Tom Birch", email="tom@example.org")
    hers, his = page_of(rita), another_page()
    home = open_link(his, goal.plan, person=tom)

    hers.goto(reverse("framework:item", args=["acme", "goal", goal.pk]))
    expect(hers.get_by_role("heading", name="Comments")).to_contain_text("0 open discussions")
    hers.get_by_text("Comment on this item").click()
    new = main(hers).locator("#talk form").first
    new.get_by_label("Comment").fill("Between us: CANARY")
    new.get_by_role("button", name="Send the comment").click()
    expect(hers.locator("#messages")).to_contain_text("Your comment is added.")
    expect(said(hers, "CANARY")).to_be_focused()
    hers.get_by_text("Comment on this item").click()
    new = main(hers).locator("#talk form").first
    new.get_by_label("Comment").fill("@tom birch which number would show it?")
    new.get_by_label("Members and guests").check()
    new.get_by_role("button", name="Send the comment").click()
    expect(said(hers, "which number").locator(".mention")).to_have_text("@tom birch")
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["tom@example.org"]

    his.goto(f"{home}items/goal/{goal.pk}/comments/")
    expect(said(his, "which number")).to_be_visible()
    assert "CANARY" not in his.content()
    his.get_by_text("Answer", exact=False).first.click()
    answer = his.locator(".thread form").first
    answer.get_by_label("Your answer").fill("The sick days")
    answer.get_by_role("button", name="Send the answer").click()
    expect(said(his, "The sick days")).to_be_focused()
    said(his, "The sick days").get_by_role("link", name="Edit").click()
    expect(his.get_by_role("textbox", name="Comment").last).to_have_value("The sick days")
    his.locator(".answers textarea").fill("The early leavers")
    his.locator(".answers").get_by_role("button", name="Save").click()
    expect(said(his, "The early leavers")).to_contain_text("edited")
    expect(said(his, "The early leavers")).to_be_focused()
    assert wrong_with(his) == []

    thread = reverse("comments:thread", args=["acme", Comment.objects.get(text__contains="which number").pk])
    hers.goto(thread)
    expect(said(hers, "The early leavers")).to_contain_text("by link")
    expect(said(hers, "The early leavers").get_by_role("link")).to_have_count(0)
    hers.locator(".thread summary").first.click()
    hers.get_by_label("Your answer").fill("Not sent yet")
    hers.get_by_role("button", name="Mark as resolved").click()
    expect(hers.get_by_role("button", name="Reopen")).to_be_focused()
    expect(hers.get_by_label("Your answer")).to_have_value("Not sent yet")
    expect(hers.locator("#messages")).to_contain_text("Marked as resolved.")
    assert wrong_with(hers) == []
    his.reload()
    expect(main(his)).to_contain_text("Resolved by Rita")
    hers.set_viewport_size({"width": 1280, "height": 900})
    hers.get_by_role("button", name="Reopen").click()
    expect(hers.get_by_role("button", name="Mark as resolved")).to_be_focused()

    his.get_by_role("link", name="Withdraw").click()
    his.get_by_role("button", name="Withdraw the comment").click()
    expect(his.locator("#messages")).to_contain_text("Your comment is withdrawn.")
    assert "The early leavers" not in his.content()
    hers.get_by_role("button", name="Send the answer").click()
    expect(said(hers, "Not sent yet")).to_be_focused()
    expect(hers.get_by_label("Your answer")).to_have_value("")
    assert "The early leavers" not in hers.content()


def test_two_guests_of_a_group_on_their_phones_without_script(
    another_page: Callable[..., Page], ann: User, goal: BusinessGoal
) -> None:
    link, token = make_share(goal.plan, rights="comment", group_name="Heads of department")
    first, second = (another_page(viewport=PHONE, java_script_enabled=False) for _ in range(2))
    for page in (first, second):
        page.goto(reverse("link_open", args=[token]))
        page.goto(f"/shared/{link.pk}/comments/")
    first.get_by_role("textbox", name="Comment").fill("Who pays?")
    first.get_by_role("button", name="Send the comment").click()
    expect(main(first)).to_contain_text("There is something to correct")
    expect(first.get_by_role("textbox", name="Comment")).to_have_value("Who pays?")
    first.get_by_label("Your name").fill("Mia")
    first.get_by_role("button", name="Send the comment").click()
    expect(main(first)).to_contain_text("Your comment is added.")
    second.reload()
    expect(said(second, "Who pays?")).to_contain_text("Mia")
    expect(second.get_by_role("link", name="Edit")).to_have_count(0)
    second.locator(".thread summary").first.click()
    second.get_by_label("Your answer").fill("We do")
    second.locator(".thread").get_by_label("Your name").fill("Jonas")
    second.get_by_role("button", name="Send the answer").click()
    expect(said(second, "We do")).to_contain_text("by link")
    second.get_by_role("link", name="Edit").click()
    second.get_by_role("textbox", name="Comment").fill("We do not")
    second.get_by_role("button", name="Save").click()
    expect(said(second, "We do not")).to_contain_text("edited")
    first.reload()
    first.get_by_role("button", name="Mark as resolved").click()
    expect(main(first)).to_contain_text("Resolved by Mia")


def test_pages_of_comments_can_be_read_by_everybody(
    page_of: Callable[[User], Page], another_page: Callable[..., Page], lead: User
) -> None:
    plan = Plan.objects.get(workspace__slug="sample", key="leaders")
    asked = Comment.objects.get(plan=plan, text__startswith="@Tom Birch")
    home, item = "/w/sample", f"items/initiative/{Initiative.objects.get(plan=plan, key='sit-in').pk}/"
    page, guest = page_of(lead), another_page()
    tom = Person.objects.get(workspace=plan.workspace, key="tom")
    shared = open_link(guest, plan, person=tom, snapshot=plan.snapshots.first())
    wrong = {}
    for where in (
        f"{home}/plans/{plan.pk}/comments/",
        f"{home}/plans/{plan.pk}/comments/?status=resolved&to=me",
        f"{home}/{item}comments/",
        f"{home}/comments/{asked.pk}/",
        f"{home}/comments/{asked.pk}/edit/",
        f"{home}/comments/{asked.pk}/withdraw/",
    ):
        page.goto(where)
        if found := wrong_with(page):
            wrong[where] = found
    for where in (f"{shared}comments/", f"{shared}{item}comments/", f"{shared}comments/{asked.pk}/"):
        guest.goto(where)
        if found := wrong_with(guest):
            wrong[where] = found
    assert wrong == {}
