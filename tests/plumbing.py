"""How the tests are configured: by themselves, not by the environment; only DATABASE_URL counts from outside.

A pytest plugin, named in pyproject.toml, because it must act before Django reads its settings.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

SETTINGS = (
    "ALLOWED_HOSTS ALLOW_HTTP BEHIND_TLS_PROXY DEBUG EMAIL_URL HSTS_PRELOAD HSTS_SUBDOMAINS LOCAL_MODE "
    "LOG_LEVEL MAIL_FROM PORT SECRET_KEY SECRET_KEY_FILE SECRET_KEY_OLD SILENT_SECONDS SITE_URL "
    "TRUSTED_PROXIES WEB_THREADS WEB_WORKERS"
)
for name in SETTINGS.split():
    os.environ.pop(name, None)
MINE = "PYTEST_XDIST_WORKER" not in os.environ  # workers share the folder of the process that started them
if MINE:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="throughline-tests-")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver runs a loop in our thread

hypothesis_settings.register_profile("throughline", deadline=None, database=None)
hypothesis_settings.load_profile("throughline")


def pytest_configure(config: pytest.Config) -> None:
    """Quick password hashes, plain names of static files, a database file for browsers."""
    from django.conf import settings  # noqa: PLC0415 - after the environment is clean

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    _let_tests_empty_all_tables()
    if config.option.markexpr == "journey" and not os.environ.get("DATABASE_URL"):
        # The server runs in a thread of its own, and threads cannot share a database in memory safely.
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(
            Path(os.environ["DATA_DIR"]) / "journeys.sqlite3"
        )


def _let_tests_empty_all_tables() -> None:
    """After a test with transactions of its own all tables are emptied, versions of plans among them.

    The database refuses that while its triggers stand; they are made again by the migrate signal that
    follows the emptying, as they are after every migrate.
    """
    from django.test import TransactionTestCase  # noqa: PLC0415 - after the environment is clean

    case: Any = TransactionTestCase
    empty = case._fixture_teardown

    def without_triggers(self: Any) -> None:
        from alignment.versions.triggers import drop_triggers  # noqa: PLC0415 - after the models are there

        drop_triggers()
        empty(self)

    case._fixture_teardown = without_triggers


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about the other database."""
    other = "sqlite_only" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "postgres_only"
    left_out = [item for item in items if item.get_closest_marker(other)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_unconfigure() -> Iterator[None]:
    """Take the data folder away again."""
    yield
    if MINE:
        shutil.rmtree(os.environ["DATA_DIR"], ignore_errors=True)
