"""Every answer about an item as label and words: the same from the database and from plain content."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import ForeignKey
from django.utils.translation import gettext as _

from alignment.framework.money_words import amount_words
from alignment.framework.queries.choices import people_names
from alignment.framework.queries.history import plain_words
from alignment.framework.queries.values import NESTED, rows_of
from alignment.models import (
    ITEM,
    Behaviour,
    BenefitLine,
    BusinessGoal,
    Cause,
    CostLine,
    Item,
    Layer,
    PerformanceOutcome,
    Person,
    TargetGroup,
)
from alignment.rules import content
from alignment.ui.formats import day, number, period

HIDDEN = frozenset({"title", "starred"})
SHOWN_APART = frozenset({"contribution"})
NESTED_IN_CONTENT = {"needs": "target_groups"}


@dataclass(frozen=True)
class Fact:
    """One answer: its label, and one or more lines of words."""

    name: str
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """What references stand for, by id or by key, whichever the rows hold."""

    people: Mapping[Any, str]
    currency: str
    groups: Mapping[Any, str] = field(default_factory=dict)
    items: Mapping[Any, str] = field(default_factory=dict)
    outcomes: Mapping[Any, str] = field(default_factory=dict)
    suffix: str = ""  # "_id" for rows of the database

    def value(self, row: Any, name: str) -> Any:
        """What a row holds under a name; for a reference its id or key."""
        if self.suffix and hasattr(row, f"{name}{self.suffix}"):
            return getattr(row, f"{name}{self.suffix}")
        return getattr(row, name)


def lists_of(item: Item) -> dict[str, list[Any]]:
    """The rows of an item's nested lists by name, without what its page shows apart: one query a list."""
    wanted = {name: nested for name, nested in NESTED[item.layer].items() if name not in SHOWN_APART}
    return {name: rows_of(nested, item) for name, nested in wanted.items()}


def facts_of(item: Item, lists: Mapping[str, list[Any]]) -> list[Fact]:
    """What is known of an item in the database, beside its `lists`: one or two queries for names.

    Without what has a section of its own on the item's page.
    """
    groups = TargetGroup.objects.filter(pk__in=[row.group_id for row in lists.get("needs", ())])
    goal_ids = [getattr(item, "parent_id", None), *(row.goal_id for row in lists.get("claims", ()))]
    goals = BusinessGoal.objects.filter(pk__in=filter(None, goal_ids))
    named = [row.outcome_id for row in lists.get("benefits", ()) if row.outcome_id]
    outcomes = PerformanceOutcome.objects.filter(pk__in=named).values_list("pk", "title") if named else ()
    names = Names(
        people=_people(item, lists),
        currency=item.workspace.currency,
        outcomes=dict(outcomes),
        groups=dict(groups.values_list("pk", "name")),
        items=dict(goals.values_list("pk", "title")),
        suffix="_id",
    )
    return [*_fields(item.layer, item, names), *_lists(item, lists, names)]


def _people(item: Item, lists: Mapping[str, Iterable[Any]]) -> Mapping[int, str]:
    """The people to name; not read where an item names nobody but its owner."""
    columns = [one.attname for one in columns_of(item.layer) if one.related_model is Person]
    asked = {getattr(item, name) for name in columns}
    asked |= {row.owner_id for row in lists.get("momentum", ())}
    asked |= {row.confirmed_by_id for row in lists.get("benefits", ())}
    owner = {item.owner.pk: item.owner.name} if item.owner is not None else {}
    return people_names(item.workspace) if asked - {None, *owner} else owner


def facts_in(plan: content.PlanContent, layer: Layer, item: content.Item) -> list[Fact]:
    """What plain content says of one of its items."""
    names = Names(
        people={person.key: person.name for person in plan.people},
        currency=plan.currency,
        groups={group.key: group.name for group in plan.target_groups},
        items={goal.key: goal.title for goal in plan.goals},
        outcomes={outcome.key: outcome.title for outcome in plan.outcomes},
    )
    lists = {name: getattr(item, NESTED_IN_CONTENT.get(name, name)) for name in NESTED[layer]}
    return [*_fields(layer, item, names), *_lists(item, lists, names)]


@cache
def columns_of(layer: Layer) -> tuple[Any, ...]:
    """The columns of a layer that people fill in, in the order of the model, the title apart."""
    return tuple(
        column
        for column in ITEM[layer]._meta.concrete_fields
        if column.editable and not column.primary_key and column.name not in HIDDEN
    )


