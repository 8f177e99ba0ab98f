"""The pages of members: asking, the list, the rule, one request, and deciding in the application."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import deed
from alignment.models import (
    OutgoingMail,
    Person,
    Plan,
    ReviewRequest,
    ShareLink,
    SignOff,
    SignOffRule,
    Snapshot,
    User,
)
from alignment.reviews.services import asking, deciding
from alignment.reviews.services.asking import Sent
from alignment.reviews.services.deciding import Reviewer
from tests.factories import make_chain, make_person
from tests.pages import text_of
from tests.reviews.conftest import request_of

Asked = dict[str, Sent]
SignIn = Callable[[User], Client]


def place(name: str, plan: Plan, *more: Any) -> str:
    return reverse(f"reviews:{name}", args=[plan.workspace.slug, plan.pk, *more])


def test_asking_freezes_and_shows_each_link_once(
    ann: User, plan: Plan, tom: Person, mia: Person, client_of: SignIn
) -> None:
    client = client_of(ann)
    page = client.get(place("review_ask", plan))
    key = page.context["form"]["request_key"].value()
    due = timezone.localdate() + timedelta(days=7)
    said = {
        "version": "new", "note": "For the heads", "people": [tom.pk, mia.pk], "due": due.isoformat(),
        f"need_{tom.pk}": "Dates", f"need_{mia.pk}": "", "request_key": str(key),
    }  # fmt: skip
    done = client.post(place("review_ask", plan), said)
    links = re.findall(r'value="(http[^"]+/r/[^"]+)"', done.content.decode())
    assert (done.status_code, len(links), Snapshot.objects.get().note) == (200, 2, "For the heads")
    text = done.context["invitations"][1].text
    assert links[1] in text
    for words in (
        "Hello Tom Birch,",
        "“People plan 2027” (version 1)",
        "What is needed from you: Dates",
        "Ann",
    ):
        assert words in text
    assert [(one.needed, one.due) for one in ReviewRequest.objects.order_by("pk")] == [
        ("", due),
        ("Dates", due),
    ]
    again = client.post(place("review_ask", plan), said, follow=True)
    assert "They are asked already" in text_of(again)
    assert (Snapshot.objects.count(), ReviewRequest.objects.count(), ShareLink.objects.count()) == (1, 2, 2)
    listed = client.get(place("review_list", plan)).content.decode()
    assert [link in listed for link in links] == [False, False]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"people": []}, "Choose at least one."),
        ({"people": ["4711"]}, "not one of the available choices"),
        ({"due": "2020-01-01"}, "Choose a day that is not over."),
        ({"due": "soon"}, "Enter a date"),
        ({"version": "9"}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_asked_is_sent_back_with_all_that_was_typed(
    ann: User, plan: Plan, tom: Person, client_of: SignIn, wrong: dict[str, Any], words: str
) -> None:
    said = {"version": "new", "note": "My note", "people": [tom.pk], f"need_{tom.pk}": "My need"} | wrong
    page = client_of(ann).post(place("review_ask", plan), said)
    assert (page.status_code, Snapshot.objects.count(), ReviewRequest.objects.count()) == (422, 0, 0)
    assert words in text_of(page)
    assert "My note" in page.content.decode()
    assert "My need" in page.content.decode()


def test_the_latest_version_is_asked_about_without_freezing_another(
    asked: Asked, plan: Plan, ann: User, client_of: SignIn
) -> None:
    sam = make_person(plan.workspace, "Sam Reyes")
    said = {"version": "1", "people": [sam.pk]}
    client_of(ann).post(place("review_ask", plan), said)
    assert (Snapshot.objects.count(), ReviewRequest.objects.filter(person=sam).count()) == (1, 1)


def test_without_people_the_page_leads_to_them(ann: User, plan: Plan, client_of: SignIn) -> None:
    assert "Add the people concerned first" in text_of(client_of(ann).get(place("review_ask", plan)))


def test_the_list_says_how_everybody_stands(
    asked: Asked,
    reviewer: Callable[[str], Reviewer],
    plan: Plan,
    ann: User,
    client_of: SignIn,
) -> None:
    deciding.sign_off(reviewer("tom"), decision="agree_if", words="Half <b>the</b> share", name="Tom Birch")
    said = client_of(ann).get(place("review_list", plan))
    words = text_of(said)
    for part in (
        "In review",
        "Version 1: 0 of 2 agree; Tom Birch wants changes; Mia Lindqvist has not decided.",
        "Agrees if changes are made",
        "address not verified",
        "Unchanged since version 1",
        "What is needed: Dates for sitting in",
        "Log of all decisions",
    ):
        assert part in words
    assert "Half &lt;b&gt;the&lt;/b&gt; share" in said.content.decode()


def test_a_reader_sees_and_does_nothing(asked: Asked, plan: Plan, ben: User, client_of: SignIn) -> None:
    page = client_of(ben).get(place("review_list", plan))
    words = text_of(page)
    assert "Version 1: 0 of 2 agree" in words
    assert ("Ask for a review" in words, "Remind" in words, "Dates for sitting in" in words) == (False,) * 3


def test_the_rule_is_set_and_says_when_it_cannot_be_met(
    asked: Asked, plan: Plan, ann: User, client_of: SignIn
) -> None:
    client = client_of(ann)
    done = client.post(
        place("review_rule", plan), {"who": "some", "needed": "5", "version": "0"}, follow=True
    )
    assert "asks for 5 agreements, but only 2 are asked" in text_of(done)
    wrong = client.post(place("review_rule", plan), {"who": "some", "needed": "", "version": "1"})
    assert (wrong.status_code, "Say how many" in text_of(wrong)) == (422, True)
    stale = client.post(place("review_rule", plan), {"who": "some", "needed": "2", "version": "0"})
    assert (stale.status_code, SignOffRule.objects.get().needed) == (409, 5)
    mine = client.post(place("review_rule", plan), {"who": "all", "version": "1"})
    assert (mine.status_code, SignOffRule.objects.get().needed) == (302, None)


def test_one_request_is_changed_reminded_renewed_and_withdrawn(
    asked: Asked, plan: Plan, ann: User, client_of: SignIn
) -> None:
    client, pk = client_of(ann), asked["tom"].request.pk
    saved = client.post(place("request_edit", plan, pk), {"needed": "More", "due": "", "version": "1"})
    assert (saved.status_code, request_of(asked["tom"]).needed) == (302, "More")
    stale = client.post(place("request_edit", plan, pk), {"needed": "Mine", "due": "", "version": "1"})
    assert (stale.status_code, "Mine" in stale.content.decode(), "More" in stale.content.decode()) == (
        409, True, True,
    )  # fmt: skip
    first, second = (client.post(place("request_remind", plan, pk), follow=True) for _ in range(2))
    assert ("A reminder goes to Tom Birch." in text_of(first), "reminded today" in text_of(second)) == (
        True,
        True,
    )
    nobody = client.post(place("request_remind", plan, asked["mia"].request.pk))
    assert "No e-mail address of Mia Lindqvist is known" in text_of(nobody)
    mias = reverse("people:person_edit", args=[plan.workspace.slug, asked["mia"].request.person_id])
    assert f'href="{mias}"' in nobody.content.decode()
    text = nobody.context["reminder"].text
    assert ("Hello Mia Lindqvist," in text, "Use the link that Ann has sent" in text) == (True, True)
    assert ("/r/" in nobody.content.decode(), 'href="mailto:?subject=' in nobody.content.decode()) == (
        False,
        True,
    )
    assert OutgoingMail.objects.count() == 1
    renewed = client.post(place("request_link", plan, pk))
    assert "/r/" in renewed.context["invitations"][0].address
    assert asked["tom"].token not in renewed.content.decode()
    assert "Stop asking Tom Birch?" in text_of(client.get(place("request_withdraw", plan, pk)))
    client.post(place("request_withdraw", plan, pk))
    assert request_of(asked["tom"]).withdrawn_at is not None
    gone = client.post(place("request_link", plan, pk), follow=True)
    assert "Tom Birch is not asked any more." in text_of(gone)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    plan: Plan, ann: User, client_of: SignIn, count: int, django_assert_num_queries: Any
) -> None:
    make_chain(plan)
    version = asking.freeze_to_ask(plan, note="", by=ann, request_key=None)
    people = {
        make_person(plan.workspace, f"Person {number}", email=f"p{number}@example.org"): ""
        for number in range(count)
    }
    for sent in asking.ask(version, people, due=None, by=ann):
        link = sent.link
        link.snapshot = version
        deciding.sign_off(deciding.of_link(link), decision="agree", words="", name="X")
    client = client_of(ann)
    client.get(place("review_list", plan))
    with django_assert_num_queries(QUERIES):
        client.get(place("review_list", plan))


QUERIES = 16


def asked_in_app(plan: Plan, user: User, asked: Asked) -> None:
    with deed("edit", by=None, workspace=plan.workspace):
        person = Person.objects.get(pk=asked["tom"].request.person_id)
        person.user, person.email = user, user.email.upper()
        person.save()


@pytest.mark.parametrize("verified", [True, False])
def test_a_member_decides_in_the_application(
    asked: Asked, plan: Plan, rita: User, client_of: SignIn, verified: bool
) -> None:
    asked_in_app(plan, rita, asked)
    EmailAddress.objects.create(user=rita, email=rita.email, verified=verified, primary=True)
    client, own = client_of(rita), place("review_own", plan)
    assert "You are asked: look and decide" in text_of(client.get(place("review_list", plan)))
    page = text_of(client.get(own))
    assert "You are asked to agree to “People plan 2027”" in page
    assert "Dates for sitting in" in page
    client.post(place("review_own_read", plan))
    assert request_of(asked["tom"]).read_at is not None
    assert client.post(own, {"decision": "disagree", "words": "", "name": "Rita"}).status_code == 422
    client.post(own, {"decision": "agree", "words": "", "name": "Rita Reviewer"})
    found = SignOff.objects.get()
    assert (found.user, found.link, found.email, found.email_verified, found.name) == (
        rita, None, rita.email, verified, "Rita Reviewer",
    )  # fmt: skip
    assert found.snapshot_digest in client.get(own).content.decode()
    assert client.post(place("review_own_withdraw", plan), {"reason": ""}).status_code == 422
    client.post(place("review_own_withdraw", plan), {"reason": "No"})
    assert SignOff.objects.filter(withdrawal=None).count() == 0


def test_who_is_not_asked_decides_nothing(asked: Asked, plan: Plan, rita: User, client_of: SignIn) -> None:
    client = client_of(rita)
    assert "You are not asked about this plan" in text_of(client.get(place("review_own", plan)))
    for name in ("review_own", "review_own_read", "review_own_withdraw"):
        client.post(place(name, plan), {"decision": "agree", "name": "Rita", "reason": "x"})
    assert SignOff.objects.count() == 0
    assert [one.read_at for one in ReviewRequest.objects.all()] == [None, None]


def test_a_request_of_another_plan_is_not_found(
    asked: Asked, plan: Plan, ann: User, client_of: SignIn
) -> None:
    from tests.factories import make_plan  # noqa: PLC0415 - beside its one use

    other, client = make_plan(plan.workspace), client_of(ann)
    pk = asked["tom"].request.pk
    assert client.get(place("request_edit", other, pk)).status_code == 404
    for name in ("request_remind", "request_withdraw", "request_link"):
        assert client.post(place(name, other, pk)).status_code == 404
    assert request_of(asked["tom"]).withdrawn_at is None


def test_overview_list_and_check_page_tell_of_it(
    asked: Asked,
    reviewer: Callable[[str], Reviewer],
    plan: Plan,
    ann: User,
    client_of: SignIn,
) -> None:
    deciding.sign_off(reviewer("tom"), decision="agree", words="", name="Tom Birch")
    client = client_of(ann)
    overview = text_of(client.get(f"/w/acme/plans/{plan.pk}/"))
    assert "Version 1: 1 of 2 agrees; Mia Lindqvist has not decided." in overview
    plans = text_of(client.get("/w/acme/plans/"))
    assert "In review 1 of 2" in plans
    assert "Send for sign-off" in text_of(client.get(f"/w/acme/plans/{plan.pk}/check/"))
