"""In whose language and time zone pages and mail speak."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import get_language

from alignment.guests import admits
from alignment.models import Plan, User, Workspace
from alignment.speaking import speaking_to
from tests.sharing.conftest import Guest, guest  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def here() -> tuple[str | None, str]:
    return get_language(), timezone.get_current_timezone_name()


@pytest.mark.parametrize(
    ("own", "shared", "spoken"),
    [
        (("", ""), ("de", "Asia/Tokyo"), ("de", "Asia/Tokyo")),
        (("fr", "Europe/Paris"), ("de", "Asia/Tokyo"), ("fr", "Europe/Paris")),
        (("", "Europe/Paris"), ("xx", "Mars/Base"), ("en", "Europe/Paris")),  # xx is not offered
        (("", ""), ("", "Mars/Base"), ("en", "UTC")),
    ],
)
def test_the_readers_choice_comes_before_the_workspaces(
    own: tuple[str, str], shared: tuple[str, str], spoken: tuple[str, str], settings: Any
) -> None:
    settings.LANGUAGES = [("en", "English"), ("de", "German"), ("fr", "French")]
    user = User(language=own[0], time_zone=own[1])
    before = here()
    with speaking_to(user, Workspace(language=shared[0], time_zone=shared[1])):
        assert here() == spoken
    assert here() == before
    with speaking_to(None, None):
        assert here() == ("en", "UTC")


@admits(GET="any")
def says_where_it_is(request: HttpRequest, link: Any) -> HttpResponse:
    return HttpResponse(" ".join(map(str, here())))


def test_guests_are_where_the_workspace_is(plan: Plan, guest: Guest, settings: Any) -> None:  # noqa: F811
    settings.LANGUAGES = [("en", "English"), ("de", "German")]
    Workspace.objects.filter(pk=plan.workspace_id).update(language="de", time_zone="Asia/Tokyo")
    link, client = guest(plan)
    before = here()
    request = RequestFactory().get("/")
    request.session, request.user = client.session, AnonymousUser()
    assert says_where_it_is(request, link.pk).content == b"de Asia/Tokyo"
    assert here() == before
