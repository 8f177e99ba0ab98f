"""The server under load: 16 visitors, nine of ten requests read, one writes; 2 workers with 4 threads."""

import os
import random
import sys
import threading
import time
from multiprocessing import get_context
from typing import Any

from django.db import connections

from alignment.models import ITEM, Layer, Plan
from tests.benchmarks.pages import TABS
from tests.benchmarks.people import session_of
from tests.benchmarks.places import serving
from tests.benchmarks.telling import tell
from tests.benchmarks.visitors import Form, Visitor

VISITORS, PROCESSES, SECONDS, WARMING = 16, 2, 20, 4
PORT = 8765


def main() -> None:
    with serving(dict(os.environ), PORT):
        plan = Plan.objects.get(workspace__slug="sample", key="leaders")
        session = session_of("lead@example.org")
        home = f"/w/sample/plans/{plan.pk}/"
        reads = [home + page for page in TABS] + ["/w/sample/portfolio/", "/w/sample/plans/"]
        items = [
            f"/w/sample/items/{layer.word}/{pk}/"
            for layer in Layer
            for pk in ITEM[layer].objects.filter(workspace=plan.workspace_id).values_list("pk", flat=True)
        ]
        if len(items) < VISITORS:
            sys.exit(f"The samples have {len(items)} items, too few for {VISITORS} visitors.")
        connections.close_all()
        tasks = [(session, reads + items[::5], items, number) for number in range(VISITORS)]
        share = VISITORS // PROCESSES
        with get_context("fork").Pool(PROCESSES) as pool:
            parts = [tasks[place * share : (place + 1) * share] for place in range(PROCESSES)]
            found = [one for part in pool.map(crowd, parts) for one in part]
    say(found)


def say(found: list[tuple[str, float, int]]) -> None:
    times = sorted(seconds * 1000 for _what, seconds, _status in found)
    wrong = [(what, status) for what, _seconds, status in found if status >= 400]
    writes = sum(what == "write" for what, _seconds, _status in found)
    words = f"{len(found):,} requests of {VISITORS} visitors in {SECONDS} s, {writes / len(found):.0%} write"
    tell("load on the sample's pages", len(found) / SECONDS, "req/s", least=80, more=words)
    tell("  half of the answers within", times[len(times) // 2], "ms")
    tell("  95 of 100 within", times[int(len(times) * 0.95)], "ms", most=400)
    tell("  errors", len(wrong), "", most=0, more=str(wrong[:3]) if wrong else "")


def crowd(tasks: list[tuple[Any, ...]]) -> list[tuple[str, float, int]]:
    """Some of the visitors, each in a thread."""
    found: list[tuple[str, float, int]] = []
    start = time.monotonic() + WARMING
    threads = [threading.Thread(target=visit, args=(*task, start, found)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def visit(
    session: str, reads: list[str], items: list[str], number: int, start: float, found: list[Any]
) -> None:
    """Opens pages and now and then saves a form; what comes before the start warms up and is not counted."""
    dice, visitor = random.Random(number), Visitor(PORT, session)
    mine = items[number % len(items)]  # two visitors of one item would be told of each other, as they should
    while (now := time.monotonic()) < start + SECONDS:
        if dice.random() < 0.1 / 0.9:  # the form is read first, which is a request too
            steps = save(visitor, mine, dice)
        else:
            steps = [("read", *timed(visitor, dice.choice(reads)))]
        if now >= start:
            found += steps


def save(visitor: Visitor, item: str, dice: random.Random) -> list[tuple[str, float, int]]:
    """Read the form of an item, change its description, send it."""
    began = time.monotonic()
    status, body, _headers = visitor.ask(f"{item}edit/")
    read = ("read", time.monotonic() - began, status)
    fields = dict(Form(body.decode(), f"{item}edit/").fields)
    said = [(name, value) for name, value in fields.items() if name != "description"]
    said.append(("description", f"Seen by many, {dice.random()}"))
    return [read, ("write", *timed(visitor, f"{item}edit/", said))]


def timed(visitor: Visitor, address: str, sent: list[tuple[str, str]] | None = None) -> tuple[float, int]:
    began = time.monotonic()
    status, _body, _headers = visitor.ask(address, sent)
    return time.monotonic() - began, status


if __name__ == "__main__":
    main()
