"""An unsafe or senseless configuration does not start, and one sentence says what to do about it."""

import json
import logging
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from config import environment
from config.database import databases, file_system, prepare, wal_safe
from config.logs import formatter

ROOT = Path(__file__).resolve().parent.parent
KEY = "k7Vq" * 15 + "XyZ019"
SITE = "https://throughline.example.org"


def start(folder: Path, command: str = "check", **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in an environment that holds these variables only."""
    return subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


REFUSED = {
    "no key in production": ({"SITE_URL": SITE}, "SECRET_KEY or SECRET_KEY_FILE must be set"),
    "short key": ({"SITE_URL": SITE, "SECRET_KEY": "abc123"}, "Use at least 50 random characters"),
    "one letter many times": ({"SECRET_KEY": "a" * 60}, "Use at least 50 random characters"),
    "key twice": ({"SECRET_KEY": KEY, "SECRET_KEY_FILE": "/nowhere"}, "Keep one of them"),
    "key file missing": ({"SECRET_KEY_FILE": "/nowhere/key"}, "Correct the path or its permissions"),
    "any host": ({"ALLOWED_HOSTS": "*"}, "Remove the wildcard"),
    "any subdomain": ({"ALLOWED_HOSTS": ".example.org"}, "Remove the wildcard"),
    "http to the world": ({"SITE_URL": "http://throughline.example.org"}, "Use https://"),
    "no scheme": ({"SITE_URL": "throughline.example.org"}, "a bare address"),
    "with a path": ({"SITE_URL": f"{SITE}/app"}, "without a path"),
    "debug in production": ({"SITE_URL": SITE, "SECRET_KEY": KEY, "DEBUG": "true"}, "Unset DEBUG"),
    "local mode in production": (
        {"SITE_URL": SITE, "SECRET_KEY": KEY, "LOCAL_MODE": "1"},
        "Unset LOCAL_MODE",
    ),
    "misspelt truth": ({"DEBUG": "flase"}, "Write true or false"),
    "no number": ({"WEB_THREADS": "many"}, "Write a whole number"),
    "no port": ({"PORT": "70000"}, "Write a whole number from 1 to 65535"),
    "another database": ({"DATABASE_URL": "mysql://u:p@h/n"}, "write postgres://"),
    "no database": ({"DATABASE_URL": "nonsense"}, "write postgres://"),
    "database in memory": ({"DATABASE_URL": "sqlite://:memory:"}, "forgets everything"),
    "mail to nowhere": ({"EMAIL_URL": "pigeon://loft"}, "Write smtp+ssl://"),
}


@pytest.mark.parametrize(("variables", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_configuration_is_refused_in_one_line(
    tmp_path: Path, variables: dict[str, str], sentence: str
) -> None:
    answer = start(tmp_path / "var", **variables)
    assert answer.returncode == 1
    assert answer.stderr.startswith("Throughline does not start. ")
    assert sentence in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_an_empty_environment_starts(tmp_path: Path) -> None:
    answer = start(tmp_path / "var")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "var" / "throughline.sqlite3").stat().st_mode) == 0o600


def test_production_passes_djangos_own_checks(tmp_path: Path) -> None:
    mail = "smtp+ssl://user:password@mail.example.org:465"
    command = "check --deploy --fail-level WARNING"
    answer = start(tmp_path / "var", command, SITE_URL=SITE, SECRET_KEY=KEY, EMAIL_URL=mail)
    assert answer.returncode == 0, answer.stderr


def test_production_without_mail_is_told_so_and_prints_none(tmp_path: Path) -> None:
    """What a server prints is kept in logs; a link to a new password must not be."""
    answer = start(tmp_path / "var", "check --deploy", SITE_URL=SITE, SECRET_KEY=KEY)
    assert (answer.returncode, "throughline.W003" in answer.stderr) == (0, True)
    asked = "diffsettings --output unified"
    assert "django.core.mail.backends.dummy" in start(tmp_path, asked, SITE_URL=SITE, SECRET_KEY=KEY).stdout
    assert "django.core.mail.backends.console" in start(tmp_path, asked).stdout


def test_the_server_refuses_local_mode_on_a_network(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.conf.py", "-b", "0.0.0.0:0", "config.wsgi"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "LOCAL_MODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert answer.returncode != 0
    assert "LOCAL_MODE serves this machine only" in answer.stderr


def test_processes_that_start_together_keep_one_key(tmp_path: Path) -> None:
    file = tmp_path / "secret_key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: environment.kept_key(file), range(32)))
    assert len(keys) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["secret_key"]


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret_key"
    environment.kept_key(file)
    file.chmod(0o644)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        environment.kept_key(file)


def test_a_database_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "throughline.sqlite3"
    file.touch()
    file.chmod(0o640)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        prepare(file)


def test_which_sqlite_may_keep_a_write_ahead_log() -> None:
    bad = [(3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 46, 1), (3, 50, 6), (3, 51, 2)]
    good = [(3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 4)]
    assert [wal_safe(version) for version in bad] == [False] * len(bad)
    assert [wal_safe(version) for version in good] == [True] * len(good)


def test_postgresql_is_spoken_to_through_a_checked_pool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://ann:secret@db.example.org:5433/plans")
    chosen = databases(tmp_path, threads=4, migrating=False)["default"]
    assert (chosen["ENGINE"], chosen["HOST"], chosen["PORT"]) == (
        "django.db.backends.postgresql",
        "db.example.org",
        5433,
    )
    assert chosen["CONN_HEALTH_CHECKS"] is True
    assert chosen["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 6, "timeout": 5}
    assert "statement_timeout=15000" in chosen["OPTIONS"]["options"]
    migrating = databases(tmp_path, threads=4, migrating=True)["default"]
    assert "statement_timeout=0 " in migrating["OPTIONS"]["options"]


def test_the_file_system_of_a_folder_is_known() -> None:
    assert file_system(Path("/proc")) == "proc"


@pytest.mark.sqlite_only
@pytest.mark.django_db
def test_sqlite_is_set_as_its_safety_asks() -> None:
    with connection.cursor() as cursor:
        answers = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("foreign_keys", "synchronous", "temp_store")
        ]
    assert answers == [1, 2 if wal_safe() else 3, 2]
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.postgres_only
@pytest.mark.django_db
def test_postgresql_is_set_as_its_safety_asks() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("15s",)
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("5s",)


def test_static_files_are_collected_under_their_digests(tmp_path: Path) -> None:
    """It fails, too, when a style sheet names a file that does not exist."""
    answer = start(tmp_path / "var", "collectstatic --noinput -v0")
    assert (answer.returncode, answer.stderr) == (0, "")
    names = json.loads((tmp_path / "var" / "static" / "staticfiles.json").read_text())["paths"]
    assert {"css/base.css", "fonts/Manrope-Regular.ttf", "django_htmx/htmx-2.min.js"} <= set(names)
    assert names["css/base.css"] != "css/base.css"


def test_a_log_line_in_production_is_one_line_of_json() -> None:
    said = "guess\r\nINFO all is well \x1b[31m"
    line = formatter(json=True).format(logging.LogRecord("x", logging.WARNING, "", 0, said, None, None))
    assert "\n" not in line
    told = json.loads(line)
    assert (told["event"], told["level"], told["logger"]) == (said, "warning", "x")
