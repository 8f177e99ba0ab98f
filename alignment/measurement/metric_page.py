"""What the list of metrics shows: of a plan as it is, or of a version of it."""

from typing import Any

from django.http import HttpRequest

from alignment.measurement.heat import HeatMap
from alignment.measurement.queries import MeasuredMetric, standing_counts
from alignment.measurement.tables import MetricTable


def metrics_context(
    request: HttpRequest,
    rows: list[MeasuredMetric],
    *,
    heat: HeatMap | None = None,
    adds_readings: bool = False,
) -> dict[str, Any]:
    """The rows, their table sorted and paged as the address says, how many have each status, and `heat`.

    `effects` of the rows show an effect, `volume` only count our own work.
    """
    table = MetricTable(rows, request=request, adds_readings=adds_readings)
    counts = standing_counts(rows)
    effects = sum(counts.values())
    said = {"effects": effects, "volume": len(rows) - effects}
    return {"rows": rows, "table": table, "counts": counts, "heat": heat} | said
