"""No secret ever gets into a PDF, a workbook or another file that somebody is handed.

Not the address of a share link, not the code of a session, an invitation, a sign-in, a mailed code, nor what
is stored of them.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from alignment.models import OutgoingMail, Plan, ShareLink
from alignment.people.services.invitations import invite
from alignment.reviews.services.codes import send_code
from alignment.sessions.codes import CODES
from alignment.tokens import digest
from alignment.ui.spreadsheet import XLSX
from tests.access_world import Address, World, addresses, build
from tests.factories import make_chain, make_person, make_plan, make_share

PDF = "application/pdf"
#: Addresses that hand out bytes which were kept when the file was made.
KEPT = {"briefings:briefing_copy", "jobs:job_file"}
ASKED = {"exchange:download": "?format=json"}
#: Files that are made of what is there when somebody asks.
MADE = {
    "briefings:briefing_pdf",
    "briefings:briefing_xlsx",
    "briefings:version_briefing_pdf",
    "briefings:version_briefing_xlsx",
    "framework:what_if_pdf",
    "intake:requests_xlsx",
    "exchange:download",
    "people:person_download",
    "portfolio:portfolio_xlsx",
    "sessions:canvas_pdf",
    "tracing:map_pdf",
    "tracing:trace_xlsx",
    "versions:version_map_pdf",
}


class Holder:
    """A browser of somebody who has opened a link, and the secret of that link."""

    def __init__(self, plan: Plan, **fields: Any) -> None:
        self.link, self.token = make_share(plan, **fields)
        self.client = Client()
        self.client.get(f"/r/{self.token}/")


@pytest.fixture
def world(db: None) -> World:
    return build()


def words_of(body: bytes, kind: str) -> str:
    """Everything that can be read in a file: the text of pages, addresses, properties; raw bytes, too."""
    said = [body.decode("latin-1")]
    if kind == PDF:
        reader = PdfReader(BytesIO(body))
        said += [page.extract_text() for page in reader.pages]
        said += [str(note.get_object()) for page in reader.pages for note in page.get("/Annots", ())]
        said.append(str(reader.metadata))
    elif kind == XLSX:
        with ZipFile(BytesIO(body)) as book:
            said += [book.read(name).decode() for name in book.namelist()]
    # A word that is broken at the end of a line is one word.
    return "\n".join([*said, *("".join(one.split()) for one in said)])


def stands_in(secret: str, said: str) -> bool:
    """Whether a secret can be read; one of digits alone only where it is a number by itself."""
    if secret.isdigit():
        return re.search(rf"(?<![\d.]){secret}(?!\d)", said) is not None
    return secret in said


def files_of(world: World, client: Client, found: list[Address], **other: Any) -> Iterator[tuple[str, str]]:
    """Every file that a browser is given at these addresses: the name of the address, and what it says."""
    for address in found:
        answer = client.get(world.url(address, **other) + ASKED.get(address.name, ""))
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        if answer.status_code == 200 and kind != "text/html":
            yield address.name, words_of(answer.getvalue(), kind)


def secrets_of(world: World, owner: Client, holders: list[Holder]) -> dict[str, str]:
    """Every secret that there is, with what is stored of it, by what it is."""
    plan = holders[0].link.plan
    form = owner.get(f"/w/acme/plans/{plan.pk}/sessions/new/?step=moments").context["form"]
    sent = {field.html_name: field.value() for field in form if field.value() is not None}
    owner.post(f"/w/acme/plans/{plan.pk}/sessions/new/", sent)
    ((_link, code),) = owner.session[CODES].values()
    _invitation, invited = invite(
        plan.workspace, email="new@example.org", role="viewer", by=world.users["owner"]
    )
    found = {f"link {number}": one.token for number, one in enumerate(holders)}
    found |= {"session": code, "invitation": invited, "sign-in": world.tokens["people:first_sign_in_open"]}
    found["request form"] = world.tokens["asking:ask"]
    found |= {f"digest of {what}": digest(token) for what, token in found.items()}
    found["mail"] = world.tokens["mail_stop"]
    found["browser"] = world.sessions["owner"]
    reviewed = next(one.link for one in holders if one.link.person is not None)
    send_code(reviewed)
    mailed = OutgoingMail.objects.get(kind="sign_off_code").text
    found["mailed code"] = re.findall(r"\b\d{6,}\b", mailed)[0]
    return found


def test_no_secret_of_a_link_or_a_code_gets_into_a_pdf_or_a_workbook(world: World) -> None:
    plan = Plan.objects.get(workspace__slug="acme")
    tom = make_person(plan.workspace, "Tom Birch", email="tom@example.org")
    holders = [
        Holder(plan, rights="view"),
        Holder(plan, rights="comment"),
        Holder(plan, rights="review", person=tom),
        Holder(plan, rights="answer"),
    ]
    owner = Client()
    owner.cookies[settings.SESSION_COOKIE_NAME] = world.sessions["owner"]
    secrets = secrets_of(world, owner, holders)
    assert {digest(one.token) for one in holders} <= set(
        ShareLink.objects.values_list("token_hash", flat=True)
    )

    ours = [
        one
        for one in addresses()
        if one.is_ours and "GET" in (one.policy or {}) and "token" not in one.kwargs and one.name not in KEPT
    ]
    theirs = [one for one in addresses() if one.admits and "GET" in one.admits]
    found = list(files_of(world, owner, ours))
    for one in holders:
        found += files_of(world, one.client, theirs, share_id=one.link.pk)

    assert {name for name, _said in found} >= MADE
    told = {
        (name, what) for name, said in found for what, secret in secrets.items() if stands_in(secret, said)
    }
    assert told == set()


@pytest.mark.parametrize(
    "name", ["briefings/executive.pdf", "briefings/executive.xlsx", "map.pdf", "trace.xlsx"]
)
def test_a_secret_would_be_found_if_it_stood_there(
    name: str, workspace: Any, client_of: Any, ann: Any
) -> None:
    """What the test above looks for, planted."""
    plan = make_plan(workspace)
    _link, token = make_share(plan, by=ann)
    make_chain(plan, title=token)
    answer = client_of(ann).get(f"/w/acme/plans/{plan.pk}/{name}")
    kind = answer.headers["Content-Type"].partition(";")[0]
    assert token in words_of(answer.getvalue(), kind)