def label_of(layer: Layer, name: str) -> str:
    """A column's name as people read it."""
    words = str(ITEM[layer]._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return words[:1].upper() + words[1:]


def _fields(layer: Layer, item: Any, names: Names) -> Iterator[Fact]:
    for column in columns_of(layer):
        value = names.value(item, column.name)
        if value in (None, "", [], ()):
            continue
        yield Fact(column.name, label_of(layer, column.name), (_words(column, value, names),))


def _words(column: Any, value: Any, names: Names) -> str:
    if isinstance(column, ForeignKey):
        known = names.items if column.name == "parent" else names.people
        return known.get(value, "?")
    if column.name == "causes":
        return ", ".join(str(Cause(one).label) for one in value if one in Cause.values)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return plain_words(value)


def _lists(item: Any, lists: Mapping[str, Iterable[Any]], names: Names) -> Iterator[Fact]:
    for name, rows in lists.items():
        if name == "behaviours":
            yield from _behaviours(list(rows))
            continue
        label, words = _LISTS[name]
        lines = tuple(words(row, names) for row in rows)
        if lines and name == "contribution":
            lines = (*lines, _agreement(item, names))
        if lines:
            yield Fact(name, str(label()), lines)


def _behaviours(rows: list[Any]) -> Iterator[Fact]:
    labels = {Behaviour.Effect.HELPS: _("What helps"), Behaviour.Effect.HINDERS: _("What hinders")}
    for effect, label in labels.items():
        lines = tuple(row.text for row in rows if row.effect == effect)
        if lines:
            yield Fact(effect.value, label, lines)


def _momentum(row: Any, names: Names) -> str:
    owner = names.people.get(names.value(row, "owner"), "")
    return f"{row.text} ({owner})" if owner else str(row.text)


def _share(row: Any, names: Names) -> str:
    text = f"{row.who}: {row.share} %"
    return _("%(share)s (learning)") % {"share": text} if row.learning else text


def _agreement(item: Any, names: Names) -> str:
    """Who agreed to the shares in an outcome, and when."""
    if item.contribution_agreed_on is None:
        return _("Nobody has agreed to this split yet")
    person = names.people.get(names.value(item, "contribution_agreed_by"), "")
    words = {"person": person, "day": day(item.contribution_agreed_on)}
    return _("Agreed by %(person)s on %(day)s") % words if person else _("Agreed on %(day)s") % words


def _need(row: Any, names: Names) -> str:
    group = names.groups.get(names.value(row, "group"), "?")
    levels = {"required": row.required, "current": row.current}
    if row.required is None and row.current is None:
        return group
    if row.current is None:
        return _("%(group)s: level %(required)s needed") % {"group": group, **levels}
    if row.required is None:
        return _("%(group)s: level %(current)s today") % {"group": group, **levels}
    return _("%(group)s: level %(required)s needed, %(current)s today") % {"group": group, **levels}


def _claim(row: Any, names: Names) -> str:
    goal = names.items.get(names.value(row, "goal"), "?")
    return f"{goal}: {row.reason}" if row.reason else goal


def _cost(row: Any, names: Names) -> str:
    state = str(CostLine.State(row.state).label) if row.state else ""
    parts = [str(CostLine.Kind(row.kind).label), _amount(row, names), state]
    if row.hours is not None:
        parts.append(_("%(hours)s hours") % {"hours": number(row.hours)})
    if row.date:
        parts.append(_("due %(day)s") % {"day": day(row.date)})
    return ", ".join(part for part in (*parts, row.note) if part)


def _benefit(row: Any, names: Names) -> str:
    state = str(BenefitLine.State(row.state).label) if row.state else ""
    amount = _("not put into money") if row.intangible else _amount(row, names)
    parts = [row.text, row.beneficiary, amount, state, row.period]
    if row.start or row.end:
        parts.append(period(row.start, row.end))
    if row.attribution is not None:
        parts.append(_("our share %(share)s %%") % {"share": number(row.attribution)})
    if row.confidence is not None:
        parts.append(_("certainty %(share)s %%") % {"share": number(row.confidence)})
    if outcome := names.outcomes.get(names.value(row, "outcome")):
        parts.append(_("from “%(outcome)s”") % {"outcome": outcome})
    if person := names.people.get(names.value(row, "confirmed_by")):
        parts.append(_("confirmed by %(person)s") % {"person": person})
    return ", ".join(part for part in parts if part)


def _amount(row: Any, names: Names) -> str:
    return amount_words(row, names.currency) or _("amount not known")


_LISTS = {
    "momentum": (lambda: _("What is under way"), _momentum),
    "contribution": (lambda: _("Who moves it, by share"), _share),
    "needs": (lambda: _("Who has to learn it"), _need),
    "claims": (lambda: _("Says it supports"), _claim),
    "costs": (lambda: _("Costs"), _cost),
    "benefits": (lambda: _("Benefits"), _benefit),
}
