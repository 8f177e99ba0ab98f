"""`make benchmark`: measures commands, pages and the briefing on invented workspaces that are thrown away.

Every line names what was measured, the time, and the goal. Nothing fails: whoever runs it judges.
"""

import contextlib
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
ITEMS, LINKS = 6_250, 2  # 2,000 initiatives; each item below the goals links twice to the layer above


def say(what: str, seconds: float, goal: str, more: str = "") -> None:
    print(f"{what:<62} {seconds:>8.2f} s   goal {goal:<10} {more}", flush=True)


@contextlib.contextmanager
def installation() -> Iterator[Path]:
    """An empty one, migrated, on the database that DATABASE_URL names or on SQLite."""
    with tempfile.TemporaryDirectory(prefix="throughline-benchmark-") as folder:
        os.environ.update(DATA_DIR=folder, DJANGO_SETTINGS_MODULE="config.settings", LOG_LEVEL="ERROR")
        manage("migrate", "-v0")
        yield Path(folder)


def manage(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"manage.py {' '.join(arguments)} failed: {done.stderr[-2000:]}")
    return done.stdout


def timed(what: str, goal: str, *arguments: str) -> str:
    """Run a command as a process of its own and say how long and how much memory it took."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime, time.perf_counter()
    answer = manage(*arguments)
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    say(
        what, seconds, goal, f"{used.ru_utime - before:.1f} s cpu, at most {used.ru_maxrss // 1024} MB so far"
    )
    return answer


def measure_commands(folder: Path) -> None:
    manage("sample_workspace", "twenty", "--items", "20000", "--links-per-item", str(LINKS))
    timed(
        "trace --format json, 20,000 items, whole process",
        "3 s",
        "trace",
        "--workspace",
        "twenty",
        "--format",
        "json",
    )
    file = folder / "twenty.json"
    timed("export_plan, 20,000 items", "-", "export_plan", "--workspace", "twenty", "-o", str(file))
    links = len(json.loads(file.read_text())["links"])
    timed(
        f"import_plan, 20,000 items and {links:,} links",
        "60 s",
        "import_plan",
        str(file),
        "--workspace",
        "again",
    )
    timed("import_plan, the same file again", "60 s", "import_plan", str(file), "--workspace", "again")


def clock(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    answer = work()
    return time.perf_counter() - began, answer


def measure_pages() -> None:
    """Every page of a large plan: first visit (cold), then the middle one of three more."""
    import django  # noqa: PLC0415 - the environment had to be set before

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from alignment.models import Membership, Plan, Role, User, Workspace  # noqa: PLC0415

    settings.ALLOWED_HOSTS.append("testserver")
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    workspace = Workspace.objects.get(slug="large")
    user = User.objects.create_user("bench@example.org", "benchmark password", name="Bench")
    Membership.objects.bulk_create([Membership(workspace=workspace, user=user, role=Role.OWNER)])
    plan = Plan.objects.filter(workspace=workspace).earliest("pk")
    client = Client(raise_request_exception=False)
    client.force_login(user)
    client.get("/healthz")
    for page in pages(plan.pk):
        cold, first = clock(lambda page=page: client.get(page))
        rest = sorted(clock(lambda page=page: client.get(page))[0] for _ in range(3))
        size = len(first.content) // 1024 if not first.streaming else 0
        goal = "1 s cold" if "portfolio" in page or "trace" in page else "0.5 s"
        say(f"{page} ({first.status_code})", cold, goal, f"then {rest[1]:.2f} s, {size} KB")


def pages(plan: int) -> list[str]:
    home = f"/w/large/plans/{plan}/"
    tabs = [
        "",
        "goals/",
        "outcomes/",
        "moments/",
        "learning/",
        "initiatives/",
        "check/",
        "map/",
        "trace/",
        "metrics/",
    ]
    return [
        "/w/large/portfolio/",
        "/w/large/plans/",
        *(home + tab for tab in tabs),
        home + "briefings/",
        home + "history/",
    ]


def measure_briefing() -> None:
    """Of the sample, as an executive gets it; warm means that the child that renders has started."""
    from django.test import Client  # noqa: PLC0415

    from alignment.models import Membership, Plan  # noqa: PLC0415

    manage("demo")
    owner = Membership.objects.filter(workspace__slug="sample", role="owner").earliest("pk").user
    plan = Plan.objects.get(workspace__slug="sample", key="leaders")
    client = Client(raise_request_exception=False)
    client.force_login(owner)
    address = f"/w/sample/plans/{plan.pk}/briefings/executive.pdf"
    cold, first = clock(lambda: client.get(address))
    rest = sorted(clock(lambda: client.get(address))[0] for _ in range(5))
    say(f"executive briefing as PDF ({first.status_code}), first", cold, "-")
    say("executive briefing as PDF, warm, middle of five", rest[2], "1.5 s")


def main() -> None:
    print(
        f"{date.today()}, {platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores\n"
    )
    with installation() as folder:
        measure_commands(folder)
        manage("sample_workspace", "large", "--items", str(ITEMS), "--links-per-item", str(LINKS))
        measure_pages()
        os.environ["LOCAL_MODE"] = "1"
        measure_briefing()


if __name__ == "__main__":
    main()
