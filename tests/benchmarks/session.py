"""A guided session: sixty phones answer and vote while all of them, and the lead, ask for news every 3 s."""

import os
import random
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

from django.db import connections
from django.urls import reverse

from alignment.models import Answer, GuidedSession, Participant, Phase, Plan, User, Vote
from alignment.sessions.services import leading
from tests.benchmarks.people import session_of
from tests.benchmarks.places import serving
from tests.benchmarks.telling import tell
from tests.benchmarks.visitors import Form, Visitor

PHONES, ANSWERS, VOTES = 60, 3, 3
THINKING = 8  # seconds at most between two answers; the first ones come all at once
EVERY = 3
PATIENCE = 300
PORT = 8765


class Room:
    """What happens in it: how long each request took, and when each answer was seen by the lead."""

    def __init__(self, link: str, lead: str, live: str) -> None:
        self.link, self.lead, self.live = link, lead, live
        self.times: list[tuple[str, float, int]] = []
        self.sent: dict[str, float] = {}
        self.seen: dict[str, float] = {}
        self.over = threading.Event()
        self.vote = threading.Event()
        self.together = threading.Barrier(PHONES + 1)

    def ask(self, visitor: Visitor, what: str, address: str, sent: Any = None) -> tuple[int, bytes, Any]:
        began = time.monotonic()
        status, body, headers = visitor.ask(address, sent)
        self.times.append((what, time.monotonic() - began, status))
        return status, body, headers


def main() -> None:
    with serving(dict(os.environ), PORT) as server:
        by = User.objects.get(email="lead@example.org")
        plan = Plan.objects.select_related("workspace").get(workspace__slug="sample", key="leaders")
        session, _link, token = leading.open_session(
            plan, step=3, title="Sixty", votes_each=VOTES, asks_names=False, by=by
        )
        lead = session_of("lead@example.org")
        live = reverse("sessions:session_live", args=["sample", plan.pk, session.pk])
        room = Room(reverse("link_open", args=[token]), lead, live)
        connections.close_all()
        before, load = spent(server), os.getloadavg()[0]
        phones = [threading.Thread(target=phone, args=(room, number)) for number in range(PHONES)]
        watcher = threading.Thread(target=watch, args=(room,))
        for thread in (*phones, watcher):
            thread.start()
        room.together.wait()
        fresh = GuidedSession.objects.select_related("plan", "workspace").get(pk=session.pk)
        leading.move_on(fresh, Phase.VOTING, by=by)
        room.vote.set()
        for thread in phones:
            thread.join()
        room.over.set()
        watcher.join()
        cpu, load = spent(server) - before, max(load, os.getloadavg()[0])
        kept = set(Answer.objects.filter(session=session).values_list("text", flat=True))
        votes = Vote.objects.filter(answer__session=session).count()
        people = Participant.objects.filter(session=session).count()
    say(room, kept, votes, people)
    words = "without the database's own" if "DATABASE_URL" in os.environ else ""
    tell("processor of the web server, a request", cpu * 1000 / len(room.times), "ms", more=words)
    tell("load of the machine, at most", load, "", more=f"on {os.cpu_count()} cores")


def spent(server: int) -> float:
    """Seconds of processor that the workers of a server have used."""
    workers = subprocess.run(["pgrep", "-P", str(server)], capture_output=True, text=True, check=True)
    stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2] for pid in workers.stdout.split()]
    return sum(int(used) for one in stats for used in one.split()[11:13]) / os.sysconf("SC_CLK_TCK")


def say(room: Room, kept: set[str], votes: int, people: int) -> None:
    tell("phones that joined", people, "", least=PHONES)
    for what in ("join", "answer", "vote", "asking again"):
        times = sorted(seconds * 1000 for kind, seconds, _status in room.times if kind == what)
        most = None if what == "asking again" else 5000
        tell(
            f"{what}: 95 of 100 within",
            times[int(len(times) * 0.95)],
            "ms",
            most=most,
            more=f"of {len(times)}",
        )
    delays = sorted(room.seen[text] - sent for text, sent in room.sent.items() if text in room.seen)
    tell("an answer is on the lead's page: 95 of 100 within", delays[int(len(delays) * 0.95)], "s", most=10)
    lost = [text for text in room.sent if text not in kept]
    tell("answers that were acknowledged and are lost", len(lost), "", most=0, more=f"of {len(room.sent)}")
    tell("votes that are missing", PHONES * VOTES - votes, "", most=0)
    wrong = [(what, status) for what, _seconds, status in room.times if status >= 400]
    tell("errors", len(wrong), "", most=0, more=f"of {len(room.times)} requests {wrong[:3] or ''}")


def phone(room: Room, number: int) -> None:
    """One phone; when it fails nobody waits for it."""
    try:
        take_part(room, random.Random(number), visitor_with(""), number)
    except Exception:
        room.together.abort()
        raise


def visitor_with(session: str) -> Visitor:
    """A browser that waits longer than people do: late is a figure here, and no reason to stop."""
    visitor = Visitor(PORT, session)
    visitor.connection.timeout = PATIENCE
    return visitor


def take_part(room: Room, dice: random.Random, visitor: Visitor, number: int) -> None:
    """Follows the code, joins, answers with some thinking in between, votes when the vote begins."""
    _status, _body, headers = room.ask(visitor, "follow", room.link)
    here = f"{headers['Location']}session/"
    _status, _body, headers = room.ask(visitor, "open", here)
    here = headers["Location"]
    page = room.ask(visitor, "open", here)[1].decode()
    room.ask(visitor, "join", f"{here}join/", Form(page, "/join/").fields)
    for turn in range(ANSWERS):
        page = room.ask(visitor, "open", here)[1].decode()
        text = f"Phone {number}, answer {turn}"
        fields = [one for one in Form(page, "/answer/").fields if one[0] != f"text_{turn + 1}"]
        room.ask(
            visitor,
            "answer",
            f"{here}answer/",
            [*fields, (f"text_{turn + 1}", text), ("send", str(turn + 1))],
        )
        room.sent[text] = time.monotonic()
        wait(room, visitor, here, dice.random() * THINKING)
    room.together.wait()
    room.vote.wait()
    page = room.ask(visitor, "open", here)[1].decode()
    ballot = [part.split("/vote/")[0] for part in page.split(f'action="{here}answers/')[1:]]
    token = [one for one in Form(page, "/vote/").fields if one[0] == "csrfmiddlewaretoken"]
    for chosen in dice.sample(ballot, VOTES):
        room.ask(visitor, "vote", f"{here}answers/{chosen}/vote/", token)


def wait(room: Room, visitor: Visitor, here: str, seconds: float) -> None:
    """Thinks, and asks for news as a phone does by itself."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(left, EVERY))
        room.ask(visitor, "asking again", f"{here}live/?since=collecting-")


def watch(room: Room) -> None:
    """The lead's page: asks every three seconds and notes when it sees which answer."""
    visitor, mark = visitor_with(room.lead), ""
    while not room.over.is_set():
        status, body, _headers = room.ask(visitor, "asking again", f"{room.live}?since={mark}")
        if status == 200:
            page, now = body.decode(), time.monotonic()
            mark = page.split("?since=")[1].split('"')[0]
            for text in list(room.sent):
                if text not in room.seen and f">{text}<" in page:
                    room.seen[text] = now
        time.sleep(EVERY)


if __name__ == "__main__":
    main()
