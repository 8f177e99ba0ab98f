"""Two addresses for whoever watches the server. They tell strangers nothing but yes or no."""

import logging
import shutil

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from alignment.access import allows

LEAST_FREE = 0.05  # of the disk that holds the data

logger = logging.getLogger(__name__)


@allows(GET="public")
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@allows(GET="public")
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and is up to date, and there is room to write."""
    try:
        missing = what_is_missing()
    except Exception as problem:  # whatever it is, we are not ready
        missing = repr(problem)
    if not missing:
        return HttpResponse("ready", content_type="text/plain")
    logger.warning("not ready: %s", missing)
    return HttpResponse("not ready", status=503, content_type="text/plain", headers={"Retry-After": "5"})


def what_is_missing() -> str:
    """Why requests cannot be served, "" when they can."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrations are pending"
    cache.get("readyz")
    disk = shutil.disk_usage(settings.DATA_DIR)
    if disk.free < LEAST_FREE * disk.total:
        return "the disk is nearly full"
    return ""
