"""How a metric stands, worked out a second time from the words of the design (section 3.6) alone.

It shares no code with `alignment.rules.progress`: plain dictionaries in, exact fractions out.
"""

from fractions import Fraction

EVERY = {"monthly": 31, "two_monthly": 61, "quarterly": 92, "half_yearly": 183, "yearly": 365}


def told(metric, as_of):
    """Everything the design says of a metric on a day, under the design's own names."""
    now = _current(metric, as_of)
    answer = {"current": None, "progress": None, "met": None, "expected": None}
    if now:
        answer["current"] = now["value"]
        answer["progress"] = _progress(metric, now["value"])
        answer["met"] = _met(metric, now["value"], answer["progress"])
        answer["expected"] = _expected(metric, now["date"])
    answer["status"] = _status(metric, answer, as_of)
    answer["stale"] = _stale(metric, now, as_of)
    return answer


def _exact(value):
    return None if value is None else Fraction(str(value))


def _current(metric, as_of):
    """The approved reading with the latest date up to the day; of one date the one recorded last."""
    counting = [
        one
        for one in metric["readings"]
        if one["state"] == "approved" and not one["group"] and not one["date"] > as_of
    ]
    if not counting:
        return None
    last = max(one["date"] for one in counting)
    return [one for one in counting if one["date"] == last][-1]


def _progress(metric, value):
    if metric["kind"] not in ("increase", "decrease"):
        return None
    start, goal = _exact(metric["baseline"]), _exact(metric["target"])
    if start is None or goal is None or start == goal:
        return None
    return (_exact(value) - start) / (goal - start)


def _met(metric, value, progress):
    value, goal = _exact(value), _exact(metric["target"])
    low, high = _exact(metric["target_low"]), _exact(metric["target_high"])
    match metric["kind"]:
        case "increase" | "decrease" if progress is not None:
            return progress >= 1
        case "increase" if metric["baseline"] is None and goal is not None:
            return value >= goal
        case "decrease" if metric["baseline"] is None and goal is not None:
            return value <= goal
        case "at_least" if goal is not None:
            return value >= goal
        case "at_most" if goal is not None:
            return value <= goal
        case "range" if low is not None and high is not None:
            return low <= value <= high
        case "milestone":
            return value >= 1
    return None


def _expected(metric, day):
    start, end = metric["effect_from"], metric["target_date"]
    if start is None:
        start = metric["baseline_date"]
    if start is None or end is None or end <= start:
        return None
    share = Fraction(day.toordinal() - start.toordinal(), end.toordinal() - start.toordinal())
    return sorted([Fraction(0), share, Fraction(1)])[1]


def _status(metric, answer, as_of):
    if answer["current"] is None:
        return "no_reading"
    if answer["met"] is True:
        return "met"
    if answer["met"] is None:  # no target, words only, or start and target are the same
        return "not_measurable"
    moves = metric["kind"] in ("increase", "decrease")
    if moves and answer["progress"] is None:
        return "not_measurable"
    if metric["target_date"] is not None and as_of > metric["target_date"]:
        return "off_track"
    if not moves:
        return "at_risk"
    return _pace(answer["progress"], answer["expected"])


def _pace(progress, expected):
    if expected is None:
        return "on_track" if progress > 0 else "off_track"
    if expected == 0:
        return "on_track" if progress >= 0 else "off_track"
    share = progress / expected
    if share >= Fraction("0.9"):
        return "on_track"
    return "at_risk" if share >= Fraction("0.6") else "off_track"


def _stale(metric, now, as_of):
    last = now["date"] if now else metric["baseline_date"] or metric["created_on"]
    if not metric["cadence"] or last is None:
        return False
    return 2 * (as_of.toordinal() - last.toordinal()) > 3 * EVERY[metric["cadence"]]
