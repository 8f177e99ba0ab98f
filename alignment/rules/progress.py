"""How far a metric has come, what to expect by now, and how it stands (design, section 3.6)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from alignment.rules.content import Layer, Metric, Reading
from alignment.rules.decimals import quotient

CADENCE_DAYS = {"monthly": 31, "two_monthly": 61, "quarterly": 92, "half_yearly": 183, "yearly": 365}
MOVES = frozenset({"increase", "decrease"})
ON_TRACK_FROM = Fraction(9, 10)
AT_RISK_FROM = Fraction(6, 10)
STALE_AFTER = Fraction(3, 2)


class Status(StrEnum):
    """How a metric stands; the word on screen is in tracing.words."""

    NO_READING = "no_reading"
    MET = "met"
    NOT_MEASURABLE = "not_measurable"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"


class Missing(StrEnum):
    """What keeps a metric from being measured."""

    BASELINE = "baseline"
    TARGET = "target"
    LOW = "target_low"
    HIGH = "target_high"
    READING = "reading"
    SAME = "same"
    WORDS = "words"


#: The plain English of `measure --format json`; screens translate the codes themselves.
WHY = {
    Missing.BASELINE: "no baseline",
    Missing.TARGET: "no target",
    Missing.LOW: "no lower bound",
    Missing.HIGH: "no upper bound",
    Missing.READING: "no reading",
    Missing.SAME: "baseline and target are the same",
    Missing.WORDS: "told in words, not measured",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A metric as of one day. Ratios are not capped: 0.4 is 40 % of the way; None means it cannot be said."""

    current: Decimal | None
    current_date: date | None
    progress: Decimal | None
    met: bool | None
    expected: Decimal | None
    status: Status
    stale: bool
    missing: tuple[Missing, ...]
    reading: Reading | None = None

    @property
    def why(self) -> str:
        """What is missing, in words; empty when nothing is."""
        return "; ".join(WHY[code] for code in self.missing)


def is_concrete(metric: Metric) -> bool:
    """Whether a metric says how much by when, so that anybody could check it (design, section 3.5)."""
    if metric.target_date is None or metric.kind == "qualitative":
        return False
    if metric.kind == "milestone":
        return True
    if metric.kind == "range":
        return metric.target_low is not None and metric.target_high is not None
    if metric.target is None:
        return False
    return metric.kind not in MOVES or metric.baseline is not None


def level_of(layer: Layer, volume_only: bool) -> int:
    """The level of evidence: results 4, behaviour 3, learning 2, reaction 1, activity 0."""
    if volume_only:
        return 0
    return {Layer.GOAL: 4, Layer.OUTCOME: 4, Layer.MOMENT: 3, Layer.LEARNING: 2, Layer.INITIATIVE: 1}[layer]


def current_reading(metric: Metric, as_of: date) -> Reading | None:
    """The approved reading with the latest date up to `as_of`; of two on one day the one recorded last."""
    latest = None
    for reading in metric.readings:
        if reading.counts and reading.date <= as_of and (latest is None or reading.date >= latest.date):
            latest = reading
    return latest


def measure(metric: Metric, as_of: date) -> Measurement:
    """How a metric stands on one day."""
    reading = current_reading(metric, as_of)
    progress = _progress(metric, reading)
    met = _met(metric, reading, progress)
    expected = _expected(metric, reading)
    return Measurement(
        current=reading.value if reading else None,
        current_date=reading.date if reading else None,
        progress=None if progress is None else quotient(progress),
        met=met,
        expected=None if expected is None else quotient(expected),
        status=_status(metric, reading, progress, met, expected, as_of),
        stale=_is_stale(metric, reading, as_of),
        missing=_missing(metric, reading),
        reading=reading,
    )


