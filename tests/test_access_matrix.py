"""Who may do what, proved for every address: each pattern, each actor, each method.

An address whose view declares nothing fails here; so does a part of an address that the world
of tests/access_world.py does not know.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from alignment.guests import INCLUDES
from alignment.models import ROLE_ORDER, Role
from alignment.people.policies import ACCOUNT_POLICIES
from alignment.tracing.kept import Kept
from tests.access_world import ACTORS, GUESTS, MEMBERS, SPECIAL, Address, World, addresses, build

pytestmark = pytest.mark.django_db

ALL = sorted(addresses(), key=lambda one: one.name)
OURS = [one for one in ALL if one.is_ours]
OF_GUESTS = [one for one in ALL if one.admits is not None]
THEIRS = [one for one in ALL if not one.is_ours and one.admits is None]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SAFE = ("GET", "HEAD", "OPTIONS")
FINE = {200, 204, 302, 303, 400, 409, 422}  # an empty form is refused, and that is an answer

#: What anybody on the network may open, beside the pages of guests, which show nothing without a link.
PUBLIC = {
    "link_open",
    "asking:ask",
    "mail_stop",
    "healthz",
    "readyz",
    "favicon",
    "icons",
    "help:index",
    "help:topic",
    "people:invitation_open",
    "people:invitation_accept",
    "people:first_sign_in_open",
    "people:first_sign_in",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}

#: Whoever has the signed address may post to it: mail programs do so, without cookies (RFC 8058).
SIGNED = {"mail_stop"}

#: What somebody asked for, here the owner: other members learn nothing of it.
OF_WHOEVER_ASKED = {
    "jobs:job",
    "jobs:job_progress",
    "jobs:job_file",
    "jobs:job_again",
    "skills:import_report",
}

#: They show what came of an import; the job of this world made something else.
OF_ANOTHER_KIND = {"catalogue:import_report"}

#: Without a link that was opened before, these say "no longer valid".
GONE_WITHOUT_LINK = {"people:invitation_accept", "people:first_sign_in"}


def ids(address: Address) -> str:
    return address.name


def expected(address: Address, actor: str, method: str) -> set[int]:
    """The statuses that an address may answer an actor with."""
    policy = address.policy or {}
    signed_in = actor not in ("anonymous", "deactivated", *GUESTS)
    if address.login_required and not signed_in:
        return {302}
    if method not in policy:
        return {405}
    level = policy[method]
    if level not in ROLE_ORDER:
        return FINE | ({404} if address.name in GONE_WITHOUT_LINK else set())
    if actor not in MEMBERS:
        return {404}
    if address.name in OF_WHOEVER_ASKED and actor != "owner":
        return {404}
    if address.name in OF_ANOTHER_KIND:
        return {404}
    return FINE if ROLE_ORDER.index(MEMBERS[actor]) >= ROLE_ORDER.index(Role(level)) else {403}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One world for all tests here, because every call is taken back; in the end so is the world."""
    logging.disable(logging.CRITICAL)  # thousands of refusals
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, _block():
        # What is kept for a revision would outlive the deeds that are taken back.
        patch.setattr(Kept, "get", lambda self, workspace, make, *place: make())
        cache.clear()
        yield build()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


