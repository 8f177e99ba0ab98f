"""The public form: a department tells a problem, and learns nothing of the workspace."""

import re
from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from alignment.intake.services.links import make_link, revoke_link
from alignment.models import Deed, DevelopmentRequest, OutgoingMail, RequestLink, User, Workspace
from tests.asking import make_ask_link, make_request
from tests.factories import make_goal, make_person, make_plan

ADDRESS = "/ask/secret-of-the-form/"
SAID = {
    "title": "Plans are late",
    "happening": "Last Monday the plan came at noon.",
    "wanted": "It is there on Friday.",
    "numbers": "5 of 6 weeks, since June",
    "impact": "The service level",
    "contribution": "Fewer people wait",
    "tried": "A reminder",
    "by_when": "2027-01-31",
    "belief": "A course on managing time",
    "requester_name": "Tom Birch",
    "requester_email": "tom@example.org",
}


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> None:
    cache.clear()


@pytest.fixture
def link(workspace: Workspace) -> RequestLink:
    return make_ask_link(workspace)


class Fields(HTMLParser):
    """The names of what a page asks for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("input", "textarea", "select") and given.get("name"):
            self.names.add(str(given["name"]))


def test_it_asks_for_the_problem_and_never_for_a_course(client: Client, link: RequestLink) -> None:
    page = client.get(ADDRESS)
    assert page.status_code == 200
    asked = Fields(page.content.decode()).names - {"csrfmiddlewaretoken", "request_key"}
    assert asked == {*SAID, "department"}
    words = re.sub(r"<[^>]+>", " ", page.content.decode()).lower()
    assert "what goes wrong, or does not happen?" in words
    assert "it is not the decision" in words
    assert not any(word in words for word in ("format", "how long", "duration", "e-learning", "workshop"))
    assert words.count("course") == 1  # "tell us about the problem, not about the course"


def test_a_problem_is_written_down_as_it_was_told(
    client: Client, link: RequestLink, workspace: Workspace
) -> None:
    page = client.post(ADDRESS, SAID | {"department": " Planning "})
    assert page.status_code == 200
    assert "Thank you. It has arrived." in page.content.decode()
    assert all(words in page.content.decode() for words in ("Plans are late", "A course on managing time"))
    one = DevelopmentRequest.objects.get()
    said = {name: getattr(one, name) for name in SAID if name != "by_when"}
    assert said == {name: words for name, words in SAID.items() if name != "by_when"}
    assert (one.workspace, one.department, one.came, one.link) == (workspace, "Planning", "form", link)
    assert (one.asked_on, one.by_when) == (timezone.localdate(), timezone.datetime(2027, 1, 31).date())
    assert (one.requester, one.verdict, one.taken_up_on) == (None, "", None)
    done = Deed.objects.get(verb="ask")
    assert (done.by, done.by_name, done.subject) == (None, "Request form", "Plans are late")


def test_the_same_form_twice_is_one_request_and_one_mail(client: Client, link: RequestLink) -> None:
    key = {"request_key": "0b0e9f0e-5a53-4b3f-9a0e-1c6d1b0e7a11"}
    pages = [client.post(ADDRESS, SAID | key) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert DevelopmentRequest.objects.count() == OutgoingMail.objects.count() == 1


def test_the_mail_repeats_nothing_of_what_was_typed(client: Client, link: RequestLink) -> None:
    client.post(ADDRESS, SAID | {"requester_email": "somebody.else@example.org"})
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.to) == ("request_received", "somebody.else@example.org")
    assert "Acme" in mail.text
    assert not any(words in mail.text + mail.subject for name, words in SAID.items() if name != "by_when")


def test_one_address_gets_three_mails_a_day_and_every_request_arrives(
    client: Client, link: RequestLink
) -> None:
    told = [client.post(ADDRESS, SAID).content.decode() for _ in range(4)]
    assert ["is on its way to you" in page for page in told] == [True, True, True, False]
    assert DevelopmentRequest.objects.count() == 4
    assert OutgoingMail.objects.count() == 3


def test_marks_behind_a_plus_are_one_mailbox(client: Client, link: RequestLink) -> None:
    for number in range(5):
        client.post(ADDRESS, SAID | {"requester_email": f"tom+{number}@example.org"})
    assert OutgoingMail.objects.count() == 3


def test_without_an_address_nobody_is_mailed(client: Client, link: RequestLink) -> None:
    client.post(ADDRESS, {"title": "Plans are late", "happening": "On Monday."})
    assert DevelopmentRequest.objects.get().requester_name == ""
    assert not OutgoingMail.objects.exists()


def test_what_is_missing_is_said_and_nothing_is_lost(client: Client, link: RequestLink) -> None:
    page = client.post(ADDRESS, SAID | {"title": " ", "by_when": "soon", "requester_email": "tom"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "Say in one line what the problem is." in text
    assert all(words in text for words in ("A course on managing time", "Last Monday the plan came at noon."))
    assert not DevelopmentRequest.objects.exists()


def test_a_person_with_this_address_is_the_requester(
    client: Client, link: RequestLink, workspace: Workspace
) -> None:
    tom = make_person(workspace, "Tom Birch", email="Tom@Example.org")
    client.post(ADDRESS, SAID)
    assert DevelopmentRequest.objects.get().requester == tom


def test_an_address_that_two_people_have_is_nobodys(
    client: Client, link: RequestLink, workspace: Workspace
) -> None:
    for name in ("Tom Birch", "Front desk"):
        make_person(workspace, name, email="tom@example.org")
    client.post(ADDRESS, SAID)
    assert DevelopmentRequest.objects.get().requester is None


def test_a_link_of_a_department_does_not_ask_for_it(client: Client, workspace: Workspace) -> None:
    make_ask_link(workspace, department="Sales")
    assert "department" not in Fields(client.get(ADDRESS).content.decode()).names
    client.post(ADDRESS, SAID | {"department": "Finance"})
    assert DevelopmentRequest.objects.get().department == "Sales"


def test_it_speaks_the_language_of_the_workspace_whoever_is_signed_in(
    client_of: object, ann: User, link: RequestLink, settings: object
) -> None:
    Workspace.objects.update(language="de")
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]  # type: ignore[attr-defined]
    assert '<html lang="de"' in client_of(ann).get(ADDRESS).content.decode()  # type: ignore[operator]


def test_it_shows_nothing_of_the_workspace_but_its_name(
    client_of: object, ann: User, link: RequestLink, workspace: Workspace
) -> None:
    make_goal(make_plan(workspace, title="Secret plan"), title="Secret goal")
    make_person(workspace, "Secret person")
    make_request(workspace, title="Secret request", department="Secret department")
    for client in (Client(), client_of(ann)):  # type: ignore[operator]
        pages = [client.get(ADDRESS), client.post(ADDRESS, SAID), client.post(ADDRESS, {})]
        told = " ".join(page.content.decode() for page in pages)
        assert "Acme" in told
        assert "Secret" not in told
        assert "ann@example.org" not in told
        assert "/w/acme/" not in told


def test_a_link_that_opens_nothing_meets_the_page_of_dead_links(
    client: Client, ann: User, workspace: Workspace, link: RequestLink
) -> None:
    revoke_link(link, by=ann)
    pages = [client.get(ADDRESS), client.get("/ask/never-was/"), client.get(f"/ask/{'x' * 300}/")]
    assert [page.status_code for page in pages] == [404] * 3
    assert all("This link is no longer valid" in page.content.decode() for page in pages)
    assert client.post(ADDRESS, SAID).status_code == 404
    assert not DevelopmentRequest.objects.exists()


def test_a_new_secret_closes_the_old_address(client: Client, ann: User, workspace: Workspace) -> None:
    made, token = make_link(workspace, by=ann, department="Sales")
    assert client.get(f"/ask/{token}/").status_code == 200
    assert token not in str(RequestLink.objects.values().get())
    assert made.history.get().department == "Sales"


def test_whoever_guesses_or_floods_is_slowed_and_loses_nothing(client: Client, link: RequestLink) -> None:
    guesses = [client.get(f"/ask/guess-{n}/").status_code for n in range(22)]
    assert (guesses[0], guesses[-1]) == (404, 429)
    for _ in range(60):
        client.post(ADDRESS, {})
    page = client.post(ADDRESS, SAID)
    assert page.status_code == 429
    assert "Last Monday the plan came at noon." in page.content.decode()
    assert not DevelopmentRequest.objects.exists()


def test_invented_people_of_a_sample_get_no_mail(client: Client, link: RequestLink) -> None:
    Workspace.objects.update(is_sample=True)
    client.post(ADDRESS, SAID)
    assert DevelopmentRequest.objects.count() == 1
    assert not OutgoingMail.objects.exists()


def test_the_page_may_not_be_found_by_search_engines(client: Client, link: RequestLink) -> None:
    assert '<meta name="robots" content="noindex' in client.get(ADDRESS).content.decode()