def next_due(metric: Metric, as_of: date) -> date | None:
    """The day by which the next reading is due: one cadence after the last one, else after the start value.

    None without a cadence, and once a milestone is reached: nothing comes after it.
    """
    reading = current_reading(metric, as_of)
    last = _last_heard(metric, reading)
    if metric.cadence not in CADENCE_DAYS or last is None or metric.archived:
        return None
    if metric.kind == "milestone" and _met(metric, reading, None):
        return None
    span = timedelta(days=CADENCE_DAYS[metric.cadence])
    return last + span if last <= date.max - span else None


def _progress(metric: Metric, reading: Reading | None) -> Fraction | None:
    if metric.kind not in MOVES or reading is None or metric.baseline is None or metric.target is None:
        return None
    way = Fraction(metric.target) - Fraction(metric.baseline)
    return (Fraction(reading.value) - Fraction(metric.baseline)) / way if way else None


def _met(metric: Metric, reading: Reading | None, progress: Fraction | None) -> bool | None:
    if reading is None or metric.kind == "qualitative":
        return None
    if metric.kind == "milestone":
        return reading.value >= 1
    if metric.kind == "range":
        if metric.target_low is None or metric.target_high is None:
            return None
        return metric.target_low <= reading.value <= metric.target_high
    if metric.target is None:
        return None
    if metric.kind in MOVES and metric.baseline is not None:
        return None if progress is None else progress >= 1
    if metric.kind in {"increase", "at_least"}:
        return reading.value >= metric.target
    return reading.value <= metric.target


def _expected(metric: Metric, reading: Reading | None) -> Fraction | None:
    """The share of the way that time alone would have brought by the day of the current reading."""
    start = metric.effect_from or metric.baseline_date
    if reading is None or start is None or metric.target_date is None or metric.target_date <= start:
        return None
    share = Fraction((reading.date - start).days, (metric.target_date - start).days)
    return min(max(share, Fraction(0)), Fraction(1))


def _status(
    metric: Metric,
    reading: Reading | None,
    progress: Fraction | None,
    met: bool | None,
    expected: Fraction | None,
    as_of: date,
) -> Status:
    if reading is None:
        return Status.NO_READING
    if met:
        return Status.MET
    if met is None or (metric.kind in MOVES and progress is None):
        return Status.NOT_MEASURABLE
    if metric.target_date is not None and metric.target_date < as_of:
        return Status.OFF_TRACK
    if progress is None:
        return Status.AT_RISK
    return _pace(progress, expected)


def _pace(progress: Fraction, expected: Fraction | None) -> Status:
    if expected is None:
        return Status.ON_TRACK if progress > 0 else Status.OFF_TRACK
    if expected == 0:
        return Status.ON_TRACK if progress >= 0 else Status.OFF_TRACK
    if progress >= ON_TRACK_FROM * expected:
        return Status.ON_TRACK
    return Status.AT_RISK if progress >= AT_RISK_FROM * expected else Status.OFF_TRACK


def _is_stale(metric: Metric, reading: Reading | None, as_of: date) -> bool:
    last = _last_heard(metric, reading)
    if metric.cadence not in CADENCE_DAYS or last is None:
        return False
    return (as_of - last).days > STALE_AFTER * CADENCE_DAYS[metric.cadence]


def _last_heard(metric: Metric, reading: Reading | None) -> date | None:
    """The day of the last reading, else of the start value, else of the metric itself."""
    return reading.date if reading else metric.baseline_date or metric.created_on


def _missing(metric: Metric, reading: Reading | None) -> tuple[Missing, ...]:
    if metric.kind == "qualitative":
        lacks = {Missing.WORDS: True}
    elif metric.kind == "range":
        lacks = {Missing.LOW: metric.target_low is None, Missing.HIGH: metric.target_high is None}
    elif metric.kind == "milestone":
        lacks = {}
    else:
        lacks = {Missing.TARGET: metric.target is None}
    if metric.kind in MOVES:
        blank = metric.baseline is None
        same = not blank and metric.baseline == metric.target
        lacks = {Missing.BASELINE: blank, **lacks, Missing.SAME: same}
    lacks[Missing.READING] = reading is None
    return tuple(code for code, lacking in lacks.items() if lacking)
