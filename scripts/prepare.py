"""What happens before serving, in one process to be quick: migrate, collect files, load the samples."""

import hashlib
import io
import os
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.exceptions import ImproperlyConfigured  # noqa: E402
from django.core.management import call_command  # noqa: E402

from config.environment import is_loopback  # noqa: E402


def prepare() -> None:
    """Nothing here touches data that is there already."""
    django.setup()
    refuse_if_taken(int(os.environ.get("PORT", "8000")))
    call_command("migrate", verbosity=0)
    collect()
    refuse_known_passwords()
    if settings.LOCAL_MODE:
        call_command("demo", stdout=io.StringIO(), stderr=io.StringIO())  # the server says how to sign in


def refuse_if_taken(port: int) -> None:
    """Say so now, not after the server has tried for a while."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            sys.exit(f"Port {port} is in use. Choose another one: make run PORT={port + 1}")


def refuse_known_passwords() -> None:
    """Where others reach it, nobody may sign in with the password that the local trial shows to everybody."""
    if settings.LOCAL_MODE or is_loopback(urlsplit(settings.SITE_URL).hostname):
        return
    from alignment.exchange.samples import ACCOUNTS, PASSWORD  # noqa: PLC0415 - after Django is set up
    from alignment.models import User  # noqa: PLC0415 - as above

    known = [user.email for user in User.objects.filter(email__in=ACCOUNTS) if user.check_password(PASSWORD)]
    if known:
        sys.exit(
            f"Throughline does not start. {', '.join(known)} can sign in with the local trial's password, "
            f"and others reach {settings.SITE_URL}. Set DATA_DIR to another folder, or change the passwords."
        )


def collect() -> None:
    """Collect static files when one of them, or a package that brings some, has changed."""
    digest = hashlib.sha256((ROOT / "requirements" / "run.txt").read_bytes())
    for file in sorted((ROOT / "static").rglob("*")):
        if file.is_file():
            digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    stamp = settings.DATA_DIR / "static.stamp"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest())


if __name__ == "__main__":
    try:
        prepare()
    except ImproperlyConfigured as problem:
        sys.exit(f"Throughline does not start. {problem}")
