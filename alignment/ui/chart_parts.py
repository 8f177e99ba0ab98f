"""What charts are drawn with: scales, lines, dots and words as SVG elements.

Colours stand as attributes, which is what paper uses; classes let the page's styles change them.
No style, script or `currentColor`: the Content-Security-Policy refuses the first two, the PDF maker
draws the last one black.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString, mark_safe

ACCENT, GOOD, WARN, BAD = "#2a58c8", "#17693f", "#854d00", "#ab221b"
SOFT, LINE, SHADE, PAPER = "#525c6e", "#dfe2e9", "#eceef3", "#ffffff"
TONES = {"good": GOOD, "warn": WARN, "bad": BAD}


@dataclass(frozen=True)
class Scale:
    """From values to places: `start` of the data falls on `low`, `end` on `high`."""

    start: float
    end: float
    low: float
    high: float

    def at(self, value: float) -> float:
        """The place of a value."""
        if self.end == self.start:
            return (self.low + self.high) / 2
        return self.low + (value - self.start) / (self.end - self.start) * (self.high - self.low)


def ticks(values: Sequence[float]) -> list[float]:
    """Four to seven round numbers that span the values."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if low == high:
        low, high = low - abs(low or 1) * 0.1, high + abs(high or 1) * 0.1
    rough = (high - low) / 4
    power = 10.0 ** floor(log10(rough))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= rough)
    first, last = floor(low / step), ceil(high / step)
    return [number * step for number in range(first, last + 1)]


def days_to_name(days: Sequence[int], most: int = 5) -> list[int]:
    """A few days, evenly spread, first and last among them."""
    if not days:
        return []
    first, last = min(days), max(days)
    months = max(1, round((last - first) / 30))
    parts = min(most - 1, months)
    return [first] if first == last else [first + (last - first) * n // parts for n in range(parts + 1)]


def apart(labels: list[Any], lowest: float, room: float = 16) -> list[Any]:
    """The labels from top to bottom, pushed down where they would touch, and up again from the lower edge."""
    placed: list[Any] = []
    for place, *rest in sorted(labels, key=lambda label: label[0]):
        if placed:
            place = max(place, placed[-1][0] + room)
        placed.append((place, *rest))
    for number, (place, *rest) in reversed(list(enumerate(placed))):
        if place <= lowest:
            break
        placed[number] = (lowest, *rest)
        lowest -= room
    return placed


def picture(name: str, width: float, height: float, title: str, text: str) -> Element:
    svg = Element(
        "svg",
        {
            "class": name,
            "viewBox": f"0 0 {width} {height}",
            "width": f"{width}",
            "height": f"{height}",
            "role": "img",
            "font-family": "Manrope, sans-serif",  # on paper, where the page's styles do not reach
        },
    )
    SubElement(svg, "title").text = title
    SubElement(svg, "desc").text = text
    return svg


def line(
    svg: Element,
    name: str,
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    colour: str,
    wide: float,
    dash: str = "",
) -> None:
    places = {"x1": _n(x1), "y1": _n(y1), "x2": _n(x2), "y2": _n(y2)}
    line = SubElement(svg, "line", {"class": name, **places, "stroke": colour, "stroke-width": _n(wide)})
    if dash:
        line.set("stroke-dasharray", dash)


def path(
    svg: Element,
    places: Sequence[tuple[float, float]],
    wide: float,
    name: str = "c-line",
    dash: str = "",
) -> None:
    if len(places) < 2:
        return
    way = "M" + " L".join(f"{_n(x)} {_n(y)}" for x, y in places)
    shape = {"fill": "none", "stroke": ACCENT, "stroke-width": _n(wide)}
    drawn = SubElement(svg, "path", {"class": name, "d": way, "stroke-linejoin": "round", **shape})
    if dash:
        drawn.set("stroke-dasharray", dash)


def diamond(svg: Element, x: float, y: float, radius: float) -> None:
    """A hollow mark, so that it is told from a dot without its colour."""
    corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    look = {"fill": PAPER, "stroke": ACCENT, "stroke-width": "1.5"}
    points = " ".join(f"{_n(left)},{_n(top)}" for left, top in corners)
    SubElement(svg, "polygon", {"class": "c-mark", "points": points, **look})


def dot(svg: Element, x: float, y: float, radius: float) -> None:
    SubElement(svg, "circle", {"class": "c-dot", "cx": _n(x), "cy": _n(y), "r": _n(radius), "fill": ACCENT})


def rect(svg: Element, name: str, width: float, height: float, colour: str) -> None:
    size = {"width": _n(width), "height": _n(height), "rx": _n(height / 2)}
    SubElement(svg, "rect", {"class": name, **size, "fill": colour})


def text(
    svg: Element,
    name: str,
    x: float,
    y: float,
    words: str,
    colour: str,
    anchor: str = "start",
    weight: str = "400",
) -> None:
    look = {"fill": colour, "text-anchor": anchor, "font-size": "13", "font-weight": weight}
    SubElement(svg, "text", {"class": name, "x": _n(x), "y": _n(y), **look}).text = words


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def done(svg: Element) -> SafeString:
    return mark_safe(tostring(svg, encoding="unicode"))  # noqa: S308  built from escaped parts
