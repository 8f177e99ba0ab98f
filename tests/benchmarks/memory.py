"""What one web worker holds after thousands of requests, and how long the server takes to be there."""

import os
import subprocess
import time
from pathlib import Path

from django.db import connections

from alignment.models import Plan
from tests.benchmarks.people import session_of
from tests.benchmarks.places import serving
from tests.benchmarks.telling import tell
from tests.benchmarks.visitors import Visitor

REQUESTS = int(os.environ.get("REQUESTS", "3000"))
PORT = 8766
PAGES = ("", "goals/", "initiatives/", "metrics/", "map/", "trace/", "check/")


def main() -> None:
    env = dict(os.environ) | {"WEB_WORKERS": "1"}
    began = time.perf_counter()
    with serving(env, PORT):
        tell(
            "from `make run` to the first answer, samples loaded for the first time",
            time.perf_counter() - began,
            "s",
        )
    began = time.perf_counter()
    with serving(env, PORT) as server:
        tell("the same again", time.perf_counter() - began, "s", most=5)
        plan = Plan.objects.get(workspace__slug="sample", key="leaders")
        visitor = Visitor(PORT, session_of("lead@example.org"))
        connections.close_all()
        most, seen = 0.0, set()
        for number in range(REQUESTS):
            visitor.ask(f"/w/sample/plans/{plan.pk}/{PAGES[number % len(PAGES)]}")
            if number % 100 == 0:
                worker = subprocess.run(
                    ["pgrep", "-P", str(server)], capture_output=True, text=True, check=True
                ).stdout.split()
                seen |= set(worker)
                most = max(most, *(held(pid) for pid in worker))
        words = f"{len(seen)} workers, one after the other" if len(seen) > 1 else ""
        tell(f"one web worker, the most in {REQUESTS:,} requests", most, "MB", most=150, more=words)


def held(pid: str) -> float:
    """The memory of a process in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
