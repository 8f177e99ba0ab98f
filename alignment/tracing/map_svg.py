"""The alignment map as one SVG file: boxes and lines of text instead of styled cards."""

from collections.abc import Iterator
from dataclasses import dataclass

from alignment.rules.layout import CARD_WIDTH
from alignment.tracing.map import HEAD_ROWS, MapView
from alignment.tracing.map_cards import LINE_ROWS, SMALL_SIZE, TITLE_SIZE, Card
from alignment.tracing.map_look import INKS, Connector
from alignment.tracing.map_svg_legend import SWATCH, TEXT_SIZE, Mark, marks
from alignment.ui.statuses import LAYERS

SCALE = 8  # pixels a row
EDGE = 4  # rows around the picture
TITLE_ROWS = 6
TEXT, SOFT, WARN, FAINT = "#1a2130", "#525c6e", "#854d00", "#7b8496"
TONES = {"warn": WARN, "bad": "#ab221b", "good": "#17693f", "": SOFT}


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text: its left end, its base line, and how it is set. Lengths in pixels."""

    left: str
    base: str
    size: str
    weight: int
    colour: str
    words: str


@dataclass(frozen=True, slots=True)
class Shape:
    """One card's box, its coloured edge and its lines."""

    left: str
    top: str
    width: str
    height: str
    fill: str
    border: str
    dash: str
    edge: str
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend: a line, in rows, or a box, in pixels, and its words."""

    left: str
    middle: str
    line: Connector | None
    box: Shape | None
    words: Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the template prints, in pixels; connectors keep rows and are scaled by `scale`."""

    width: str
    height: str
    scale: int
    shift_left: str
    shift_top: str
    title: Text
    heads: tuple[Text, ...]
    shapes: tuple[Shape, ...]
    legend: tuple[Key, ...]


def drawing(view: MapView, title: str) -> Drawing:
    """The map with `title` above it and what its lines and cards mean below."""
    top = EDGE + TITLE_ROWS
    end = view.rows + HEAD_ROWS + top
    signs = marks(view.legend, left=EDGE, top=end + 1, width=view.width)
    return Drawing(
        width=_px(view.width + 2 * EDGE),
        height=_px((signs[-1].middle + 1 if signs else end) + EDGE),
        scale=SCALE,
        shift_left=_px(EDGE),
        shift_top=_px(top + HEAD_ROWS),
        title=Text(_px(EDGE), _px(EDGE + 2), _px(3), 700, TEXT, title),
        heads=tuple(
            Text(
                _px(column.left + EDGE),
                _px(top + 1.5),
                _px(1.75),
                700,
                column.colour,
                str(LAYERS[column.layer].plural),
            )
            for column in view.columns
        ),
        shapes=tuple(_shape(card, top + HEAD_ROWS, view.focus is not None) for card in view.cards),
        legend=tuple(_key(mark) for mark in signs),
    )


def _key(mark: Mark) -> Key:
    base = mark.middle + TEXT_SIZE * 0.36
    return Key(
        left=f"{mark.left:g}",
        middle=f"{mark.middle:g}",
        line=mark.line,
        box=None if mark.line else _sample(mark),
        words=Text(_px(mark.words_left), _px(base), _px(TEXT_SIZE), 400, SOFT, mark.words),
    )


def _sample(mark: Mark) -> Shape:
    """A card without words, bordered as those that it stands for."""
    gap = mark.look == "gap"
    return Shape(
        left=_px(mark.left),
        top=_px(mark.middle - 1),
        width=_px(SWATCH),
        height=_px(2),
        fill="#ffffff" if gap else "#eceef3",
        border=WARN if gap else "#cdd2dc",
        dash="5 3" if gap else "2 3",
        edge="",
        texts=(),
    )


def _shape(card: Card, top: int, tracing: bool) -> Shape:
    dim = tracing and not card.lit
    ink = "#dfe2e9" if dim else WARN if card.gap else INKS[card.layer]
    border = "#dfe2e9" if dim else WARN if card.gap else INKS[card.layer] if card.lit else "#cdd2dc"
    return Shape(
        left=_px(card.left + EDGE),
        top=_px(card.top + top),
        width=_px(CARD_WIDTH),
        height=_px(card.rows),
        fill="#eceef3" if card.foreign or card.layer == "remedy" else "#ffffff",
        border=border,
        dash="5 3" if card.gap else "2 3" if card.foreign else "",
        edge=ink,
        texts=tuple(_texts(card, top, dim)),
    )


def _texts(card: Card, top: int, dim: bool) -> Iterator[Text]:
    lines = [
        *((SMALL_SIZE, 600, INKS[card.layer], line) for line in ([card.kicker] if card.kicker else [])),
        *((TITLE_SIZE, 600, TEXT, line) for line in card.title_lines),
        *(
            (SMALL_SIZE, 600 if card.tone in {"warn", "bad"} else 400, TONES[card.tone], line)
            for line in card.meta_lines
        ),
        *((SMALL_SIZE, 400, TONES[""], line) for text in card.beside for line in text),
        *((SMALL_SIZE, 600, WARN, line) for note in card.notes for line in note),
    ]
    for row, (size, weight, colour, words) in enumerate(lines):
        base = card.top + top + 1 + LINE_ROWS * row + 1 + size * 0.36
        yield Text(
            _px(card.left + EDGE + 1.75), _px(base), _px(size), weight, SOFT if dim else colour, words.strip()
        )


def _px(rows: float) -> str:
    return f"{rows * SCALE:g}"
