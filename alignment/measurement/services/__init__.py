"""What is written down of metrics and readings, one function a deed."""

from alignment.measurement.services.many import add_readings
from alignment.measurement.services.metrics import (
    add_metric,
    archive_metric,
    edit_metric,
    restore_metric,
)
from alignment.measurement.services.readings import (
    add_reading,
    approve_reading,
    approve_readings,
    correct_reading,
    remove_reading,
    unapprove_reading,
)

__all__ = (
    "add_metric",
    "add_reading",
    "add_readings",
    "approve_reading",
    "approve_readings",
    "archive_metric",
    "correct_reading",
    "edit_metric",
    "remove_reading",
    "restore_metric",
    "unapprove_reading",
)
