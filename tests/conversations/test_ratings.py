"""At the end both sides rate what was expected: signed in, by their link, or told; the last one counts."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from alignment.conversations.services.expectations import Said, answer, edit, remove
from alignment.conversations.services.ratings import Rated, rate
from alignment.conversations.views import guests
from alignment.deeds import deed, undo
from alignment.models import Expectation, ExpectationRating, HowAnswered, Person, Plan, Role, User
from alignment.people.services.erasing import erase
from tests.clock import TODAY, TOMORROW, YESTERDAY
from tests.factories import make_expectation, make_member, make_person, make_share, make_user

Clients = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("still_clock")


def place(name: str, *args: Any) -> str:
    return reverse(f"conversations:{name}", args=["acme", *args])


@pytest.fixture
def tom(plan: Plan) -> Person:
    """Who keeps it."""
    return make_person(plan.workspace, "Tom Birch")


@pytest.fixture
def mia(plan: Plan) -> Person:
    """With whom it was agreed."""
    return make_person(plan.workspace, "Mia Torres", user=make_user("mia"))


@pytest.fixture
def ended(plan: Plan, tom: Person, mia: Person) -> Expectation:
    """An expectation that both confirmed, and whose day has come."""
    found = make_expectation(plan, owner=tom, party=mia, due=YESTERDAY)
    for who in (tom, mia):
        answer(found, who, Said("confirmed", "", YESTERDAY), how=HowAnswered.TOLD, by=None)
    return found


def all_ratings() -> list[tuple[str, str, int | None, str, str]]:
    rows = ExpectationRating.objects.order_by("position")
    return [(one.side, one.kept, one.usefulness, one.words, one.how) for one in rows]


def test_whoever_is_signed_in_rates_for_their_side(
    ended: Expectation, mia: Person, plan: Plan, client_of: Clients
) -> None:
    assert mia.user is not None
    make_member(plan.workspace, mia.user, Role.REVIEWER)
    client, here = client_of(mia.user), place("expectation_rate", ended.pk)
    assert here in client.get(place("expectation_list", plan.pk)).content.decode()
    for kept in ("kept", "partly"):
        sent = {"kept": kept, "usefulness": "4", "words": "Too late"}
        assert client.post(here, sent).status_code == 302
    assert all_ratings() == [
        ("party", "kept", 4, "Too late", "signed_in"),
        ("party", "partly", 4, "Too late", "signed_in"),
    ]
    page = client.get(place("expectation_list", plan.pk)).content.decode()
    assert "Mia Torres says it was kept in part" in page
    assert "Mia Torres says it was kept," not in page


def test_an_editor_writes_down_what_a_side_says(
    ended: Expectation, tom: Person, ann: User, client_of: Clients
) -> None:
    client, here = client_of(ann), place("rating_new", ended.pk)
    tab = f'<a href="{place("expectation_list", ended.plan_id)}" aria-current="page">'
    assert tab in client.get(here).content.decode()
    assert client.post(here, {"person": tom.pk, "on": TODAY}).status_code == 422
    assert (
        client.post(here, {"person": tom.pk, "kept": "kept", "usefulness": "6", "on": TODAY}).status_code
        == 422
    )
    client.post(here, {"person": tom.pk, "kept": "not_kept", "words": "No time", "on": TODAY})
    assert all_ratings() == [("owner", "not_kept", None, "No time", "told")]
    assert ExpectationRating.objects.get().recorded_by == ann.public_name


def test_a_guest_rates_by_link_and_for_nobody_else(ended: Expectation, plan: Plan, mia: Person) -> None:
    other = make_expectation(plan, text="Not theirs", due=YESTERDAY)
    link, token = make_share(plan, rights="comment", person=mia)
    client = Client()
    client.get(f"/r/{token}/")
    here = f"/shared/{link.pk}/expectations/"
    assert b"How did it turn out?" in client.get(here).content
    assert client.post(here, {"rated": ended.pk}).status_code == 422
    client.post(here, {"rated": other.pk, "kept": "kept"})
    assert all_ratings() == []
    client.post(here, {"rated": ended.pk, "kept": "partly", "usefulness": "3", "words": "Half of them"})
    assert all_ratings() == [("party", "partly", 3, "Half of them", "by_link")]
    assert b"that it was kept in part" in client.get(here).content


def test_a_link_that_only_shows_offers_no_rating(ended: Expectation, plan: Plan, mia: Person) -> None:
    link, token = make_share(plan, rights="view", person=mia)
    client = Client()
    client.get(f"/r/{token}/")
    assert b'name="rated"' not in client.get(f"/shared/{link.pk}/expectations/").content


@pytest.mark.parametrize("change", [{"due": TOMORROW}, {"due": None}])
def test_before_its_end_nothing_is_rated(
    change: dict[str, Any], ended: Expectation, plan: Plan, tom: Person, ann: User, client_of: Clients
) -> None:
    with deed("edit_expectation", by=None, workspace=plan.workspace):
        for name, value in change.items():
            setattr(ended, name, value)
        ended.save()
    client, here = client_of(ann), place("rating_new", ended.pk)
    assert here not in client.get(place("expectation_list", plan.pk)).content.decode()
    client.post(here, {"person": tom.pk, "kept": "kept", "on": TODAY})
    assert all_ratings() == []


def test_only_the_two_sides_rate(ended: Expectation, plan: Plan, ann: User) -> None:
    stranger = make_person(plan.workspace, "Zoe Guest")
    with pytest.raises(ValidationError):
        rate(ended, stranger, Rated("kept", None, "", TODAY), how=HowAnswered.TOLD, by=ann)


@pytest.mark.parametrize("change", ["gone", "other words", "other people"])
def test_what_changed_in_the_moment_of_rating_is_not_rated(
    change: str, ended: Expectation, plan: Plan, mia: Person, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, token = make_share(plan, rights="comment", person=mia)
    client = Client()
    client.get(f"/r/{token}/")

    def meanwhile(*args: Any, **more: Any) -> Any:
        now = Expectation.objects.select_related("plan__workspace").get(pk=ended.pk)
        if change == "gone":
            remove(now, by=ann)
        else:
            said = {"text": "More" if change == "other words" else now.text, "due": now.due}
            party = "Zoe Guest" if change == "other people" else "Mia Torres"
            edit(now, by=ann, version=now.version, fields=said, owner="Tom Birch", party=party)
        return rate(*args, **more)

    monkeypatch.setattr(guests, "rate", meanwhile)
    sent = {"rated": ended.pk, "kept": "kept"}
    page = client.post(f"/shared/{link.pk}/expectations/", sent, follow=True)
    assert (page.status_code, "This is not asked any more." in page.content.decode()) == (200, True)
    assert all_ratings() == []


def test_whoever_takes_over_a_side_reads_nothing_of_whoever_was_there(
    ended: Expectation, plan: Plan, mia: Person, ann: User
) -> None:
    rate(ended, mia, Rated("not_kept", 1, "Nobody came", TODAY), how=HowAnswered.TOLD, by=ann)
    zoe = make_person(plan.workspace, "Zoe Guest")
    now = Expectation.objects.select_related("plan__workspace").get(pk=ended.pk)
    edit(
        now,
        by=ann,
        version=1,
        fields={"due": now.due, "text": now.text},
        owner="Tom Birch",
        party="Zoe Guest",
    )
    for who in (zoe, mia):
        link, token = make_share(plan, rights="comment", person=who)
        client = Client()
        client.get(f"/r/{token}/")
        page = client.get(f"/shared/{link.pk}/expectations/").content.decode()
        assert "Nobody came" not in page


def test_erasing_a_person_takes_name_and_words_out_of_their_ratings(
    ended: Expectation, tom: Person, mia: Person, ann: User
) -> None:
    for who in (tom, mia):
        rate(
            ended,
            who,
            Rated("kept", 5, f"Words of {who.key}", date(2026, 1, 2)),
            how=HowAnswered.TOLD,
            by=ann,
        )
    done = remove(Expectation.objects.select_related("plan__workspace").get(pk=ended.pk), by=ann)
    erase(tom, words=True, by=ann)
    undo(done, by=ann)
    rows = ExpectationRating.objects.order_by("position").values_list("name", "words", "kept")
    assert list(rows) == [
        ("Former stakeholder 1", "", "kept"),
        ("Mia Torres", f"Words of {mia.key}", "kept"),
    ]
