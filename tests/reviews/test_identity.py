"""A decision is somebody's own: who may decide as a person, and when their address counts as verified."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import deed
from alignment.models import Membership, OutgoingMail, Person, Plan, SignOff, SignOffCode, Snapshot, User
from alignment.reviews.services import codes, deciding
from alignment.reviews.services.asking import Sent, ask, new_link, withdraw_request
from alignment.reviews.services.deciding import NotNow, Reviewer
from alignment.ui.formats import day
from tests.pages import text_of

Asked = dict[str, Sent]
SAID = {"decision": "agree", "words": "", "name": "Tom Birch"}


@pytest.fixture(autouse=True)
def verified(eddy: User, ann: User) -> None:
    """Whoever is signed in has shown that the address is theirs."""
    for user in (eddy, ann):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def put(person: Person, by: User, **values: object) -> None:
    with deed("edit", by=by, workspace=person.workspace):
        for name, value in values.items():
            setattr(person, name, value)
        person.save()


def own(plan: Plan, name: str = "review_own") -> str:
    return reverse(f"reviews:{name}", args=[plan.workspace.slug, plan.pk])


def signed(person: Person, user: User, asked: Asked) -> SignOff:
    row = asked["tom"].request
    return deciding.sign_off(
        Reviewer(Person.objects.get(pk=person.pk), row.snapshot, user=user), verified=True, **SAID
    )


def test_an_editor_does_not_decide_as_somebody_else(
    asked: Asked, plan: Plan, tom: Person, eddy: User, client_of: Callable[[User], Client]
) -> None:
    client, account = client_of(eddy), Membership.objects.get(user=eddy)
    said = {"name": tom.name, "role": tom.role, "team": "", "email": tom.email, "interest": "", "had": ""}
    said |= {"influence": "", "next_contact": "", "account": str(account.pk), "version": str(tom.version)}
    client.post(reverse("people:person_edit", args=[plan.workspace.slug, tom.pk]), said)
    tom.refresh_from_db()
    assert tom.user == eddy
    page = client.post(own(plan), SAID)
    assert "You are not asked about this plan" in page.content.decode()
    client.post(own(plan, "review_own_read"))
    with pytest.raises(NotNow, match="not the one"):
        signed(tom, eddy, asked)
    assert (SignOff.objects.count(), asked["tom"].request.read_at) == (0, None)


def test_whose_account_was_taken_away_meanwhile_decides_no_more(
    asked: Asked, tom: Person, eddy: User, ann: User
) -> None:
    put(tom, ann, user=eddy, email=eddy.email)
    who = Reviewer(Person.objects.get(pk=tom.pk), asked["tom"].request.snapshot, user=eddy)
    put(tom, ann, user=None)
    with pytest.raises(NotNow, match="not the one"):
        deciding.sign_off(who, verified=True, **SAID)


def test_an_account_that_an_owner_put_there_is_verified(
    asked: Asked, tom: Person, eddy: User, ann: User
) -> None:
    put(tom, ann, user=eddy, email=eddy.email.upper())
    found = signed(tom, eddy, asked)
    assert (found.user, found.email, found.email_verified) == (eddy, eddy.email, True)


def test_without_an_address_on_record_it_is_not_verified_and_says_whose_account_it_was(
    asked: Asked, tom: Person, eddy: User, ann: User
) -> None:
    put(tom, ann, user=eddy, email="")
    found = signed(tom, eddy, asked)
    assert (found.email, found.email_verified) == (eddy.email, False)


@pytest.mark.parametrize("steps", [[{"user", "email"}], [{"email"}, {"user"}]])
def test_what_one_writes_there_after_the_question_proves_nothing(
    asked: Asked, tom: Person, eddy: User, steps: list[set[str]]
) -> None:
    values = {"user": eddy, "email": eddy.email}
    for step in steps:
        put(tom, eddy, **{name: values[name] for name in step})
    assert signed(tom, eddy, asked).email_verified is False


def test_a_decision_that_was_made_signed_in_is_not_taken_back_by_the_link(
    asked: Asked, tom: Person, eddy: User, ann: User, reviewer: Callable[[str], Reviewer]
) -> None:
    put(tom, ann, user=eddy, email="")
    signed(tom, eddy, asked)
    with pytest.raises(NotNow, match="confirmed"):
        deciding.withdraw(reviewer("tom"), reason="Found the link")
    mine = Reviewer(Person.objects.get(pk=tom.pk), asked["tom"].request.snapshot, user=eddy)
    back = deciding.withdraw(mine, reason="No")
    assert (back.reason, back.user, back.link, back.how) == ("No", eddy, None, "signed in")


def test_nor_one_with_a_code_by_an_account_that_proves_nothing(
    asked: Asked, tom: Person, eddy: User, reviewer: Callable[[str], Reviewer], settings: Any
) -> None:
    settings.MAIL_IS_SET_UP = True
    who = reviewer("tom")
    codes.send_code(who.link)  # type: ignore[arg-type]
    code = SignOffCode.objects.get().pk
    assert deciding.sign_off(who, code=code, **SAID).email_verified is True
    put(tom, eddy, user=eddy, email="")
    mine = Reviewer(Person.objects.get(pk=tom.pk), asked["tom"].request.snapshot, user=eddy)
    with pytest.raises(NotNow, match="another way"):
        deciding.withdraw(mine, reason="No", verified=True)


def test_nor_does_putting_oneself_in_the_place_of_another_before_it(
    asked: Asked, plan: Plan, tom: Person, eddy: User
) -> None:
    put(tom, eddy, user=eddy, email=eddy.email)
    withdraw_request(asked["tom"].request, by=eddy)
    version = Snapshot.objects.select_related("plan__workspace", "workspace").get()
    (again,) = ask(version, {tom: ""}, due=None, by=eddy)
    assert signed(tom, eddy, {"tom": again}).email_verified is False


def test_whoever_added_themselves_is_verified(
    asked: Asked, plan: Plan, ann: User, client_of: Callable[[User], Client]
) -> None:
    with deed("create", by=ann, workspace=plan.workspace):
        me = Person.objects.create(workspace=plan.workspace, key="me", name="Ann", email=ann.email, user=ann)
    version = Snapshot.objects.select_related("plan__workspace", "workspace").get()
    ask(version, {me: ""}, due=None, by=ann)
    client_of(ann).post(own(plan), SAID | {"name": "Ann"})
    assert SignOff.objects.get().email_verified is True


def test_another_typed_name_stands_beside_the_one_who_was_asked(
    asked: Asked, plan: Plan, ann: User, client_of: Callable[[User], Client],
    reviewer: Callable[[str], Reviewer], guest_of: Callable[[Sent], Client],
) -> None:  # fmt: skip
    who = reviewer("tom")
    deciding.sign_off(who, decision="disagree", words="Too dear", name="Priya Nair")
    deciding.withdraw(who, reason="I misread it")
    deciding.sign_off(who, **{**SAID, "name": "Priya Nair"})
    address = reverse("reviews:review_list", args=[plan.workspace.slug, plan.pk])
    said = text_of(client_of(ann).get(address))
    assert "Signed by Tom Birch on" in said
    assert "Tom Birch signed as “Priya Nair” · address not verified (tom@example.org)" in said
    assert said.count("signed as “Priya Nair”") == 3
    printed = text_of(client_of(ann).get(f"/w/acme/plans/{plan.pk}/briefings/executive/"))
    assert printed.count("Tom Birchsigned as “Priya Nair”") == 2
    proof = text_of(guest_of(asked["tom"]).get(reverse("guest_reviews:review", args=[asked["tom"].link.pk])))
    assert "Decided byTom Birch, signed as “Priya Nair”" in proof
    assert "tom@example.org" not in proof
    mails = OutgoingMail.objects.order_by("pk")
    assert [("Tom Birch has" in one.subject, "signed as “Priya Nair”" in one.text) for one in mails] == [
        (True, True)
    ] * 3


def test_the_same_name_in_other_letters_is_no_other_name(
    asked: Asked, reviewer: Callable[[str], Reviewer]
) -> None:
    found = deciding.sign_off(reviewer("tom"), **{**SAID, "name": "TOM   birch"})
    assert (found.who, found.signed_as) == ("Tom Birch", "")
    found.person = None
    assert (found.who, found.signed_as) == ("Tom Birch", "")


def test_the_name_of_that_day_stays_whatever_becomes_of_the_person(
    asked: Asked, plan: Plan, tom: Person, ann: User, client_of: Callable[[User], Client],
    reviewer: Callable[[str], Reviewer],
) -> None:  # fmt: skip
    made = deciding.sign_off(reviewer("tom"), **{**SAID, "name": "T. B."})
    put(tom, ann, name="Thomas Nair")
    address = reverse("reviews:review_list", args=[plan.workspace.slug, plan.pk])
    said = text_of(client_of(ann).get(address))
    assert "Thomas Nair then called “Tom Birch” · signed as “T. B.”" in said
    found = SignOff.objects.get(pk=made.pk)
    assert (found.who, found.then_known_as, found.signed_as) == ("Thomas Nair", "Tom Birch", "T. B.")
    found.person = None  # forgotten
    assert (found.who, found.then_known_as, found.signed_as) == ("Tom Birch", "", "T. B.")
    found.known_as = ""  # of a sign-off that is older than this was kept
    assert (found.who, found.then_known_as, found.signed_as) == ("T. B.", "", "")


# The address to which a code goes: an editor can change it, and get the code.


def code_for(who: Reviewer) -> int:
    link = who.link
    assert link is not None
    link.person = Person.objects.get(pk=who.person.pk)
    codes.send_code(link)
    return int(SignOffCode.objects.latest("pk").pk)


def listed(plan: Plan, client: Client) -> str:
    return text_of(client.get(reverse("reviews:review_list", args=[plan.workspace.slug, plan.pk])))


MALLORY = "eddy.private@example.org"


@pytest.fixture
def mail(settings: Any) -> None:
    settings.MAIL_IS_SET_UP = True


def test_a_code_at_an_address_that_an_editor_put_there_after_asking_verifies_nothing(
    asked: Asked, plan: Plan, tom: Person, eddy: User, ann: User, mail: None,
    reviewer: Callable[[str], Reviewer], guest_of: Callable[[Sent], Client],
    client_of: Callable[[User], Client],
) -> None:  # fmt: skip
    put(tom, eddy, email=MALLORY)
    renewed = new_link(asked["tom"].request, by=eddy)
    found = deciding.sign_off(reviewer("tom"), code=code_for(reviewer("tom")), **SAID)
    assert OutgoingMail.objects.get(kind="sign_off_code").to == MALLORY
    assert (found.email, found.email_verified) == (MALLORY, False)
    said = listed(plan, client_of(ann))
    note = (
        f"address not verified ({MALLORY}), changed by Eddy on {day(timezone.localdate())}, after being asked"
    )
    assert said.count(note) == 2  # beside the name, and in the log
    proof = text_of(guest_of(renewed).get(reverse("guest_reviews:review", args=[renewed.link.pk])))
    assert "not verified: it was changed after you were asked" in proof


@pytest.mark.parametrize("by", ["ann", "eddy"])
def test_asking_anew_makes_good_only_when_an_owner_asks(
    asked: Asked, plan: Plan, tom: Person, eddy: User, ann: User, mail: None, by: str,
    reviewer: Callable[[str], Reviewer],
) -> None:  # fmt: skip
    put(tom, eddy, email=MALLORY)
    asker = {"ann": ann, "eddy": eddy}[by]
    withdraw_request(asked["tom"].request, by=asker)
    version = Snapshot.objects.select_related("plan__workspace", "workspace").get()
    asked["tom"] = ask(version, {tom: ""}, due=None, by=asker)[0]
    found = deciding.sign_off(reviewer("tom"), code=code_for(reviewer("tom")), **SAID)
    assert found.email_verified is (by == "ann")


def test_an_address_that_an_owner_put_there_is_verified_and_the_page_says_so(
    asked: Asked, plan: Plan, tom: Person, ann: User, mail: None,
    reviewer: Callable[[str], Reviewer], client_of: Callable[[User], Client],
) -> None:  # fmt: skip
    put(tom, ann, email="tom.birch@example.org")
    found = deciding.sign_off(reviewer("tom"), code=code_for(reviewer("tom")), **SAID)
    assert found.email_verified is True
    assert "address verified (tom.birch@example.org), changed by Ann on" in listed(plan, client_of(ann))


def test_what_was_put_back_is_no_change(
    asked: Asked, plan: Plan, tom: Person, eddy: User, ann: User, mail: None,
    reviewer: Callable[[str], Reviewer], client_of: Callable[[User], Client],
) -> None:  # fmt: skip
    put(tom, eddy, email=MALLORY)
    put(tom, eddy, email="TOM@example.org")
    put(tom, eddy, team="Sales")
    found = deciding.sign_off(reviewer("tom"), code=code_for(reviewer("tom")), **SAID)
    assert found.email_verified is True
    put(tom, eddy, email=MALLORY)  # afterwards: the decision keeps the address that it was made at
    said = listed(plan, client_of(ann))
    assert ("address verified (TOM@example.org)" in said, "after being asked" in said) == (True, False)


def test_what_was_confirmed_is_not_taken_back_at_an_address_that_an_editor_put_there(
    asked: Asked, tom: Person, eddy: User, ann: User, mail: None, reviewer: Callable[[str], Reviewer]
) -> None:
    deciding.sign_off(reviewer("tom"), code=code_for(reviewer("tom")), **SAID)
    put(tom, eddy, email=MALLORY)
    new_link(asked["tom"].request, by=eddy)
    with pytest.raises(NotNow, match="was changed after you decided"):
        deciding.withdraw(reviewer("tom"), reason="Not me", code=code_for(reviewer("tom")))
    put(tom, ann, email="tom.birch@example.org")
    again = deciding.withdraw(reviewer("tom"), reason="I moved", code=code_for(reviewer("tom")))
    assert again.reason == "I moved"
