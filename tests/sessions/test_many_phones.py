"""Many phones at once: every answer and every vote that was acknowledged is there, and nobody gets an error.

tests/benchmarks/session.py measures the same with sixty phones on a server that really runs.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Barrier, Semaphore

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.models import Answer, Deed, GuidedSession, Participant, Phase, Rights, User, Vote, Workspace
from alignment.sessions.services import leading
from tests.factories import make_plan, make_session, make_share, make_user, make_workspace
from tests.threads import at_once, shared_database

PHONES = 20
ANSWERS = 3
VOTES = 2
PATIENCE = 120  # seconds, on a busy machine
THREADS = Semaphore(settings.WEB_THREADS)

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Place:
    """Where they all take part."""

    session: int
    link: int
    token: str
    owner: int


def furnish() -> Place:
    owner = make_user("owner")
    session = make_session(make_plan(make_workspace("busy", owner=owner)), votes_each=VOTES)
    link, token = make_share(session.plan, rights=Rights.ANSWER, session=session, by=owner)
    return Place(session.pk, link.pk, token, owner.pk)


@contextmanager
def its_turn() -> Iterator[None]:
    """PostgreSQL is asked by as many threads at once as a server has; SQLite by all."""
    if connection.vendor == "sqlite":
        yield
        return
    with THREADS:
        yield
        connection.close()


def take_part(place: Place, number: int, together: Barrier) -> Counter[int]:
    """One phone: follows the link, joins, answers, waits for the vote, votes once more than it may."""
    phone, told = Client(), Counter[int]()

    def send(name: str, *args: int, **sent: str) -> None:
        with its_turn():
            there = reverse(f"guest_sessions:{name}", args=[place.link, place.session, *args])
            told[phone.post(there, sent).status_code] += 1

    with its_turn():
        phone.get(reverse("link_open", args=[place.token]))
    together.wait(timeout=PATIENCE)
    send("join")
    for turn in range(ANSWERS):
        send("answer", send=str(turn + 1), **{f"text_{turn + 1}": f"Phone {number}, answer {turn}"})
    if together.wait(timeout=PATIENCE) == 0:
        with its_turn():
            begin_vote(place)
    together.wait(timeout=PATIENCE)
    with its_turn():
        answers = list(Answer.objects.order_by("pk").values_list("pk", flat=True))
    for turn in range(VOTES + 1):
        send("vote", answers[(number + turn) % len(answers)])
    return told


def begin_vote(place: Place) -> None:
    session = GuidedSession.objects.select_related("plan", "workspace").get(pk=place.session)
    leading.move_on(session, Phase.VOTING, by=User.objects.get(pk=place.owner))


def check(place: Place) -> None:
    said = set(Answer.objects.values_list("text", flat=True))
    assert said == {f"Phone {n}, answer {turn}" for n in range(PHONES) for turn in range(ANSWERS)}
    assert (Answer.objects.count(), Participant.objects.count()) == (PHONES * ANSWERS, PHONES)
    votes = Counter(Vote.objects.values_list("participant", flat=True))
    assert (len(votes), set(votes.values())) == (PHONES, {VOTES})
    session = GuidedSession.objects.get(pk=place.session)
    assert session.revision == PHONES * (1 + ANSWERS + VOTES)
    workspace = Workspace.objects.get()
    assert workspace.revision == Deed.objects.filter(workspace=workspace).count()


def test_no_answer_and_no_vote_is_lost(tmp_path: Path) -> None:
    with shared_database(tmp_path):
        [place] = at_once(furnish)
        together = Barrier(PHONES)
        told = at_once(*(partial(take_part, place, number, together) for number in range(PHONES)))
        assert told == [Counter({302: 1, 303: ANSWERS + VOTES + 1})] * PHONES
        [wrong] = at_once(partial(check, place))
        assert wrong is None


def test_a_phone_waits_for_the_disk_as_rarely_as_can_be() -> None:
    """The limits are one write, what is done is another; a join is remembered by the browser as well."""
    place, phone = furnish(), Client()
    sent = {"join": {}, "answer": {"send": "1", "text_1": "Said"}}
    phone.get(reverse("link_open", args=[place.token]))
    waits = {}
    for name, fields in sent.items():
        with CaptureQueriesContext(connection) as caught:
            phone.post(reverse(f"guest_sessions:{name}", args=[place.link, place.session]), fields)
        waits[name] = sum(query["sql"] == "COMMIT" for query in caught)
    assert (waits, Answer.objects.count()) == ({"join": 3, "answer": 2}, 1)
