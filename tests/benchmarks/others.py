"""The same graph through sphinx-needs, to see the ratio on this machine: `make benchmark ONLY=others`.

It is installed into a folder that is thrown away. Nothing of it is part of this project.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import Any

from tests.benchmarks.places import manage, measured
from tests.benchmarks.telling import tell

ITEMS = (("needs", 5_000), ("html", 5_000))  # the builder, and how many items; at 20,000 it takes minutes
LAYERS = ("goals", "outcomes", "moments", "learning_outcomes", "initiatives")
MOST_CPU = 150  # seconds for one of their runs
CONF = """
project = "graph"
extensions = ["sphinx_needs"]
needs_types = [dict(directive=name, title=name, prefix="X_", color="#fff", style="node") for name in %r]
needs_extra_links = [dict(option="leads_to", incoming="is led to by", outgoing="leads to")]
needs_id_regex = "^[A-Za-z0-9_-]+"
needs_build_json = False
"""


def main() -> None:
    env = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="throughline-others-") as folder:
        sphinx = installed(Path(folder))
        for builder, items in ITEMS:
            name = f"others-{builder}"
            manage(env, "sample_workspace", name, "--items", str(items))
            file = Path(folder) / f"{name}.json"
            manage(env, "export_plan", "--workspace", name, "-o", str(file))
            source = Path(folder) / name
            write(json.loads(file.read_text()), source, tables=builder == "html")
            theirs = built(sphinx, builder, source)
            runs = [measured(env, "trace", "--workspace", name, "--format", "json") for _ in range(3)]
            ours = min(run[1] for run in runs)
            what = "needs.json" if builder == "needs" else "HTML tables"
            if theirs is None:
                print(f"  sphinx-needs, {what}, {items:,} items: not done in {MOST_CPU} s; ours {ours:.2f} s")
                continue
            words = f"{theirs:.1f} s against {ours:.2f} s"
            tell(
                f"sphinx-needs, {what}, {items:,} items: its cpu by ours",
                theirs / ours,
                "times",
                more=words,
            )


def installed(folder: Path) -> str:
    """A virtual environment with sphinx-needs; the path of its sphinx-build."""
    venv.create(folder / "venv", with_pip=True)
    pip = [str(folder / "venv/bin/pip"), "install", "--quiet", "--disable-pip-version-check", "sphinx-needs"]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"sphinx-needs could not be installed: {done.stderr[-500:]}")
    listed = subprocess.run([pip[0], "freeze"], capture_output=True, text=True, check=True).stdout
    print("  with " + ", ".join(line for line in listed.splitlines() if line.lower().startswith("sphinx")))
    return str(folder / "venv/bin/sphinx-build")


def write(document: dict[str, Any], folder: Path, tables: bool) -> None:
    """The items and links as the other tool reads them, a file a layer, and a table of each when asked."""
    above: dict[str, list[str]] = {}
    for link in document["links"]:
        above.setdefault(link["lower"], []).append(link["upper"])
    folder.mkdir()
    (folder / "conf.py").write_text(CONF % [layer.removesuffix("s") for layer in LAYERS])
    for layer in LAYERS:
        word = layer.removesuffix("s")
        lines = [layer, "=" * len(layer), ""]
        if tables:
            lines += [
                ".. needtable::",
                f"   :types: {word}",
                "   :columns: id;title;leads_to",
                "   :style: table",
                "",
            ]
        for item in document[layer]:
            lines += [f".. {word}:: {item['title']}", f"   :id: {item['key']}"]
            if item["key"] in above:
                lines.append(f"   :leads_to: {', '.join(above[item['key']])}")
            lines.append("")
        (folder / f"{layer}.rst").write_text("\n".join(lines))
    toc = ["graph", "=====", "", ".. toctree::", "", *(f"   {layer}" for layer in LAYERS)]
    (folder / "index.rst").write_text("\n".join(toc))


def built(sphinx: str, builder: str, source: Path) -> float | None:
    """Seconds of cpu that the other tool takes; None when it takes too long."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sphinx, "-q", "-b", builder, str(source), str(source / "_build")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU, MOST_CPU)),  # noqa: PLW1509
    )
    said = process.stderr.read() if process.stderr else b""
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 0:
        sys.exit(f"sphinx-build failed after {time.perf_counter() - began:.0f} s: {said[-800:].decode()}")
    return used.ru_utime + used.ru_stime if process.returncode == 0 else None


if __name__ == "__main__":
    main()
