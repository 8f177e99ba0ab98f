"""The table of a plan's metrics."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alignment.measurement.charts import spark_of
from alignment.ui.tables import BaseTable, PieceColumn, Plain


class MetricTable(BaseTable):
    """Start, now and wanted of every metric, with its trend and how it stands."""

    caption = _("Metrics of this plan")

    title = PieceColumn(
        template="measurement/_metric_title.html",
        verbose_name=_("Metric"),
        accessor="metric__title",
        kind="main",
    )
    start = PieceColumn(
        template="measurement/_metric_start.html",
        verbose_name=_("Start"),
        accessor="metric__baseline",
        kind="num",
    )
    now = PieceColumn(
        template="measurement/_metric_now.html",
        verbose_name=_("Now"),
        accessor="standing__current",
        kind="num",
    )
    target = PieceColumn(
        template="measurement/_metric_target.html",
        verbose_name=_("Wanted"),
        accessor="metric__target",
        kind="num",
    )
    progress = PieceColumn(
        template="measurement/_metric_progress.html",
        verbose_name=_("Of the way"),
        accessor="standing__progress",
        kind="num",
    )
    trend = Plain(verbose_name=_("Trend"), accessor="metric", orderable=False, kind="short")
    standing = PieceColumn(
        template="measurement/_metric_standing.html",
        verbose_name=_("Status"),
        accessor="standing__status",
        kind="short",
    )

    def __init__(self, *args: Any, request: Any, adds_readings: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adds_readings = adds_readings  # whether each row offers the short form of a reading
        self.address = request.get_full_path()
        self.for_request(request)

    def render_trend(self, value: Any) -> str:
        return spark_of(value)

    class Meta(BaseTable.Meta):
        # How it stands comes first: on a phone the rest is reached by scrolling.
        sequence = ("title", "standing", "start", "now", "target", "progress", "trend")
