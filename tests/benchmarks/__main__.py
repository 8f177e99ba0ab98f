"""`make benchmark`: every part on SQLite and on PostgreSQL, or `make benchmark ONLY=portfolio,load`.

Every line names what was measured, how much, the goal, and whether it was met. Nothing fails: whoever runs it
judges, and takes noise into account. Installations are made for it and thrown away.
"""

import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.benchmarks.places import DATABASES, ROOT, installation

PARTS = (
    *("pages", "attention", "library", "drawing", "weight", "load", "session", "memory", "commands"),
    "portfolio",
)
ONCE = ("drawing", "weight", "others")  # the database makes no difference


def main() -> None:
    wanted = [part for part in os.environ.get("ONLY", "").replace(" ", "").split(",") if part] or list(PARTS)
    if unknown := set(wanted) - {*PARTS, "others"}:
        sys.exit(f"Unknown: {', '.join(sorted(unknown))}. There are {', '.join(PARTS)} and others.")
    print(
        f"{date.today()}, {cpu()}, {os.cpu_count()} cores, Python {platform.python_version()}, {versions()}"
    )
    print(f"load of the machine before it began: {os.getloadavg()[0]:.1f}")
    for database in DATABASES:
        parts = [part for part in wanted if database == DATABASES[0] or part not in ONCE]
        for part in parts:
            print(f"\n{part} ({database})" if part not in ONCE else f"\n{part}", flush=True)
            with installation(database) as env:
                subprocess.run(
                    [sys.executable, "-m", f"tests.benchmarks.{part}"], cwd=ROOT, env=env, check=False
                )


def cpu() -> str:
    """The name of the processor."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.processor()


def versions() -> str:
    """Of both databases."""
    import sqlite3  # noqa: PLC0415 - the one that `config` has swapped in

    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    named = (
        subprocess.run([found[-1], "--version"], capture_output=True, text=True, check=False).stdout
        if found
        else ""
    )
    return f"SQLite {sqlite3.sqlite_version}, {named.strip() or 'no PostgreSQL'}"


if __name__ == "__main__":
    main()
