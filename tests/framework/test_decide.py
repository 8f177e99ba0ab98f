"""What is decided about initiatives: the service, its page, and the way back."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import AlreadyDone, StaleWrite, undo
from alignment.framework.services.checks import Refused
from alignment.framework.services.deciding import decide
from alignment.framework.services.lifecycle import archive_item
from alignment.models import Decision, Deed, Initiative, Plan, User
from alignment.tracing.queries import traced
from tests.factories import make_chain, make_initiative

Clients = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
STOP = {"decision": "stop", "reason": "Nobody asked for it", "instead": "Nothing"}


def page(initiative: Initiative) -> str:
    return reverse("framework:initiative_decide", args=[initiative.workspace.slug, initiative.pk])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("proposed", "declined"),
        ("approved", "stopped"),
        ("in_design", "stopped"),
        ("running", "stopped"),
        ("completed", "stopped"),
        ("stopped", "stopped"),
        ("declined", "declined"),
    ],
)
def test_stop_sets_the_status_in_the_same_deed(before: str, after: str, plan: Plan, ann: User) -> None:
    initiative = make_initiative(plan, status=before)
    deeds = Deed.objects.count()

    made = decide(initiative, decision="stop", reason=" Too dear ", instead=" Mentoring ", by=ann)

    initiative.refresh_from_db()
    assert initiative.status == after
    assert (made.decision, made.reason, made.instead) == ("stop", "Too dear", "Mentoring")
    assert (made.date, made.by_name) == (timezone.localdate(), "Ann")
    assert Deed.objects.count() == deeds + 1
    assert (made.done.verb, made.done.subject, made.done.plan_id) == ("decide", initiative.title, plan.pk)


def test_undo_takes_decision_and_status_back(plan: Plan, ann: User) -> None:
    *_above, learning, initiative = make_chain(plan, status="running")
    link = initiative.links_up.get()
    made = decide(initiative, decision="stop", reason="Too dear", instead="Nothing", by=ann)
    assert initiative.key not in traced(plan.workspace)[1].initiatives

    undo(made.done, by=ann)

    initiative.refresh_from_db()
    assert initiative.status == "running"
    assert Decision.objects.count() == 0
    assert type(link).objects.with_suspect().get(pk=link.pk).suspect is False
    plan.workspace.refresh_from_db()
    assert traced(plan.workspace)[1].initiatives[initiative.key].suspect == 0


def test_a_change_of_mind_is_a_new_decision(plan: Plan, ann: User) -> None:
    initiative = make_initiative(plan, status="running")
    for decision in ("keep", "link", "keep"):
        decide(initiative, decision=decision, reason=f"To {decision}", by=ann)

    found = Decision.objects.filter(initiative=initiative).order_by("position")

    assert [(one.position, one.decision) for one in found] == [(0, "keep"), (1, "link"), (2, "keep")]
    initiative.refresh_from_db()
    assert initiative.status == "running"


@pytest.mark.parametrize("decision", ["keep", "link"])
def test_what_is_stopped_can_only_be_stopped_again(decision: str, plan: Plan, ann: User) -> None:
    initiative = make_initiative(plan, status="stopped")

    with pytest.raises(Refused):
        decide(initiative, decision=decision, reason="We need it", by=ann)

    assert (Decision.objects.count(), Deed.objects.filter(verb="decide").count()) == (0, 0)


def test_the_service_refuses_what_cannot_be_stored(plan: Plan, ann: User) -> None:
    initiative = make_initiative(plan)
    with pytest.raises(ValidationError):
        decide(initiative, decision="keep", reason="  ", by=ann)
    with pytest.raises(ValidationError):
        decide(initiative, decision="sell", reason="Because", by=ann)
    archive_item(initiative, by=ann, version=1)
    with pytest.raises(StaleWrite):
        decide(initiative, decision="keep", reason="Because", by=ann)
    assert Decision.objects.count() == 0


def test_sent_twice_it_is_decided_once(plan: Plan, ann: User) -> None:
    initiative, key = make_initiative(plan), uuid4()
    decide(initiative, decision="keep", reason="Because", by=ann, request_key=key)
    with pytest.raises(AlreadyDone):
        decide(initiative, decision="keep", reason="Because", by=ann, request_key=key)
    assert Decision.objects.count() == 1


def test_the_page_asks_and_saves(plan: Plan, ann: User, client_of: Clients) -> None:
    initiative, client = make_initiative(plan, status="running"), client_of(ann)
    asked = client.get(f"{page(initiative)}?do=stop").content.decode()
    assert re.search(r'value="stop"[^>]*checked', asked) is not None

    answer = client.post(page(initiative), STOP)

    assert answer["Location"] == reverse(
        "framework:item", args=[plan.workspace.slug, "initiative", initiative.pk]
    )
    told = client.get(answer["Location"]).content.decode()
    assert "Decided to stop" in told
    assert "versions/undo" in told or "/undo/" in told
    assert "Nobody asked for it" in told


def test_the_page_leads_back_to_where_it_was_opened(plan: Plan, ann: User, client_of: Clients) -> None:
    back = f"/w/{plan.workspace.slug}/portfolio/?show=gaps"
    initiative, client = make_initiative(plan), client_of(ann)

    plain = client.post(page(initiative), STOP | {"next": back})
    other = make_initiative(plan)
    in_place = client.post(page(other), STOP | {"next": back}, headers=HTMX)

    assert plain["Location"] == back
    assert in_place["HX-Location"] == f'{{"path": "{back}", "target": "#report", "swap": "innerHTML"}}'
    elsewhere = client.post(page(make_initiative(plan)), STOP | {"next": "https://example.org/"})
    assert elsewhere["Location"].startswith(f"/w/{plan.workspace.slug}/items/")


def test_to_change_it_is_a_decision_of_its_own(plan: Plan, ann: User, client_of: Clients) -> None:
    initiative = make_initiative(plan, title="Time management")
    sent = {"decision": "change", "reason": "Shorter, and in the teams"}
    told = client_of(ann).post(page(initiative), sent, follow=True).content.decode()
    assert "Decided to change “Time management”." in told
    made = Decision.objects.get()
    assert (made.decision, made.reason) == ("change", "Shorter, and in the teams")


def test_to_link_leads_to_the_linking_form(plan: Plan, ann: User, client_of: Clients) -> None:
    initiative = make_initiative(plan)
    said = {"decision": "link", "reason": "It builds feedback", "next": "/w/acme/portfolio/"}

    answer = client_of(ann).post(page(initiative), said)

    linking = reverse("framework:link_new", args=[plan.workspace.slug, "initiative", initiative.pk])
    assert answer["Location"] == f"{linking}?next=%2Fw%2Facme%2Fportfolio%2F"
    assert client_of(ann).get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"decision": "stop", "reason": "Words to keep", "instead": " "}, "instead"),
        ({"decision": "keep", "reason": " ", "instead": "Words to keep"}, "reason"),
        ({"decision": "sell", "reason": "Words to keep"}, "decision"),
        ({"reason": "Words to keep"}, "decision"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_bad_input_is_sent_back_with_what_was_typed(
    said: dict[str, str], field: str, headers: dict[str, str], plan: Plan, ann: User, client_of: Clients
) -> None:
    initiative = make_initiative(plan)

    answer = client_of(ann).post(page(initiative), said, headers=headers)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Words to keep" in answer.content.decode()
    assert Decision.objects.count() == 0


def test_what_was_stopped_or_archived_meanwhile_is_said(plan: Plan, ann: User, client_of: Clients) -> None:
    stopped, gone = make_initiative(plan, status="stopped"), make_initiative(plan)
    archive_item(gone, by=ann, version=1)
    keep = {"decision": "keep", "reason": "We need it"}

    for initiative, words in ((stopped, "not pursued any more"), (gone, "archived it meanwhile")):
        answer = client_of(ann).post(page(initiative), keep)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "We need it" in answer.content.decode()


def test_only_who_edits_decides(plan: Plan, ben: User, rita: User, cleo: User, client_of: Clients) -> None:
    initiative = make_initiative(plan)
    for user, status in ((ben, 403), (rita, 403), (cleo, 404)):
        assert client_of(user).get(page(initiative)).status_code == status
        assert client_of(user).post(page(initiative), STOP).status_code == status
    assert Decision.objects.count() == 0


def test_the_item_page_lists_every_decision_at_one_cost(plan: Plan, ann: User, client_of: Clients) -> None:
    initiative, client = make_initiative(plan, status="running"), client_of(ann)
    address = reverse("framework:item", args=[plan.workspace.slug, "initiative", initiative.pk])

    def look() -> tuple[int, Any]:
        with CaptureQueriesContext(connection) as caught:
            response = client.get(address)
        return len(caught), response

    decide(initiative, decision="keep", reason="First word", by=ann)
    one, _first = look()
    decide(initiative, decision="link", reason="Second word", by=ann)
    decide(initiative, decision="stop", reason="Last word", instead="A job aid", by=ann)
    three, response = look()

    assert three == one
    assert [(line.reason, line.instead, line.by_name) for line in response.context["decisions"]] == [
        ("Last word", "A job aid", "Ann"),
        ("Second word", "", "Ann"),
        ("First word", "", "Ann"),
    ]
    assert all(isinstance(line.date, date) for line in response.context["decisions"])
