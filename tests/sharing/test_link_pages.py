"""The page of a plan's share links: who has one, making, renewing and revoking."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alignment.deeds import deed
from alignment.guests.services import make_link
from alignment.models import Deed, Membership, Rights, ShareLink, User
from alignment.sharing.lines import link_lines
from alignment.versions.services import take_snapshot
from tests import factories as make

pytestmark = pytest.mark.django_db
ADDRESS = re.compile(r'value="(http[^"]+/r/[\w-]{43}/)"')


@pytest.fixture
def links(plan):
    return f"/w/acme/plans/{plan.pk}/links/"


@pytest.fixture
def client(client_of, eddy):
    return client_of(eddy)


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_an_editor_makes_a_link_and_sees_its_secret_once(client, links, plan, eddy):
    sent = {"rights": "comment", "group_name": "Shift managers", "shows": "now", "days": "7"}
    answer = client.post(f"{links}new/", sent)
    assert answer.status_code == 200
    page = answer.content.decode()
    address = ADDRESS.search(page)[1]
    assert page.count(address) == 2  # in its field, and in the invitation
    link = ShareLink.objects.get()
    assert (link.rights, link.holder, link.created_by) == ("comment", "Shift managers", eddy)
    assert round((link.expires_at - timezone.now()) / timedelta(days=1)) == 7
    token = address.rstrip("/").rpartition("/")[2]
    for other in (links, f"{links}new/", f"/w/acme/links/{link.pk}/renew/", f"/w/acme/plans/{plan.pk}/"):
        assert token not in client.get(other).content.decode()
    assert token not in str(dict(client.session))


def test_loaded_again_the_page_says_that_the_link_is_there(client, links):
    sent = {"rights": "view", "group_name": "All", "shows": "now", "request_key": str(uuid4())}
    client.post(f"{links}new/", sent)
    again = client.post(f"{links}new/", sent)
    link = ShareLink.objects.get()
    assert "This link has been made already." in text_of(again)
    assert (ADDRESS.search(again.content.decode()), again.status_code) == (None, 200)
    assert f"/w/acme/links/{link.pk}/renew/" in again.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"rights": "review", "group_name": "All"}, "A review is for one named person. Choose who."),
        ({"rights": "review", "shows": "1"}, "A review is for one named person. Choose who."),
        ({"group_name": ""}, "Choose a person or name a group."),
        ({"shows": "7"}, "7 is not one of the available choices."),
        ({"days": "181"}, "Enter a whole number from 1 to 180."),
        ({"days": "0"}, "Enter a whole number from 1 to 180."),
        ({"days": "soon"}, "Enter a whole number from 1 to 180."),
        ({"group_name": "x" * 121}, "Use at most 120 characters; these are 121."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, links, plan, ann, sent, said):
    take_snapshot(plan, note="", by=ann)
    answer = client.post(f"{links}new/", {"rights": "view", "group_name": "Kept", "shows": "now"} | sent)
    assert (answer.status_code, ShareLink.objects.count()) == (422, 0)
    assert said in text_of(answer)
    assert sent.get("group_name", "Kept") in answer.content.decode()


def test_a_person_and_a_group_are_not_both(client, links, plan):
    person = make.make_person(plan.workspace)
    sent = {"rights": "view", "person": person.pk, "group_name": "All", "shows": "now"}
    assert "Choose a person or name a group, not both." in text_of(client.post(f"{links}new/", sent))


def test_a_person_of_another_workspace_is_no_choice(client, links):
    stranger = make.make_person(make.make_workspace("other"))
    sent = {"rights": "view", "person": stranger.pk, "shows": "now"}
    assert (client.post(f"{links}new/", sent).status_code, ShareLink.objects.count()) == (422, 0)


def test_a_review_is_of_a_version_and_for_two_weeks(client, links, plan, ann):
    version, _done = take_snapshot(plan, note="", by=ann)
    person = make.make_person(plan.workspace)
    sent = {"rights": "review", "person": person.pk, "shows": "now"}
    assert "A review is about one version. Choose which." in text_of(client.post(f"{links}new/", sent))
    answer = client.post(f"{links}new/", sent | {"shows": "1"})
    link = ShareLink.objects.get()
    assert (link.person, link.snapshot) == (person, version)
    assert round((link.expires_at - timezone.now()) / timedelta(days=1)) == 14
    assert "Hello Dana Okoro," in text_of(answer)


def test_without_a_version_a_review_says_to_freeze_one(client, links, plan):
    sent = {"rights": "review", "person": make.make_person(plan.workspace).pk, "shows": "now"}
    assert "Freeze one under Versions first." in text_of(client.post(f"{links}new/", sent))


def test_the_invitation_is_plain_text_without_entities(client, links, plan):
    with deed("edit_plan", by=None, workspace=plan.workspace, plan=plan):
        plan.title = "Pay & “grow” <fast>"
        plan.save(update_fields=["title"])
    sent = {"rights": "view", "group_name": "All", "shows": "now"}
    page = client.post(f"{links}new/", sent).content.decode()
    assert "&amp;amp;" not in page
    assert "Here is “Pay &amp; “grow” &lt;fast&gt;”" in page


def test_renewing_shows_a_new_secret_once(client, client_of, plan, ann):
    link, token = make_link(plan, by=ann, rights=Rights.VIEW, group_name="All")
    sent = {"days": "3", "request_key": str(uuid4())}
    answer = client.post(f"/w/acme/links/{link.pk}/renew/", sent)
    new = ADDRESS.search(answer.content.decode())[1].rstrip("/").rpartition("/")[2]
    again = client.post(f"/w/acme/links/{link.pk}/renew/", sent)
    assert "This link has been made already." in text_of(again)
    guest = client_of(make.make_user("guest"))
    assert [guest.get(f"/r/{one}/").status_code for one in (token, new)] == [404, 302]
    assert Deed.objects.filter(verb="renew_link").count() == 1


def test_a_term_that_is_too_long_renews_nothing(client, plan, ann):
    link, _token = make_link(plan, by=ann, rights=Rights.VIEW, group_name="All")
    assert client.post(f"/w/acme/links/{link.pk}/renew/", {"days": "400"}).status_code == 422
    assert ShareLink.objects.get().token_hash == link.token_hash


def test_a_revoked_link_cannot_be_renewed(client, plan, ann):
    link, _token = make_link(plan, by=ann, rights=Rights.VIEW, group_name="All")
    client.post(f"/w/acme/links/{link.pk}/revoke/")
    answer = client.post(f"/w/acme/links/{link.pk}/renew/", {}, follow=True)
    assert "This link was revoked. Make a new one instead." in text_of(answer)


def test_one_and_all_are_revoked(client, links, plan, ann):
    made = [make_link(plan, by=ann, rights=Rights.VIEW, group_name=name)[0] for name in ("A", "B", "C")]
    one = client.post(f"/w/acme/links/{made[0].pk}/revoke/", follow=True)
    assert "The link of A is revoked. It opens nothing any more." in text_of(one)
    every = client.post(f"{links}revoke/", follow=True)
    assert "2 links are revoked." in text_of(every)
    assert not ShareLink.objects.filter(revoked_at=None).exists()


def test_the_list_says_of_each_link_whether_it_opens_anything(client, links, plan, ann, workspace):
    gus = make.make_user("gus")
    make.make_member(workspace, gus, "editor")
    past = timezone.now() - timedelta(days=1)
    for name, fields, by in (
        ("Open", {}, ann),
        ("Revoked", {"revoked_at": past}, ann),
        ("Over", {"expires_at": past}, ann),
        ("Maker", {}, gus),
    ):
        link, _token = make_link(plan, by=by, rights=Rights.VIEW, group_name=name)
        ShareLink.objects.filter(pk=link.pk).update(**fields)
    with deed("change_role", by=ann, workspace=workspace):
        Membership.objects.filter(user=gus).update(role="viewer")
    _page, lines = link_lines(plan, 1)
    assert [(line.link.holder, line.opens, line.words) for line in lines] == [
        ("Open", True, "Open"),
        ("Maker", False, "Opens nothing: whoever made it may not share any more"),
        ("Over", False, "Over"),
        ("Revoked", False, "Revoked"),
    ]
    said = text_of(client.get(links))
    assert "whoever made it may not share any more" in said
    assert "Not followed yet · nobody has pressed Start" in said
    User.objects.filter(pk=ann.pk).update(is_active=False)
    assert [line.opens for line in link_lines(plan, 1)[1]] == [False] * 4


def test_a_reader_sees_the_list_and_no_way_to_change_it(client_of, ben, links, plan, ann):
    make_link(plan, by=ann, rights=Rights.VIEW, group_name="Shift managers")
    page = client_of(ben).get(links)
    assert "Shift managers" in text_of(page)
    assert [word for word in ("/renew/", "/revoke/", "/links/new/") if word in page.content.decode()] == []


def test_an_archived_plan_is_not_shared(client, links, plan):
    with deed("archive_plan", by=None, workspace=plan.workspace, plan=plan):
        plan.archived_at = timezone.now()
        plan.save(update_fields=["archived_at"])
    answer = client.post(f"{links}new/", {"rights": "view", "group_name": "A", "shows": "now"}, follow=True)
    assert "This plan is archived. Bring it back before you share it." in text_of(answer)
    assert not ShareLink.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_many(client, links, plan, ann, count):
    version, _done = take_snapshot(plan, note="", by=ann)
    for number in range(count):
        person = make.make_person(plan.workspace, f"Person {number}")
        make_link(plan, by=ann, rights=Rights.VIEW, person=person, snapshot=version)
    client.get(links)
    with CaptureQueriesContext(connection) as asked:
        client.get(links)
    assert len(asked) == 6


def test_no_page_of_links_reads_what_versions_hold(client, links, plan, ann):
    version, _done = take_snapshot(plan, note="", by=ann)
    make.make_share(plan, rights="view", snapshot=version, group_name="All")
    make.make_person(plan.workspace)
    reviews = f"/w/acme/plans/{plan.pk}/reviews/ask/"
    with CaptureQueriesContext(connection) as queries:
        for page in (links, f"{links}new/", reviews):
            assert "Version 1" in text_of(client.get(page))
    read = [one["sql"] for one in queries if '"alignment_snapshot"."content"' in one["sql"]]
    assert (read, any('"alignment_snapshot"."number"' in one["sql"] for one in queries)) == ([], True)
