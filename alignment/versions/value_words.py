"""What the fields of a plan's rows are called, and how their values read, as the models say."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from alignment.exchange.fields import Field, Kind
from alignment.exchange.nested import NESTED
from alignment.exchange.shape import KINDS
from alignment.framework.queries.history import plain_words
from alignment.models import Cause
from alignment.rules.content import LISTS, PlanContent
from alignment.rules.gaps import HINTS
from alignment.tracing.words import hint_name

#: The kind of each list of a content; metrics cited from elsewhere are metrics.
KIND_OF: dict[str, Kind] = {**KINDS, "cited_metrics": KINDS["metrics"]}


class Names:
    """What the keys in a content stand for."""

    def __init__(self, content: PlanContent) -> None:
        items = {item.key: item.title for _layer, item in content.layered()}
        metrics = {row.key: row.title for row in (*content.metrics, *getattr(content, "cited_metrics", ()))}
        self._titles: dict[str, Mapping[str, str]] = {
            "plans": {row.key: row.title for row in content.plans},
            "people": {row.key: row.name for row in content.people},
            "target_groups": {row.key: row.name for row in content.target_groups},
            "metrics": metrics,
            "conversations": {row.key: row.title for row in content.conversations},
            "items": items,
            **dict.fromkeys(LISTS.values(), items),
        }

    def title(self, of: str, key: str) -> str:
        """The title or name of a row; its key when the content does not hold it."""
        return self._titles.get(of, {}).get(key, key)


def label(kind: Kind, name: str) -> str:
    """What a field is called."""
    one = kind.by_name.get(name)
    said = _labels().get((kind.name, name)) or _labels().get(("", name))
    if said is None and one is not None and one.type in ("rows", "needs"):
        said = str(NESTED[one.of].model._meta.verbose_name_plural)
    if said is None:
        column = _column(kind, name)
        said = str(column.verbose_name) if column is not None else name.replace("_", " ")
    return capfirst(said)


def words(kind: Kind, name: str, value: Any, names: Names) -> str:
    """One value as people read it; empty for nothing."""
    if value is None or value == "" or value == ():
        return ""
    one = kind.by_name.get(name)
    if isinstance(value, tuple):
        return ", ".join(lines(kind, name, value, names))
    if one is not None and one.of:
        return names.title(one.of, value)
    choices = _choices(kind, name)
    return choices[value] if value in choices else plain_words(value)


def lines(kind: Kind, name: str, values: tuple[Any, ...], names: Names) -> list[str]:
    """The entries of a list, one text each: rows of a nested list field by field."""
    one = kind.by_name.get(name)
    if one is not None and one.type in ("rows", "needs"):
        return [_row_words(NESTED[one.of], row, names) for row in values]
    return [words(kind, name, value, names) for value in values]


def is_text(kind: Kind, name: str) -> bool:
    """Whether a field holds running text, whose words can be compared."""
    one = kind.by_name.get(name)
    return one is not None and one.type in ("line", "text")


def _row_words(kind: Kind, row: Any, names: Names) -> str:
    said = []
    for one in kind.fields:
        value = getattr(row, one.name)
        if value != one.default and value not in (None, ""):
            text = words(kind, one.name, value, names)
            said.append(text if _speaks(one) else f"{label(kind, one.name)}: {text}")
    return ", ".join(said)


def _speaks(one: Field) -> bool:
    """Whether a value is understood without its label."""
    return one.type in ("line", "text", "choice", "ref", "date") or one.name == "value"


def _choices(kind: Kind, name: str) -> dict[Any, str]:
    if (kind.name, name) == ("moments", "causes"):
        return {value: str(said) for value, said in Cause.choices}
    if (kind.name, name) == ("dismissed_hints", "kind"):
        return {str(hint): hint_name(hint) for hint in HINTS}
    column = _column(kind, name)
    return {value: str(said) for value, said in getattr(column, "flatchoices", ())}


def _column(kind: Kind, name: str) -> Any:
    try:
        return kind.model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _labels() -> dict[tuple[str, str], str]:
    """What has no column of that name, or one that says too little."""
    return {
        ("", "archived"): _("Archived"),
        ("", "matters_to"): _("Matters to"),
        ("", "momentum"): _("Momentum"),
        ("", "contribution"): _("Contribution"),
        ("plans", "parked"): _("Parked notes"),
        ("links", "suspect"): _("To re-check"),
        ("metrics", "item"): _("Measured on"),
        ("stories", "item"): _("About"),
        ("updates", "readers"): _("Goes to"),
        ("learning_outcomes", "target_groups"): _("Target groups"),
        ("expectations", "answers"): _("Answers"),
        ("requests", "goals"): _("Goals it would serve"),
        ("requests", "whys"): _("Why-ladder"),
        ("requests", "triage"): _("Triage questions"),
        ("requests", "results"): _("What it became"),
        ("request_results", "item"): _("Item"),
        ("outcomes", "causes"): _("Possible causes"),
        ("requests", "causes"): _("Possible causes"),
        ("learning_outcomes", "levels"): _("Levels of target groups"),
        ("catalogue", "skills"): _("Skills"),
        ("catalogue", "links"): _("What it is for"),
        ("catalogue", "approvals"): _("Relevance approvals"),
    }
