"""One-click acts on items, notes of a goal, and links, as pages."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alignment.framework.services.items import save_item
from alignment.framework.services.links import edit_link
from alignment.models import Item, Link, OutcomeLink, Plan, User
from tests.factories import make_goal, make_initiative, make_link, make_moment, make_outcome, make_plan

Clients = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


def act(item: Item, name: str) -> str:
    return reverse(f"framework:item_{name}", args=[item.workspace.slug, item.layer.word, item.pk])


def on_goal(goal: Item, name: str) -> str:
    return reverse(f"framework:goal_{name}", args=[goal.workspace.slug, goal.pk])


def on_link(link: Link, name: str) -> str:
    return reverse(f"framework:link_{name}", args=[link.workspace.slug, "outcome", link.pk])


def link_new(item: Item) -> str:
    return reverse("framework:link_new", args=[item.workspace.slug, item.layer.word, item.pk])


@pytest.fixture
def hop(plan: Plan) -> OutcomeLink:
    link: OutcomeLink = make_link(make_outcome(plan), make_goal(plan))  # type: ignore[assignment]
    return link


def test_archive_takes_the_item_away_and_restore_brings_it_back(
    plan: Plan, ann: User, client_of: Clients
) -> None:
    goal, client = make_goal(plan), client_of(ann)
    assert client.post(act(goal, "archive"), {"version": 1}).status_code == 302
    goal.refresh_from_db()
    assert (goal.is_archived, goal.archived_by) == (True, ann)
    client.post(act(goal, "restore"))
    goal.refresh_from_db()
    assert (goal.is_archived, goal.version) == (False, 3)


@pytest.mark.parametrize("data", [{}, {"version": "x"}, {"version": 1}])
def test_archive_of_an_old_version_is_not_done(
    data: dict[str, Any], plan: Plan, ann: User, client_of: Clients
) -> None:
    goal = make_goal(plan, version=2)
    answer = client_of(ann).post(act(goal, "archive"), data, headers=HTMX)
    assert "was changed meanwhile" in answer.content.decode()
    goal.refresh_from_db()
    assert not goal.is_archived


def test_acts_answer_to_post_alone(plan: Plan, ann: User, client_of: Clients) -> None:
    goal, client = make_goal(plan), client_of(ann)
    for name in ("archive", "restore", "reorder"):
        assert client.get(act(goal, name)).status_code == 405


def test_reorder_moves_an_item_and_refuses_other_lists(plan: Plan, ann: User, client_of: Clients) -> None:
    first, second = make_goal(plan), make_goal(plan, position=1)
    foreign = make_goal(make_plan(plan.workspace))
    client = client_of(ann)
    client.post(act(second, "reorder"), {"to": first.pk})
    assert list(plan.businessgoals.order_by("position")) == [second, first]
    answer = client.post(act(second, "reorder"), {"to": foreign.pk}, headers=HTMX)
    assert "no such place" in answer.content.decode()


def test_star_stops_at_three_and_says_so(plan: Plan, ann: User, ben: User, client_of: Clients) -> None:
    moments = [make_moment(plan, starred=place < 3) for place in range(4)]
    star = reverse("framework:moment_star", args=[plan.workspace.slug, moments[3].pk])
    answer = client_of(ann).post(star, {"starred": "on"}, headers=HTMX)
    assert "Three moments are starred already." in answer.content.decode()
    assert client_of(ben).post(star, {"starred": "on"}).status_code == 403
    assert plan.momentoftruths.filter(starred=True).count() == 3


def test_goal_agree_records_who_and_when(plan: Plan, ann: User, client_of: Clients) -> None:
    goal, client = make_goal(plan), client_of(ann)
    assert client.get(on_goal(goal, "agree")).status_code == 200
    assert client.post(on_goal(goal, "agree"), {"version": 1}).status_code == 422
    data = {"version": 1, "person": "Tom Birch", "on": "2027-01-14"}
    assert client.post(on_goal(goal, "agree"), data).status_code == 302
    goal.refresh_from_db()
    assert (goal.status, str(goal.agreed_by), goal.agreed_on) == (
        "agreed",
        "Tom Birch",
        datetime.date(2027, 1, 14),
    )


def test_goal_no_learning_says_why(plan: Plan, ann: User, client_of: Clients) -> None:
    goal, client = make_goal(plan), client_of(ann)
    client.post(on_goal(goal, "no_learning"), {"version": 1, "reason": "A machine does it", "person": "Tom"})
    goal.refresh_from_db()
    assert (goal.no_learning_planned, str(goal.no_learning_by)) == ("A machine does it", "Tom")
    client.post(on_goal(goal, "no_learning"), {"version": 2, "reason": "", "person": "Tom"})
    goal.refresh_from_db()
    assert (goal.no_learning_planned, goal.no_learning_by) == ("", None)


def test_goal_notes_are_kept_once_per_goal(plan: Plan, ann: User, client_of: Clients) -> None:
    goal, client = make_goal(plan), client_of(ann)
    assert client.get(on_goal(goal, "notes")).status_code == 200
    data = {
        "version": 1,
        "root_causes_known": "partly",
        "goes_well": "Teams talk",
        "momentum": "Pay review | Sam Reyes\nFirst month",
    }
    answer = client.post(on_goal(goal, "notes"), data)
    assert answer["Location"].endswith(f"/outcomes/#notes-{goal.pk}")
    goal.refresh_from_db()
    assert (goal.root_causes_known, goal.goes_well) == ("partly", "Teams talk")
    assert [(row.text, str(row.owner)) for row in goal.momentum.all()] == [
        ("Pay review", "Sam Reyes"),
        ("First month", "None"),
    ]
    page = client.get(reverse("framework:step", args=[plan.workspace.slug, plan.pk, "outcomes"]))
    assert "Pay review (Sam Reyes)" in page.content.decode()


def test_goal_notes_show_both_texts(plan: Plan, ann: User, eddy: User, client_of: Clients) -> None:
    goal = make_goal(plan, goes_well="Was")
    save_item(goal, by=eddy, version=1, fields={"goes_well": "Theirs"})
    answer = client_of(ann).post(on_goal(goal, "notes"), {"version": 1, "goes_well": "Mine"})
    assert answer.status_code == 409
    assert answer.context["form"]["goes_well"].value() == "Mine"
    [one] = answer.context["conflict"].contested
    assert (one.label, one.was, one.theirs, one.yours) == ("What goes well", "Was", "Theirs", "Mine")
    assert client_of(ann).post(on_goal(goal, "notes"), {"version": 2, "goes_well": "Mine"}).status_code == 302


def test_link_new_links_several_each_with_its_reason(plan: Plan, ann: User, client_of: Clients) -> None:
    outcome = make_outcome(plan)
    first, second, third = (make_goal(plan, position=place) for place in range(3))
    client = client_of(ann)
    assert [row["pk"] for row in client.get(link_new(outcome)).context["form"].rows()] == [
        first.pk,
        second.pk,
        third.pk,
    ]
    data = {
        "uppers": [first.pk, third.pk],
        f"reason-{first.pk}": "Its own",
        "reason": "For all",
        "confidence": "2",
    }
    assert client.post(link_new(outcome), data).status_code == 302
    found = [(one.upper, one.reason, one.confidence) for one in outcome.links_up.order_by("pk")]
    assert found == [(first, "Its own", 2), (third, "For all", 2)]
    assert [row["pk"] for row in client.get(link_new(outcome)).context["form"].rows()] == [second.pk]


def test_link_new_asks_for_something_to_link_to(plan: Plan, ann: User, client_of: Clients) -> None:
    outcome = make_outcome(plan)
    answer = client_of(ann).post(link_new(outcome), {"reason": "Kept words"}, headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (422, f"#outcome-{outcome.pk}")
    assert "Kept words" in answer.content.decode()


def test_link_new_searches_without_script(plan: Plan, ann: User, client_of: Clients) -> None:
    outcome = make_outcome(plan)
    wanted = make_goal(plan, title="Keep good people", position=70)
    for place in range(65):
        make_goal(plan, title=f"Grow {place}", position=place)
    client = client_of(ann)
    assert client.get(link_new(outcome)).context["offer"].left_out == 6
    found = client.get(link_new(outcome), {"q": "people GOOD"}).context["form"].rows()
    assert [row["pk"] for row in found] == [wanted.pk]
    assert client.post(link_new(outcome), {"uppers": [wanted.pk]}).status_code == 302


def test_link_new_refuses_another_workspace_and_other_layers(
    plan: Plan, ann: User, cleo: User, client_of: Clients
) -> None:
    outcome, initiative = make_outcome(plan), make_initiative(plan)
    foreign = make_goal(make_plan(cleo.workspaces["other"].workspace))
    client = client_of(ann)
    assert client.post(link_new(outcome), {"uppers": [foreign.pk]}).status_code == 422
    assert client.post(link_new(outcome), {"uppers": ["x"]}).status_code == 422
    assert client.post(link_new(initiative), {"uppers": [foreign.pk + 1000]}).status_code == 422
    assert client.get(link_new(make_goal(plan))).status_code == 404
    assert OutcomeLink.objects.count() == 0


@pytest.mark.parametrize("nonsense", ["9" * 30, "9" * 5000, "-1", "²", "x"])
def test_nonsense_for_an_id_is_refused(nonsense: str, plan: Plan, ann: User, client_of: Clients) -> None:
    goal, outcome, client = make_goal(plan), make_outcome(plan), client_of(ann)
    new = reverse("framework:item_new", args=["acme", plan.pk, "outcomes"])
    assert client.post(link_new(outcome), {"uppers": [nonsense]}).status_code == 422
    assert client.post(new, {"title": "T", "uppers": [nonsense]}).status_code == 422
    assert client.get(new, {"under": nonsense}).status_code == 200
    assert client.get(new, {"page": nonsense}).status_code == 200
    assert client.post(act(goal, "reorder"), {"to": nonsense}).status_code == 302
    assert client.post(act(goal, "archive"), {"version": nonsense}).status_code == 302
    edit = reverse("framework:item_edit", args=["acme", "goal", goal.pk])
    assert client.post(edit, {"title": "T", "version": nonsense}).status_code in (409, 422)
    assert client.post(edit, {"title": "T", "version": 1, "parent": nonsense}).status_code == 422
    goal.refresh_from_db()
    assert (goal.archived_at, goal.title != "T") == (None, True)


def test_link_edit_changes_and_confirms(hop: OutcomeLink, ann: User, client_of: Clients) -> None:
    client = client_of(ann)
    assert client.get(on_link(hop, "edit")).status_code == 200
    data = {"version": 1, "reason": "New", "confidence": "2", "evidence": "Numbers"}
    assert client.post(on_link(hop, "edit"), data).status_code == 302
    hop.refresh_from_db()
    assert (hop.reason, hop.confidence, hop.evidence, hop.confirmed_by) == ("New", 2, "Numbers", ann)


def test_link_edit_shows_both_texts(hop: OutcomeLink, ann: User, eddy: User, client_of: Clients) -> None:
    edit_link(hop, by=eddy, version=1, reason="Theirs")
    client = client_of(ann)
    answer = client.post(on_link(hop, "edit"), {"version": 1, "reason": "Mine"})
    assert (answer.status_code, answer.context["form"]["reason"].value()) == (409, "Mine")
    assert "Theirs" in answer.content.decode()
    assert client.post(on_link(hop, "edit"), {"version": 2, "reason": "Mine"}).status_code == 302


def test_link_remove_can_be_undone(hop: OutcomeLink, ann: User, client_of: Clients) -> None:
    assert client_of(ann).post(on_link(hop, "remove")).status_code == 302
    assert not OutcomeLink.objects.exists()
    assert client_of(ann).post(on_link(hop, "remove")).status_code == 404


def test_link_confirm_is_for_reviewers_too(
    hop: OutcomeLink, rita: User, ben: User, client_of: Clients
) -> None:
    hop.lower.refresh_from_db()
    save_item(hop.lower, by=None, version=1, fields={"title": "Another"})
    client = client_of(rita)
    page = client.get(on_link(hop, "confirm"))
    assert page.status_code == 200
    sent = {"why": "The survey says so", "shown": page.context["line"].seen}
    for wrong in ({"why": ""}, {"shown": ""}, {"shown": "outcome-0:1::"}, {"shown": "x"}):
        assert client.post(on_link(hop, "confirm"), sent | wrong).status_code == 422
    save_item(hop.lower, by=None, version=2, fields={"title": "And another"})
    stale = client.post(on_link(hop, "confirm"), sent)
    assert (stale.status_code, stale.context["form"]["why"].value()) == (409, "The survey says so")
    sent["shown"] = stale.context["form"]["shown"].value()
    assert client.post(on_link(hop, "confirm"), sent).status_code == 302
    hop.refresh_from_db()
    assert (hop.confirmed_by, hop.confirmed_why) == (rita, "The survey says so")
    assert client_of(ben).post(on_link(hop, "confirm"), {"why": "No"}).status_code == 403
    assert client.post(on_link(hop, "edit"), {"version": 1, "reason": "R"}).status_code == 403


def test_links_hide_from_strangers(hop: OutcomeLink, cleo: User, client_of: Clients) -> None:
    client = client_of(cleo)
    for name in ("edit", "remove", "confirm"):
        assert client.post(on_link(hop, name), {"why": "x"}).status_code == 404
    assert client.post(link_new(hop.lower), {"uppers": [hop.upper_id]}).status_code == 404


def test_a_suspect_link_offers_to_be_confirmed(hop: OutcomeLink, ann: User, client_of: Clients) -> None:
    save_item(hop.lower, by=ann, version=1, fields={"title": "Another"})
    page = client_of(ann).get(reverse("framework:step", args=["acme", hop.lower.plan_id, "outcomes"]))
    content = page.content.decode()
    assert "To re-check" in content
    assert on_link(hop, "confirm") in content
