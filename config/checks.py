"""What an installation should be told at `manage.py check`, beyond what stops its start."""

import sqlite3
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Tags, Warning, register

from config.database import wal_safe


@register(Tags.staticfiles)
def files_are_there(**options: Any) -> list[CheckMessage]:
    """The font and htmx come from packages; without them pages work but look and feel poorer."""
    needed = {
        "fonts/Manrope-Regular.ttf": "font-manrope",
        "django_htmx/htmx-2.min.js": "django-htmx",
    }
    return [
        Warning(
            f"{name} is missing.",
            hint=f"Install {package} again: pip install --force-reinstall -r requirements/run.txt",
            id="throughline.W001",
        )
        for name, package in needed.items()
        if not finders.find(name)
    ]


@register(Tags.database)
def sqlite_is_sound(**options: Any) -> list[CheckMessage]:
    """With an affected SQLite the slower rollback journal is used; say so, because it can be better."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3" or wal_safe():
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} can corrupt a write-ahead log; a slower journal is used.",
            hint="Install pysqlite3 (x86-64), or use PostgreSQL by DATABASE_URL.",
            id="throughline.W002",
        )
    ]


@register(Tags.security, deploy=True)
def mail_is_set_up(**options: Any) -> list[CheckMessage]:
    """Without mail nobody can choose a new password alone, and invitations have to be handed over."""
    if settings.MAIL_IS_SET_UP:
        return []
    return [
        Warning(
            "No mail is sent: who forgets a password gets no link to choose a new one.",
            hint="Set EMAIL_URL, as in smtp+ssl://user:password@host:465.",
            id="throughline.W003",
        )
    ]
