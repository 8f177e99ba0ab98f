"""Pages: of a plan of 60 items right after a write and later, and a table of 50 rows out of 20,000."""

import os
from typing import Any

from django.db import connection, connections
from django.db.models import F
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from alignment.models import ITEM, Layer, Plan, Workspace
from alignment.tracing.report import report_of
from alignment.tracing.tables import InitiativeTable
from tests.benchmarks.people import owner_client
from tests.benchmarks.places import manage
from tests.benchmarks.telling import clock, middle, tell

TABS = (
    "",
    "goals/",
    "outcomes/",
    "moments/",
    "learning/",
    "initiatives/",
    "metrics/",
    "map/",
    "trace/",
    "check/",
)
PLAIN = Template(
    """<table>{% for row in rows %}<tr>
<td><a href="/w/twenty/items/initiative/{{ row.node.id }}/">{{ row.title }}</a></td>
<td>{{ row.verdict_words }}</td><td>{% for node in row.first_goals %}{{ node.title }} {% endfor %}</td>
<td>{{ row.strength_words }}</td><td>{{ row.node.status }}</td></tr>{% endfor %}</table>"""
)


def main() -> None:
    env = dict(os.environ)
    manage(env, "sample_workspace", "small", "--items", "60")
    manage(env, "sample_workspace", "twenty", "--items", "20000")
    connections.close_all()
    small_plan()
    large_table()


def small_plan() -> None:
    workspace = Workspace.objects.get(slug="small")
    client = owner_client(workspace)
    plan = Plan.objects.filter(workspace=workspace).earliest("pk")
    item = ITEM[Layer.MOMENT].objects.filter(plan=plan).earliest("pk")
    home = f"/w/small/plans/{plan.pk}/"
    hello = middle([clock(lambda: client.get("/healthz"))[1] for _ in range(50)])
    tell("hello: a page that reads nothing, cpu", hello * 1000, "ms")
    for address in [*(home + tab for tab in TABS), f"/w/small/items/moment/{item.pk}/"]:
        client.get(address)
        cold, queries = [], 0
        for _ in range(5):
            # What every write does: whatever is kept of the workspace counts no more.
            Workspace.objects.filter(pk=workspace.pk).update(revision=F("revision") + 1)
            with CaptureQueriesContext(connection) as caught:
                cold.append(clock(lambda address=address: client.get(address))[1] * 1000)
            queries = len(caught)
        warm = [clock(lambda address=address: client.get(address)) for _ in range(9)]
        with CaptureQueriesContext(connection) as caught:
            status = client.get(address).status_code
        name = address.replace(home, "plan/").replace(f"/{item.pk}/", "/…/")
        cpu, wall = middle([one[1] for one in warm]), middle([one[0] for one in warm])
        more = f"{wall * 1000:.0f} ms on the wall, {cpu / hello:.0f} × hello, {len(caught)} queries"
        tell(f"{name} ({status}), cpu", cpu * 1000, "ms", most=60, more=more)
        tell("  after a write: queries", queries, "", most=25, more=f"{middle(cold):.0f} ms of cpu")


def large_table() -> None:
    workspace = Workspace.objects.get(slug="twenty")
    client = owner_client(workspace)
    for query in ("", "?sort=verdict&page=7", "?verdict=traced&sort=-title&page=3"):
        address = f"/w/twenty/portfolio/{query}"
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            status = client.get(address).status_code
        times = [clock(lambda address=address: client.get(address))[1] * 1000 for _ in range(5)]
        tell(f"portfolio of 20,000 items {query} ({status}), cpu", middle(times), "ms")
        tell("  queries", len(caught), "", most=10)
    rows = [row for row in report_of(workspace).initiatives if not row.apart]
    request: Any = RequestFactory().get("/", {"sort": "title"})
    request.user = None
    table = InitiativeTable(rows).for_request(request)
    shown = [row.record for row in table.paginated_rows]

    def ours() -> None:
        table.as_html(request)

    def plain() -> None:
        PLAIN.render(Context({"rows": shown}))

    ours(), plain()
    figures = [middle([clock(work)[1] for _ in range(9)]) * 1000 for work in (ours, plain)]
    words = f"{figures[0]:.1f} and {figures[1]:.1f} ms of cpu"
    tell(
        f"table of {len(shown)} rows, beside a plain template",
        figures[0] / figures[1],
        "times",
        most=3,
        more=words,
    )


if __name__ == "__main__":
    main()
