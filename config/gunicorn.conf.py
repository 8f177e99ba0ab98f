"""The web server. `make run` and production use the same one."""

import os
import re
import sys
from pathlib import Path

# gunicorn executes this file by itself, so the project must be made importable first.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings  # noqa: E402
from django.core.exceptions import ImproperlyConfigured  # noqa: E402
from gunicorn.glogging import Logger  # noqa: E402

from config import environment  # noqa: E402 - swaps SQLite before Django loads it
from config.redact import redacted  # noqa: E402

try:
    LOCAL_MODE = settings.LOCAL_MODE
    host = environment.text("HOST", "127.0.0.1")
    port = environment.number("PORT", 8000, 1, 65535)
except ImproperlyConfigured as problem:
    sys.exit(f"Throughline does not start. {problem}")


class RedactingLogger(Logger):
    """Cuts secrets out of the addresses in the access log."""

    def atoms(self, resp, req, environ, request_time):
        atoms = super().atoms(resp, req, environ, request_time)
        return {name: redacted(value) for name, value in atoms.items()}


def on_starting(server):
    """Refuse to show the sample's sign-in to a network, whichever way the address was given."""
    if not LOCAL_MODE:
        return
    for address in server.cfg.address:
        if not (isinstance(address, tuple) and environment.is_loopback(re.sub(r"[\[\]]", "", address[0]))):
            sys.exit(
                f"Throughline does not start. LOCAL_MODE serves this machine only, not {address}. "
                "Use 127.0.0.1, or unset LOCAL_MODE and set SITE_URL."
            )


def when_ready(server):
    """Say where it is and how to sign in, once it really answers."""
    if LOCAL_MODE:
        print(f"""
  Throughline runs at http://127.0.0.1:{port}/

  Sign in as  lead@example.org      with the password  throughline-demo
  (or as      editor@example.org, reviewer@example.org, viewer@example.org)

  Stop it with Ctrl-C.
""")


bind = f"{host}:{port}"
loglevel = "warning" if LOCAL_MODE else "info"
logger_class = RedactingLogger
accesslog = "-" if settings.HTTPS else None
worker_class, workers, threads = "gthread", settings.WEB_WORKERS, settings.WEB_THREADS
timeout, graceful_timeout, keepalive = 30, 30, 5
max_requests, max_requests_jitter = 2000, 200
limit_request_line, limit_request_fields, limit_request_field_size = 4094, 64, 8190
forwarded_allow_ips = "127.0.0.1"
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - memory, for heartbeats only
umask = 0o027
control_socket_disable = True
