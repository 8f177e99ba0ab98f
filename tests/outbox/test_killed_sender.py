"""Kills the sender of digests at twenty points: nobody misses one, and at most one comes twice.

Some points are words of its talk with the mail server, the others lie evenly over everything that a run
says to the database: queueing, claiming, writing, noting, tidying up.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from alignment.models import Membership, OutgoingMail, User
from tests.factories import make_goal, make_member, make_plan, make_user, make_workspace
from tests.outbox.senders import Senders
from tests.outbox.smtp import MailServer, mail_server
from tests.processes import here, processes

pytestmark = pytest.mark.django_db(transaction=True)

KILLS = 20
NAMES = ("ann", "ben", "rita")
#: At which word about which mail of a run; only at ACCEPTED the server keeps what it will get again.
WORDS = [("CONNECT", 1), ("MAIL", 1), ("RCPT", 2), ("DATA", 2), ("ACCEPTED", 1), ("ACCEPTED", 3), ("QUIT", 4)]


def three_members() -> None:
    """Each with a digest that is due, and something to tell in it. It is noon where they are.

    So the week, which begins on a Monday at seven, is not over before the test is.
    """
    ahead = 12 - timezone.now().hour
    users = [make_user(name, time_zone=f"Etc/GMT{-ahead:+}") for name in NAMES]
    workspace = make_workspace(owner=users[0])
    for user in users[1:]:
        make_member(workspace, user)
    make_goal(make_plan(workspace))
    Membership.objects.update(created=timezone.now() - timedelta(days=90))


def begin_again() -> None:
    """As if nobody had got a digest yet."""
    OutgoingMail.objects.all().delete()


def fall_silent() -> None:
    """As if so much time had passed that whoever claimed a mail must be dead."""
    OutgoingMail.objects.exclude(claimed_at=None).update(claimed_at=timezone.now() - timedelta(hours=1))


def recorded() -> dict[str, str]:
    """Message-ID and reader of what is noted as sent."""
    sent = OutgoingMail.objects.filter(sent_at__isnull=False, text="", html="")
    return dict(sent.values_list("message_id", "user__name"))


def rows() -> int:
    return OutgoingMail.objects.count()


def points(statements: int) -> Iterator[tuple[int, tuple[str, int]]]:
    """Where to kill: before a statement, or at a word."""
    for word in WORDS:
        yield 0, word
    rest = KILLS - len(WORDS)
    for number in range(1, rest + 1):
        yield number * statements // rest, ("", 0)


def test_a_sender_killed_anywhere_misses_nobody_and_repeats_at_most_one_mail(tmp_path: Path) -> None:
    with mail_server() as server, processes(tmp_path) as running:
        address = {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}
        here(three_members)
        senders = Senders(running, **address)
        assert senders.said == "Queued 3, sent 3, failed 0, given up 0; jobs taken up 0.\n"
        here(begin_again)
        assert senders.run() == 0
        assert len(server.accepted) == 6
        twice = [_killed_at(point, server, senders) for point in points(senders.statements)]
        assert len(twice) == KILLS
        # It did happen: at the words, where the server had accepted a mail, and between it and its note.
        assert [bool(again) for again in twice[: len(WORDS)]] == [word == "ACCEPTED" for word, _mail in WORDS]
        # Two at once, and as commands of their own: nothing is sent again.
        before = len(server.accepted)
        both = [running.start("send_due", **address) for _number in range(2)]
        assert [running.finish(one)[0] for one in both] == [0, 0]
        assert len(server.accepted) == before
        assert here(User.objects.count) == 3


def _killed_at(point: tuple[int, tuple[str, int]], server: MailServer, senders: Senders) -> str:
    """Kills a sender there, lets another one do the rest; the Message-ID of what came twice, or nothing."""
    here(begin_again)
    server.accepted.clear()
    statement, server.kills_at = point

    def known(pid: int) -> None:
        server.kills = 0 if statement else pid

    assert senders.run(dies_before=statement, known=known) == -9, point
    accepted, noted = set(server.accepted), here(recorded)
    in_the_window = accepted - set(noted)
    assert len(in_the_window) <= 1, point
    here(fall_silent)
    assert senders.run() == 0
    sent = here(recorded)
    assert sorted(sent.values()) == sorted(name.capitalize() for name in NAMES), point
    assert here(rows) == len(NAMES), point
    came = Counter(server.accepted)
    assert came == Counter([*sent, *in_the_window]), point  # the same Message-ID, and only that one
    return "".join(in_the_window)
