"""Hints are set aside with a reason, listed with it, and brought back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import StaleWrite, undo
from alignment.exchange.document import read
from alignment.exchange.queries import export_content
from alignment.exchange.services import import_document
from alignment.exchange.writing import write
from alignment.framework.queries.gaps import findings_of_workspace
from alignment.framework.services.checks import Refused
from alignment.framework.services.copying import copy_plan
from alignment.framework.services.hints import bring_back_hint, dismiss_hint
from alignment.framework.services.links import link, unlink
from alignment.framework.services.plans import move_item
from alignment.models import DismissedHint, Initiative, Plan, User, Workspace
from alignment.rules.gaps import Gap, GapKind
from alignment.tracing.gaps import findings_of
from tests.factories import make_chain, make_goal, make_initiative, make_link, make_outcome, make_plan

Clients = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
WHY = "It ends in March; the next one is planned with its goal"


def here(name: str, plan: Plan, **asked: str) -> str:
    return reverse(f"framework:{name}", args=[plan.workspace.slug, plan.pk], query=asked or None)


def told(plan: Plan) -> tuple[list[str], list[str]]:
    """The titles of the plan's hints, and of those that were set aside; everywhere the same."""
    workspace = Workspace.objects.get(pk=plan.workspace_id)
    plan.workspace = workspace
    seen = [findings_of(plan, timezone.localdate()), findings_of_workspace(workspace, timezone.localdate())]
    both = [([hint.title for hint in one.hints], [two.hint.title for two in one.set_aside]) for one in seen]
    assert both[0] == both[1]
    return both[0]


@pytest.fixture
def idle(plan: Plan) -> Initiative:
    """An initiative that goes on and leads to no goal."""
    return make_initiative(plan, title="Time management", status="running")


@pytest.fixture
def hint(plan: Plan, idle: Initiative) -> Gap:
    (found,) = findings_of(plan, timezone.localdate()).hints
    return found


def named(hint: Gap) -> dict[str, str]:
    return {"kind": hint.kind.value, "item": hint.key, "other": hint.other}


def test_a_hint_is_set_aside_and_brought_back(plan: Plan, hint: Gap, ann: User) -> None:
    dismiss_hint(plan, hint, reason=f" {WHY} ", by=ann)
    row = DismissedHint.objects.get()
    assert (row.plan, row.kind, row.item, row.other) == (plan, "not_traced", hint.key, "")
    assert (row.reason, row.date, row.by_name) == (WHY, timezone.localdate(), "Ann")
    assert told(plan) == ([], ["Time management"])
    bring_back_hint(plan, hint, by=ann)
    assert told(plan) == (["Time management"], [])


def test_both_can_be_undone(plan: Plan, hint: Gap, ann: User) -> None:
    undo(dismiss_hint(plan, hint, reason=WHY, by=ann), by=ann)
    assert told(plan) == (["Time management"], [])
    dismiss_hint(plan, hint, reason=WHY, by=ann)
    undo(bring_back_hint(plan, hint, by=ann), by=ann)
    assert told(plan) == ([], ["Time management"])


def test_it_stays_aside_until_it_is_brought_back(plan: Plan, ann: User) -> None:
    outcome = make_outcome(plan, title="Too wide")
    links = [make_link(outcome, make_goal(plan)) for _ in range(4)]
    (hint,) = findings_of(plan, timezone.localdate()).hints
    dismiss_hint(plan, hint, reason=WHY, by=ann)
    unlink(links[0], by=ann)
    assert told(plan) == ([], ["Too wide"])
    link(outcome, links[0].upper, by=ann, reason="Again")  # type: ignore[attr-defined]
    assert told(plan) == ([], ["Too wide"])


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_reason_is_needed(plan: Plan, hint: Gap, ann: User, reason: str) -> None:
    with pytest.raises(ValidationError):
        dismiss_hint(plan, hint, reason=reason, by=ann)
    assert not DismissedHint.objects.exists()


