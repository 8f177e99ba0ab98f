"""The map's layout, and the executive briefing as PDF."""

import os

from django.db import connections
from django.test import Client

from alignment.models import Membership, Plan, Workspace
from alignment.rules.layout import Box, lay_out
from alignment.tracing.contents import content_of
from tests.benchmarks.people import owner_client
from tests.benchmarks.places import manage
from tests.benchmarks.telling import clock, middle, tell


def main() -> None:
    env = dict(os.environ)
    manage(env, "demo")
    for cards, seconds in ((60, 0.05), (170, 0.7)):
        manage(env, "sample_workspace", f"map-{cards}", "--items", str(cards))
        workspace = Workspace.objects.get(slug=f"map-{cards}")
        content = content_of(workspace)
        items = [(layer, item) for layer, item in content.layered() if not item.archived]
        boxes = [Box(item.key, int(layer) - 1, 3) for layer, item in items]
        links = [(link.upper, link.lower) for link in content.links]
        times = [clock(lambda boxes=boxes, links=links: lay_out(boxes, links))[0] for _ in range(5)]
        tell(f"map of {len(boxes)} cards, {len(links)} connectors: layout", middle(times), "s", most=seconds)
    connections.close_all()
    briefing()


def briefing() -> None:
    """Of the sample, as an executive gets it; warm means that the child that renders has started."""
    workspace = Workspace.objects.get(slug="sample")
    owner_client(workspace)
    owner = Membership.objects.filter(workspace=workspace, role="owner").earliest("pk").user
    plan = Plan.objects.get(workspace=workspace, key="leaders")
    client = Client(raise_request_exception=False)
    client.force_login(owner)
    address = f"/w/sample/plans/{plan.pk}/briefings/executive.pdf"
    first, _cpu, answer = clock(lambda: client.get(address))
    tell(f"executive briefing as PDF ({answer.status_code}), first", first, "s")
    rest = [clock(lambda: client.get(address))[0] for _ in range(5)]
    tell("executive briefing as PDF, warm", middle(rest), "s", most=1.5)


if __name__ == "__main__":
    main()
