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
    """The rows, their table sorted and paged as the address says, how many have each status, and `heat`."""
    table = MetricTable(rows, request=request, adds_readings=adds_readings)
    return {"rows": rows, "table": table, "counts": standing_counts(rows), "heat": heat}
