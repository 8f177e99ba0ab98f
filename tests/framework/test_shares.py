"""Who has which share in an outcome: typed in its form, agreed by an act, agreed anew when it changes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alignment.deeds import deed, undo
from alignment.framework.facts import facts_in
from alignment.framework.services.copying import copy_plan
from alignment.framework.services.items import save_item
from alignment.framework.services.lifecycle import agree_split
from alignment.models import BenefitLine, Deed, Layer, PerformanceOutcome, Plan, User
from alignment.tracing.contents import content_of
from tests.factories import make_goal, make_initiative, make_outcome, make_person, make_shares
from tests.page_forms import PageForms

Clients = Callable[[User], Client]
DAY = date(2026, 11, 2)


@pytest.fixture
def outcome(plan: Plan) -> PerformanceOutcome:
    return make_outcome(plan, make_goal(plan), title="Score")


def address(outcome: PerformanceOutcome, name: str = "edit") -> str:
    return f"/w/acme/items/outcome/{outcome.pk}/{name}/"


def save(client: Client, outcome: PerformanceOutcome, status: int = 302, **typed: str) -> Any:
    page = client.get(address(outcome)).content.decode()
    (form,) = [form for form in PageForms(page).forms if "title" in form.fields]
    answer = client.post(address(outcome), form.fields | typed)
    assert answer.status_code == status
    return answer


def shares(outcome: PerformanceOutcome) -> list[tuple[Any, ...]]:
    return list(outcome.contribution.values_list("who", "share", "learning"))


TYPED = {
    "contribution_0_who": "Programme",
    "contribution_0_share": "40",
    "contribution_0_learning": "on",
    "contribution_1_who": "Pay review: part 2",
    "contribution_1_share": "30",
}


def test_shares_are_typed_as_rows(outcome: PerformanceOutcome, ann: User, client_of: Clients) -> None:
    client = client_of(ann)
    save(client, outcome, unit_value="18000", cost_of_nothing="2000000", **TYPED)
    assert shares(outcome) == [("Programme", 40, True), ("Pay review: part 2", 30, False)]
    outcome.refresh_from_db()
    assert (outcome.unit_value, outcome.cost_of_nothing) == (18000, 2000000)
    save(client, outcome, contribution_0_remove="on", contribution_2_who="Luck", contribution_2_share="0")
    assert shares(outcome) == [("Pay review: part 2", 30, False), ("Luck", 0, False)]


def test_a_new_outcome_has_room_for_shares(plan: Plan, ann: User, client_of: Clients) -> None:
    place = f"/w/acme/plans/{plan.pk}/outcomes/new/"
    page = client_of(ann).get(place).content.decode()
    (form,) = [form for form in PageForms(page).forms if "title" in form.fields]
    assert client_of(ann).post(place, form.fields | {"title": "Score"} | TYPED).status_code == 303
    assert shares(PerformanceOutcome.objects.get()) == [
        ("Programme", 40, True),
        ("Pay review: part 2", 30, False),
    ]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"contribution_1_share": ""}, "contribution_1_share"),
        ({"contribution_1_who": ""}, "contribution_1_who"),
        ({"contribution_1_share": "61"}, "contribution_1_share"),
        ({"contribution_1_share": "101"}, "contribution_1_share"),
        ({"contribution_1_share": "-1"}, "contribution_1_share"),
        ({"contribution_1_share": "1.5"}, "contribution_1_share"),
    ],
)
def test_a_share_is_somebodys_and_all_are_not_more_than_the_whole(
    typed: dict[str, str], field: str, outcome: PerformanceOutcome, ann: User, client_of: Clients
) -> None:
    answer = save(client_of(ann), outcome, 422, **TYPED | typed)
    assert field in answer.context["form"].errors
    assert ('value="Programme"' in answer.content.decode(), shares(outcome)) == (True, [])


def test_a_split_is_agreed_by_an_act(
    outcome: PerformanceOutcome, ann: User, ben: User, client_of: Clients
) -> None:
    make_shares(outcome, ("Programme", 40, True), ("Pay review", 30))
    sam = make_person(outcome.workspace, "Sam Reyes")
    place = address(outcome, "agree")
    page = client_of(ann).get(place).content.decode()
    assert ("Programme: 40\u00a0%" in page, "Not explained: 30\u00a0%" in page) == (True, True)
    typed = {"version": outcome.version, "person": "Sam Reyes", "on": "2026-11-02"}
    assert client_of(ben).post(place, typed).status_code == 403
    assert client_of(ann).post(place, typed | {"person": ""}).status_code == 422
    assert client_of(ann).post(place, typed).status_code == 302
    outcome.refresh_from_db()
    assert (outcome.contribution_agreed_by, outcome.contribution_agreed_on) == (sam, DAY)
    page = client_of(ann).get(f"/w/acme/items/outcome/{outcome.pk}/").content.decode()
    assert "Agreed by Sam Reyes on 2 November 2026." in page
    said = content_of(outcome.workspace)
    facts = facts_in(said, Layer.OUTCOME, said.outcomes[0])
    assert [fact.lines for fact in facts if fact.name == "contribution"] == [
        (
            "Programme: 40 % (learning)",
            "Pay review: 30 %",
            "Agreed by Sam Reyes on 2 November 2026",
        )
    ]
    undo(Deed.objects.latest("pk"), by=ann)
    outcome.refresh_from_db()
    assert outcome.contribution_agreed_on is None


def test_nothing_is_agreed_without_shares(outcome: PerformanceOutcome, ann: User, client_of: Clients) -> None:
    typed = {"version": outcome.version, "person": "Sam", "on": "2026-11-02"}
    answer = client_of(ann).post(address(outcome, "agree"), typed)
    assert (answer.status_code, "Say first who has which share" in answer.content.decode()) == (422, True)


def agreed(outcome: PerformanceOutcome, ann: User) -> PerformanceOutcome:
    make_shares(outcome, ("Programme", 40, True))
    saved: PerformanceOutcome = agree_split(outcome, by=ann, version=outcome.version, person="Sam", on=DAY)
    return saved


def test_another_split_is_to_be_agreed_anew(
    outcome: PerformanceOutcome, ann: User, client_of: Clients
) -> None:
    outcome = agreed(outcome, ann)
    save(client_of(ann), outcome, title="The score rises")
    outcome.refresh_from_db()
    assert outcome.contribution_agreed_on == DAY
    button = reverse("framework:outcome_agree", args=["acme", outcome.pk])
    step = f"/w/acme/plans/{outcome.plan_id}/outcomes/"
    assert button not in client_of(ann).get(step).content.decode()
    save(client_of(ann), outcome, contribution_0_share="50")
    outcome.refresh_from_db()
    assert (outcome.contribution_agreed_by, outcome.contribution_agreed_on) == (None, None)
    assert button in client_of(ann).get(step).content.decode()
    page = client_of(ann).get(f"/w/acme/items/outcome/{outcome.pk}/").content.decode()
    assert ("Nobody has agreed to this split yet" in page, button in page) == (True, True)


def test_the_same_split_in_other_words_of_a_service_stays_agreed(
    outcome: PerformanceOutcome, ann: User
) -> None:
    outcome = agreed(outcome, ann)
    lists = {"contribution": [{"who": "Programme", "share": 40, "learning": True}]}
    save_item(outcome, by=ann, version=outcome.version, fields={"title": "New"}, lists=lists)
    outcome.refresh_from_db()
    assert (outcome.title, outcome.contribution_agreed_on) == ("New", DAY)


def test_the_page_of_an_outcome_says_who_moves_it_and_who_claims_what(
    outcome: PerformanceOutcome, ann: User, client_of: Clients
) -> None:
    make_shares(outcome, ("Programme", 40, True), ("Pay review", 30), agreed=DAY)
    for share in (25, 20):
        work = make_initiative(outcome.plan, title=f"Work {share}")
        with deed("edit", by=None, workspace=outcome.workspace):
            BenefitLine.objects.create(
                workspace=outcome.workspace, initiative=work, text="Less", outcome=outcome, attribution=share
            )
    response = client_of(ann).get(f"/w/acme/items/outcome/{outcome.pk}/")
    page = response.content.decode().replace("\u00a0", " ")
    assert [(one.title, one.share) for one in response.context["split"].claims] == [
        ("Work 25", 25),
        ("Work 20", 20),
    ]
    assert "All initiatives together claim 45 % of “Score”; 40 % are agreed for learning." in page
    assert "Agreed on 2 November 2026." in page


def test_a_copy_of_a_plan_has_shares_that_nobody_agreed_to(outcome: PerformanceOutcome, ann: User) -> None:
    agreed(outcome, ann)
    copied = copy_plan(outcome.plan, title="Copy", by=ann)
    copy = PerformanceOutcome.objects.get(plan=copied.plan)
    assert (shares(copy), copy.contribution_agreed_on, copy.contribution_agreed_by) == (
        [("Programme", 40, True)],
        None,
        None,
    )


def test_whoever_records_an_agreement_sees_what_is_claimed_beyond_it(
    outcome: PerformanceOutcome, ann: User, client_of: Clients
) -> None:
    make_shares(outcome, ("Programme", 40, True))
    work = make_initiative(outcome.plan)
    with deed("edit", by=None, workspace=outcome.workspace):
        BenefitLine.objects.create(
            workspace=outcome.workspace, initiative=work, text="Less", outcome=outcome, attribution=60
        )
    page = client_of(ann).get(address(outcome, "agree")).content.decode()
    assert "Once this is agreed: All initiatives together claim 60 % of “Score”; 40 % are agreed" in page
    page = client_of(ann).get(f"/w/acme/items/outcome/{outcome.pk}/").content.decode()
    assert "All initiatives together claim" not in page
