"""What gives items their sense, then and now, field by field: read from history, in words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from alignment.framework.facts import label_of
from alignment.framework.queries.causes import Cause, Story
from alignment.models import ITEM, METRIC_FIELD, Behaviour, GroupNeed, Layer, Metric, TargetGroup
from alignment.tracing.metric_words import target_words
from alignment.ui.formats import day, period

Place = tuple[Layer, int]
Words = dict[str, str]


@dataclass(frozen=True)
class Difference:
    """One field of an item, as it was and as it is now; lines of text, empty where there is nothing."""

    label: str
    before: str
    after: str


def differences_of(stories: Mapping[Cause, Story]) -> dict[Cause, list[Difference]]:
    """Of each change what reads differently now, in the order of the form.

    Six kinds of history are read, one query each, whatever the number of changes. Empty when what
    was there before is not recorded, or when both read the same.
    """
    past = _Read(stories)
    found: dict[Cause, list[Difference]] = {}
    for cause, story in stories.items():
        if cause.layer is None or not (story.then and story.now):
            found[cause] = []
            continue
        place = (cause.layer, cause.item)
        before, after = past.words(place, story.then, story.deeds[0]), past.words(place, story.now, None)
        labels = [*before, *(label for label in after if label not in before)]
        found[cause] = [
            Difference(label, before.get(label, ""), after.get(label, ""))
            for label in labels
            if before.get(label, "") != after.get(label, "")
        ]
    return found


@dataclass
class _Rows:
    """History rows of nested rows, by the item that they belong to, oldest first."""

    of: dict[Place, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def at(self, place: Place, until: int | None) -> list[Any]:
        """The rows that an item had before a deed (None: now), in their order."""
        latest: dict[int, Any] = {}
        for row in self.of[place]:
            if until is None or (row.deed_id or 0) < until:
                latest[row.id] = row
        there = [row for row in latest.values() if row.history_type != "-"]
        return sorted(there, key=lambda row: (row.position, row.id))


class _Read:
    """The history that some changes need, read at once."""

    def __init__(self, stories: Mapping[Cause, Story]) -> None:
        rows: dict[Layer, set[int]] = defaultdict(set)
        items: dict[Layer, set[int]] = defaultdict(set)
        for cause, story in stories.items():
            if cause.layer is not None and story.then:
                rows[cause.layer] |= {story.then, story.now}
                items[cause.layer].add(cause.item)
        self.items: dict[tuple[Layer, int], Any] = {
            (layer, row.history_id): row
            for layer, ids in rows.items()
            for row in ITEM[layer].history.filter(history_id__in=ids)  # type: ignore[attr-defined]
        }
        self.acts = _nested(Behaviour, {Layer.MOMENT: "moment_id"}, items)
        self.needs = _nested(GroupNeed, {Layer.LEARNING: "learning_outcome_id"}, items)
        measured = (Layer.GOAL, Layer.OUTCOME)
        self.metrics = _nested(Metric, {layer: f"{METRIC_FIELD[layer]}_id" for layer in measured}, items)
        groups = {need.group_id for needs in self.needs.of.values() for need in needs}
        named = TargetGroup.objects.filter(pk__in=groups) if groups else TargetGroup.objects.none()
        self.groups = dict(named.values_list("pk", "name"))

    def words(self, place: Place, row: int, until: int | None) -> Words:
        """What gives an item its sense, label by label, from one of its history rows."""
        layer, item = place[0], self.items[place[0], row]
        said = {_("Title"): item.title}
        return said | _OF_LAYER[layer](self, place, item, until)

    def of_goal(self, place: Place, item: Any, until: int | None) -> Words:
        said = {label_of(Layer.GOAL, "strategy"): item.strategy}
        said[_("Horizon")] = period(item.horizon_start, item.horizon_end)
        return said | self.of_outcome(place, item, until)

    def of_outcome(self, place: Place, _item: Any, until: int | None) -> Words:
        metrics = [one for one in self.metrics.at(place, until) if one.archived_at is None]
        return {_("Targets"): "\n".join(filter(None, map(_target, metrics)))}

    def of_moment(self, place: Place, item: Any, until: int | None) -> Words:
        acts = [
            f"{Behaviour.Effect(act.effect).label}: {act.text}"
            for act in sorted(self.acts.at(place, until), key=lambda act: act.effect)
        ]
        return {label_of(Layer.MOMENT, "situation"): item.situation, _("Behaviours"): "\n".join(acts)}

    def of_learning(self, place: Place, item: Any, until: int | None) -> Words:
        groups = [self.groups.get(need.group_id, "?") for need in self.needs.at(place, until)]
        return {_("Kind"): item.get_kind_display(), _("Target groups"): "\n".join(groups)}

    def of_initiative(self, _place: Place, item: Any, _until: int | None) -> Words:
        return {_("Kind"): item.get_kind_display()}


_OF_LAYER: dict[Layer, Callable[[_Read, Place, Any, int | None], Words]] = {
    Layer.GOAL: _Read.of_goal,
    Layer.OUTCOME: _Read.of_outcome,
    Layer.MOMENT: _Read.of_moment,
    Layer.LEARNING: _Read.of_learning,
    Layer.INITIATIVE: _Read.of_initiative,
}


def _nested(model: Any, columns: dict[Layer, str], items: Mapping[Layer, Iterable[int]]) -> _Rows:
    """The history of nested rows of items: one query a column, none when no such item is asked for."""
    found = _Rows()
    for layer, column in columns.items():
        if items.get(layer):
            rows = model.history.filter(**{f"{column}__in": items[layer]}).order_by("history_id")
            for row in rows:
                found.of[layer, getattr(row, column)].append(row)
    return found


def _target(metric: Any) -> str:
    """What one metric aims at: "Employee NPS: 30 points by 31 December 2027"; empty when at nothing."""
    aim = target_words(metric)
    if metric.target_date:
        by = _("by %(day)s") % {"day": day(metric.target_date)}
        aim = f"{aim} {by}" if aim else by
    return f"{metric.title}: {aim}" if aim else ""
