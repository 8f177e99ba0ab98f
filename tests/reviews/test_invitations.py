"""What is shown once after asking: each link with a mail of its own, to nobody else, in frozen words."""

import html
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from alignment.deeds import deed
from alignment.models import OutgoingMail, Person, Plan, User
from alignment.reviews.invitations import invitations_of
from alignment.reviews.services import asking, deciding
from alignment.reviews.services.asking import Sent, new_link
from alignment.reviews.services.deciding import Reviewer
from tests.factories import make_session
from tests.reviews.conftest import request_of

Asked = dict[str, Sent]
SignIn = Callable[[User], Client]
NOTE = "This link works on this computer only."
LAN = "http://192.168.1.20:8000"


def asking_page(client: Client, plan: Plan, *people: Person) -> str:
    address = reverse("reviews:review_ask", args=[plan.workspace.slug, plan.pk])
    said = {"version": "new", "people": [one.pk for one in people]}
    return client.post(address, said).content.decode()


def mails(page: str) -> list[tuple[str, str, str]]:
    """To whom, what about, and what: of every mail that the page opens."""
    found = [urlsplit(html.unescape(one)) for one in re.findall(r'href="(mailto:[^"]+)"', page)]
    said = [(one, parse_qs(one.query)) for one in found]
    return [(unquote(one.path), query["subject"][0], query["body"][0]) for one, query in said]


def test_each_mail_goes_to_one_person_with_that_one_s_link_alone(
    ann: User, plan: Plan, tom: Person, mia: Person, client_of: SignIn
) -> None:
    page = asking_page(client_of(ann), plan, tom, mia)
    (first, second) = sorted(mails(page))
    links = re.findall(r'value="(http[^"]+/r/[^"]+)"', page)  # Mia's, then Tom's
    assert (first[0], second[0]) == ("", "tom@example.org")
    assert [[link in mail[2] for link in links] for mail in (first, second)] == [[True, False], [False, True]]
    assert ("Tom" in first[2], "Mia" in second[2], "tom@example.org" in first[2]) == (False, False, False)
    assert {mail[1] for mail in (first, second)} == {"Do you agree to “People plan 2027”?"}
    assert [mail[2].count("\r\n") == mail[2].count("\n") > 5 for mail in (first, second)] == [True, True]


def test_every_field_can_be_copied_and_the_page_says_that_it_is_shown_once(
    ann: User, plan: Plan, tom: Person, mia: Person, client_of: SignIn
) -> None:
    page = asking_page(client_of(ann), plan, tom, mia)
    fields = set(re.findall(r'data-copy="([^"]+)"', page))
    assert fields == {f"{name}-{who.pk}" for name in ("link", "text") for who in (tom, mia)}
    assert all(page.count(f'id="{one}"') == 1 for one in fields)
    assert "js/copy.js" in page
    assert "The links are shown once, on this page." in page


def test_the_mail_speaks_of_the_plan_as_it_was_frozen(
    asked: Asked, ann: User, plan: Plan, reviewer: Callable[[str], Reviewer]
) -> None:
    with deed("edit_plan", by=ann, workspace=plan.workspace, plan=plan):
        Plan.objects.filter(pk=plan.pk).update(title="Renamed")
    row = request_of(asked["tom"])
    row.plan.refresh_from_db()
    (invitation,) = invitations_of([new_link(row, by=ann)], ann)
    deciding.sign_off(reviewer("tom"), decision="agree", words="", name="Tom Birch")
    deciding.withdraw(reviewer("tom"), reason="Not yet")
    asking.withdraw_request(request_of(asked["mia"]), by=ann)
    told = list(OutgoingMail.objects.all())
    said = [invitation.subject, invitation.text, *(part for one in told for part in (one.subject, one.text))]
    assert len(said) == 6
    assert [("People plan 2027" in one, "Renamed" in one) for one in said] == [(True, False)] * 6


@pytest.mark.parametrize(("site", "only"), [("http://127.0.0.1:8000", True), (LAN, False)])
def test_where_only_this_computer_is_answered_every_link_says_so(
    ann: User, plan: Plan, tom: Person, client_of: SignIn, settings: Any, site: str, only: bool
) -> None:
    settings.SITE_URL = site
    client, session = client_of(ann), make_session(plan)
    here = [plan.workspace.slug, plan.pk]
    client.post(reverse("sessions:code_new", args=[*here, session.pk]))
    pages = [
        asking_page(client, plan, tom),
        client.post(
            reverse("sharing:link_new", args=here), {"rights": "view", "group_name": "All", "shows": "now"}
        ).content.decode(),
        client.get(reverse("sessions:session", args=[*here, session.pk])).content.decode(),
        client.get(reverse("sessions:screen", args=[*here, session.pk])).content.decode(),
    ]
    assert [f"{site}/r/" in page for page in pages] == [True] * 4
    assert [page.count(NOTE) for page in pages] == [int(only)] * 4
    assert [reverse("help:topic", args=["phones"]) in page for page in pages] == [only] * 4
