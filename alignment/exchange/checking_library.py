"""What a schema cannot say of requests, skills and catalogue: what stands twice, and what is half said."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from alignment.exchange.problems import at, quote
from alignment.models import HowKnown
from alignment.rules.content import Layer
from alignment.skills.queries.assessments import FEWEST

Row = dict[str, Any]
#: By list and key: what a row stands for in the list that it was taken from.
Identified = dict[str, dict[str, tuple[str, ...]]]

#: What names a row outside: once in a workspace, and never changed.
IDENTIFIED = {"skills": ("framework", "identifier"), "catalogue": ("identifier",)}
#: Nested lists whose rows stand once, by these fields.
ONCE = (
    ("requests", "triage", ("question",)),
    ("requests", "results", ("item",)),
    ("catalogue", "skills", ("name",)),
    ("catalogue", "links", ("learning_outcome", "goal")),
)


def identified(name: str, row: Any) -> tuple[str, ...]:
    """What names a row of plain content outside."""
    return tuple(getattr(row, one) for one in IDENTIFIED[name])


def check_library(lists: dict[str, list[Row]], layers: dict[str, Layer], known: Identified) -> Iterator[str]:
    """What is wrong with these lists of a file."""
    for name in IDENTIFIED:
        yield from _identifiers(name, lists.get(name, ()), known.get(name, {}))
    for name, field, by in ONCE:
        for index, row in enumerate(lists.get(name, ())):
            yield from _twice(row.get(field, ()), by, f"{name}[{index}].{field}")
    for index, row in enumerate(lists.get("requests", ())):
        for place, result in enumerate(row.get("results", ())):
            if layers.get(result.item) is Layer.GOAL:
                what = _(
                    "%(key)s is a goal: a request becomes an outcome, a moment, learning or an initiative"
                )
                yield at(f"requests[{index}].results[{place}].item", what % {"key": quote(result.item)})
    for index, row in enumerate(lists.get("learning_outcomes", ())):
        for place, level in enumerate(row.get("levels", ())):
            if level.how == HowKnown.SELF_ASSESSMENT and level.people is not None and level.people < FEWEST:
                what = _("what fewer than %(n)s people said of themselves is not kept") % {"n": FEWEST}
                yield at(f"learning_outcomes[{index}].levels[{place}].people", what)
    for index, row in enumerate(lists.get("catalogue", ())):
        for place, link in enumerate(row.get("links", ())):
            if bool(link.learning_outcome) == bool(link.goal):
                what = _("say either the learning outcome that it builds or the goal that it claims")
                yield at(f"catalogue[{index}].links[{place}]", what)


def _identifiers(name: str, rows: Any, known: dict[str, tuple[str, ...]]) -> Iterator[str]:
    holders = {value: key for key, value in known.items()}
    for index, row in enumerate(rows):
        value = tuple(row[one] for one in IDENTIFIED[name])
        where, key = f"{name}[{index}].identifier", row["key"]
        if known.get(key, value) != value:
            what = _("%(key)s stands for %(there)s in the workspace: that does not change")
            yield at(where, what % {"key": quote(key), "there": quote(known[key][-1])})
        holder = holders.setdefault(value, key)
        if holder != key:
            what = _("%(identifier)s is there already, under the key %(key)s")
            yield at(where, what % {"identifier": quote(value[-1]), "key": quote(holder)})


def _twice(rows: Any, by: tuple[str, ...], where: str) -> Iterator[str]:
    seen: dict[tuple[str, ...], int] = {}
    for place, row in enumerate(rows):
        value = tuple(getattr(row, one) for one in by)
        first = seen.setdefault(value, place)
        if first != place:
            yield at(f"{where}[{place}]", _("stands twice, see [%(first)s]") % {"first": first})
