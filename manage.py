#!/usr/bin/env python
"""Throughline's commands: `python manage.py help` lists them."""

import os
import sys

import config  # noqa: F401 - swaps SQLite, so it comes before Django

from django.conf import settings  # isort: skip
from django.core.exceptions import ImproperlyConfigured  # isort: skip
from django.core.management import execute_from_command_line  # isort: skip


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        settings.configured or settings.DEBUG  # noqa: B018 - reads the environment now, to refuse in one line
    except ImproperlyConfigured as problem:
        sys.exit(f"Throughline does not start. {problem}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
