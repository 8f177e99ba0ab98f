"""Reads the small lists that hang on items, plans and metrics: all of them in one query.

They are numbers, texts and days each, so that one union holds them; lists with money or readings are read
by themselves.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db.models import BigIntegerField, DateField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from alignment import models
from alignment.models import METRIC_FIELD, Layer
from alignment.tracing.contents_shown import Shown

#: What databases make of "true" when it is read as text.
TRUE = frozenset({"1", "true"})

#: The rows of each list by the id of what they hang on, in their order, with the columns of `_Listed`.
Lists = dict[str, dict[int, list[Any]]]


@dataclass(frozen=True)
class _Listed:
    """A list: its rows, what they hang on, and which columns are wanted of them."""

    rows: QuerySet[Any]
    on: str
    numbers: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    days: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The wanted columns, blank where this list has fewer than others."""
        return (*_padded(self.numbers, NUMBERS), *_padded(self.texts, TEXTS), *_padded(self.days, DAYS))


NUMBERS, TEXTS, DAYS = 6, 7, 3
_KINDS = (*[BigIntegerField] * NUMBERS, *[TextField] * TEXTS, *[DateField] * DAYS)


def lists_of(shown: Shown, metrics: list[models.Metric]) -> Lists:
    """The lists of what is shown, and the readers of these metrics."""
    listed = _listed(shown, metrics)
    first, *others = [_columns(name, one) for name, one in listed.items()]
    found: Lists = {name: defaultdict(list) for name in listed}
    for name, on, _position, pk, *values in sorted(
        first.union(*others, all=True), key=lambda row: (row[2], row[3])
    ):
        columns = zip(listed[name].names, values, strict=True)
        row = SimpleNamespace(pk=pk, **{column: value for column, value in columns if column})
        found[name][on].append(row)
    return found


