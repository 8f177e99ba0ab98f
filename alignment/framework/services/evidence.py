"""What links cite as evidence: readings, by metric and day."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alignment.deeds import update_all
from alignment.framework.queries.citing import links_citing
from alignment.framework.services.checks import own
from alignment.models import LINK_UP, Metric, Reading
from alignment.rules.evidence import MEASURED


@dataclass(frozen=True)
class Citation:
    """A reading as it is cited: the metric and the day. A corrected reading stays cited."""

    metric: Metric
    on: date


#: In the place of a citation: what is cited stays as it is.
KEPT: Final[Any] = object()


def cite(link: Any, cited: Citation | None) -> None:
    """Sets what an unsaved link cites, and holds its confidence against it.

    ValidationError (under `cited`) for a day without an approved reading, unless it is what the link
    cites already, and for a link that is to count as measured without an approved reading, or by one of
    a metric that counts volume only (C09); ForeignRow for a metric of another workspace.
    """
    before = (link.cited_metric_id, link.cited_on)
    if cited is not KEPT:
        link.cited_metric = own(link.workspace, cited.metric) if cited else None
        link.cited_on = cited.on if cited else None
    there = link.cited_metric_id is not None and is_approved(link.cited_metric_id, link.cited_on)
    if link.cited_metric_id and not there and (link.cited_metric_id, link.cited_on) != before:
        raise ValidationError({"cited": _("There is no approved reading of that day. Choose another one.")})
    if link.confidence == MEASURED and there and link.cited_metric.volume_only:
        raise ValidationError(
            {
                "cited": _(
                    "“%(metric)s” counts volume only, which never shows an effect. Choose another reading, "
                    "or say how sure you are without one."
                )
                % {"metric": link.cited_metric.title}
            }
        )
    if link.confidence == MEASURED and not there:
        raise ValidationError(
            {
                "cited": _(
                    "“Measured” needs an approved reading that shows it. Choose one here, or say how sure "
                    "you are without one. Where there is none yet, add a reading to a metric first."
                )
            }
        )


def is_approved(metric: int, day: date) -> bool:
    """Whether a metric has an approved reading of a day."""
    return Reading.objects.counting().filter(metric=metric, date=day).exists()


def move_citations(metric: Metric, day: date, to: date) -> int:
    """Moves what cites a metric's reading of a day along to another day; must stand inside a deed.

    Returns how many links cite it. They stay confirmed: what they say has not changed.
    """
    found = links_citing(metric, day)
    for row in found:
        row.cited_on = to
        row.version += 1
    for model in LINK_UP.values():
        update_all([row for row in found if type(row) is model], ["cited_on", "version"])
    return len(found)