def test_a_gap_cannot_be_set_aside(plan: Plan, idle: Initiative, ann: User) -> None:
    (gap,) = findings_of(plan, timezone.localdate()).gaps
    assert gap.kind is GapKind.NO_LINK_UP
    with pytest.raises(Refused):
        dismiss_hint(plan, gap, reason=WHY, by=ann)


def test_twice_is_refused(plan: Plan, hint: Gap, ann: User) -> None:
    dismiss_hint(plan, hint, reason=WHY, by=ann)
    with pytest.raises(Refused):
        dismiss_hint(plan, hint, reason="Once more", by=ann)
    bring_back_hint(plan, hint, by=ann)
    with pytest.raises(StaleWrite):
        bring_back_hint(plan, hint, by=ann)


def test_an_item_that_moves_takes_along_what_was_set_aside(
    plan: Plan, idle: Initiative, hint: Gap, ann: User
) -> None:
    other = make_plan(plan.workspace, title="Other")
    dismiss_hint(plan, hint, reason=WHY, by=ann)
    moved = move_item(idle, to=other, by=ann)
    assert (told_in(plan), told_in(other)) == (([], []), ([], ["Time management"]))
    assert DismissedHint.objects.get().plan == other
    undo(moved, by=ann)
    assert DismissedHint.objects.get().plan == plan
    assert told_in(plan) == ([], ["Time management"])


def told_in(plan: Plan) -> tuple[list[str], list[str]]:
    plan.workspace = Workspace.objects.get(pk=plan.workspace_id)
    found = findings_of(plan, timezone.localdate())
    return [hint.title for hint in found.hints], [one.hint.title for one in found.set_aside]


def test_a_copy_of_a_plan_sets_nothing_aside(plan: Plan, hint: Gap, ann: User) -> None:
    dismiss_hint(plan, hint, reason=WHY, by=ann)
    copy_plan(plan, title="Copy", by=ann)
    assert list(DismissedHint.objects.values_list("plan", flat=True)) == [plan.pk]


def test_the_plan_file_keeps_what_was_set_aside(plan: Plan, hint: Gap, ann: User) -> None:
    dismiss_hint(plan, hint, reason=WHY, by=ann)
    text = write(export_content(Workspace.objects.get(pk=plan.workspace_id)).content)
    home = Workspace(slug="again", name="Again")
    import_document(read(text), by=ann, workspace=home)
    (found,) = findings_of(Plan.objects.get(workspace=home), timezone.localdate()).set_aside
    assert (found.hint.title, found.said.reason, found.said.by) == ("Time management", WHY, "Ann")


def test_the_check_page_lists_hints_and_what_was_set_aside(
    plan: Plan, hint: Gap, ann: User, ben: User, client_of: Clients
) -> None:
    page = client_of(ann).get(here("check", plan)).context["hints"]
    assert [fix.title for fix in page.open] == ["Time management"]
    dismiss_hint(plan, hint, reason=WHY, by=ann)
    answer = client_of(ben).get(here("check", plan))
    (line,) = answer.context["hints"].aside
    assert (line.reason, line.by, line.day, line.holds) == (WHY, "Ann", timezone.localdate(), True)
    assert "Bring back" not in answer.content.decode()
    assert "Bring back" in client_of(ann).get(here("check", plan)).content.decode()


def test_an_item_lists_its_own_hints(plan: Plan, idle: Initiative, ann: User, client_of: Clients) -> None:
    make_initiative(plan, title="Another", status="running")
    item = reverse("framework:item", args=["acme", "initiative", idle.pk])
    page = client_of(ann).get(item).context["hints"]
    assert [fix.title for fix in page.open] == ["Time management"]
    answer = client_of(ann).post(page.open[0].set_aside_address, {"reason": WHY, **named_of(page)})
    assert (answer.status_code, answer["Location"]) == (302, item)


