"""Installations to measure on: empty, migrated, thrown away; on SQLite and on a PostgreSQL of their own."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DATABASES = ("SQLite", "PostgreSQL")
UNSET = ("DATABASE_URL", "SITE_URL", "SECRET_KEY", "LOCAL_MODE", "DEBUG", "EMAIL_URL")


@contextlib.contextmanager
def installation(database: str) -> Iterator[dict[str, str]]:
    """The environment of an empty, migrated installation."""
    with tempfile.TemporaryDirectory(prefix="throughline-benchmark-") as folder:
        env = {name: value for name, value in os.environ.items() if name not in UNSET}
        env |= {
            "DATA_DIR": f"{folder}/var",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "LOG_LEVEL": "ERROR",
            "BENCHMARK": database,
        }
        server = [str(ROOT / "scripts" / "postgres.sh")]
        if database == "PostgreSQL":
            env |= {"PGDIR": f"{folder}/postgres", "PGHOST": f"{folder}/postgres", "PGUSER": "postgres"}
            subprocess.run([*server, "start"], env=env, check=True, stdout=subprocess.DEVNULL)
            subprocess.run(["createdb", "throughline"], env=env, check=True)
            env["DATABASE_URL"] = "postgres:///throughline"
        try:
            manage(env, "migrate", "-v0")
            yield env
        finally:
            if database == "PostgreSQL":
                subprocess.run([*server, "stop"], env=env, check=False, stdout=subprocess.DEVNULL)


def manage(env: dict[str, str], *arguments: str) -> str:
    """Run one of the product's commands; the benchmark ends when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"manage.py {' '.join(arguments)} failed: {done.stderr[-2000:]}")
    return done.stdout


def measured(env: dict[str, str], *arguments: str) -> tuple[float, float, float, str]:
    """Run a command: seconds on the wall, seconds of processor, MB at most, and its answer."""
    with tempfile.TemporaryFile("w+") as answer:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, stdout=answer
        )
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - began
        if process.returncode:
            sys.exit(f"manage.py {' '.join(arguments)} failed.")
        answer.seek(0)
        return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, answer.read()


@contextlib.contextmanager
def serving(env: dict[str, str], port: int = 8765, **more: str) -> Iterator[int]:
    """The production server on the samples, in local mode; answers with the id of its first process."""
    env = env | {"LOCAL_MODE": "1", "PORT": str(port), **more}
    subprocess.run(
        [sys.executable, "scripts/prepare.py"], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL
    )
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.conf.py", "config.wsgi"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield server.pid
    finally:
        server.terminate()
        server.wait(30)


def wait_for(address: str, seconds: float = 30) -> None:
    """Until the server answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(urllib.error.URLError), urllib.request.urlopen(address):  # noqa: S310
            return
        time.sleep(0.05)
    sys.exit(f"{address} does not answer.")
