"""A catalogue of thousands of items: how long it takes to come in, and what its pages take."""

import csv
import io
import os
import resource

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alignment.catalogue.services.importing import import_catalogue, read_catalogue
from alignment.deeds import create_all, deed
from alignment.models import CatalogueItem, CatalogueLink, Layer, LearningOutcome, Workspace
from tests.benchmarks.people import owner_client
from tests.benchmarks.telling import clock, middle, tell
from tests.factories import make_chain, make_item, make_plan, make_workspace

ITEMS = int(os.environ.get("ITEMS", "4000"))
OUTCOMES = 300
VERBS = ("Leading", "Coaching", "Writing", "Selling", "Planning", "Measuring", "Hiring")
THINGS = ("teams", "people", "reports", "customers", "data", "conflict", "feedback", "change", "risk")


def main() -> None:
    """Bring a catalogue in, then open each page of the library."""
    workspace = make_workspace("bench")
    chain = make_chain(make_plan(workspace))
    for number in range(OUTCOMES):
        title = f"{VERBS[number % len(VERBS)]} {THINGS[number % len(THINGS)]} in a talk {number}"
        make_item(Layer.LEARNING, chain[0].plan, title=title, skill=THINGS[number % len(THINGS)])
    source = _file()
    wall, cpu, reading = clock(lambda: read_catalogue(source, {}))
    tell(f"reading a file of {ITEMS:,} rows", cpu, "s cpu", more=f"{wall:.1f} s")
    wall, cpu, _report = clock(lambda: import_catalogue(workspace, reading, by=None))
    tell(f"writing {ITEMS:,} items, the audit included", cpu, "s cpu", more=f"{wall:.1f} s")
    wall, cpu, _report = clock(lambda: import_catalogue(workspace, reading, by=None))
    tell("the same again, which changes nothing", cpu, "s cpu", more=f"{wall:.1f} s")
    tell("memory at most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", most=400)
    _link(workspace)
    client = owner_client(workspace)
    item = CatalogueItem.objects.filter(workspace=workspace).latest("pk").pk
    plain = middle([clock(lambda: client.get("/healthz"))[1] for _ in range(20)])
    for page in (
        "", "catalogue/", "catalogue/?q=coaching&sort=-hours", "catalogue/?show=offer&serves=nothing",
        f"catalogue/{item}/", "catalogue/suggestions/", "audit/", "barriers/",
    ):  # fmt: skip
        _page(client, f"/w/bench/library/{page}", plain)
    _deciding(workspace, client, item)


def _page(client: Client, address: str, plain: float) -> None:
    with CaptureQueriesContext(connection) as first:
        _wall, cold, answer = clock(lambda: client.get(address))
    assert answer.status_code == 200, address  # noqa: S101
    queries = [len(first)]
    with CaptureQueriesContext(connection) as later:
        client.get(address)
    queries.append(len(later))
    warm = middle([clock(lambda: client.get(address))[1] for _ in range(5)])
    more = f"first {1000 * cold:.0f} ms, {queries[0]} queries, later {queries[1]}; {warm / plain:.0f} × hello"
    tell(address, 1000 * warm, "ms cpu", more=more)


def _deciding(workspace: Workspace, client: Client, item: int) -> None:
    sent = {"fate": "keep", "reason": "It works", "version": "1"}
    _wall, cpu, answer = clock(
        lambda: client.post(f"/w/{workspace.slug}/library/catalogue/{item}/decide/", sent)
    )
    assert answer.status_code == 303  # noqa: S101
    tell("deciding about one item, the audit of the day included", 1000 * cpu, "ms cpu")


def _file() -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "title", "description", "hours", "cost", "seats", "retired", "skills"])
    for n in range(ITEMS):
        title = f"{VERBS[n % len(VERBS)]} {THINGS[n % len(THINGS)]} {n}"
        skills = f"{THINGS[n % len(THINGS)]}; {VERBS[n % len(VERBS)]}"
        writer.writerow([f"C{n}", title, "<p>About it</p>" * 5, "90 min", "$49", "5.3k", "N", skills])
    return out.getvalue().encode()


def _link(workspace: Workspace) -> None:
    outcomes = list(LearningOutcome.objects.filter(workspace=workspace))
    items = CatalogueItem.objects.filter(workspace=workspace)[: ITEMS // 4]
    with deed("link", by=None, workspace=workspace):
        create_all(
            [
                CatalogueLink(workspace=workspace, item=item, learning_outcome=outcomes[n % len(outcomes)])
                for n, item in enumerate(items)
            ]
        )


if __name__ == "__main__":
    main()