def named_of(page: Any) -> dict[str, str]:
    return {"kind": "not_traced", "item": page.item, "other": "", "next": page.back}


def test_set_aside_in_place(plan: Plan, hint: Gap, ann: User, client_of: Clients) -> None:
    client = client_of(ann)
    form = client.get(here("hint_dismiss", plan, **named(hint)), headers=HTMX)
    assert (form.status_code, form["HX-Retarget"]) == (200, f"#hint-not-traced-initiative-{hint.id}-0")
    wrong = client.post(here("hint_dismiss", plan), named(hint) | {"reason": " "}, headers=HTMX)
    assert (wrong.status_code, wrong["HX-Retarget"]) == (422, form["HX-Retarget"])
    done = client.post(here("hint_dismiss", plan), named(hint) | {"reason": WHY}, headers=HTMX)
    assert (done.status_code, done["HX-Retarget"]) == (200, "#hints")
    page = done.content.decode()
    assert (WHY in page, "Set aside (1)" in page, "Undo" in page) == (True, True, True)
    back = client.post(here("hint_bring_back", plan), named(hint), headers=HTMX)
    assert ("Set aside…" in back.content.decode(), WHY in back.content.decode()) == (True, False)


def test_what_was_typed_is_kept(plan: Plan, hint: Gap, ann: User, client_of: Clients) -> None:
    answer = client_of(ann).post(here("hint_dismiss", plan), named(hint) | {"reason": "x" * 2001})
    assert answer.status_code == 422
    assert "x" * 2001 in answer.content.decode()


def test_a_hint_that_is_gone_says_so(plan: Plan, hint: Gap, ann: User, client_of: Clients) -> None:
    client = client_of(ann)
    dismiss_hint(plan, hint, reason=WHY, by=ann)
    answer = client.post(here("hint_dismiss", plan), named(hint) | {"reason": "Again"}, follow=True)
    assert "does not show any more" in answer.content.decode()
    bring_back_hint(plan, hint, by=ann)
    answer = client.post(here("hint_bring_back", plan), named(hint), follow=True)
    assert "brought it back already" in answer.content.decode()


@pytest.mark.parametrize("asked", [{}, {"kind": "no_link_up", "item": "i"}, {"kind": "x", "item": "i"}])
def test_what_is_no_hint_changes_nothing(
    asked: dict[str, str], plan: Plan, hint: Gap, ann: User, client_of: Clients
) -> None:
    client = client_of(ann)
    for name in ("hint_dismiss", "hint_bring_back"):
        answer = client.post(here(name, plan), asked | {"reason": WHY})
        assert (answer.status_code, answer["Location"]) == (302, here("check", plan))
    assert not DismissedHint.objects.exists()


def test_who_may_set_aside(
    plan: Plan, hint: Gap, rita: User, ben: User, cleo: User, eddy: User, client_of: Clients
) -> None:
    for user, status in ((ben, 403), (rita, 403), (cleo, 404), (eddy, 302)):
        answer = client_of(user).post(here("hint_dismiss", plan), named(hint) | {"reason": WHY})
        assert answer.status_code == status
    assert DismissedHint.objects.get().by_name == "Eddy"


def test_a_hint_on_a_link_between_plans_is_set_aside_in_both(plan: Plan, ann: User) -> None:
    other = make_plan(plan.workspace, title="Other")
    outcome = make_outcome(other, title="Across")
    make_link(outcome, make_goal(plan), confidence=2)
    (hint,) = findings_of(other, date(2026, 11, 20)).hints
    assert findings_of(plan, date(2026, 11, 20)).hints == ()
    dismiss_hint(other, hint, reason=WHY, by=ann)
    assert told_in(other) == ([], ["Across"])


def test_a_whole_chain_gives_no_hint(plan: Plan) -> None:
    make_chain(plan, status="running")
    assert told(plan) == ([], [])
