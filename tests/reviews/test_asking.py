"""Asking people, changing and withdrawing a request, new links, the rule: the services."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from alignment.deeds import AlreadyDone, StaleWrite, deed
from alignment.guests import valid_links
from alignment.models import Person, Plan, ReviewRequest, ShareLink, SignOffRule, Snapshot, User
from alignment.reviews.services.asking import (
    Sent,
    ask,
    days_for,
    edit_request,
    freeze_to_ask,
    new_link,
    set_rule,
    withdraw_request,
)
from alignment.tokens import digest
from tests.factories import make_person
from tests.reviews.conftest import request_of

Asked = dict[str, Sent]


def opens(token: str) -> bool:
    return valid_links().filter(token_hash=digest(token)).exists()


def test_each_person_gets_a_link_of_their_own_for_this_version_alone(asked: Asked, plan: Plan) -> None:
    version = Snapshot.objects.get()
    links = ShareLink.objects.order_by("pk")
    assert [(one.person.name, one.rights, one.snapshot) for one in links] == [  # type: ignore[union-attr]
        ("Tom Birch", "review", version),
        ("Mia Lindqvist", "review", version),
    ]
    assert [opens(one.token) for one in asked.values()] == [True, True]
    assert [one.request.needed for one in asked.values()] == ["Dates for sitting in", ""]


def test_who_is_asked_is_not_asked_twice(asked: Asked, ann: User, tom: Person) -> None:
    version = Snapshot.objects.select_related("plan__workspace").get()
    sam = make_person(version.plan.workspace, "Sam Reyes")
    made = ask(version, {tom: "Again", sam: ""}, due=None, by=ann)
    assert [one.request.person for one in made] == [sam]
    assert request_of(asked["tom"]).needed == "Dates for sitting in"


def test_who_is_asked_again_after_a_withdrawal_gets_another_link(
    asked: Asked, ann: User, tom: Person
) -> None:
    withdraw_request(request_of(asked["tom"]), by=ann)
    assert opens(asked["tom"].token) is False
    version = Snapshot.objects.select_related("plan__workspace").get()
    (again,) = ask(version, {tom: "After all"}, due=None, by=ann)
    row = request_of(asked["tom"])
    assert (row.pk, row.withdrawn_at, row.needed) == (again.request.pk, None, "After all")
    assert (opens(asked["tom"].token), opens(again.token)) == (False, True)


def test_asking_twice_by_one_form_asks_once(plan: Plan, ann: User, tom: Person) -> None:
    key = uuid4()
    for _time in range(2):
        version = freeze_to_ask(plan, note="", by=ann, request_key=key)
    ask(version, {tom: ""}, due=None, by=ann, request_key=key)
    with pytest.raises(AlreadyDone):
        ask(version, {tom: ""}, due=None, by=ann, request_key=key)
    assert (Snapshot.objects.count(), ReviewRequest.objects.count(), ShareLink.objects.count()) == (1, 1, 1)


def test_people_of_other_workspaces_are_refused(asked: Asked, ann: User, cleo: User) -> None:
    stranger = make_person(cleo.memberships.get().workspace, "Stranger")
    version = Snapshot.objects.select_related("plan__workspace").get()
    with pytest.raises(ValidationError):
        ask(version, {stranger: ""}, due=None, by=ann)
    assert ReviewRequest.objects.count() == 2


def test_nothing_is_asked_about_an_archived_plan(plan: Plan, ann: User) -> None:
    with deed("archive_plan", by=ann, workspace=plan.workspace, plan=plan):
        plan.archived_at = timezone.now()
        plan.save()
    with pytest.raises(ValidationError):
        freeze_to_ask(plan, note="", by=ann, request_key=None)
    assert Snapshot.objects.count() == 0


@pytest.mark.parametrize(("ahead", "days"), [(None, 14), (0, 14), (7, 21), (-3, 14), (400, 180)])
def test_a_link_lasts_two_weeks_beyond_the_day(ahead: int | None, days: int) -> None:
    due = None if ahead is None else timezone.localdate() + timedelta(days=ahead)
    assert days_for(due) == days


def test_a_new_link_takes_the_place_of_the_one_before(asked: Asked, ann: User) -> None:
    made = new_link(request_of(asked["tom"]), by=ann)
    assert (opens(asked["tom"].token), opens(made.token), opens(asked["mia"].token)) == (False, True, True)
    assert request_of(asked["tom"]).link_id == made.link.pk


def test_a_new_link_after_revoking_keeps_that_it_was_opened(asked: Asked, ann: User) -> None:
    at = timezone.now()
    with deed("revoke_link", by=ann, workspace=asked["tom"].link.workspace):
        ShareLink.objects.filter(pk=asked["tom"].link.pk).update(started_at=at, revoked_at=at)
    made = new_link(request_of(asked["tom"]), by=ann)
    row = request_of(asked["tom"])
    assert (made.link.pk != asked["tom"].link.pk, opens(made.token), row.link_id) == (
        True,
        True,
        made.link.pk,
    )
    assert row.link is not None
    assert row.link.started_at == at


def test_no_new_link_for_who_is_not_asked_any_more(asked: Asked, ann: User) -> None:
    withdraw_request(request_of(asked["tom"]), by=ann)
    with pytest.raises(StaleWrite):
        new_link(request_of(asked["tom"]), by=ann)
    with pytest.raises(StaleWrite):
        edit_request(request_of(asked["tom"]), needed="", due=None, version=2, by=ann)


def test_an_old_form_changes_no_request(asked: Asked, ann: User) -> None:
    edit_request(request_of(asked["tom"]), needed="First", due=None, version=1, by=ann)
    with pytest.raises(StaleWrite):
        edit_request(request_of(asked["tom"]), needed="Second", due=None, version=1, by=ann)
    assert request_of(asked["tom"]).needed == "First"


def test_the_rule_is_set_once_for_each_form(plan: Plan, ann: User) -> None:
    set_rule(plan, needed=2, version=0, by=ann)
    with pytest.raises(StaleWrite):
        set_rule(plan, needed=3, version=0, by=ann)
    set_rule(plan, needed=None, version=1, by=ann)
    assert SignOffRule.objects.get().needed is None