def _listed(shown: Shown, metrics: list[models.Metric]) -> dict[str, _Listed]:
    def on(layer: Layer, path: str) -> Q:
        return shown.items(layer, path)

    everywhere = Q(workspace=shown.workspace)
    of_plan = everywhere if shown.plan is None else Q(plan=shown.plan)
    of_metrics = everywhere if shown.plan is None else Q(metric__in=[row.pk for row in metrics])
    momentum = models.Momentum.objects
    return {
        "parked": _Listed(models.ParkedNote.objects.filter(of_plan), "plan_id", (), ("text",)),
        "consultations": _Listed(
            models.Consultation.objects.filter(of_plan),
            "plan_id",
            ("step", "person_id"),
            ("role", "note", "conversation__key"),
            ("date",),
        ),
        "conversations": _Listed(
            models.Conversation.objects.filter(of_plan),
            "plan_id",
            (),
            ("key", "title", "questions", "answers", "decisions", "goal__key"),
            ("date",),
        ),
        "expectations": _Listed(
            models.Expectation.objects.filter(of_plan),
            "plan_id",
            ("owner_id", "party_id"),
            ("key", "direction", "text", "initiative__key", "conversation__key"),
            ("due", "done_on"),
        ),
        "expectation_answers": _Listed(
            models.ExpectationAnswer.objects.filter(
                everywhere if shown.plan is None else Q(expectation__plan=shown.plan)
            ),
            "expectation_id",
            ("person_id",),
            ("name", "answer", "words", "how", "recorded_by", "outdated"),
            ("on",),
        ),
        "expectation_ratings": _Listed(
            models.ExpectationRating.objects.filter(
                everywhere if shown.plan is None else Q(expectation__plan=shown.plan)
            ),
            "expectation_id",
            ("person_id", "usefulness"),
            ("side", "kept", "name", "words", "how", "recorded_by"),
            ("on",),
        ),
        "updates": _Listed(
            models.Update.objects.filter(of_plan),
            "plan_id",
            (),
            ("key", "title", "moved", "not_moved", "unmeasured", "needs", "story__key"),
            ("start", "end", "sent_on"),
        ),
        "update_readers": _Listed(
            models.UpdateReader.objects.filter(
                everywhere if shown.plan is None else Q(update__plan=shown.plan)
            ),
            "update_id",
            ("person_id",),
        ),
        "stories": _Listed(
            models.Story.objects.filter(_on_items(on)),
            "workspace_id",
            ("person_id", *(f"{field}_id" for field in METRIC_FIELD.values())),
            ("key", "text", "kind", "who", "permission", "archived_at"),
            ("date",),
        ),
        "goal_momentum": _Listed(
            momentum.filter(on(Layer.GOAL, "goal"), goal__isnull=False), "goal_id", ("owner_id",), ("text",)
        ),
        "outcome_momentum": _Listed(
            momentum.filter(on(Layer.OUTCOME, "outcome"), outcome__isnull=False),
            "outcome_id",
            ("owner_id",),
            ("text",),
        ),
        "contribution": _Listed(
            models.Contribution.objects.filter(on(Layer.OUTCOME, "outcome")),
            "outcome_id",
            ("share",),
            ("who", "learning"),
        ),
        "causes": _Listed(
            models.RivalCause.objects.filter(on(Layer.OUTCOME, "outcome"), outcome__isnull=False),
            "outcome_id",
            (),
            ("kind", "text", "would_show", "found", "chosen"),
        ),
        "levels": _Listed(
            models.LevelReading.objects.filter(on(Layer.LEARNING, "learning_outcome")),
            "learning_outcome_id",
            ("group_id", "people", "by_id"),
            ("level", "how", "note"),
            ("date",),
        ),
        "behaviours": _Listed(
            models.Behaviour.objects.filter(on(Layer.MOMENT, "moment")), "moment_id", (), ("effect", "text")
        ),
        "needs": _Listed(
            models.GroupNeed.objects.filter(on(Layer.LEARNING, "learning_outcome")),
            "learning_outcome_id",
            ("group_id", "required", "current"),
        ),
        "claims": _Listed(
            models.Claim.objects.filter(on(Layer.INITIATIVE, "initiative")),
            "initiative_id",
            (),
            ("goal__key", "reason"),
        ),
        "decisions": _Listed(
            models.Decision.objects.filter(on(Layer.INITIATIVE, "initiative")),
            "initiative_id",
            (),
            ("by_name", "decision", "reason", "instead"),
            ("date",),
        ),
        "typed_in": _Listed(
            # Only of these is the day of creation a day at work.
            models.Initiative.history.filter(everywhere, history_type="+", deed__verb="create"),
            "id",
        ),
        "dismissed": _Listed(
            # Every plan's: a link between two plans is shown in both.
            models.DismissedHint.objects.filter(everywhere),
            "plan_id",
            (),
            ("kind", "item", "other", "reason", "by_name"),
            ("date",),
        ),
        "told": _Listed(models.Telling.objects.filter(of_metrics), "metric_id", ("person_id",), ("cadence",)),
        "readers": _Listed(models.MetricReader.objects.filter(of_metrics), "metric_id", ("person_id",)),
    }


def _on_items(on: Callable[[Layer, str], Q]) -> Q:
    """What hangs on one of the items of any layer that are shown."""
    whole = Q(pk__in=[])
    for layer, field in METRIC_FIELD.items():
        whole |= on(layer, field) & Q(**{f"{field}__isnull": False})
    return whole


def _columns(name: str, one: _Listed) -> QuerySet[Any, tuple[Any, ...]]:
    """A list in the columns that all are read in; their types are said, for a column may be blank."""
    columns = {
        f"column_{place}": Cast(F(column) if column else Value(None), kind())
        for place, (column, kind) in enumerate(zip(one.names, _KINDS, strict=True))
    }
    rows = one.rows.order_by().annotate(listed=Value(name), **columns)
    return rows.values_list("listed", one.on, "position", "pk", *columns)


def _padded(names: tuple[str, ...], size: int) -> tuple[str, ...]:
    return (*names, *[""] * (size - len(names)))
