"""No link of any page leads nowhere, whoever follows it."""

import pytest
from django.core.management import call_command

from alignment.models import Role, User, Workspace
from tests.crawl import walk
from tests.factories import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def samples() -> Workspace:
    call_command("demo")
    return Workspace.objects.get(slug="sample")


@pytest.mark.parametrize("role", [Role.OWNER, Role.VIEWER])
def test_every_link_of_every_page_works(samples, cleo: User, client_of, role):
    make_member(samples, cleo, role)
    found = walk(client_of(cleo), f"/w/{samples.slug}/plans/")
    assert found.dead == []
    assert len(found.pages) > 20


def test_a_stranger_reaches_help_and_sign_in_without_a_dead_link(client):
    assert walk(client, "/help/").dead == []
