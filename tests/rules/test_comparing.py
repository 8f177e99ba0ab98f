"""Comparing two states of a plan: nothing where nothing differs, and exactly what was edited."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from alignment.rules.comparing import RowChange, compare, effects
from alignment.rules.content import (
    LISTS,
    Behaviour,
    Layer,
    Link,
    Metric,
    PlanContent,
    Reading,
)
from alignment.rules.graph import Graph, graph_of_content
from alignment.rules.verdicts import Trace, trace
from tests.rules.documents import content_of, plan_files
from tests.rules.making import goal, initiative, learning, link, moment, outcome, plan

#: A change as a test records it: the list, the key, and what happened.
Told = tuple[str, tuple[str, ...], str]


def told(changes: list[RowChange]) -> set[Told]:
    found: set[Told] = set()
    for one in changes:
        if one.before is None:
            found.add((one.of, one.key, "added"))
        elif one.after is None:
            found.add((one.of, one.key, "removed"))
        found |= {(one.of, one.key, field.name) for field in one.fields}
        found |= {(one.of, one.key, "home")} if one.home else set()
        found |= {(one.of, one.key, "place")} if one.place else set()
    return found


def with_ids(content: PlanContent, first: int) -> PlanContent:
    """The same plan, read from other rows of a database."""
    lists: dict[str, Any] = {}
    for name in (*LISTS.values(), "links", "metrics"):
        lists[name] = tuple(replace(row, id=first + n) for n, row in enumerate(getattr(content, name)))
    lists["metrics"] = tuple(
        replace(row, readings=tuple(replace(one, id=first + n) for n, one in enumerate(row.readings)))
        for row in lists["metrics"]
    )
    return replace(content, **lists)


class Editor:
    """Makes random edits to a content and writes down what it did; no row is edited twice."""

    def __init__(self, draw: Any, content: PlanContent) -> None:
        self.draw, self.content, self.done = draw, content, set[Told]()
        self.touched: set[tuple[str, ...]] = set()
        self.count = 0

    def free(self, name: str) -> list[Any]:
        return [row for row in getattr(self.content, name) if self.key(row) not in self.touched]

    @staticmethod
    def key(row: Any) -> tuple[str, ...]:
        return (row.key,) if hasattr(row, "key") else (row.lower, row.upper)

    def put(self, name: str, rows: Any) -> None:
        lists: dict[str, Any] = {name: tuple(rows)}
        self.content = replace(self.content, **lists)

    def write(self, name: str, key: tuple[str, ...], what: str) -> None:
        self.touched.add(key)
        self.done.add((name, key, what))

    def new(self) -> str:
        self.count += 1
        return f"new{self.count}"

    def add(self, name: str) -> None:
        makers = dict(zip(LISTS.values(), (goal, outcome, moment, learning, initiative), strict=True))
        rows = list(getattr(self.content, name))
        row = makers[name](self.new(), plan="p0")
        rows.insert(self.draw(st.integers(0, len(rows))), row)
        self.put(name, rows)
        self.write(name, (row.key,), "added")

    def remove(self, name: str) -> None:
        for row in self.some(name):
            self.put(name, [one for one in getattr(self.content, name) if one is not row])
            self.write(name, self.key(row), "removed")

    def change(self, name: str, field: str, value: Any) -> None:
        for row in self.some(name):
            if getattr(row, field) == value:
                continue
            rows = getattr(self.content, name)
            self.put(name, [replace(one, **{field: value}) if one is row else one for one in rows])
            self.write(name, self.key(row), "home" if field == "plan" else field)

    def some(self, name: str) -> list[Any]:
        rows = self.free(name)
        return [self.draw(st.sampled_from(rows))] if rows else []

    def connect(self) -> None:
        row = Link(lower=self.new(), upper="anything", reason="Because")
        self.put("links", [*self.content.links, row])
        self.write("links", (row.lower, row.upper), "added")

    def measure(self) -> None:
        row = Metric(key=self.new(), item="anything", title="Score", kind="increase")
        self.put("metrics", [*self.content.metrics, row])
        self.write("metrics", (row.key,), "added")

    def read(self) -> None:
        for row in self.some("metrics"):
            reading = Reading(date=self.draw(st.dates()), value=Decimal(7), id=99)
            rows = self.content.metrics
            more = replace(row, readings=(*row.readings, reading))
            self.put("metrics", [more if one is row else one for one in rows])
            self.write("metrics", (row.key,), "readings")


TEXT = st.text(min_size=1, max_size=5)
EDITS: list[Any] = [
    *((lambda ed, name=name: ed.add(name)) for name in LISTS.values()),
    *((lambda ed, name=name: ed.remove(name)) for name in (*LISTS.values(), "links", "metrics", "people")),
    *((lambda ed, name=name: ed.change(name, "title", ed.draw(TEXT))) for name in LISTS.values()),
    *((lambda ed, name=name: ed.change(name, "plan", "p9")) for name in LISTS.values()),
    lambda ed: ed.change("goals", "strategy", ed.draw(TEXT)),
    lambda ed: ed.change("initiatives", "archived", True),
    lambda ed: ed.change("initiatives", "hours", Decimal("12.50")),
    lambda ed: ed.change("moments", "behaviours", (Behaviour(effect="helps", text=ed.draw(TEXT)),)),
    lambda ed: ed.change("links", "suspect", True),
    lambda ed: ed.change("links", "reason", ed.draw(TEXT)),
    lambda ed: ed.change("links", "confidence", 3),
    lambda ed: ed.change("metrics", "target", Decimal(4711)),
    lambda ed: ed.change("target_groups", "size", 9),
    lambda ed: ed.change("plans", "description", ed.draw(TEXT)),
    lambda ed: ed.connect(),
    lambda ed: ed.measure(),
    lambda ed: ed.read(),
]


@given(plan_files())
def test_a_plan_does_not_differ_from_itself(document: dict[str, Any]) -> None:
    content = content_of(document)
    assert compare(content, content) == []
    assert compare(content, with_ids(content, 1000)) == []


@given(plan_files(), st.data())
def test_exactly_what_was_edited_is_told(document: dict[str, Any], data: Any) -> None:
    before = content_of(document)
    editor = Editor(data.draw, with_ids(before, 500))
    for edit in data.draw(st.lists(st.sampled_from(EDITS), max_size=12)):
        edit(editor)
    assert told(compare(before, editor.content)) == editor.done


@settings(max_examples=50)
@given(plan_files(), plan_files())
def test_the_other_way_round_is_the_mirror(one: dict[str, Any], two: dict[str, Any]) -> None:
    a, b = content_of(one), content_of(two)

    def mirrored(change: RowChange) -> RowChange:
        swapped = tuple(replace(field, before=field.after, after=field.before) for field in change.fields)
        return replace(change, before=change.after, after=change.before, fields=swapped)

    forth, back = compare(a, b), compare(b, a)
    assert sorted(map(repr, map(mirrored, forth))) == sorted(map(repr, back))


@given(st.permutations(list("abcdefg")), st.permutations(list("abcdefg")))
def test_the_fewest_items_are_called_moved(old: list[str], new: list[str]) -> None:
    def goals(keys: list[str]) -> PlanContent:
        return plan(*(goal(key) for key in keys))

    forth, back = compare(goals(old), goals(new)), compare(goals(new), goals(old))
    moved = {change.key[0] for change in forth}
    assert {change.key[0] for change in back} == moved
    assert [key for key in old if key not in moved] == [key for key in new if key not in moved]
    assert len(old) - len(moved) == longest_run([new.index(key) for key in old])


def longest_run(places: list[int]) -> int:
    best = [1] * len(places)
    for n, place in enumerate(places):
        best[n] += max((best[m] for m in range(n) if places[m] < place), default=0)
    return max(best)


@given(st.lists(st.sampled_from("abcdefgh"), min_size=4, unique=True), st.data())
def test_one_item_put_elsewhere_is_the_one_that_moved(keys: list[str], data: Any) -> None:
    start = data.draw(st.integers(0, len(keys) - 1))
    end = data.draw(st.integers(0, len(keys) - 1).filter(lambda place: abs(place - start) > 1))
    after = [key for key in keys if key != keys[start]]
    after.insert(end, keys[start])
    changes = compare(plan(*(goal(key) for key in keys)), plan(*(goal(key) for key in after)))
    assert told(changes) == {("goals", (keys[start],), "place")}


def chain(**reasons: str) -> PlanContent:
    said = {"o": "Because", "m": "Because", "l": "Because", "i": "Because"} | reasons
    rows = [goal(plan="p"), outcome(plan="p"), moment(plan="p"), learning(plan="p"), initiative(plan="p")]
    uppers = {"o": "g", "m": "o", "l": "m", "i": "l"}
    return plan(*rows, *(link(low, uppers[low], reason=said[low]) for low in uppers))


def judged(content: PlanContent) -> tuple[Graph, Trace]:
    graph = graph_of_content(content)
    return graph, trace(graph)


def test_effects_name_verdicts_and_score() -> None:
    before, after = chain(), chain(m="")
    found = effects(judged(before), judged(after), "p")
    assert [(one.key, str(one.before.verdict), str(one.after.verdict)) for one in found.initiatives] == [  # type: ignore[union-attr]
        ("i", "traced", "unconfirmed")
    ]
    assert found.goals == ()
    assert (found.score.before.satisfied - found.score.after.satisfied, found.score.changed) == (2, True)


def test_an_initiative_that_is_gone_has_no_verdict_after() -> None:
    before = chain()
    after = replace(before, initiatives=(), links=before.links[:-1])
    found = effects(judged(before), judged(after), "p")
    assert [(one.layer, one.key, one.after) for one in found.initiatives] == [(Layer.INITIATIVE, "i", None)]
    assert [(str(one.before.verdict), str(one.after.verdict)) for one in found.goals] == [  # type: ignore[union-attr]
        ("supported", "reaches_4")
    ]


@given(plan_files())
def test_a_plan_has_no_effect_on_itself(document: dict[str, Any]) -> None:
    found = effects(judged(content_of(document)), judged(content_of(document)), "p0")
    assert (found.initiatives, found.goals, found.score.changed) == ((), (), False)
