"""The door of guests: what opens it, what ends it, and that the secret of a link stays nowhere."""

import io
import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alignment.deeds import deed
from alignment.guests import admits, gone
from alignment.guests.services import renew_link, revoke_link
from alignment.models import Deed, Membership, Plan, Rights, ShareLink, User
from alignment.tokens import digest, new_token
from alignment.versions.services import take_snapshot
from config.logs import formatter
from config.redact import RedactSecrets
from tests import factories as make

pytestmark = pytest.mark.django_db
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@pytest.fixture(autouse=True)
def nobody_has_tried_before():
    cache.clear()


@pytest.fixture
def shared(plan):
    make.make_chain(plan, status="running")
    return make.make_share(plan, group_name="Shift managers")


def bare(answer):
    return re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode())  # the proof against forged forms


def rows(*leave):
    """Everything that the database holds, table by table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in leave:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name of our own
                found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def end_by_revoking(link, ann):
    revoke_link(link, by=ann)


def end_by_time(link, ann):
    ShareLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def end_by_renewing(link, ann):
    renew_link(link, by=ann)


def end_by_archiving(link, ann):
    with deed("archive_plan", by=ann, workspace=link.workspace):
        Plan.objects.filter(pk=link.plan_id).update(archived_at=timezone.now())


def end_by_demoting(link, ann):
    with deed("change_role", by=ann, workspace=link.workspace):
        Membership.objects.filter(user=ann).update(role="reviewer")


def end_by_removing(link, ann):
    with deed("remove_member", by=ann, workspace=link.workspace):
        Membership.objects.filter(user=ann).delete()


def end_by_deactivating(link, ann):
    User.objects.filter(pk=ann.pk).update(is_active=False)


ENDS = [
    end_by_revoking, end_by_time, end_by_renewing, end_by_archiving, end_by_demoting, end_by_removing,
    end_by_deactivating,
]  # fmt: skip


@pytest.mark.parametrize("end", ENDS)
def test_what_ends_a_link_ends_it_with_the_next_click(client, shared, ann, end):
    link, token = shared
    client.get(f"/r/{token}/")
    pages = [f"/shared/{link.pk}/", f"/shared/{link.pk}/map/", f"/shared/{link.pk}/start/"]
    assert client.get(pages[0]).status_code == 200
    end(link, ann)
    unknown = Client().get(f"/r/{new_token()}/")
    answers = [client.get(pages[0]), client.get(pages[1]), client.post(pages[2]), client.get(f"/r/{token}/")]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert {bare(answer) for answer in answers} == {bare(unknown)}
    assert not Deed.objects.filter(verb="start_review").exists()


def test_a_right_that_the_link_does_not_have_meets_the_same_page(client, plan):
    link, token = make.make_share(plan, rights=Rights.ANSWER)
    client.get(f"/r/{token}/")
    unknown = client.get(f"/r/{new_token()}/")
    assert bare(client.get(f"/shared/{link.pk}/map/")) == bare(unknown)
    assert client.get(f"/shared/{link.pk}/", follow=True).status_code == 200


def test_whoever_did_not_follow_the_link_has_not_opened_it(shared):
    assert Client().get(f"/shared/{shared[0].pk}/").status_code == 404


def test_what_is_wrong_costs_the_same_whatever_is_wrong(client, plan, ann):
    ended = {}
    for end in (end_by_revoking, end_by_time):
        link, token = make.make_share(plan)
        end(link, ann)
        ended[token] = end
    client.get("/r/warm/")
    asked = []
    for token in (new_token(), new_token(), *ended):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/r/{token}/")
        plain = [re.sub(r"\d+|'[^']*'", "?", query["sql"]) for query in queries]
        asked.append([sql for sql in plain if "SAVEPOINT" not in sql])
    assert asked[1:] == asked[:1] * 3


def test_guessing_is_slowed_and_a_good_link_still_opens(client, shared):
    answers = [client.get(f"/r/{new_token()}/").status_code for _try in range(22)]
    assert answers == [404] * 20 + [429] * 2
    assert client.get(f"/r/{shared[1]}/").status_code == 302


def test_guessing_numbers_of_links_is_slowed_as_well(client):
    answers = [client.get(f"/shared/{number}/").status_code for number in range(1, 23)]
    assert answers == [404] * 20 + [429] * 2


@pytest.mark.parametrize("token", ["x" * 5000, "ä" * 40, "%00", "..", "' OR 1=1"])
def test_what_cannot_be_a_secret_opens_nothing(client, shared, token):
    assert client.get(f"/r/{token}/").status_code == 404


def test_every_answer_to_a_guest_is_kept_from_caches_robots_and_other_sites(client, shared):
    link, token = shared
    for path, status in (
        (f"/r/{new_token()}/", 404),
        (f"/r/{token}/", 302),
        (f"/shared/{link.pk}/", 200),
        (f"/shared/{link.pk}/map/", 200),
        (f"/shared/{link.pk}/items/goal/0/", 404),
    ):
        answer = client.get(path)
        assert (path, answer.status_code) == (path, status)
        assert {name: answer[name] for name in HEADERS} == HEADERS
    page = client.get(f"/shared/{link.pk}/").content.decode()
    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in page
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []


def test_fifty_scanners_change_nothing_but_when_the_link_was_last_seen(shared):
    link, token = shared
    sessions = "django_session"
    before = rows(sessions, "alignment_sharelink")
    for number in range(50):
        scanner = Client()
        for method in (scanner.head, scanner.get):
            assert method(f"/r/{token}/", follow=True).status_code == 200
        if number % 10 == 0:  # some press what they find, without its proof
            checking = Client(enforce_csrf_checks=True)
            checking.get(f"/r/{token}/", follow=True)
            assert checking.post(f"/shared/{link.pk}/start/").status_code == 403
    assert rows(sessions, "alignment_sharelink") == before
    fresh = ShareLink.objects.get()
    assert (fresh.last_seen_at is not None, fresh.started_at) == (True, None)
    kept = ("token_hash", "expires_at", "revoked_at", "rights", "created_by_id")
    assert [getattr(fresh, name) for name in kept] == [getattr(link, name) for name in kept]


def test_the_secret_stays_in_no_table_no_page_and_no_address(client, shared):
    link, token = shared
    answer = client.get(f"/r/{token}/")
    assert answer["Location"] == f"/shared/{link.pk}/"
    assert token not in answer.content.decode()
    for path in ("", "map/", "trace/"):
        assert token not in client.get(f"/shared/{link.pk}/{path}").content.decode()
    client.post(f"/shared/{link.pk}/start/")
    assert token not in repr(rows())
    assert token not in repr(dict(SessionStore(client.session.session_key)))
    assert digest(token) not in repr(rows("alignment_sharelink"))  # the history keeps no digest either


def test_no_text_column_could_hold_a_secret(plan):
    """What is stored of a secret is as long as a digest, in the one column that is meant for it."""
    names = {field.name for field in ShareLink._meta.fields}
    past = {field.name for field in apps.get_model("alignment", "HistoricalShareLink")._meta.fields}
    assert [name for name in names if "token" in name or "secret" in name] == ["token_hash"]
    assert [name for name in past if "token" in name or "secret" in name] == []
    assert ShareLink._meta.get_field("token_hash").max_length == len(digest("x"))


def test_the_secret_stays_out_of_the_logs(client, shared):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(RedactSecrets())
    handler.setFormatter(formatter(json=True))
    token, wrong = shared[1], new_token()
    log = logging.getLogger("django.request")
    log.addHandler(handler)
    try:
        client.get(f"/r/{wrong}/")
        client.get(f"/r/{token}/nothing/")
        client.post(f"/r/{token}/")
        log.warning(
            "asked for %s", f"/accounts/login/?next=%2Fr%2F{token}%2F", extra={"path": f"/r/{token}/"}
        )
    finally:
        log.removeHandler(handler)
    lines = written.getvalue()
    assert (lines.count("[redacted]") >= 4, token in lines, wrong in lines) == (True, False, False)


def test_whoever_is_signed_in_has_only_the_rights_of_the_link(client_of, ann, plan):
    make.make_chain(plan)
    link, token = make.make_share(plan, rights=Rights.ANSWER)
    owner = client_of(ann)
    owner.get(f"/r/{token}/")
    assert owner.get(f"/shared/{link.pk}/map/").status_code == 404
    page = owner.get(f"/shared/{link.pk}/").content.decode()
    assert [word for word in ("Ann", "/w/acme/", "logout", "ann@") if word in page] == []


def test_messages_of_members_and_of_guests_stay_apart(client_of, ann, plan):
    link, token = make.make_share(plan)
    owner = client_of(ann)
    owner.get(f"/r/{token}/")
    goal = make.make_goal(plan, title="Grow")
    assert owner.post(f"/w/acme/items/goal/{goal.pk}/archive/", {"version": 1}).status_code in (302, 303)
    for path in (f"/shared/{link.pk}/", f"/r/{new_token()}/", f"/shared/{link.pk}/items/goal/0/"):
        page = owner.get(path).content.decode()
        assert (path, "Archived" in page, "Undo" in page) == (path, False, False)
    page = owner.get(f"/w/acme/plans/{plan.pk}/").content.decode()
    assert ("Grow" in page, "Undo" in page) == (True, True)


def test_following_a_link_twice_or_two_links_opens_both(client, plan):
    first, second = make.make_share(plan), make.make_share(plan)
    for _link, token in (first, second, first):
        client.get(f"/r/{token}/")
    assert [client.get(f"/shared/{link.pk}/").status_code for link, _token in (first, second)] == [200, 200]


def test_a_right_that_does_not_exist_is_our_mistake():
    with pytest.raises(ValueError, match="unknown right"):
        admits(GET="everything")


def test_the_page_of_a_link_that_opens_nothing_knows_nothing(rf, plan):
    request: Any = rf.get("/r/x/")
    request.user = make.make_user("somebody")
    assert gone(request).status_code == 404


def test_a_review_link_shows_the_version_that_it_is_about(client, plan, ann):
    version, _done = take_snapshot(plan, note="", by=ann)
    link, token = make.make_share(plan, rights=Rights.REVIEW)
    client.get(f"/r/{token}/")
    assert link.snapshot == version
    assert "Version 1, as of" in client.get(f"/shared/{link.pk}/").content.decode()
