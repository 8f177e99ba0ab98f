"""Kills the sender at every point of its talk with the mail server: nothing is lost, one mail comes twice."""

from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction

from alignment.models import OutgoingMail, Workspace
from alignment.outbox.services import post
from tests.factories import make_user, make_workspace
from tests.outbox.smtp import mail_server
from tests.processes import here, processes

MAILS = 4
#: At which word in which mail of a run; only at the last one has the server accepted what it will get again.
POINTS = [("CONNECT", 1), ("MAIL", 1), ("RCPT", 2), ("DATA", 1), ("ACCEPTED", 1)]


def queue() -> list[str]:
    owner = make_user("ann")
    workspace = make_workspace(owner=owner)
    with transaction.atomic():
        for number in range(MAILS):
            post(
                "news",
                to=owner.email,
                subject=f"News {number}",
                template="jobs/mail.txt",
                context={"job": {"title": str(number)}, "path": "/"},
                once=f"news {number}",
                workspace=workspace,
                user=owner,
            )
    return [mail.message_id for mail in OutgoingMail.objects.all()]


@pytest.mark.django_db(transaction=True)
def test_a_sender_that_is_killed_loses_nothing_and_repeats_at_most_one_mail(tmp_path: Path) -> None:
    with mail_server() as server, processes(tmp_path, SILENT_SECONDS="1") as running:
        address = {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}
        queued = here(queue)
        for point in POINTS:
            sender = running.start("send_due", **address)
            server.kills, server.kills_at = sender.pid, point
            assert running.finish(sender)[0] == -9, point
        before = list(server.accepted)
        code, said = running.finish(running.start("send_due", **address))
        assert code == 0, said
        counts = Counter(server.accepted)
        assert set(counts) == set(queued)
        twice = [name for name, count in counts.items() if count == 2]
        assert twice == [before[-1]]  # the one that was accepted while its sender was killed
        assert sum(counts.values()) == MAILS + 1
        left = here(lambda: OutgoingMail.objects.filter(sent_at=None).count())
        kept = here(lambda: OutgoingMail.objects.exclude(text="").count())
        assert (left, kept) == (0, 0)
        # Once more, and two at once: nothing is sent again.
        both = [running.start("send_due", **address) for _number in range(2)]
        assert [running.finish(one)[0] for one in both] == [0, 0]
        assert len(server.accepted) == MAILS + 1
        assert here(Workspace.objects.count) == 1
