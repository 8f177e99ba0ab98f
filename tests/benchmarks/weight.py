"""What a browser has to fetch: the first page somebody sees after signing in, and the next ones."""

import gzip
import os
import re
from urllib.parse import urljoin

from django.db import connections

from alignment.models import Plan
from tests.benchmarks.people import session_of
from tests.benchmarks.places import serving
from tests.benchmarks.telling import tell
from tests.benchmarks.visitors import Visitor

PORT = 8767
LOADS = re.compile(rb"""(?:src|href)=["']((?:/static/|/icons)[^"'#]+)[#"']""")
FONTS = re.compile(rb"""url\(["']?([^"')]+)["']?\)""")


def main() -> None:
    with serving(dict(os.environ), PORT):
        plan = Plan.objects.get(workspace__slug="sample", key="leaders")
        visitor = Visitor(PORT, session_of("lead@example.org"))
        connections.close_all()
        home = f"/w/sample/plans/{plan.pk}/"
        first, script, seen = 0, 0, set()
        for number, page in enumerate(("", "goals/", "initiatives/", "map/", "metrics/", "trace/")):
            _status, body, headers = visitor.ask(home + page)
            weight = len(body)
            for address in sorted(set(LOADS.findall(body)) - seen):
                seen.add(address)
                size = fetched(visitor, address.decode(), seen)
                weight += size
                script += size if b".js" in address else 0
            first = first or weight
            goal = 250 if number == 0 else 30
            words = f"page {len(body) / 1024:.0f} KB, {headers.get('Content-Encoding') or 'as it is'}"
            tell(
                f"{'first' if number == 0 else 'next'} visit: plan/{page}",
                weight / 1024,
                "KB",
                most=goal,
                more=words,
            )
        tell("  script in all, as it is sent", script / 1024, "KB", most=60)


def fetched(visitor: Visitor, address: str, seen: set[bytes]) -> int:
    """The bytes of a file as it is sent, and of the fonts that a style sheet names."""
    _status, body, headers = visitor.ask(address)
    size = len(body)
    if ".css" in address:
        text = gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body
        for font in FONTS.findall(text):
            place = urljoin(address, font.decode())
            if place.encode() not in seen:
                seen.add(place.encode())
                size += len(visitor.ask(place)[1])
    return size


if __name__ == "__main__":
    main()
