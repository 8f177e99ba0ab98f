"""Whether a metric says what a business leader would ask of it, and whether it measures an effect at all."""

import re
from dataclasses import dataclass
from enum import StrEnum

from alignment.rules.content import Item, Layer, Metric
from alignment.rules.progress import MOVES


class Check(StrEnum):
    """What is asked of a metric; the words for pages are in measurement.check_words."""

    NUMBER = "number"
    DIRECTION = "direction"
    DATE = "date"
    OWNER = "owner"
    START_DATE = "start_date"
    ORDER = "order"
    EFFECT = "effect"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of a metric, and whether it holds."""

    check: Check
    holds: bool


#: Places where "course" has nothing to do with learning.
_OTHER_COURSES = re.compile(
    r"\b(?:of|in due) course\b|\b(?:golf|race|main) courses?\b"
    r"|\bcourses? of (?:action|business|events|an?|the)\b"
)
_TRAINING = re.compile(r"\b(?:trainings?|courses?|e-?learnings?|workshops?|seminars?|webinars?)\b")
#: Beside the name of a training: it is counted how much of it there was.
_HOW_MUCH = re.compile(
    r"\b(?:complet\w*|attend\w*|participa\w*|deliver\w*|held|finish\w*|enrol\w*|taken|hours?|days?|seats?"
    r"|number|booked|bookings|offered|run|sign-?ups?|registr\w*)\b"
)
#: These count people or hours in training whatever stands beside them.
_COUNTED = re.compile(
    r"\b(?:trained|trainees?|attendees?|enrol\w+|learning hours|hours of learning|seats?)\b"
)


def counts_training(metric: Metric) -> bool:
    """Whether it counts how much training there was: "training completed", "people trained", "seats"."""
    words = _words(metric)
    return bool(_COUNTED.search(words) or (_TRAINING.search(words) and _HOW_MUCH.search(words)))


def names_training(metric: Metric) -> bool:
    """Whether its words are about a training rather than about what people or the business do."""
    return counts_training(metric) or bool(_TRAINING.search(_words(metric)))


def checks_of(metric: Metric, layer: Layer, item: Item) -> tuple[Finding, ...]:
    """The checks that can be asked of a metric on an item, in the order in which they are read.

    A count of our own work (volume only) needs no target, only its place: on an initiative.
    """
    answered = Finding(Check.OWNER, bool(metric.owner or item.owner))
    if metric.volume_only:
        return answered, Finding(Check.VOLUME, layer is Layer.INITIATIVE)
    found = [Finding(Check.NUMBER, has_number(metric))]
    if metric.kind not in {"milestone", "qualitative"}:
        found.append(Finding(Check.DIRECTION, has_direction(metric)))
    found += [Finding(Check.DATE, metric.target_date is not None), answered]
    found += _days(metric)
    return *found, Finding(Check.EFFECT, measures_effect(metric, layer))


def has_number(metric: Metric) -> bool:
    """Whether it says how much: a start and a target, a bound, both ends of a range; a milestone is one."""
    if metric.kind in MOVES:
        return metric.baseline is not None and metric.target is not None
    if metric.kind == "range":
        return metric.target_low is not None and metric.target_high is not None
    return metric.kind == "milestone" or (metric.kind != "qualitative" and metric.target is not None)


def has_direction(metric: Metric) -> bool:
    """Whether the target is on the side that its kind calls better; what is not given contradicts nothing."""
    if metric.kind == "range":
        low, high = metric.target_low, metric.target_high
        return low is None or high is None or low < high
    if metric.kind not in MOVES or metric.baseline is None or metric.target is None:
        return True
    up = metric.target > metric.baseline
    return metric.target != metric.baseline and up == (metric.kind == "increase")


def measures_effect(metric: Metric, layer: Layer) -> bool:
    """Whether it measures what its item is about, and not the training that was to bring it about.

    Above the learning outcomes no number is about a training. Below, a test or a rating is in its place,
    a count of training is not: that is volume.
    """
    return not (names_training(metric) if layer < Layer.LEARNING else counts_training(metric))


def _days(metric: Metric) -> list[Finding]:
    if metric.kind not in MOVES or metric.baseline is None:
        return []
    start = metric.effect_from or metric.baseline_date
    found = [Finding(Check.START_DATE, start is not None)]
    if start is not None and metric.target_date is not None:
        first = metric.baseline_date or start
        found.append(Finding(Check.ORDER, max(first, start) < metric.target_date))
    return found


def _words(metric: Metric) -> str:
    return _OTHER_COURSES.sub(" ", f"{metric.title} ({metric.unit})".casefold())
