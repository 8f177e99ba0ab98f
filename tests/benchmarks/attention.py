"""What needs attention in a workspace of 20,000 items: right after a write, and later."""

import os
from datetime import timedelta

from django.db import connection, connections
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alignment.attention.queries import matters_of
from alignment.models import Initiative, Metric, Workspace
from tests.benchmarks.people import owner_client
from tests.benchmarks.places import manage
from tests.benchmarks.telling import clock, middle, tell

ADDRESSES = ("", "?kind=stale", "?page=40")


def main() -> None:
    manage(dict(os.environ), "sample_workspace", "twenty", "--items", "20000")
    connections.close_all()
    workspace = Workspace.objects.get(slug="twenty")
    past = timezone.localdate() - timedelta(days=1)
    # So that there is something of every kind that dates make.
    Initiative.objects.filter(workspace=workspace, pk__in=_every(Initiative, workspace, 4)).update(
        needed_by=past
    )
    Metric.objects.filter(workspace=workspace, pk__in=_every(Metric, workspace, 3)).update(target_date=past)
    client = owner_client(workspace)
    hello = middle([clock(lambda: client.get("/healthz"))[1] for _ in range(50)]) * 1000
    tell("hello: a page that reads nothing, cpu", hello, "ms")
    client.get("/w/twenty/attention/")
    tell(
        "things that need attention",
        len(matters_of(workspace, timezone.localdate())),
        "",
    )
    _after_a_write(client, workspace)
    for query in ADDRESSES:
        address = f"/w/twenty/attention/{query}"
        with CaptureQueriesContext(connection) as caught:
            status = client.get(address).status_code
        queries = len(caught)
        times = [clock(lambda address=address: client.get(address)) for _ in range(9)]
        cpu, wall = (middle([one[n] * 1000 for one in times]) for n in (1, 0))
        more = f"{wall:.0f} ms on the wall, {cpu / hello:.0f} × hello"
        tell(f"attention/{query} ({status}), later, cpu", cpu, "ms", most=60, more=more)
        tell("  queries", queries, "", most=10)


def _every(model: type[Initiative] | type[Metric], workspace: Workspace, nth: int) -> list[int]:
    return list(model.objects.filter(workspace=workspace).order_by("pk").values_list("pk", flat=True))[::nth]


def _after_a_write(client: Client, workspace: Workspace) -> None:
    walls, cpus, queries = [], [], 0
    for _ in range(5):
        # What every write does: whatever is kept of the workspace counts no more.
        Workspace.objects.filter(pk=workspace.pk).update(revision=F("revision") + 1)
        with CaptureQueriesContext(connection) as caught:
            wall, cpu, _answer = clock(lambda: client.get("/w/twenty/attention/"))
        walls.append(wall), cpus.append(cpu)
        queries = len(caught)
    more = f"{middle(walls):.2f} s on the wall"
    tell("attention/, right after a write, cpu", middle(cpus), "s", more=more)
    tell("  queries", queries, "", most=25)


if __name__ == "__main__":
    main()
