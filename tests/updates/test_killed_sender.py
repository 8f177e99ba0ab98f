"""Kills whoever sends an update and reminders, from the button to the tidying up: nobody misses a mail.

At most one mail comes twice, with the same Message-ID: the one that the server had accepted when its sender
was killed. The update is either a draft of which no mail is there, or sent, and then each reader has one.
"""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail as sent_mail
from django.utils import timezone

from alignment.jobs.sweeping import sweep
from alignment.models import MailChoice, OutgoingMail, Person, Plan, Update, Workspace
from alignment.outbox import sending
from alignment.updates import reminding
from tests.factories import (
    make_goal,
    make_metric,
    make_person,
    make_plan,
    make_update,
    make_user,
    make_workspace,
)
from tests.outbox.senders import Senders
from tests.outbox.smtp import MailServer, mail_server
from tests.processes import here, processes
from tests.threads import at_once, shared_database
from tests.updates.drafts import send_drafts

pytestmark = pytest.mark.django_db(transaction=True)

KILLS = 12
#: At which word about which mail of a run; only at ACCEPTED the server keeps what it will get again.
WORDS = [("DATA", 1), ("ACCEPTED", 1), ("ACCEPTED", 4), ("QUIT", 5)]
#: To whom which kind of mail goes, each once: both readers get the update.
WANTED = [
    ("mia@example.org", "update"),
    ("tom@example.org", "update"),
    ("tom@example.org", "reading_reminder"),
    ("ann@example.org", "update_reminder"),
]


def a_workspace() -> None:
    """Tom owes a reading, one plan is to be told of, and an update of another one is a draft for two people.

    It is noon in the workspace, so that the week of the reminder is not over before the test is.
    """
    today = timezone.localdate()
    ann = make_user("ann")
    workspace = make_workspace(owner=ann, time_zone=f"Etc/GMT{timezone.now().hour - 12:+}")
    MailChoice.objects.create(workspace=workspace, user=ann, digest=MailChoice.Often.NEVER)
    plan, told = make_plan(workspace), make_plan(workspace, title="Told of long ago")
    tom = make_person(workspace, "Tom Birch", email="tom@example.org")
    make_person(workspace, "Mia Torres", email="mia@example.org")
    goal = make_goal(plan, owner=tom)
    make_metric(goal, cadence="monthly", baseline=1, baseline_date=today - timedelta(days=200), target=2)
    long_ago = today - timedelta(days=200)
    make_update(told, tom, start=long_ago - timedelta(days=60), end=long_ago, sent_on=long_ago)
    another_draft()


def another_draft() -> None:
    plan, today = Plan.objects.earliest("pk"), timezone.localdate()
    plan.workspace = Workspace.objects.get()
    make_update(plan, *Person.objects.order_by("pk"), start=today - timedelta(days=60), end=today)


def begin_again() -> None:
    """As if nobody had got anything yet, and with an update to send."""
    OutgoingMail.objects.all().delete()
    Update.objects.filter(sent_on=None).delete()
    another_draft()


def fall_silent() -> None:
    """As if so much time had passed that whoever claimed a mail must be dead."""
    OutgoingMail.objects.exclude(claimed_at=None).update(claimed_at=timezone.now() - timedelta(hours=1))


def recorded() -> dict[str, tuple[str, str]]:
    """Message-ID, reader and kind of what is noted as sent."""
    sent = OutgoingMail.objects.filter(sent_at__isnull=False, text="", html="")
    return {one.message_id: (one.to, one.kind) for one in sent}


def half_sent() -> bool:
    """Whether the update and its mails say different things."""
    latest = Update.objects.latest("pk")
    mails = OutgoingMail.objects.filter(kind="update").count()
    return mails != (0 if latest.sent_on is None else 2)


def rows() -> int:
    return OutgoingMail.objects.count()


def test_an_update_and_reminders_come_once_wherever_their_sender_is_killed(tmp_path: Path) -> None:
    with mail_server() as server, processes(tmp_path) as running:
        here(a_workspace)
        address = {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}
        senders = Senders(running, first="tests.updates.drafts.send_drafts", **address)
        assert senders.said == "Queued 2, sent 4, failed 0, given up 0; jobs taken up 0.\n"
        assert sorted(here(recorded).values()) == sorted(WANTED)
        here(begin_again)
        server.accepted.clear()
        assert (senders.run(), len(server.accepted)) == (0, 4)
        rest, statements = KILLS - len(WORDS), senders.statements
        points = [(0, word) for word in WORDS]
        points += [(number * statements // rest, ("", 0)) for number in range(1, rest + 1)]
        twice = [_killed_at(point, server, senders) for point in points]
        # It did happen: where the server had accepted a mail, and between it and its note.
        assert [bool(again) for again in twice[: len(WORDS)]] == [word == "ACCEPTED" for word, _mail in WORDS]


def _killed_at(point: tuple[int, tuple[str, int]], server: MailServer, senders: Senders) -> str:
    """Kills a sender there, lets another one do the rest; the Message-ID of what came twice, or nothing."""
    here(begin_again)
    server.accepted.clear()
    statement, server.kills_at = point

    def known(pid: int) -> None:
        server.kills = 0 if statement else pid

    assert senders.run(dies_before=statement, known=known) == -9, point
    assert not here(half_sent), point
    accepted, noted = set(server.accepted), here(recorded)
    in_the_window = accepted - set(noted)
    assert len(in_the_window) <= 1, point
    here(fall_silent)
    assert senders.run() == 0
    sent = here(recorded)
    assert sorted(sent.values()) == sorted(WANTED), point
    assert (here(rows), here(half_sent)) == (len(WANTED), False), point
    assert Counter(server.accepted) == Counter([*sent, *in_the_window]), point
    return "".join(in_the_window)


def test_two_at_once_send_each_mail_once_and_later_none(tmp_path: Path) -> None:
    """As on two machines, which do not see each other's lock: both queue, and both send."""
    here_now = timezone.now()

    def run() -> int:
        for queue in (reminding.queue_readings, reminding.queue_updates):
            queue(here_now)
        return sending.send_due().sent

    with shared_database(tmp_path):
        here(a_workspace)
        here(send_drafts)
        sent_mail.outbox.clear()
        answers = at_once(run, run)
        assert sum(answers) == len(WANTED)
        assert sorted(here(recorded).values()) == sorted(WANTED)
        assert sorted(one.to[0] for one in sent_mail.outbox) == sorted(to for to, _kind in WANTED)
        assert [here(sweep).sent for _again in range(2)] == [0, 0]
        assert (len(sent_mail.outbox), here(rows)) == (len(WANTED), len(WANTED))
