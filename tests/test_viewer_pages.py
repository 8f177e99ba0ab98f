"""Whoever may only read is offered nothing to write: no form, on no page."""

from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from django.urls import resolve

from alignment.models import Role, User, Workspace
from tests.crawl import walk
from tests.factories import make_member

pytestmark = pytest.mark.django_db

#: What a viewer sends: things about themselves.
THEIR_OWN = {
    "account_logout",
    "account_change_password",
    "account_email",
    "account_reset_password",
    "people:preferences",
    "outbox:mail",
    "briefings:portfolio_briefing_pdf",
    "people:member_leave",
    "people:workspace_new",
    "portfolio:welcome_sample",
    "portfolio:welcome_start",
    "portfolio:welcome_running",
}


class PostForms(HTMLParser):
    """Collects where the forms of a page post to."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.address = address
        self.actions: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form" and (found.get("method") or "").lower() == "post":
            self.actions.append(found.get("action") or self.address)


def test_a_viewer_is_offered_no_form_that_writes(cleo: User, client_of):
    call_command("demo")
    make_member(Workspace.objects.get(slug="sample"), cleo, Role.VIEWER)
    client = client_of(cleo)
    pages = [page for page in walk(client, "/w/sample/plans/").pages if "/w/other/" not in page]
    assert len(pages) > 20
    offered = {
        (address, view)
        for address in pages
        for action in PostForms(client.get(address, follow=True).content.decode(), address).actions
        if (view := resolve(action.partition("?")[0]).view_name) not in THEIR_OWN
    }
    assert offered == set()
