"""What differs between two states of a plan, in words: what the page that compares them shows."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from alignment.rules.comparing import Effects, FieldChange, RowChange, VerdictChange, compare, effects
from alignment.rules.content import LISTS, Layer
from alignment.rules.verdicts import GoalTrace, InitiativeTrace
from alignment.tracing.sources import Source
from alignment.tracing.words import (
    confidence_word,
    goal_words,
    outcomes_words,
    score_words,
    verdict_words,
    work_words,
)
from alignment.ui.statuses import LAYERS
from alignment.versions.frozen import concerned
from alignment.versions.value_words import KIND_OF, Names, is_text, label, lines, words

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
#: Beyond these the rows of one list, and the words of one text, are not compared on the page.
MOST_ROWS, MOST_WORDS = 300, 1500
#: What finding the changes inside texts and lists may cost on one page, in steps of the worst case: a text
#: made for it would else hold a page up for hours.
MOST_STEPS = 250_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text: in both, or in one of them only (`state` is added or removed)."""

    text: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class FieldWords:
    """One field before and after: as texts, as one text with its changes marked, or as entries of a list."""

    label: str
    before: str = ""
    after: str = ""
    parts: tuple[Part, ...] = ()
    entries: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class RowWords:
    """One row that differs: its title, what happened to it, and every field that says something else."""

    title: str
    states: tuple[str, ...]
    notes: tuple[str, ...] = ()
    fields: tuple[FieldWords, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one list that differ; `layer` is the word of the five layers, empty for other lists."""

    name: str
    title: str
    layer: str
    rows: tuple[RowWords, ...]
    more: int  # how many are not listed


@dataclass(frozen=True, slots=True)
class EffectWords:
    """What the trace says of an initiative or a goal, before and after."""

    layer: str
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Differences:
    """All that the page says."""

    sections: tuple[Section, ...]
    counts: dict[str, int]  # added, removed, changed, moved; those that are not 0
    effects: tuple[EffectWords, ...]
    score_before: str
    score_after: str
    score_changed: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.sections or self.effects or self.score_changed)


def differences(before: Source, after: Source) -> Differences:
    """What differs between two states of one plan, in the order of the layers."""
    found = compare(concerned(before.content), concerned(after.content))
    teller = _Teller(Names(before.content), Names(after.content), after.plan)
    caused = effects((before.graph, before.trace), (after.graph, after.trace), after.plan)
    counts = Counter(state for change in found for state in _states(change))
    return Differences(
        sections=tuple(teller.sections(found)),
        counts={state: counts[state] for state in (ADDED, REMOVED, CHANGED, MOVED) if counts[state]},
        effects=tuple(_effect_words(caused)),
        score_before=score_words(caused.score.before),
        score_after=score_words(caused.score.after),
        score_changed=caused.score.changed,
    )


def _states(change: RowChange) -> tuple[str, ...]:
    if change.before is None:
        return (ADDED,)
    if change.after is None:
        return (REMOVED,)
    return tuple(state for state, holds in ((MOVED, change.moved), (CHANGED, change.fields)) if holds)


def _order() -> dict[str, tuple[str, str]]:
    """The lists in the order of the page, with the layer's word and the heading."""
    layers = {name: (layer.word, str(LAYERS[layer.word].plural)) for layer, name in LISTS.items()}
    return layers | {
        "links": ("", _("Links")),
        "metrics": ("", _("Metrics")),
        "plans": ("", _("The plan itself")),
        "people": ("", _("People")),
        "target_groups": ("", _("Target groups")),
        "cited_metrics": ("", _("Metrics cited from elsewhere")),
        "expectations": ("", _("Expectations")),
        "conversations": ("", _("Conversations")),
    }


class _Teller:
    """Says changes in words, with the names of both states."""

    def __init__(self, before: Names, after: Names, plan: str) -> None:
        self.before, self.after, self.plan = before, after, plan
        self.steps = MOST_STEPS

    def sections(self, found: Iterable[RowChange]) -> Iterator[Section]:
        by_list: dict[str, list[RowChange]] = {}
        for change in found:
            by_list.setdefault(change.of, []).append(change)
        for name, (layer, title) in _order().items():
            rows = by_list.get(name, [])
            if rows:
                told = tuple(self._row(change) for change in rows[:MOST_ROWS])
                yield Section(name, title, layer, told, max(0, len(rows) - MOST_ROWS))

    def _row(self, change: RowChange) -> RowWords:
        return RowWords(
            title=self._title(change),
            states=_states(change),
            notes=tuple(self._notes(change)),
            fields=tuple(self._field(change.of, one) for one in change.fields),
        )

    def _title(self, change: RowChange) -> str:
        names = self.before if change.after is None else self.after
        if change.of == "links":
            lower, upper = (names.title("items", key) for key in change.key)
            return f"{lower} → {upper}"
        row = change.row
        return str(next(getattr(row, name) for name in ("title", "name", "text") if hasattr(row, name)))

    def _notes(self, change: RowChange) -> Iterator[str]:
        row, one_sided = change.row, change.before is None or change.after is None
        names = self.before if change.after is None else self.after
        if change.of == "links" and one_sided and row.reason.strip():
            yield row.reason
        if change.of in ("metrics", "cited_metrics"):
            yield _("Measured on “%(item)s”") % {"item": names.title("items", row.item)}
        if getattr(row, "foreign", False) and one_sided:
            yield _("At home in “%(plan)s”") % {"plan": names.title("plans", row.plan)}
        if change.home:
            homes = {
                "before": self.before.title("plans", change.before.plan),
                "after": self.after.title("plans", change.after.plan),
            }
            yield _("Moved from the plan “%(before)s” to “%(after)s”") % homes
        if change.place:
            yield _("Stands in another place of its list")

    def _field(self, of: str, one: FieldChange) -> FieldWords:
        kind = KIND_OF[of]
        said = label(kind, one.name)
        if isinstance(one.after, tuple):
            old, new = (
                lines(kind, one.name, one.before, self.before),
                lines(kind, one.name, one.after, self.after),
            )
            return FieldWords(said, entries=(_entries if self._affords(old, new) else _plainly)(old, new))
        old_text = words(kind, one.name, one.before, self.before)
        new_text = words(kind, one.name, one.after, self.after)
        pair = old_text.split(), new_text.split()
        parts = _marked(*pair) if is_text(kind, one.name) and self._affords(*pair) else ()
        return FieldWords(said, old_text, new_text, parts)

    def _affords(self, old: list[str], new: list[str]) -> bool:
        """Whether two lists may be compared in their order; what that costs is taken from what is left."""
        cost = len(old) * len(new) * min(len(old), len(new))
        if cost > self.steps:
            return False
        self.steps -= cost
        return True


def _entries(before: list[str], after: list[str]) -> tuple[Part, ...]:
    """The entries of a list in their order: what came, what went, what stayed."""
    found: list[Part] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Part(text) for text in before[i:j]]
        else:
            found += [Part(text, REMOVED) for text in before[i:j]]
            found += [Part(text, ADDED) for text in after[k:m]]
    return tuple(found)


