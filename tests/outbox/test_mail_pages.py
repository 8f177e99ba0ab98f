"""The mail page of a workspace, and the way out of a mail."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail as sent_mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alignment.models import MailChoice, OutgoingMail, User, Workspace
from alignment.outbox.choices import stop_address
from alignment.outbox.registry import Letter
from alignment.outbox.sending import message_of, send_due
from tests.factories import make_person
from tests.outbox.test_sending import write

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


def page(workspace: Workspace) -> str:
    return reverse("outbox:mail", args=[workspace.slug])


def fail(workspace: Workspace, user: User, once: str = "news") -> OutgoingMail:
    row = write(workspace, user, once=once)
    assert row is not None
    OutgoingMail.objects.filter(pk=row.pk).update(dropped_at=timezone.now(), problem="No answer.")
    return row


def test_a_member_chooses_how_often(workspace: Workspace, ben: User, client_of: ClientOf) -> None:
    answer = client_of(ben).post(page(workspace), {"digest": "monthly"})
    assert answer.status_code == 303
    chosen = MailChoice.objects.get(workspace=workspace, user=ben)
    assert (chosen.digest, chosen.reminders) == ("monthly", False)
    assert client_of(ben).post(page(workspace), {"digest": "hourly"}).status_code == 422


def test_owners_see_what_failed_and_try_again(workspace: Workspace, ann: User, client_of: ClientOf) -> None:
    row = fail(workspace, ann)
    client = client_of(ann)
    shown = client.get(page(workspace)).content.decode()
    assert ("No answer." in shown, "1234" in shown) == (True, False)
    client.post(reverse("outbox:mail_again", args=[workspace.slug, row.pk]))
    row.refresh_from_db()
    assert (row.dropped_at, row.problem) == (None, "")
    assert send_due().sent == 1


def test_other_members_do_not_see_whom_the_workspace_writes_to(
    workspace: Workspace, ann: User, eddy: User, client_of: ClientOf
) -> None:
    fail(workspace, ann)
    shown = client_of(eddy).get(page(workspace)).content.decode()
    assert (ann.email in shown, "No answer." in shown) == (False, False)


def test_mail_without_words_cannot_be_tried_again(
    workspace: Workspace, ann: User, client_of: ClientOf
) -> None:
    row = fail(workspace, ann)
    OutgoingMail.objects.update(text="")
    answer = client_of(ann).post(reverse("outbox:mail_again", args=[workspace.slug, row.pk]), follow=True)
    assert "The words of this mail are gone." in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(
    workspace: Workspace, ann: User, client_of: ClientOf, rows: int
) -> None:
    for number in range(rows):
        fail(workspace, ann, once=f"failed {number}")
        write(workspace, ann, once=f"waits {number}")
    client = client_of(ann)
    client.get(page(workspace))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page(workspace)).status_code == 200
    assert len(queries) == 10


def test_in_production_without_a_server_the_page_says_so(
    workspace: Workspace, ann: User, client_of: ClientOf, settings: Any
) -> None:
    settings.HTTPS = True
    assert (
        "No mail server is set up, so nothing is sent."
        in client_of(ann).get(page(workspace)).content.decode()
    )


def test_digests_and_reminders_name_the_way_out_and_other_mail_does_not(
    workspace: Workspace, ann: User
) -> None:
    for kind in ("digest", "remind_review", "sign_off_code"):
        row = write(workspace, ann, kind=kind, once=kind)
        assert row is not None
        message = message_of(row, Letter("Subject", "Text")).message()
        stop = stop_address(row)
        if kind == "sign_off_code":
            assert (stop, message["List-Unsubscribe"]) == ("", None)
        else:
            assert message["List-Unsubscribe"] == f"<{stop}>"
            assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
            assert "".join(message.as_string().split()).count(stop) == 1  # folded at most before it


@pytest.mark.parametrize(
    ("kind", "digest", "reminders"), [("digest", "never", True), ("remind", "weekly", False)]
)
def test_opening_the_way_out_changes_nothing_and_the_button_does(
    workspace: Workspace, ben: User, client: Client, kind: str, digest: str, reminders: bool
) -> None:
    row = write(workspace, ben, kind=kind)
    assert row is not None
    address = stop_address(row).removeprefix("http://127.0.0.1:8000")
    for _time in range(5):
        assert client.get(address).status_code == 200
    assert MailChoice.objects.count() == 0
    strict = Client(enforce_csrf_checks=True)  # a mail program posts without cookies
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    chosen = MailChoice.objects.get(workspace=workspace, user=ben)
    assert (chosen.digest, chosen.reminders) == (digest, reminders)
    assert strict.post(address).status_code == 200
    assert (send_due().dropped, len(sent_mail.outbox)) == (1, 0)


def test_a_person_without_an_account_stops_reminders_too(workspace: Workspace, client: Client) -> None:
    person = make_person(workspace, email="pat@example.org")
    row = write(workspace, to=person.email, person=person, kind="remind_review")
    assert row is not None
    assert client.post(stop_address(row).removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert MailChoice.objects.get(person=person).reminders is False


def test_a_made_up_way_out_leads_nowhere(workspace: Workspace, ben: User, client: Client) -> None:
    row = write(workspace, ben, kind="digest")
    assert row is not None
    address = stop_address(row).removeprefix("http://127.0.0.1:8000")
    forged = address[:-3] + ("AA/" if address[-3:] != "AA/" else "BB/")
    for wrong in (forged, reverse("mail_stop", args=["x" * 40])):
        assert (client.get(wrong).status_code, client.post(wrong).status_code) == (404, 404)
    assert MailChoice.objects.count() == 0
