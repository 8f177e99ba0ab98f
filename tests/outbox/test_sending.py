"""What is sent, to whom, and what is not sent any more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as sent_mail
from django.db import transaction
from django.utils import timezone

from alignment.deeds import deed
from alignment.models import MailChoice, Membership, OutgoingMail, Person, User, Workspace
from alignment.outbox.sending import RETRY_AFTER, send_due, tidy
from alignment.outbox.services import post, try_again
from tests.factories import make_member, make_person, make_user
from tests.outbox.smtp import mail_server, use

pytestmark = pytest.mark.django_db


def write(workspace: Workspace, user: User | None = None, **fields: Any) -> OutgoingMail | None:
    """A mail in the outbox."""
    said = {"job": {"title": "The secret is 1234"}, "path": "/x/"}
    fields = {
        "to": user.email if user else "",
        "subject": "News",
        "template": "jobs/mail.txt",
        "context": said,
        "once": "news",
        "kind": "news",
    } | fields
    with transaction.atomic():
        return post(fields.pop("kind"), workspace=workspace, user=user, **fields)


def test_a_mail_goes_out_once_with_the_id_of_its_row_and_its_words_are_forgotten(
    workspace: Workspace, ann: User
) -> None:
    row = write(workspace, ann)
    assert row is not None
    assert [send_due().sent, send_due().sent] == [1, 0]
    (message,) = sent_mail.outbox
    assert (message.to, message.extra_headers["Message-ID"]) == ([ann.email], row.message_id)
    assert "The secret is 1234" in message.body
    row.refresh_from_db()
    assert (row.text, row.html, row.problem, row.sent_at is None) == ("", "", "", False)


def test_the_same_is_queued_once(workspace: Workspace, ann: User) -> None:
    assert write(workspace, ann) is not None
    assert write(workspace, ann) is None


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@example.org\nBcc: b@example.org", "a@example.org, b@example.org"]
)
def test_what_is_no_single_address_gets_nothing(workspace: Workspace, address: str) -> None:
    assert write(workspace, to=address) is None
    assert OutgoingMail.objects.count() == 0


def test_a_subject_cannot_add_a_header(workspace: Workspace, ann: User) -> None:
    write(workspace, ann, subject="News\r\nBcc: cleo@example.org")
    send_due()
    (message,) = sent_mail.outbox
    assert message.subject == "News Bcc: cleo@example.org"
    assert (message.message()["Bcc"], message.recipients()) == (None, [ann.email])


def test_a_row_that_was_tampered_with_is_never_sent(workspace: Workspace, ann: User) -> None:
    row = write(workspace, ann)
    assert row is not None
    OutgoingMail.objects.filter(pk=row.pk).update(message_id="<x>\r\nBcc: cleo@example.org")
    assert (send_due().sent, len(sent_mail.outbox)) == (0, 0)
    row.refresh_from_db()
    assert row.problem == "It could not be written."


def leave(workspace: Workspace, user: User) -> None:
    with deed("remove_member", by=None, workspace=workspace):
        Membership.objects.get(workspace=workspace, user=user).delete()


def close(workspace: Workspace, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def move(workspace: Workspace, user: User) -> None:
    User.objects.filter(pk=user.pk).update(email="new@example.org")


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (leave, "Is not a member of the workspace any more."),
        (close, "The account is closed."),
        (move, "The e-mail address has changed since."),
    ],
)
def test_a_member_who_lost_the_right_meanwhile_gets_nothing(
    workspace: Workspace, ben: User, what: Callable[[Workspace, User], None], why: str
) -> None:
    row = write(workspace, ben)
    assert row is not None
    what(workspace, ben)
    assert (send_due().dropped, len(sent_mail.outbox)) == (1, 0)
    row.refresh_from_db()
    assert (row.problem, row.text) == (why, "")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"erased_at": timezone.now()}, "The person was erased."),
        ({"archived_at": timezone.now()}, "The person was archived."),
        ({"email": "new@example.org"}, "The e-mail address has changed since."),
    ],
)
def test_a_person_who_is_gone_meanwhile_gets_nothing(
    workspace: Workspace, fields: dict[str, Any], why: str
) -> None:
    person = make_person(workspace, email="pat@example.org")
    row = write(workspace, to=person.email, person=person)
    assert row is not None
    Person.objects.filter(pk=person.pk).update(**fields)
    assert (send_due().dropped, len(sent_mail.outbox)) == (1, 0)
    row.refresh_from_db()
    assert row.problem == why


def test_what_another_sender_has_claimed_is_left_alone_until_the_claim_is_old(
    workspace: Workspace, ann: User, settings: Any
) -> None:
    row = write(workspace, ann)
    assert row is not None
    OutgoingMail.objects.filter(pk=row.pk).update(claimed_at=timezone.now())
    assert send_due().sent == 0
    old = timezone.now() - timedelta(seconds=settings.SILENT_SECONDS + 1)
    OutgoingMail.objects.filter(pk=row.pk).update(claimed_at=old)
    assert send_due().sent == 1
    assert sent_mail.outbox[0].extra_headers["Message-ID"] == row.message_id


def test_a_server_that_is_away_is_asked_again_and_in_the_end_an_owner_may_try(
    workspace: Workspace, ann: User, settings: Any
) -> None:
    with mail_server() as server:
        use(settings, server.port)
        server.refuses = {"MAIL": "451 not now"}
        row = write(workspace, ann)
        assert row is not None
        for seconds in RETRY_AFTER:
            before = timezone.now()
            assert (send_due().failed, send_due().failed) == (1, 0)  # the next try waits
            row.refresh_from_db()
            assert row.due_at - before >= timedelta(seconds=seconds)
            OutgoingMail.objects.filter(pk=row.pk).update(due_at=before)
        assert send_due().failed == 1
        row.refresh_from_db()
        assert (row.dropped_at is None, row.problem) == (False, "The mail server refused it: 451.")
        assert row.text != ""
        server.refuses = {}
        assert try_again(row)
        assert send_due().sent == 1
    assert server.accepted == [row.message_id]


def test_an_address_that_the_server_does_not_know_is_given_up_at_once(
    workspace: Workspace, ann: User, settings: Any
) -> None:
    with mail_server() as server:
        use(settings, server.port)
        server.refuses = {"RCPT": "550 nobody of that name"}
        row = write(workspace, ann)
        assert row is not None
        send_due()
    row.refresh_from_db()
    assert (row.problem, row.dropped_at is None) == ("The mail server refuses the address.", False)


def test_nothing_is_sent_while_the_server_cannot_be_reached(
    workspace: Workspace, ann: User, settings: Any
) -> None:
    with mail_server() as server:
        use(settings, server.port)
    for number in range(3):
        write(workspace, ann, once=str(number))
    tally = send_due()
    assert (tally.sent, tally.failed) == (0, 1)  # the others wait for the next run
    assert list(OutgoingMail.objects.order_by("pk").values_list("attempts", flat=True)) == [1, 0, 0]


def test_nothing_goes_in_the_clear_where_the_server_offers_no_encryption(
    workspace: Workspace, ann: User, settings: Any
) -> None:
    with mail_server() as server:
        use(settings, server.port)
        settings.EMAIL_USE_TLS = True  # EMAIL_URL=smtp+tls://…
        write(workspace, ann)
        assert send_due().failed == 1
    assert server.accepted == []


def test_one_mail_that_fails_does_not_keep_the_others(
    workspace: Workspace, ann: User, ben: User, settings: Any
) -> None:
    with mail_server() as server:
        use(settings, server.port)
        write(workspace, ann, once="first")
        OutgoingMail.objects.update(message_id="<x>\r\nBcc: cleo@example.org")
        write(workspace, ben, once="second")
        tally = send_due()
    assert (tally.sent, tally.failed) == (1, 1)


def test_without_a_mail_server_in_production_secrets_do_not_pile_up(
    workspace: Workspace, ann: User, settings: Any
) -> None:
    settings.HTTPS, settings.MAIL_IS_SET_UP = True, False
    row = write(workspace, ann)
    assert row is not None
    assert (send_due().dropped, len(sent_mail.outbox)) == (0, 0)
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(hours=25))
    assert send_due().dropped == 1
    row.refresh_from_db()
    assert (row.problem, row.text) == ("No mail server is set up.", "")
    assert not try_again(row)


def test_words_that_could_not_be_sent_are_kept_for_a_week(workspace: Workspace, ann: User) -> None:
    row = write(workspace, ann)
    assert row is not None
    OutgoingMail.objects.update(dropped_at=timezone.now() - timedelta(days=6), problem="No answer.")
    tidy(timezone.now())
    row.refresh_from_db()
    assert row.text != ""
    OutgoingMail.objects.update(dropped_at=timezone.now() - timedelta(days=8))
    tidy(timezone.now())
    row.refresh_from_db()
    assert (row.text, row.subject) == ("", "News")


def test_the_address_of_somebody_who_was_erased_is_forgotten(workspace: Workspace) -> None:
    person = make_person(workspace, email="pat@example.org")
    row = write(workspace, to=person.email, person=person)
    assert row is not None
    send_due()
    Person.objects.filter(pk=person.pk).update(erased_at=timezone.now(), email="")
    tidy(timezone.now())
    row.refresh_from_db()
    assert (row.to, row.subject) == ("", "")


def test_who_does_without_reminders_gets_none_but_other_mail(workspace: Workspace) -> None:
    user = make_user("rob")
    make_member(workspace, user)
    MailChoice.objects.create(workspace=workspace, user=user, reminders=False)
    write(workspace, user, kind="remind_review", once="remind")
    write(workspace, user, kind="session_summary", once="summary")
    tally = send_due()
    assert (tally.sent, tally.dropped) == (1, 1)
