"""What a schema cannot say: keys that stand twice, references to nothing, links that skip a layer, cycles."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from alignment.exchange.checking_library import Identified, check_library
from alignment.exchange.fields import Field, Kind
from alignment.exchange.nested import NESTED
from alignment.exchange.problems import MOST_PROBLEMS, at, quote
from alignment.exchange.shape import KINDS, LAYER_KINDS
from alignment.rules.content import Layer

Row = dict[str, Any]
Lists = dict[str, list[Row]]
Hint = tuple[str, str, str]  # kind, item, other


@dataclass
class Known:
    """The keys that a workspace has already."""

    layers: dict[str, Layer] = field(default_factory=dict)
    rows: dict[str, set[str]] = field(default_factory=dict)  # by list, the five layers excepted
    # By list: which row of the same list each one names (goals and skills: the parent).
    parents: dict[str, dict[str, str]] = field(default_factory=dict)
    identified: Identified = field(default_factory=dict)  # by list: what a key stands for outside
    hints: dict[str, set[Hint]] = field(default_factory=dict)  # those set aside, by the key of their plan


def check(lists: Lists, known: Known, home: str) -> list[str]:
    """What is wrong with a file's keys and references, given what its workspace has; empty when nothing is.

    `home` is the plan of new items that name none.
    """
    problems: list[str] = []
    for line in _Check(lists, known, home).problems():
        problems.append(line)
        if len(problems) >= MOST_PROBLEMS:
            break
    return problems


def layer_name(layer: Layer) -> str:
    """A layer in a sentence."""
    return {
        Layer.GOAL: _("a goal"),
        Layer.OUTCOME: _("an outcome"),
        Layer.MOMENT: _("a moment"),
        Layer.LEARNING: _("a learning outcome"),
        Layer.INITIATIVE: _("an initiative"),
    }[layer]


#: By which field rows of a list name others of the same list, and what is said of those that go in a ring.
WITHIN = {
    "goals": ("parent", _lazy("goals are parents of each other: %(ring)s")),
    "skills": ("parent", _lazy("skills are parts of each other: %(ring)s")),
    "requests": ("duplicate_of", _lazy("requests are duplicates of each other: %(ring)s")),
}


class _Check:
    """One pass over a file."""

    def __init__(self, lists: Lists, known: Known, home: str) -> None:
        self.lists, self.known, self.home = lists, known, home
        self.layers = dict(known.layers)
        for layer, kind in LAYER_KINDS.items():
            for row in lists.get(kind.name, ()):
                self.layers.setdefault(row["key"], layer)
        self.keys: dict[str, Callable[[str], bool]] = {
            **{
                name: self._known_in(name)
                for name, kind in KINDS.items()
                if "key" in kind.by_name and kind.layer is None
            },
            "goals": lambda key: self.layers.get(key) is Layer.GOAL,
            "outcomes": lambda key: self.layers.get(key) is Layer.OUTCOME,
            "learning_outcomes": lambda key: self.layers.get(key) is Layer.LEARNING,
            "initiatives": lambda key: self.layers.get(key) is Layer.INITIATIVE,
            "items": lambda key: key in self.layers,
        }

    def _known_in(self, name: str) -> Callable[[str], bool]:
        existing = self.known.rows.get(name, set())
        return (existing | {row["key"] for row in self.lists.get(name, ())}).__contains__

    def problems(self) -> Iterator[str]:
        if self.home and not self.keys["plans"](self.home):
            yield _("There is no plan %(key)s.") % {"key": quote(self.home)}
        yield from self._twins()
        for name, kind in KINDS.items():
            for index, row in enumerate(self.lists.get(name, ())):
                yield from self._references(kind, row, f"{name}[{index}]")
                if kind.at_home:
                    yield from self._home(kind, row, f"{name}[{index}]")
        yield from self._links()
        yield from self._hints()
        yield from check_library(self.lists, self.layers, self.known.identified)
        for name, (field_name, what) in WITHIN.items():
            yield from self._cycles(name, field_name, str(what))

    def _twins(self) -> Iterator[str]:
        seen: dict[tuple[str, str], str] = {}
        for name, kind in KINDS.items():
            if "key" not in kind.by_name:
                continue
            space = "items" if kind.layer is not None else name
            for index, row in enumerate(self.lists.get(name, ())):
                key, where = row["key"], f"{name}[{index}].key"
                first = seen.setdefault((space, key), where)
                if first != where:
                    yield at(
                        where, _("duplicate key %(key)s, see %(first)s") % {"key": quote(key), "first": first}
                    )
                elif kind.layer is not None and self.known.layers.get(key, kind.layer) is not kind.layer:
                    other = {"key": quote(key), "layer": layer_name(self.known.layers[key])}
                    yield at(where, _("the workspace has %(key)s already, as %(layer)s") % other)

    def _references(self, kind: Kind, row: Row, where: str) -> Iterator[str]:
        for one in kind.fields:
            if one.of and row.get(one.name):
                yield from self._reference(one, row[one.name], f"{where}.{one.name}")

    def _reference(self, one: Field, value: Any, where: str) -> Iterator[str]:
        if one.type == "ref":
            yield from self._one(one.of, value, where)
        elif one.type == "refs":
            for index, key in enumerate(value):
                yield from self._one(one.of, key, f"{where}[{index}]")
        else:
            for nested in NESTED[one.of].fields:
                if nested.type != "ref":
                    continue
                for index, part in enumerate(value):
                    key = getattr(part, nested.name)
                    if key:
                        yield from self._one(nested.of, key, f"{where}[{index}].{nested.name}")

    def _one(self, of: str, key: str, where: str) -> Iterator[str]:
        if self.keys[of](key):
            return
        if of in ("goals", "outcomes", "learning_outcomes", "initiatives") and key in self.layers:
            wrong = {"key": quote(key), "layer": layer_name(self.layers[key])}
            yield at(where, _("wrong layer: %(key)s is %(layer)s") % wrong)
        else:
            yield at(where, _("unknown reference %(key)s") % {"key": quote(key)})

    def _home(self, kind: Kind, row: Row, where: str) -> Iterator[str]:
        there = self.known.layers if kind.layer is not None else self.known.rows.get(kind.name, set())
        if row["key"] in there or row.get("plan") or self.home:
            return
        yield at(f"{where}.plan", _("missing: say which plan is its home, because there is not just one"))

    def _links(self) -> Iterator[str]:
        seen: dict[tuple[str, str], int] = {}
        for index, row in enumerate(self.lists.get("links", ())):
            lower, upper = row["lower"], row["upper"]
            words = {"lower": quote(lower), "upper": quote(upper)}
            for end in ("lower", "upper"):
                if not row[end]:
                    yield at(f"links[{index}].{end}", _("must not be empty"))
            if bool(row.get("cited_metric")) != bool(row.get("cited_on")):
                missing = "cited_on" if row.get("cited_metric") else "cited_metric"
                what = _("missing: a reading is cited by its metric and its day")
                yield at(f"links[{index}].{missing}", what)
            if lower in self.layers and upper in self.layers:
                low, up = self.layers[lower], self.layers[upper]
                if low != up + 1:
                    words |= {"low": layer_name(low), "up": layer_name(up)}
                    what = _(
                        "%(lower)s is %(low)s and %(upper)s is %(up)s: a link leads to the next layer up"
                    )
                    yield at(f"links[{index}]", what % words)
            first = seen.setdefault((lower, upper), index)
            if first != index:
                what = _("duplicate link %(lower)s → %(upper)s, see links[%(first)s]")
                yield at(f"links[{index}]", what % {**words, "first": first})
        for name in ("metrics", "stories"):
            for index, row in enumerate(self.lists.get(name, ())):
                if not row["item"]:
                    yield at(f"{name}[{index}].item", _("must not be empty"))

    def _hints(self) -> Iterator[str]:
        """A hint is set aside once in a workspace; a list that is given replaces that of its plan."""
        rows = self.lists.get("plans", ())
        given = {row["key"] for row in rows if "dismissed_hints" in row}
        seen = {
            hint: _("plan %(key)s") % {"key": quote(plan)}
            for plan, hints in self.known.hints.items()
            for hint in hints
            if plan not in given
        }
        for index, row in enumerate(rows):
            for place, one in enumerate(row.get("dismissed_hints", ())):
                where = f"plans[{index}].dismissed_hints[{place}]"
                first = seen.setdefault((one.kind, one.item, one.other), where)
                if first != where:
                    yield at(where, _("this hint is set aside already, see %(first)s") % {"first": first})

    def _cycles(self, name: str, field_name: str, what: str) -> Iterator[str]:
        parents, at_index = dict(self.known.parents.get(name, {})), {}
        for index, row in enumerate(self.lists.get(name, ())):
            at_index[row["key"]] = index
            if field_name in row:
                parents[row["key"]] = row[field_name]
        done: set[str] = set()
        for start in at_index:
            path: list[str] = []
            key = start
            while key and key not in done:
                done.add(key)
                path.append(key)
                key = parents.get(key, "")
            if key in path:
                ring = [*path[path.index(key) :], key]
                named = next((one for one in ring if one in at_index), start)
                yield at(f"{name}[{at_index[named]}].{field_name}", what % {"ring": " → ".join(ring[:6])})


def warn(lists: Lists) -> Iterator[str]:
    """What is taken but looks like a slip, as far as the file alone can tell (see `citing` for the rest)."""
    for index, row in enumerate(lists.get("links", ())):
        where, sure = f"links[{index}]", row.get("confidence") or 0
        if sure and not row.get("reason", "").strip():
            yield at(where, _("confidence %(confidence)s without a reason") % {"confidence": sure})
        elif sure == 2 and not (row.get("evidence", "").strip() or row.get("cited_metric")):
            yield at(where, _("confidence %(confidence)s without evidence") % {"confidence": sure})
    for index, row in enumerate(lists.get("metrics", ())):
        yield from _warn_metric(row, f"metrics[{index}]")


def _warn_metric(row: Row, where: str) -> Iterator[str]:
    baseline, target = row.get("baseline"), row.get("target")
    if baseline is not None and target is not None and row["kind"] in ("increase", "decrease"):
        if baseline == target:
            yield at(f"{where}.target", _("the target equals the baseline"))
        elif (target < baseline) == (row["kind"] == "increase"):
            yield at(f"{where}.target", _("the target is on the wrong side of the baseline"))
    start, end = row.get("baseline_date"), row.get("target_date")
    if start and end and end < start:
        yield at(f"{where}.target_date", _("the target date is before the baseline date"))
