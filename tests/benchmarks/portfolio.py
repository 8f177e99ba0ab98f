"""The trace over a whole workspace of 100,000 items, as the server computes and keeps it."""

import gc
import os

from alignment.models import LINK_UP, Workspace
from alignment.rules.verdicts import trace
from alignment.tracing.queries import graph_of, traced
from tests.benchmarks.people import owner_client
from tests.benchmarks.places import manage
from tests.benchmarks.telling import clock, middle, tell


def main() -> None:
    manage(dict(os.environ), "sample_workspace", "hundred", "--items", "100000", "--links-per-item", "3")
    workspace = Workspace.objects.get(slug="hundred")
    links = sum(model.objects.filter(workspace=workspace).count() for model in LINK_UP.values())
    reads, judged, cpu = [], [], []
    for _ in range(5):
        gc.collect()
        read, read_cpu, graph = clock(lambda: graph_of(workspace))
        judge, judge_cpu, _found = clock(lambda graph=graph: trace(graph))
        reads.append(read)
        judged.append(judge)
        cpu.append(read_cpu + judge_cpu)
    both = [read + judge for read, judge in zip(reads, judged, strict=True)]
    words = f"read {middle(reads):.2f} s, judge {middle(judged):.2f} s, {middle(cpu):.2f} s cpu"
    tell(f"trace of 100,000 items, {links:,} links, cold", middle(both), "s", most=1.0, more=words)
    traced(workspace)
    kept = [clock(lambda: traced(workspace))[0] * 1000 for _ in range(5)]
    tell("  kept since the last write", middle(kept), "ms", most=50)
    client = owner_client(workspace)
    address = "/w/hundred/portfolio/"
    first, _cpu, answer = clock(lambda: client.get(address))
    again = [clock(lambda: client.get(address))[0] for _ in range(3)]
    tell(f"portfolio page ({answer.status_code}), first, then", first, "s", more=f"{middle(again):.2f} s")


if __name__ == "__main__":
    main()
