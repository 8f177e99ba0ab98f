"""A new version is asked about anew: whom the form ticks, who is left out, what stopping does to the plan."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alignment.deeds import deed
from alignment.models import Person, Plan, Snapshot, User
from alignment.reviews.services import asking, deciding
from alignment.reviews.services.asking import Sent
from alignment.reviews.services.deciding import Reviewer, of_link
from alignment.versions.services import take_snapshot
from tests.factories import make_person
from tests.pages import text_of
from tests.reviews.conftest import request_of

Asked = dict[str, Sent]
Of = Callable[[str], Reviewer]
SignIn = Callable[[User], Client]
LEFT_OUT = "1 who answered about version 1 was not asked about version 2"


def place(name: str, plan: Plan, *more: Any) -> str:
    return reverse(f"reviews:{name}", args=[plan.workspace.slug, plan.pk, *more])


def ticked(page: Any) -> set[str]:
    return {row.person.name for row in page.context["form"].rows() if row.tick.data["selected"]}


def agree(sent: Sent) -> None:
    deciding.sign_off(of_link(sent.link), decision="agree", words="", name=sent.request.person.name)


@pytest.fixture
def second(asked: Asked, reviewer: Of, plan: Plan, ann: User) -> Snapshot:
    """Tom and Mia agreed to version 1; version 2 is frozen, and nobody is asked about it."""
    for who in ("tom", "mia"):
        deciding.sign_off(reviewer(who), decision="agree", words="", name=who)
    version, _done = take_snapshot(plan, note="Second", by=ann)
    version.plan, version.workspace = plan, plan.workspace
    return version


def test_who_was_asked_before_is_ticked_but_not_who_is_asked_no_more_or_has_gone(
    asked: Asked, plan: Plan, ann: User, client_of: SignIn
) -> None:
    client = client_of(ann)
    (gone, sam) = (make_person(plan.workspace, name) for name in ("Gone Away", "Sam Reyes"))
    version = Snapshot.objects.select_related("plan__workspace").get()
    asking.ask(version, {gone: ""}, due=None, by=ann)
    page = client.get(place("review_ask", plan))
    assert ticked(page) == {"Tom Birch", "Mia Lindqvist", "Gone Away"}
    assert "Ticked are those who are asked about version 1." in text_of(page)
    with deed("archive", by=ann, workspace=plan.workspace):
        Person.objects.filter(pk=gone.pk).update(archived_at=version.made_at)
    asking.withdraw_request(request_of(asked["mia"]), by=ann)
    assert ticked(client.get(place("review_ask", plan))) == {"Tom Birch"}
    named = client.get(place("review_ask", plan), {"person": sam.pk})
    assert (ticked(named), "Ticked are" in text_of(named)) == ({"Sam Reyes"}, False)


def test_of_the_latest_version_those_are_ticked_who_know_an_earlier_one_only(
    second: Snapshot, plan: Plan, ann: User, tom: Person, client_of: SignIn
) -> None:
    asking.ask(second, {tom: ""}, due=None, by=ann)
    client = client_of(ann)
    assert ticked(client.get(place("review_ask", plan), {"version": "latest"})) == {"Mia Lindqvist"}
    assert ticked(client.get(place("review_ask", plan))) == {"Tom Birch"}  # a third version


def test_nobody_is_ticked_who_was_never_asked(plan: Plan, ann: User, tom: Person, client_of: SignIn) -> None:
    page = client_of(ann).get(place("review_ask", plan))
    assert (ticked(page), "Ticked are" in text_of(page)) == (set(), False)


def test_list_overview_and_briefing_say_who_was_not_asked_again(
    second: Snapshot, plan: Plan, ann: User, tom: Person, mia: Person, client_of: SignIn
) -> None:
    client = client_of(ann)
    pages = [place("review_list", plan), f"/w/acme/plans/{plan.pk}/"]
    briefing = f"/w/acme/plans/{plan.pk}/briefings/executive/"
    (sent,) = asking.ask(second, {tom: ""}, due=None, by=ann)
    agree(sent)
    words = f"Version 2: 1 of 1 agrees; {LEFT_OUT}."
    assert [words in text_of(client.get(page)) for page in pages] == [True, True]
    assert f"Signed off by 1 of 1: version 2; {LEFT_OUT}." in text_of(client.get(briefing))
    first = text_of(client.get(f"/w/acme/plans/{plan.pk}/versions/1/briefing/"))
    assert ("Signed off by 2 of 2: version 1." in first, "not asked about" in first) == (True, False)
    asking.ask(second, {mia: ""}, due=None, by=ann)
    assert [LEFT_OUT in text_of(client.get(page)) for page in (*pages, briefing)] == [False] * 3


def test_who_has_not_answered_or_was_let_go_is_not_missed(
    asked: Asked, reviewer: Of, plan: Plan, ann: User, client_of: SignIn
) -> None:
    deciding.sign_off(reviewer("tom"), decision="agree", words="", name="Tom Birch")
    asking.withdraw_request(request_of(asked["tom"]), by=ann)
    version, _done = take_snapshot(plan, note="", by=ann)
    version.plan, version.workspace = plan, plan.workspace
    asking.ask(version, {make_person(plan.workspace, "Sam Reyes"): ""}, due=None, by=ann)
    assert "were not asked about" not in text_of(client_of(ann).get(place("review_list", plan)))
    assert "was not asked about" not in text_of(client_of(ann).get(place("review_list", plan)))


@pytest.mark.parametrize(
    ("agreeing", "stopped", "words"),
    [
        (["tom"], "mia", "The plan then counts as agreed, because 1 of 1 agrees."),
        (["tom"], "tom", ""),
        ([], "tom", ""),
    ],
)
def test_before_somebody_is_asked_no_more_the_page_says_what_it_does_to_the_plan(
    asked: Asked, reviewer: Of, plan: Plan, ann: User, client_of: SignIn,
    agreeing: list[str], stopped: str, words: str,
) -> None:  # fmt: skip
    for who in agreeing:
        deciding.sign_off(reviewer(who), decision="agree", words="", name=who)
    page = client_of(ann).get(place("request_withdraw", plan, asked[stopped].request.pk))
    assert page.context["effect"] == words
    assert words in text_of(page)
    assert "Their link ends at once, and their answer no longer counts." in text_of(page)


def test_it_says_when_the_plan_is_agreed_no_more_and_when_nobody_is_left(
    asked: Asked, reviewer: Of, plan: Plan, ann: User, client_of: SignIn
) -> None:
    client = client_of(ann)
    deciding.sign_off(reviewer("tom"), decision="agree", words="", name="Tom Birch")
    asking.set_rule(plan, needed=1, version=0, by=ann)
    one = client.get(place("request_withdraw", plan, asked["tom"].request.pk))
    assert one.context["effect"] == "The plan then does not count as agreed any more: 0 of 1 agree."
    asking.withdraw_request(request_of(asked["mia"]), by=ann)
    last = client.get(place("request_withdraw", plan, asked["tom"].request.pk))
    assert last.context["effect"] == "Nobody is asked about version 1 then: the plan is a draft again."
    take_snapshot(plan, note="", by=ann)
    earlier = client.get(place("request_withdraw", plan, asked["tom"].request.pk))
    assert earlier.context["effect"] == ""
