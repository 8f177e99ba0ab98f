"""Commands as whole processes: the trace as JSON, export and import."""

import json
import os
import tempfile

from tests.benchmarks.places import manage, measured
from tests.benchmarks.telling import tell


def main() -> None:
    env = dict(os.environ)
    cpu = {}
    for name, items in (("five", 5_000), ("twenty", 20_000)):
        manage(env, "sample_workspace", name, "--items", str(items))
        runs = [measured(env, "trace", "--workspace", name, "--format", "json") for _ in range(3)]
        wall, cpu[name], memory, _answer = min(runs, key=lambda run: run[1])
        goals = {"most": 3.0} if items == 20_000 else {}
        tell(
            f"trace --format json, {items:,} items, whole process",
            wall,
            "s",
            **goals,
            more=f"{cpu[name]:.2f} s cpu",
        )
        if items == 20_000:
            tell("  its memory", memory, "MB", most=200)
    tell("  growth of its cpu from 5,000 to 20,000 items", cpu["twenty"] / cpu["five"], "times", most=4.4)
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/twenty.json"
        wall, used, memory, _answer = measured(env, "export_plan", "--workspace", "twenty", "-o", file)
        tell("export_plan, 20,000 items", wall, "s", more=f"{used:.1f} s cpu, {memory:.0f} MB")
        with open(file) as written:  # noqa: PTH123
            links = len(json.load(written)["links"])
        for again in ("", " again"):
            wall, used, memory, _answer = measured(env, "import_plan", file, "--workspace", "copy")
            tell(f"import_plan, 20,000 items, {links:,} links{again}", wall, "s", more=f"{used:.1f} s cpu")
            tell("  its memory", memory, "MB", most=400)


if __name__ == "__main__":
    main()
