"""What a file of readings can name in a plan, and the table that is offered to be filled in."""

from collections import Counter
from datetime import date

from alignment.measurement.queries.metrics import metrics_of
from alignment.measurement.sheet_reading import Known, KnownMetric
from alignment.models import Plan, TargetGroup

#: Headings of the table, as the import knows them.
HEADER = ("key", "metric", "unit", "group", "date", "value", "note")


def known_in(plan: Plan, today: date) -> Known:
    """The metrics of a plan, and the target groups of its workspace; a name that two bear names none."""
    metrics = (one.metric for one in metrics_of(plan, today))
    groups = list(TargetGroup.objects.current().filter(workspace=plan.workspace))
    names = Counter(group.name.casefold() for group in groups)
    named = {group.name.casefold(): group.pk for group in groups if names[group.name.casefold()] == 1}
    return Known(
        tuple(KnownMetric(one.id, one.key, one.title, one.unit) for one in metrics),
        named | {group.key.casefold(): group.pk for group in groups},
    )


def table_to_fill(plan: Plan, today: date) -> list[tuple[str, ...]]:
    """A row for each metric of a plan, with a place for date, value and note."""
    metrics = (one.metric for one in metrics_of(plan, today))
    return [(one.key, one.title, one.unit, "", today.isoformat(), "", "") for one in metrics]