def _plainly(before: list[str], after: list[str]) -> tuple[Part, ...]:
    """The same without the order: what went stands first."""
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    found = [Part(text, REMOVED) for text in gone.elements()]
    for text in after:
        found.append(Part(text, ADDED if come[text] > 0 else ""))
        come[text] -= 1
    return tuple(found)


def _marked(old: list[str], new: list[str]) -> tuple[Part, ...]:
    """One text with the words marked that came and went; nothing where that would not help a reader."""
    if not old or not new or len(old) + len(new) > MOST_WORDS:
        return ()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.5:
        return ()
    found: list[Part] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append(Part(" ".join(old[i:j])))
            continue
        found += [Part(" ".join(old[i:j]), REMOVED)] if j > i else []
        found += [Part(" ".join(new[k:m]), ADDED)] if m > k else []
    return tuple(found)


def _effect_words(caused: Effects) -> Iterator[EffectWords]:
    for one in (*caused.goals, *caused.initiatives):
        yield EffectWords(one.layer.word, one.title, *_both(one))


def _both(one: VerdictChange) -> tuple[str, str]:
    return _verdict(one.layer, one.before), _verdict(one.layer, one.after)


def _verdict(layer: Layer, found: InitiativeTrace | GoalTrace | None) -> str:
    """A verdict with what stands beside it; a dash where the item is not there or does not count."""
    if found is None:
        return _("not in the plan, or not live")
    if isinstance(found, InitiativeTrace):
        goals = found.goals
        if not goals:
            return verdict_words(found)
        sure = confidence_word(max(goals.values()))
        return _("%(verdict)s; weakest hop: %(sure)s") % {"verdict": verdict_words(found), "sure": sure}
    parts = [goal_words(found), outcomes_words(found), work_words(found)]
    if found.strength is not None:
        parts.append(_("weakest hop: %(sure)s") % {"sure": confidence_word(found.strength)})
    return "; ".join(parts)