def _block() -> transaction.Atomic:
    """A transaction that passes for the test's own, so that a deed may be durable inside."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    return block


@contextmanager
def taken_back() -> Iterator[list[str]]:
    """Takes back what a call writes, and lists the tables of ours and of the accounts that it wrote."""
    written: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = re.match(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"((?:alignment|account)_\w+)"', sql)
        if found:
            written.append(found[1])
        return execute(sql, params, many, context)

    with _block(), connection.execute_wrapper(watch):
        yield written
        transaction.set_rollback(True)


def test_every_address_says_who_may_use_it() -> None:
    assert [one.name for one in ALL if one.policy is None and one.admits is None] == []


def test_the_table_of_account_addresses_names_no_other() -> None:
    assert {one.name for one in THEIRS} == set(ACCOUNT_POLICIES)


def test_public_addresses_are_exactly_these() -> None:
    assert {one.name for one in ALL if not one.login_required and one.admits is None} == PUBLIC
    assert [one.name for one in OF_GUESTS if one.login_required or "share_id" not in one.kwargs] == []


def test_every_workspace_address_asks_for_a_role_and_no_other_does() -> None:
    for address in OURS:
        levels = set((address.policy or {}).values())
        inside = "workspace" in address.kwargs
        assert levels <= ({"viewer", "reviewer", "editor", "owner"} if inside else {"public", "signed_in"}), (
            address
        )


def test_reading_never_needs_less_than_nothing_and_writing_more_than_reading() -> None:
    order = ["public", "signed_in", "viewer", "reviewer", "editor", "owner"]
    for address in OURS:
        policy = address.policy or {}
        if "GET" in policy and "POST" in policy:
            assert order.index(policy["GET"]) <= order.index(policy["POST"]), address


def test_special_addresses_exist() -> None:
    assert set(SPECIAL) <= {one.name for one in ALL}


@pytest.mark.parametrize("address", OURS, ids=ids)
def test_each_actor_gets_what_the_address_declares(address: Address, world: World) -> None:
    """Every actor with every method; who is refused changes nothing, and reading changes nothing either."""
    url = world.url(address)
    wrong = []
    for actor in (*ACTORS, *GUESTS):
        for method in METHODS:
            with taken_back() as written:
                status = world.client(actor).generic(method, url).status_code
            allowed = expected(address, actor, method)
            if status not in allowed:
                wrong.append(f"{actor} {method}: {status}, not one of {sorted(allowed)}")
            if address.name == "link_open":  # it notes when the link was last seen, and nothing else
                written = [one for one in written if one != "alignment_sharelink"]
            if written and (method in SAFE or allowed.isdisjoint(FINE)):
                wrong.append(f"{actor} {method} wrote {sorted(set(written))}")
    assert wrong == []


@pytest.mark.parametrize("address", OF_GUESTS, ids=ids)
def test_a_guest_reaches_what_the_right_of_the_link_says(address: Address, world: World) -> None:
    """Everybody with every method: a guest with enough rights gets in, all others meet the same 404."""
    wrong = []
    for actor in (*ACTORS, *GUESTS):
        for method in METHODS:
            mine = {"share_id": world.links[actor]} if actor in GUESTS else {}
            with taken_back() as written:
                status = world.client(actor).generic(method, world.url(address, **mine)).status_code
            right = (address.admits or {}).get(method)
            let_in = right is not None and GUESTS.get(actor, "") in INCLUDES[right]
            allowed = {405} if right is None else FINE if let_in else {404}
            if status not in allowed:
                wrong.append(f"{actor} {method}: {status}, not one of {sorted(allowed)}")
            if written and (method in SAFE or not let_in):
                wrong.append(f"{actor} {method} wrote {sorted(set(written))}")
    assert wrong == []


@pytest.mark.parametrize("address", OF_GUESTS, ids=ids)
def test_a_link_opens_no_address_of_another_link(address: Address, world: World) -> None:
    for actor in GUESTS:
        for other in (*world.links.values(), world.foreign["share_id"]):
            if other == world.links[actor]:
                continue
            for method in address.admits or {}:
                with taken_back() as written:
                    url = world.url(address, share_id=other)
                    status = world.client(actor).generic(method, url).status_code
                assert (actor, other, method, status, written) == (actor, other, method, 404, [])


@pytest.mark.parametrize("address", OF_GUESTS, ids=ids)
def test_a_link_opens_nothing_of_another_workspace(address: Address, world: World) -> None:
    for kwarg in set(address.id_kwargs) - {"share_id"}:
        for method, right in (address.admits or {}).items():
            for actor, has in GUESTS.items():
                if has not in INCLUDES[right]:
                    continue
                other = {"share_id": world.links[actor], kwarg: world.foreign_id(address, kwarg)}
                with taken_back() as written:
                    status = world.client(actor).generic(method, world.url(address, **other)).status_code
                assert (kwarg, method, actor, status, written) == (kwarg, method, actor, 404, [])


@pytest.mark.parametrize("address", [one for one in ALL if one.name not in SIGNED], ids=ids)
def test_nobody_sends_a_form_without_its_proof(address: Address, world: World) -> None:
    url = world.url(address)
    answers = {}
    for actor in ACTORS:
        with taken_back() as written:
            answers[actor] = world.client(actor, checks_csrf=True).post(url).status_code
        assert written == []
    assert answers == dict.fromkeys(ACTORS, 403)


@pytest.mark.parametrize("address", [one for one in OURS if one.login_required], ids=ids)
def test_a_fragment_never_holds_the_sign_in_page(address: Address, world: World) -> None:
    answer = world.client("anonymous").get(world.url(address), headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/accounts/login/")


@pytest.mark.parametrize("address", [one for one in OURS if one.id_kwargs], ids=ids)
def test_ids_of_another_workspace_are_unknown(address: Address, world: World) -> None:
    """Each id swapped with one of another workspace, by our owner and by theirs: 404, nothing written."""
    for kwarg in address.id_kwargs:
        foreign = world.foreign_id(address, kwarg)
        for method in address.policy or {}:
            for actor, other in (("owner", {kwarg: foreign}), ("outsider", {"workspace": "other"})):
                if actor == "outsider" and len(address.id_kwargs) > 1:
                    continue
                with taken_back() as written:
                    status = world.client(actor).generic(method, world.url(address, **other)).status_code
                assert (kwarg, method, actor, status, written) == (kwarg, method, actor, 404, [])


@pytest.mark.parametrize("address", THEIRS, ids=ids)
def test_account_addresses_ask_for_sign_in_where_they_should(address: Address, world: World) -> None:
    url = world.url(address)
    for method, level in (address.policy or {}).items():
        with taken_back():
            status = world.client("anonymous").generic(method, url).status_code
        gone = {404} if address.name == "account_confirm_email" and method == "POST" else set()
        assert status in ({302} if level == "signed_in" else {200, 302} | gone), method
        with taken_back():
            assert world.client("viewer").generic(method, url).status_code in {200, 302} | gone, method


def test_an_unknown_part_of_an_address_is_named() -> None:
    strange = Address("x:y", "w/<slug:workspace>/<int:moon_id>/", ("moon_id", "workspace"), {}, True)
    with pytest.raises(pytest.fail.Exception, match="takes 'moon_id'"):
        World().url(strange)
