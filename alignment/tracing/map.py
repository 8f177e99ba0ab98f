"""The alignment map of a plan, ready to be drawn: the page, the PDF, the SVG file and snapshots use this.

`cards_of` (map_cards) says what every card reads; `map_view` picks what is shown, places it and marks
one trace.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from alignment.rules.content import Layer
from alignment.rules.layout import Box, Layout, lay_out
from alignment.tracing.map_cards import Card, Cards, digits
from alignment.tracing.map_look import INKS, Connector, Sign, line_words
from alignment.tracing.map_ties import Tie

MANY = 60  # more cards than this open one goal at a time
MOST = 400  # more than this are listed, not drawn
ALL, LOOSE = "all", "none"  # choices beside a goal's id

HEAD_ROWS = 4  # the column's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One layer with its cards from top to bottom; remedies count apart."""

    layer: str
    cards: tuple[Card, ...]
    left: int

    @property
    def count(self) -> int:
        return sum(card.layer == self.layer for card in self.cards)

    @property
    def colour(self) -> str:
        """Of its name, on paper."""
        return INKS[self.layer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One entry of the chooser: a goal's tree, everything, or what no goal stands above."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """A map as it is drawn, in rows; `drawn` is false when there are too many cards for a picture."""

    columns: tuple[Column, ...]
    connectors: tuple[Connector, ...]
    choices: tuple[Choice, ...]
    chosen: str
    width: int
    rows: int
    crossings: int
    total: int
    items: int  # own cards below the goals, and how many of them lead up to one
    reaching: int
    drawn: bool
    focus: Card | None = None

    @property
    def kept(self) -> str:
        """The part of the address that keeps what is shown when a card is chosen."""
        return f"goal={self.chosen}&" if self.chosen != ALL or self.total > MANY else ""

    @property
    def classes(self) -> str:
        """Its size, in classes."""
        return f"map-gutter {digits('r', self.rows)}" if self.gutter else digits("r", self.rows)

    @property
    def cards(self) -> list[Card]:
        return [card for column in self.columns for card in column.cards]

    @property
    def gutter(self) -> int:
        """Where the first column starts; more than 0 when a goal has a parent goal on the map."""
        return self.columns[0].left

    @property
    def gaps(self) -> int:
        return sum(card.gap for card in self.cards)

    @property
    def weak(self) -> int:
        return sum(connector.weak for connector in self.connectors)

    @property
    def legend(self) -> list[Sign]:
        """What the lines and cards on this map mean."""
        lines = {one.look: replace(one, lit=False, dim=False) for one in self.connectors}
        signs = [Sign(look, words, lines[look]) for look, words in line_words().items() if look in lines]
        if self.gaps:
            signs.append(Sign("gap", _("the chain breaks here")))
        if any(card.foreign for card in self.cards):
            signs.append(Sign("foreign", _("at home in another plan")))
        return signs


def map_view(source: Cards, wanted: str = "", focus: str = "") -> MapView | None:
    """The map that `choose` picks, with the trace of `focus` lit; None when `wanted` is no goal."""
    chosen = choose(source, wanted, focus)
    return None if chosen is None else with_focus(picture(source, chosen), source, focus)


def choose(source: Cards, wanted: str = "", focus: str = "") -> str | None:
    """What to show: one goal's tree (its id), everything ("all"), or what no goal stands above ("none").

    Without a wish: everything, or when that is too much the tree with `focus` (a card's ref) in it,
    else the first goal's. None when `wanted` is no goal of the plan.
    """
    if wanted:
        return wanted if wanted in source.trees or wanted in {ALL, LOOSE} else None
    if len(source.cards) <= MANY:
        return ALL
    key = next((key for key, card in source.cards.items() if card.ref == focus), "")
    if key in source.loose:
        return LOOSE
    return next((goal for goal, tree in source.trees.items() if key in tree), next(iter(source.trees), ALL))


def picture(source: Cards, chosen: str) -> MapView:
    """The map of what was chosen, with nothing lit."""
    if chosen in source.trees:
        return _placed(source, source.trees[chosen], chosen)
    return _placed(source, source.loose if chosen == LOOSE else source.cards.keys(), chosen)


def _choices(source: Cards, chosen: str) -> Iterable[Choice]:
    entries = [(ALL, _("All goals"), len(source.cards))]
    for goal, (value, tree) in zip(source.goals, source.trees.items(), strict=True):
        entries.append((value, source.cards[goal].title, len(tree)))
    if source.loose:
        entries.append((LOOSE, _("Linked to no goal"), len(source.loose)))
    for value, label, count in entries:
        yield Choice(value=value, label=label, count=count, chosen=value == chosen)


def _placed(source: Cards, shown: Collection[str], chosen: str) -> MapView:
    cards = [card for key, card in source.cards.items() if key in shown]
    # Remedies after the initiatives: the order in which they come decides between equals.
    cards.sort(key=lambda card: card.layer == "remedy")
    ties = [tie for tie in source.ties.all if tie.upper in shown and tie.lower in shown]
    below = [card for card in cards if card.layer not in {"goal", "remedy"} and not card.foreign]
    drawn = len(cards) <= MOST
    links = [(tie.upper, tie.lower) for tie in ties] if drawn else []
    layout = lay_out([Box(card.key, card.column, card.rows) for card in cards], links)
    return MapView(
        columns=tuple(_columns(cards, layout)),
        connectors=tuple(_connectors(source.cards, ties, layout)),
        choices=tuple(_choices(source, chosen)),
        chosen=chosen,
        width=layout.width,
        rows=layout.rows,
        crossings=layout.crossings,
        total=len(source.cards),
        items=len(below),
        reaching=sum(card.key not in source.loose for card in below),
        drawn=drawn,
    )


def _columns(cards: list[Card], layout: Layout) -> Iterable[Column]:
    by_key = {card.key: card for card in cards}
    for layer, order, left in zip(Layer, layout.orders, layout.lefts, strict=True):
        placed = (
            replace(by_key[key], top=layout.places[key].top, left=layout.places[key].left) for key in order
        )
        yield Column(layer=layer.word, cards=tuple(placed), left=left)


def _connectors(cards: Mapping[str, Card], ties: Iterable[Tie], layout: Layout) -> Iterable[Connector]:
    for tie in sorted(ties, key=lambda tie: (tie.kind == "link", tie.weak, tie.confidence)):
        line = layout.lines.get((tie.upper, tie.lower))
        if line:
            yield Connector(
                upper=cards[tie.upper].ref,
                lower=cards[tie.lower].ref,
                path=line,
                confidence=tie.confidence,
                weak=tie.weak,
                kind=tie.kind,
            )


def with_focus(view: MapView, source: Cards, focus: str) -> MapView:
    """The same map with one card's trace lit; unchanged when the card is not on it."""
    card = next((card for card in view.cards if card.ref == focus), None)
    if card is None:
        return view
    keys, pairs = source.ties.trace(card.key)
    lit = {(source.cards[upper].ref, source.cards[lower].ref) for upper, lower in pairs}
    columns = tuple(
        replace(
            column,
            cards=tuple(replace(c, lit=c.key in keys, focused=c.key == card.key) for c in column.cards),
        )
        for column in view.columns
    )
    connectors = tuple(
        replace(one, lit=(one.upper, one.lower) in lit, dim=(one.upper, one.lower) not in lit)
        for one in view.connectors
    )
    connectors = tuple(sorted(connectors, key=lambda one: one.lit))  # the lit ones on top
    return replace(view, columns=columns, connectors=connectors, focus=card)
