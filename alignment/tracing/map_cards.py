"""What every card of the alignment map reads, before any of them has a place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from alignment.rules.content import Item, Layer, Moment, PlanContent
from alignment.rules.layout import CARD_WIDTH
from alignment.rules.score import Unmet
from alignment.rules.verdicts import Trace
from alignment.tracing.map_ties import REMEDY, Tie, Ties, ties_of
from alignment.tracing.map_words import (
    DOT,
    beside_words,
    break_words,
    item_words,
    kicker_words,
    metric_words,
    note_words,
)
from alignment.ui.formats import short_day
from alignment.ui.statuses import LAYERS
from alignment.ui.textwidth import break_lines

TEXT_WIDTH = CARD_WIDTH - 3.25  # the edge, the padding and the border
TITLE_SIZE, SMALL_SIZE = 1.625, 1.375
LINE_ROWS, PADDING_ROWS = 2, 2


def digits(prefix: str, number: int) -> str:
    """Classes that add up to a number, such as `y-h1 y-t2 y-u5` for 125: positions without inline styles."""
    names = zip("uthk", reversed(f"{min(number, 9999)}"), strict=False)
    return " ".join(f"{prefix}-{name}{digit}" for name, digit in names if digit != "0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card. Lines are broken to fit; `gap` says that the chain breaks here, in the first of `notes`."""

    ref: str  # goal-12, or remedy-12 for a moment's other remedy
    key: str
    id: int
    layer: str  # goal, outcome, moment, learning, initiative; remedy
    column: int
    title: str
    title_lines: tuple[str, ...]
    kicker: str = ""
    meta_lines: tuple[str, ...] = ()
    tone: str = ""
    beside: tuple[tuple[str, ...], ...] = ()  # what moves it beside learning, each broken into lines
    notes: tuple[tuple[str, ...], ...] = ()  # each broken into lines
    gap: bool = False
    foreign: bool = False
    supports: tuple[str, ...] = ()
    supported_by: tuple[str, ...] = ()
    top: int = 0
    left: int = 0
    lit: bool = False
    focused: bool = False

    @property
    def classes(self) -> str:
        """How it looks."""
        marks = {"map-gap": self.gap, "map-foreign": self.foreign, "lit": self.lit}
        return " ".join([f"layer-{self.layer}", *(mark for mark, on in marks.items() if on)])

    @property
    def place(self) -> str:
        """How far down its column it stands, in classes."""
        return digits("y", self.top)

    @property
    def rows(self) -> int:
        """Its height: half a line of text is one row."""
        lines = len(self.title_lines) + len(self.meta_lines) + bool(self.kicker)
        lines += sum(len(text) for text in (*self.beside, *self.notes))
        return lines * LINE_ROWS + PADDING_ROWS

    @property
    def item(self) -> str:
        """The layer of the item that the card stands for, in addresses."""
        return "moment" if self.layer == "remedy" else self.layer


@dataclass(frozen=True, slots=True)
class Cards:
    """Every card of a plan before any of them has a place."""

    cards: Mapping[str, Card]
    ties: Ties
    goals: tuple[str, ...]  # the plan's own first
    trees: Mapping[str, frozenset[str]]  # the same goals by id, each with all keys of its tree
    loose: frozenset[str]  # what no goal stands above


def cards_of(content: PlanContent, trace: Trace, unmet: Iterable[Unmet], today: date) -> Cards:
    """What every live item's card says. Marks need the trace of the whole workspace and the plan's score."""
    ties = ties_of(content)
    lacking: dict[str, list[Unmet]] = {}
    for one in unmet:
        lacking.setdefault(one.key, []).append(one)
    cards = {}
    for key, (layer, item) in ties.items.items():
        cards[key] = _card(content, layer, item, trace, lacking.get(key, []), today)
        if isinstance(item, Moment) and item.not_a_learning_problem.strip():
            cards[REMEDY + key] = _remedy(content, item)
    cards = {key: _with_neighbours(key, card, cards, ties) for key, card in cards.items()}
    goals = [key for key, (layer, _item) in ties.items.items() if layer is Layer.GOAL]
    goals.sort(key=lambda key: cards[key].foreign)
    trees = {str(cards[goal].id or goal): ties.tree(goal) for goal in goals}
    return Cards(cards, ties, tuple(goals), trees, ties.in_no_tree())


def _card(
    content: PlanContent, layer: Layer, item: Item, trace: Trace, unmet: list[Unmet], today: date
) -> Card:
    metrics = [one for one in content.metrics if one.item == item.key] if layer <= Layer.OUTCOME else []
    meta, tone = metric_words(metrics, today)
    words = meta or item_words(item, {group.key: group for group in content.target_groups})
    home = next((plan.title for plan in content.plans if plan.key == item.plan), "")
    gap = "" if item.foreign else break_words(layer, item, trace, unmet)
    notes = [gap] if gap else []
    if not item.foreign:
        notes += note_words(item, unmet)
    kicker = kicker_words(item, home)
    return Card(
        ref=f"{layer.word}-{item.id or item.key}",
        key=item.key,
        id=item.id,
        layer=layer.word,
        column=layer - 1,
        title=item.title,
        title_lines=break_lines(item.title, width=TEXT_WIDTH, size=TITLE_SIZE),
        kicker="".join(_small(kicker, 1, "SemiBold")),
        meta_lines=_small(words, 2),
        tone=tone,
        beside=tuple(_small(text, 2) for text in beside_words(item)),
        notes=tuple(_small(note, 2, "SemiBold") for note in notes[:2]),
        gap=bool(gap),
        foreign=item.foreign,
    )


def _remedy(content: PlanContent, moment: Moment) -> Card:
    title = " ".join((moment.remedy or moment.not_a_learning_problem).split())
    owner = next((person.name for person in content.people if person.key == moment.remedy_owner), "")
    words = [owner] if owner else []
    if moment.remedy_date:
        words.append(_("by %(day)s") % {"day": short_day(moment.remedy_date)})
    return Card(
        ref=f"remedy-{moment.id or moment.key}",
        key=REMEDY + moment.key,
        id=moment.id,
        layer="remedy",
        column=Layer.INITIATIVE - 1,
        title=title,
        title_lines=break_lines(title, width=TEXT_WIDTH, size=TITLE_SIZE, most=5),
        kicker=str(LAYERS["remedy"].name),
        meta_lines=_small(DOT.join(words), 2),
        foreign=moment.foreign,
    )


def _small(text: str, most: int, weight: str = "Regular") -> tuple[str, ...]:
    return break_lines(text, width=TEXT_WIDTH, size=SMALL_SIZE, weight=weight, most=most) if text else ()


def _with_neighbours(key: str, card: Card, cards: Mapping[str, Card], ties: Ties) -> Card:
    def said(tie: Tie, other: str) -> str:
        title = cards[other].title
        return _("%(title)s (reason missing or to re-check)") % {"title": title} if tie.weak else title

    return replace(
        card,
        supports=tuple(said(tie, tie.upper) for tie in ties.above.get(key, ())),
        supported_by=tuple(said(tie, tie.lower) for tie in ties.below.get(key, ())),
    )
