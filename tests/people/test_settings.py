"""Settings of a workspace, another workspace, preferences, language and time."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from alignment.models import Deed, Workspace
from alignment.people.services.invitations import invite
from alignment.people.services.workspaces import free_slug
from tests.factories import make_workspace

SETTINGS = "/w/acme/settings/"
SENT = {"name": "Acme Group", "currency": "chf", "language": "en", "time_zone": "Europe/Zurich"}


def test_an_owner_changes_settings(client_of, ann, workspace):
    assert client_of(ann).post(SETTINGS, SENT).status_code == 303
    workspace.refresh_from_db()
    assert (workspace.name, workspace.currency, workspace.time_zone) == ("Acme Group", "CHF", "Europe/Zurich")
    assert Deed.objects.latest("pk").verb == "settings"


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("currency", "EURO"), ("language", "xx"), ("time_zone", "Mars/Base")]
)
def test_bad_settings_are_refused(client_of, ann, workspace, field, value):
    assert client_of(ann).post(SETTINGS, SENT | {field: value}).status_code == 422
    workspace.refresh_from_db()
    assert workspace.name == "Acme"


def test_members_see_settings_and_only_owners_change_them(client_of, eddy, workspace):
    client = client_of(eddy)
    assert client.get(SETTINGS).status_code == 200
    assert client.post(SETTINGS, SENT).status_code == 403


def test_anybody_signed_in_opens_a_workspace_of_their_own(client_of, ben):
    answer = client_of(ben).post("/workspaces/new/", {"name": "Globex", "currency": "USD"})
    made = Workspace.objects.get(slug="globex")
    assert answer.headers["Location"] == "/w/globex/plans/"
    assert [(one.user, one.role) for one in made.memberships.all()] == [(ben, "owner")]
    assert made.currency == "USD"


def test_a_slug_that_is_taken_or_a_samples_gets_an_end(db):
    make_workspace("acme")
    assert free_slug("Globex & Sons") == "globex-sons"
    assert free_slug("Acme").startswith("acme-")
    assert free_slug("Sample").startswith("sample-")
    assert free_slug("株式会社") == "workspace"


def test_preferences_are_kept(client_of, ben):
    sent = {"name": "Benjamin", "theme": "dark", "language": "en", "time_zone": "Asia/Tokyo"}
    assert client_of(ben).post("/preferences/", sent).status_code == 303
    ben.refresh_from_db()
    assert (ben.name, ben.theme, ben.time_zone) == ("Benjamin", "dark", "Asia/Tokyo")


def test_the_menu_changes_the_theme_alone(client_of, ben):
    answer = client_of(ben).post("/preferences/", {"theme": "dark", "next": "/w/acme/people/"})
    assert answer.headers["Location"] == "/w/acme/people/"
    ben.refresh_from_db()
    assert (ben.theme, ben.name) == ("dark", "Ben")


@pytest.mark.parametrize(
    "evil", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_the_theme_sends_nobody_elsewhere(client_of, ben, evil):
    answer = client_of(ben).post("/preferences/", {"theme": "dark", "next": evil})
    assert answer.headers["Location"] == "/preferences/"


def test_an_unknown_theme_is_refused(client_of, ben):
    assert client_of(ben).post("/preferences/", {"theme": "pink"}).status_code == 422


def test_pages_follow_the_workspaces_time_zone_and_the_users_before_it(client_of, ann, ben, workspace):
    made, _token = invite(workspace, email="nora@example.org", role="viewer", by=ann)
    type(made).objects.filter(pk=made.pk).update(expires_at=datetime(2099, 12, 24, 20, tzinfo=UTC))
    Workspace.objects.filter(pk=workspace.pk).update(time_zone="Asia/Tokyo")
    client = client_of(ann)
    assert "25 Dec 2099" in client.get("/w/acme/settings/members/").content.decode()
    ann.time_zone = "America/New_York"
    ann.save()
    assert "24 Dec 2099" in client.get("/w/acme/settings/members/").content.decode()
    assert timezone.get_current_timezone_name() == "UTC"


def test_an_unknown_time_zone_does_no_harm(client_of, ben, workspace):
    Workspace.objects.filter(pk=workspace.pk).update(time_zone="Mars/Base")
    assert client_of(ben).get("/w/acme/people/").status_code == 200


def test_the_context_names_workspace_and_membership(client_of, ben, cleo, workspace):
    page = client_of(ben).get("/w/acme/people/")
    assert page.context["workspace"] == workspace
    assert page.context["membership"].can_write is False
    assert [one.workspace for one in page.context["memberships"]] == [workspace]
    assert page.context["local_mode"] is False
    missing = client_of(cleo).get("/w/acme/people/")
    assert missing.status_code == 404
    assert "Acme" not in missing.content.decode()


def test_preferences_ask_for_sign_in():
    assert Client().get("/preferences/").status_code == 302
