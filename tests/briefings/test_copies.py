"""Briefings of versions for every reader, and the copies that are kept with them."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alignment.briefings.readers import READERS
from alignment.briefings.services import keep_copy
from alignment.deeds import deed, why_not_undo
from alignment.models import BriefingCopy, Deed, Expectation, Plan, Snapshot, User
from alignment.versions.services import take_snapshot
from alignment.versions.triggers import drop_triggers
from tests.briefings.structure import wrong_with_pdf
from tests.factories import make_chain, make_plan

ClientOf = Callable[[User], Client]


@pytest.fixture
def version(plan: Plan, ann: User) -> Snapshot:
    make_chain(plan, status="running", title="Programme")
    return take_snapshot(plan, note="Agreed", by=ann)[0]


def address(name: str, version: Snapshot, **query: Any) -> str:
    place = reverse(f"briefings:{name}", args=[version.workspace.slug, version.plan_id, version.number])
    return f"{place}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else place


@pytest.mark.parametrize("reader", list(READERS))
def test_a_version_can_be_briefed_for_every_reader(
    client_of: ClientOf, ben: User, cleo: User, version: Snapshot, reader: str
) -> None:
    for name in ("version_briefing", "version_briefing_pdf", "version_briefing_xlsx"):
        place = address(name, version, **{"for": reader})
        assert [client_of(user).get(place).status_code for user in (ben, cleo)] == [200, 404]

    assert (
        wrong_with_pdf(
            client_of(ben).get(address("version_briefing_pdf", version, **{"for": reader})).content
        )
        == []
    )


@pytest.mark.parametrize("query", [{"for": "nobody"}, {"goal": "nope"}, {"for": "learners", "group": "nope"}])
def test_what_a_version_does_not_have_is_not_found(
    client_of: ClientOf, ann: User, version: Snapshot, query: dict[str, str]
) -> None:
    for name in ("version_briefing", "version_briefing_pdf", "version_briefing_xlsx"):
        assert client_of(ann).get(address(name, version, **query)).status_code == 404
    assert client_of(ann).post(address("briefing_keep", version, **query)).status_code == 404


def test_what_was_promised_is_not_part_of_a_version(
    client_of: ClientOf, ann: User, version: Snapshot
) -> None:
    with_promise = version.plan

    with deed("expect", by=ann, workspace=with_promise.workspace, plan=with_promise):
        Expectation.objects.create(
            workspace=with_promise.workspace, plan=with_promise, direction="we_need", text="CANARY"
        )

    page = client_of(ann).get(address("version_briefing", version, **{"for": "department"})).content.decode()

    assert "CANARY" not in page
    assert "is not part of a version" in page


def test_a_copy_is_kept_and_comes_back_byte_for_byte(
    client_of: ClientOf, ann: User, ben: User, version: Snapshot
) -> None:
    client = client_of(ann)
    printed = client.get(address("version_briefing_pdf", version, **{"for": "cfo"})).content

    response = client.post(address("briefing_keep", version, **{"for": "cfo"}))

    assert response["Location"] == address("version_briefing", version, **{"for": "cfo"})
    copy = BriefingCopy.objects.get()
    assert (copy.reader, copy.snapshot, copy.made_by, copy.made_by_name) == ("cfo", version, ann, "Ann")
    assert copy.digest == sha256(printed).hexdigest()
    place = reverse("briefings:briefing_copy", args=["acme", version.plan_id, copy.pk])
    file = client_of(ben).get(place)
    assert (file.content, file["Content-Type"]) == (printed, "application/pdf")


def test_a_kept_copy_is_for_good_and_says_so_in_the_history(
    client_of: ClientOf, ann: User, version: Snapshot
) -> None:
    client_of(ann).post(address("briefing_keep", version))

    done = Deed.objects.get(verb="keep_briefing")
    assert (done.by, done.plan_id, done.subject) == (ann, version.plan_id, "Executive briefing")
    assert why_not_undo(done) == "This cannot be undone."


def test_sent_twice_it_is_kept_once(client_of: ClientOf, ann: User, version: Snapshot) -> None:
    client = client_of(ann)
    key = client.get(address("version_briefing", version)).context["form"]["request_key"].value()

    for _time in range(2):
        client.post(address("briefing_keep", version), {"request_key": str(key)})

    assert BriefingCopy.objects.count() == 1


def test_copies_are_listed_where_they_belong(client_of: ClientOf, ann: User, version: Snapshot) -> None:
    keep_copy(version, reader="cfo", title="For the meeting of May", pdf=b"%PDF", by=ann)
    client = client_of(ann)
    pages = [
        reverse("versions:version", args=["acme", version.plan_id, version.number]),
        reverse("briefings:briefing_list", args=["acme", version.plan_id]),
        address("version_briefing", version),
    ]

    assert [page for page in pages if "For the meeting of May" not in client.get(page).content.decode()] == []


def test_only_editors_keep_copies_and_only_members_get_them(
    client_of: ClientOf, ann: User, ben: User, cleo: User, version: Snapshot
) -> None:
    keep_copy(version, reader="cfo", title="x", pdf=b"%PDF", by=ann)
    copy = BriefingCopy.objects.get()
    other = make_plan(version.workspace)

    assert client_of(ben).post(address("briefing_keep", version)).status_code == 403
    assert client_of(cleo).post(address("briefing_keep", version)).status_code == 404
    place = reverse("briefings:briefing_copy", args=["acme", version.plan_id, copy.pk])
    assert client_of(cleo).get(place).status_code == 404
    elsewhere = reverse("briefings:briefing_copy", args=["acme", other.pk, copy.pk])
    assert client_of(ann).get(elsewhere).status_code == 404


def test_a_copy_that_was_changed_is_not_handed_out(client_of: ClientOf, ben: User, version: Snapshot) -> None:
    keep_copy(version, reader="cfo", title="For the meeting of May", pdf=b"%PDF kept", by=None)
    copy = BriefingCopy.objects.get()
    place = reverse("briefings:briefing_copy", args=["acme", version.plan_id, copy.pk])
    assert client_of(ben).get(place).content == b"%PDF kept"
    drop_triggers()
    BriefingCopy.objects.update(pdf=b"%PDF forged")
    told = client_of(ben).get(place)
    text = told.content.decode()
    assert (told.status_code, "forged" in text) == (500, False)
    assert ("This copy was changed" in text, copy.digest in text) == (True, True)
