"""The digest of what gives an item its sense: when it changes, links go suspect (design, section 3.4)."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from alignment.rules.content import Goal, Initiative, Item, Layer, Learning, Metric, Moment
from alignment.rules.decimals import canonical

#: (target, target_low, target_high, target_date) of one metric.
Target = tuple[Decimal | None, Decimal | None, Decimal | None, date | None]


def meaning_of_goal(
    title: str,
    strategy: str,
    horizon_start: date | None,
    horizon_end: date | None,
    targets: Iterable[Target],
) -> str:
    """The digest of a goal; `targets` are those of its metrics that are not archived, in any order."""
    horizon = [_day(horizon_start), _day(horizon_end)]
    return _digest("goal", _plain(title), _plain(strategy), horizon, _targets(targets))


def meaning_of_outcome(title: str, targets: Iterable[Target]) -> str:
    """The digest of a performance outcome; `targets` as for a goal."""
    return _digest("outcome", _plain(title), _targets(targets))


def meaning_of_moment(title: str, situation: str, behaviours: Iterable[tuple[str, str]]) -> str:
    """The digest of a moment of truth; `behaviours` are (effect, text), in any order."""
    acts = sorted([effect, _plain(text)] for effect, text in behaviours)
    return _digest("moment", _plain(title), _plain(situation), acts)


def meaning_of_learning(title: str, kind: str, groups: Iterable[str]) -> str:
    """The digest of a learning outcome; `groups` are the keys of its target groups, in any order."""
    return _digest("learning", _plain(title), kind, sorted(set(groups)))


def meaning_of_initiative(title: str, kind: str) -> str:
    """The digest of an initiative."""
    return _digest("initiative", _plain(title), kind)


def targets_of(metrics: Iterable[Metric]) -> list[Target]:
    """What the metrics that are not archived aim at."""
    return [
        (metric.target, metric.target_low, metric.target_high, metric.target_date)
        for metric in metrics
        if not metric.archived
    ]


def meaning_of(layer: Layer, item: Item, metrics: Iterable[Metric] = ()) -> str:
    """The digest of an item of any layer; `metrics` are its own."""
    if isinstance(item, Goal):
        start, end = item.horizon_start, item.horizon_end
        return meaning_of_goal(item.title, item.strategy, start, end, targets_of(metrics))
    if isinstance(item, Moment):
        behaviours = [(behaviour.effect, behaviour.text) for behaviour in item.behaviours]
        return meaning_of_moment(item.title, item.situation, behaviours)
    if isinstance(item, Learning):
        return meaning_of_learning(item.title, item.kind, [need.group for need in item.target_groups])
    if isinstance(item, Initiative):
        return meaning_of_initiative(item.title, item.kind)
    if layer is Layer.OUTCOME:
        return meaning_of_outcome(item.title, targets_of(metrics))
    raise TypeError(f"{layer.word} is not {type(item).__name__}")


def _plain(text: str) -> str:
    """Text without what nobody sees: composed letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _number(value: Decimal | None) -> str:
    return "" if value is None else canonical(value)


def _targets(targets: Iterable[Target]) -> list[list[str]]:
    """Targets in canonical order; a metric that aims at nothing yet adds no meaning."""
    rows = [[_number(target), _number(low), _number(high), _day(day)] for target, low, high, day in targets]
    return sorted(row for row in rows if any(row))


def _digest(*parts: object) -> str:
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
