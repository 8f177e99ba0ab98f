"""Making, renewing, starting and revoking share links."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.utils import timezone

from alignment.deeds import AlreadyDone, StaleWrite, deed
from alignment.guests import services, valid_links
from alignment.guests.services import address_of, make_link, renew_link, revoke_all, revoke_link, start
from alignment.models import Deed, Rights, ShareLink
from alignment.tokens import digest
from alignment.versions.services import take_snapshot
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(plan, ann):
    return take_snapshot(plan, note="Agreed", by=ann)[0]


def test_a_link_is_made_with_a_secret_of_which_only_the_digest_is_kept(plan, ann):
    link, token = make_link(plan, by=ann, rights=Rights.VIEW, group_name="  Sales   leads ")
    assert (len(token), link.token_hash) == (43, digest(token))
    assert (link.holder, link.created_by, link.snapshot) == ("Sales leads", ann, None)
    assert round((link.expires_at - timezone.now()) / timedelta(days=1)) == 30
    assert list(valid_links()) == [link]
    done = Deed.objects.get(verb="share")
    assert (done.by, done.plan, done.subject) == (ann, plan, "Sales leads")


def test_a_request_that_comes_twice_makes_one_link(plan, ann):
    key = uuid4()
    make_link(plan, by=ann, rights=Rights.VIEW, request_key=key)
    with pytest.raises(AlreadyDone):
        make_link(plan, by=ann, rights=Rights.VIEW, request_key=key)
    assert ShareLink.objects.count() == 1


def test_inside_another_deed_a_link_is_part_of_it(plan, ann, version):
    person = make.make_person(plan.workspace)
    with deed("ask_review", by=ann, workspace=plan.workspace, plan=plan, subject="Dana"):
        link, _token = make_link(plan, by=ann, rights=Rights.REVIEW, person=person, snapshot=version)
    assert link.history.get().deed.verb == "ask_review"
    assert not Deed.objects.filter(verb="share").exists()


def test_what_does_not_belong_together_is_refused_and_nothing_is_written(plan, ann, version):
    elsewhere = make.make_plan(make.make_workspace("other"))
    foreign_version = take_snapshot(elsewhere, note="", by=None)[0]
    stranger, person = make.make_person(elsewhere.workspace), make.make_person(plan.workspace)
    for field, wrong in (
        ("rights", {"rights": "everything"}),
        ("person", {"rights": Rights.VIEW, "person": stranger}),
        ("snapshot", {"rights": Rights.VIEW, "snapshot": foreign_version}),
        ("person", {"rights": Rights.REVIEW, "snapshot": version}),
        ("snapshot", {"rights": Rights.REVIEW, "person": person}),
        ("days", {"rights": Rights.VIEW, "days": 0}),
        ("days", {"rights": Rights.VIEW, "days": 181}),
    ):
        with pytest.raises(ValidationError) as refused:
            make_link(plan, by=ann, **wrong)
        assert set(refused.value.message_dict) == {field}
    assert not ShareLink.objects.exists()
    assert not Deed.objects.filter(verb="share").exists()


def test_a_link_is_made_for_a_plan_in_use_only(plan, ann):
    plan.archived_at = timezone.now()
    with pytest.raises(ValidationError, match="archived"):
        make_link(plan, by=ann, rights=Rights.VIEW)


def test_renewing_gives_a_new_secret_and_ends_the_old_one(plan, ann, ben):
    link, token = make_link(plan, by=ann, rights=Rights.VIEW, days=1)
    renewed, new = renew_link(link, by=ben, days=10)
    assert (renewed.pk, renewed.created_by) == (link.pk, ben)
    assert renewed.expires_at > link.expires_at + timedelta(days=8)
    assert not ShareLink.objects.filter(token_hash=digest(token)).exists()
    assert ShareLink.objects.get(token_hash=digest(new)) == link


def test_a_revoked_link_is_not_renewed(plan, ann):
    link, _token = make_link(plan, by=ann, rights=Rights.VIEW)
    revoke_link(link, by=ann)
    with pytest.raises(StaleWrite):
        renew_link(link, by=ann)


def test_revoking_twice_is_one_deed(plan, ann):
    link, _token = make_link(plan, by=ann, rights=Rights.VIEW)
    revoke_link(link, by=ann)
    revoke_link(ShareLink.objects.get(), by=ann)
    assert list(valid_links()) == []
    assert Deed.objects.filter(verb="revoke_link").count() == 1


def test_all_links_of_a_plan_end_at_once_and_no_other(plan, ann):
    other = make.make_plan(plan.workspace, title="Another plan")
    for _number in range(2):
        make_link(plan, by=ann, rights=Rights.VIEW)
    kept, _token = make_link(other, by=ann, rights=Rights.VIEW)
    assert revoke_all(plan, by=ann) == 2
    assert revoke_all(plan, by=ann) == 0
    assert list(valid_links()) == [kept]
    assert Deed.objects.filter(verb="revoke_link").count() == 1


def test_start_is_written_once_and_in_the_name_of_the_link(plan, ann):
    link, _token = make_link(plan, by=ann, rights=Rights.VIEW, group_name="Sales leads")
    start(link)
    first = ShareLink.objects.get().started_at
    start(ShareLink.objects.get())
    assert ShareLink.objects.get().started_at == first
    done = Deed.objects.get(verb="start_review")
    assert (done.by, done.link, done.by_name) == (None, link, "Sales leads")


@override_settings(SITE_URL="https://plan.example.org/")
def test_an_address_begins_where_the_site_is():
    assert address_of("abc") == "https://plan.example.org/r/abc/"


def test_the_usual_term_of_a_review_is_shorter():
    assert (services.usual_days(Rights.REVIEW), services.usual_days(Rights.ANSWER)) == (14, 30)


@pytest.mark.parametrize("column", ["archived_at", "erased_at"])
def test_a_link_of_somebody_archived_or_erased_opens_nothing(plan, column):
    person = make.make_person(plan.workspace)
    theirs, token = make.make_share(plan, person=person)
    group, _token = make.make_share(plan, group_name="Leads")
    assert set(valid_links()) == {theirs, group}
    with deed("edit", by=None, workspace=plan.workspace):
        setattr(person, column, timezone.now())
        person.save()
    assert list(valid_links()) == [group]
    assert Client().get(f"/r/{token}/").status_code == 404
