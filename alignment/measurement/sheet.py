"""The sheet of a metric: everything that is said about the number itself, in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from alignment.measurement.tag_words import COLLECTED, HARD, LEADING, LEVELS, REASONS, TYPES
from alignment.models import Metric as Row
from alignment.rules.content import Layer, Metric
from alignment.rules.progress import level_of
from alignment.ui.formats import day

Words = str | Promise


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of the sheet; without `lines` nobody has said it yet."""

    label: Words
    lines: tuple[Words, ...]


def sheet_of(metric: Metric, layer: Layer, owner: str, names: Mapping[str, str]) -> list[SheetLine]:
    """What is known of a number; what every number should say stands there even when nobody has said it."""
    told = [
        _("%(name)s: %(often)s") % {"name": names.get(one.person, one.person), "often": _often(one.cadence)}
        for one in metric.told
    ]
    always = [
        (_("Level"), _one(LEVELS[level_of(layer, metric.volume_only)])),
        (_("Where the number comes from"), _one(metric.source)),
        (_("Who answers for it"), _one(owner)),
        (_("How often it is read"), _one(_often(metric.cadence))),
        (_("Matters to"), tuple(names.get(key, key) for key in metric.matters_to)),
        (_("Who is told, how often"), tuple(told)),
    ]
    sometimes = [
        (_("Volume only"), _one(_("Counts our work, never shown as impact") if metric.volume_only else "")),
        (_("Hard or soft"), _one(_label(HARD, metric.hard))),
        (_("Leading or lagging"), _one(_label(LEADING, metric.leading))),
        (_("Type"), _one(_label(TYPES, metric.type))),
        (_("Reason to measure"), _one(_label(REASONS, metric.reason))),
        (_("Collected already"), _one(_label(COLLECTED, metric.collected))),
        (_("First effect expected from"), _one(day(metric.effect_from))),
        (_("The target is for"), _one(_label(Row.Period.choices, metric.period))),
    ]
    said = [SheetLine(label, lines) for label, lines in sometimes if lines]
    return [SheetLine(label, lines) for label, lines in always] + said


def _one(words: Words) -> tuple[Words, ...]:
    return (words,) if words else ()


def _label(choices: Iterable[tuple[Any, Words]], value: Any) -> Words:
    return next((label for code, label in choices if code == value and value is not None), "")


def _often(cadence: str) -> Words:
    return _label(Row.Cadence.choices, cadence)
