"""What is odd about the readings that links cite, in a file together with the workspace it goes into."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from alignment.exchange.comparing import Changes
from alignment.exchange.document import Document
from alignment.exchange.problems import at, quote
from alignment.rules.content import Link, Metric, PlanContent
from alignment.rules.evidence import cited_reading, cites, lacks_reading

Pair = tuple[str, str]


def warn_of_citations(document: Document, changes: Sequence[Changes], content: PlanContent) -> Iterator[str]:
    """What is taken but looks like a slip: measured without a reading that shows it, a citation that is gone.

    `changes` is what the file would do to `content`; links and metrics are judged as they will be.
    """
    done = {one.kind.name: one for one in changes}
    metrics = {metric.key: metric for metric in content.metrics} | {
        one.after.key: one.after for one in _rows(done["metrics"])
    }
    links = {(link.lower, link.upper): link for link in content.links} | {
        (one.after.lower, one.after.upper): one.after for one in _rows(done["links"])
    }
    said: set[Pair] = set()
    for index, row in enumerate(document.rows("links")):
        pair = (row["lower"], row["upper"])
        said.add(pair)
        yield from _of_link(links[pair], metrics, f"links[{index}]")
    yield from _of_readings(document, [link for pair, link in links.items() if pair not in said], metrics)


def _rows(changes: Changes) -> list[Any]:
    return [*changes.changed, *changes.added]


def _of_link(link: Link, metrics: dict[str, Metric], where: str) -> Iterator[str]:
    if cites(link) and cited_reading(link, metrics) is None:
        what = _("%(metric)s has no approved reading on %(day)s: what is cited counts as no evidence")
        yield at(f"{where}.cited_on", what % _words(link))
    elif lacks_reading(link, metrics):
        yield at(
            where, _("confidence %(confidence)s without a cited reading that shows it") % {"confidence": 3}
        )


def _of_readings(document: Document, links: list[Link], metrics: dict[str, Metric]) -> Iterator[str]:
    """Links that the file does not name, whose reading it takes away."""
    places = {row["key"]: index for index, row in enumerate(document.rows("metrics")) if "readings" in row}
    for link in links:
        if link.cited_metric in places and cited_reading(link, metrics) is None:
            where = f"metrics[{places[link.cited_metric]}].readings"
            what = _("no approved reading on %(day)s, which %(lower)s → %(upper)s cites as evidence")
            yield at(where, what % _words(link))


def _words(link: Link) -> dict[str, str]:
    return {
        "metric": quote(link.cited_metric),
        "day": link.cited_on.isoformat() if link.cited_on else "",
        "lower": quote(link.lower),
        "upper": quote(link.upper),
    }
