"""Charts as SVG that looks the same in a browser and on paper.

Colours stand as attributes, which is what paper uses; classes let the page's styles change them.
No style, script or `currentColor`: the Content-Security-Policy refuses the first two, the PDF maker
draws the last one black.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.ui import formats

ACCENT, GOOD, WARN, BAD = "#2a58c8", "#17693f", "#854d00", "#ab221b"
SOFT, LINE, SHADE = "#525c6e", "#dfe2e9", "#eceef3"
NAMED_BY_DAY = 92  # up to so many days a chart names days, beyond them months
TONES = {"good": GOOD, "warn": WARN, "bad": BAD}


@dataclass(frozen=True)
class Point:
    """One dated value."""

    day: datetime.date
    value: Decimal


@dataclass(frozen=True)
class Mark:
    """Something to point out on a day, in a word or two."""

    day: datetime.date
    words: str


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


def trend(
    points: Sequence[Point],
    *,
    title: str,
    unit: str = "",
    baseline: Decimal | None = None,
    target: Decimal | None = None,
    target_day: datetime.date | None = None,
) -> SafeString:
    """Readings over time, by real dates, with target and baseline named at the right edge.

    Points need not be sorted. With one point a dot is drawn, with none only the two lines.
    """
    points = sorted(points, key=lambda point: point.day)
    width, height, left, right, top, bottom = 640, 260, 48, 520, 16, 222
    ticks = _ticks([float(p.value) for p in points] + [float(v) for v in (baseline, target) if v is not None])
    up = Scale(ticks[0], ticks[-1], bottom, top)
    days = [point.day.toordinal() for point in points] + ([target_day.toordinal()] if target_day else [])
    along = Scale(min(days, default=0), max(days, default=0), left, right)

    svg = _svg("chart", width, height, title, describe(points, unit, baseline, target))
    for tick in ticks:
        _line(svg, "c-grid", left, up.at(tick), right, up.at(tick), LINE, 1)
        _text(svg, "c-axis", left - 8, up.at(tick) + 4, formats.number(f"{tick:.10g}"), SOFT, anchor="end")
    for day in _days_to_name(days):
        name = formats.month(datetime.date.fromordinal(day))
        _text(svg, "c-axis", along.at(day), height - 16, name, SOFT, anchor="middle")

    labels = []
    if target is not None:
        place = up.at(float(target))
        _line(svg, "c-target", left, place, right, place, GOOD, 2, dash="7 4")
        labels.append((place, _("Target %s") % formats.number(target), "c-target-word", GOOD, "600"))
    if baseline is not None:
        place = up.at(float(baseline))
        _line(svg, "c-base", left, place, right, place, SOFT, 1.5, dash="2 4")
        labels.append((place, _("Baseline %s") % formats.number(baseline), "c-base-word", SOFT, "400"))
    places = [(along.at(p.day.toordinal()), up.at(float(p.value))) for p in points]
    if places:
        _path(svg, places, 2.5)
        for x, y in places[:-1]:
            _dot(svg, x, y, 2.5)
        _dot(svg, *places[-1], 4.5)
        now = _("Now %s") % formats.number(points[-1].value)
        labels.append((places[-1][1], now, "c-now", ACCENT, "600"))
    for place, words, name, colour, weight in _apart(labels):
        _text(svg, name, right + 10, place + 4, words, colour, weight=weight)
    return _done(svg)


def spark(points: Sequence[Point], *, title: str, target: Decimal | None = None) -> SafeString:
    """A line the size of a word, for tables: the readings and the target as a dashed line."""
    points = sorted(points, key=lambda point: point.day)
    width, height = 96, 28
    svg = _svg("chart spark", width, height, title, describe(points, "", None, target))
    values = [float(point.value) for point in points] + ([float(target)] if target is not None else [])
    if not values:
        return _done(svg)
    up = Scale(min(values), max(values), height - 4, 4)
    if target is not None:
        _line(
            svg, "c-target", 2, up.at(float(target)), width - 2, up.at(float(target)), GOOD, 1.5, dash="3 3"
        )
    days = [point.day.toordinal() for point in points]
    along = Scale(min(days, default=0), max(days, default=0), 4, width - 5)
    places = [(along.at(p.day.toordinal()), up.at(float(p.value))) for p in points]
    if places:
        _path(svg, places, 2)
        _dot(svg, *places[-1], 3)
    return _done(svg)


def course(points: Sequence[Point], *, title: str, text: str, marks: Sequence[Mark] = ()) -> SafeString:
    """How a share came to be what it is: per cent by real dates, on a scale from 0 to 100.

    Points are sorted, the last one is now; `text` says it in words. Marks outside their days are left out.
    """
    width, height, left, right, top, bottom = 640, 190, 52, 540, 30, 152
    days = [point.day.toordinal() for point in points]
    up, along = Scale(0, 100, bottom, top), Scale(min(days), max(days), left, right)
    svg = _svg("chart", width, height, title, text)
    for tick in (0, 50, 100):
        _line(svg, "c-grid", left, up.at(tick), right, up.at(tick), LINE, 1)
        _text(svg, "c-axis", left - 8, up.at(tick) + 4, formats.percent(tick / 100), SOFT, anchor="end")
    name = formats.month if days[-1] - days[0] > NAMED_BY_DAY else formats.short_day
    for day in _days_to_name(days):
        _text(svg, "c-axis", along.at(day), height - 12, name(datetime.date.fromordinal(day)), SOFT, "middle")
    free = 0.0
    within = (mark for mark in marks if days[0] <= mark.day.toordinal() <= days[-1])
    for mark in sorted(within, key=lambda mark: mark.day):
        place = along.at(mark.day.toordinal())
        _line(svg, "c-base", place, top - 6, place, bottom, SOFT, 1.5, dash="2 4")
        if place >= free:
            _text(svg, "c-base-word", place, top - 12, mark.words, SOFT, "middle")
            free = place + 80
    places = [(along.at(day), up.at(float(p.value))) for day, p in zip(days, points, strict=True)]
    _path(svg, places, 2.5)
    for x, y in places[:-1]:
        _dot(svg, x, y, 2.5)
    _dot(svg, *places[-1], 4.5)
    now = _("Now %s") % formats.percent(points[-1].value / 100)
    _text(svg, "c-now", right + 10, places[-1][1] + 4, now, ACCENT, weight="600")
    return _done(svg)


def bar(share: Decimal | float | None, *, title: str, tone: str = "") -> SafeString:
    """How much of a whole is done, 0 to 1; less and more are drawn as 0 and 1, and said in words."""
    width, height = 160, 10
    words = _("not known") if share is None else formats.percent(share)
    svg = _svg("chart bar", width, height, title, words)
    _rect(svg, "c-track", width, height, SHADE)
    done = min(max(float(share or 0), 0.0), 1.0)
    if done:
        _rect(svg, f"c-{tone}" if tone in TONES else "c-bar", done * width, height, TONES.get(tone, ACCENT))
    return _done(svg)


def describe(points: Sequence[Point], unit: str, baseline: Decimal | None, target: Decimal | None) -> str:
    """The chart in one sentence with its numbers, for those who cannot see it."""
    said = []
    if baseline is not None:
        said.append(_("Baseline %s.") % formats.quantity(baseline, unit))
    if points:
        first, last = points[0], points[-1]
        words = ngettext(
            "%(count)s reading on %(last)s: %(value)s.",
            "%(count)s readings from %(first)s to %(last)s, the latest %(value)s.",
            len(points),
        )
        days = {"first": formats.short_day(first.day), "last": formats.short_day(last.day)}
        said.append(words % {"count": len(points), **days, "value": formats.quantity(last.value, unit)})
    else:
        said.append(_("No reading yet."))
    if target is not None:
        said.append(_("Target %s.") % formats.quantity(target, unit))
    return " ".join(said)


def _ticks(values: Sequence[float]) -> list[float]:
    """Four to seven round numbers that span the values."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if low == high:
        low, high = low - abs(low or 1) * 0.1, high + abs(high or 1) * 0.1
    rough = (high - low) / 4
    power = 10.0 ** floor(log10(rough))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= rough)
    first, last = floor(low / step), ceil(high / step)
    return [number * step for number in range(first, last + 1)]


def _days_to_name(days: Sequence[int]) -> list[int]:
    """At most five days, evenly spread, first and last among them."""
    if not days:
        return []
    first, last = min(days), max(days)
    months = max(1, round((last - first) / 30))
    parts = min(4, months)
    return [first] if first == last else [first + (last - first) * n // parts for n in range(parts + 1)]


def _apart(labels: list[Any], room: float = 16) -> list[Any]:
    """The labels from top to bottom, pushed down where they would touch."""
    placed: list[Any] = []
    for place, *rest in sorted(labels, key=lambda label: label[0]):
        if placed:
            place = max(place, placed[-1][0] + room)
        placed.append((place, *rest))
    return placed


def _svg(name: str, width: float, height: float, title: str, text: str) -> Element:
    svg = Element(
        "svg",
        {
            "class": name,
            "viewBox": f"0 0 {width} {height}",
            "width": f"{width}",
            "height": f"{height}",
            "role": "img",
        },
    )
    SubElement(svg, "title").text = title
    SubElement(svg, "desc").text = text
    return svg


def _line(
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


def _path(svg: Element, places: Sequence[tuple[float, float]], wide: float) -> None:
    if len(places) < 2:
        return
    way = "M" + " L".join(f"{_n(x)} {_n(y)}" for x, y in places)
    shape = {"fill": "none", "stroke": ACCENT, "stroke-width": _n(wide)}
    SubElement(svg, "path", {"class": "c-line", "d": way, "stroke-linejoin": "round", **shape})


def _dot(svg: Element, x: float, y: float, radius: float) -> None:
    SubElement(svg, "circle", {"class": "c-dot", "cx": _n(x), "cy": _n(y), "r": _n(radius), "fill": ACCENT})


def _rect(svg: Element, name: str, width: float, height: float, colour: str) -> None:
    size = {"width": _n(width), "height": _n(height), "rx": _n(height / 2)}
    SubElement(svg, "rect", {"class": name, **size, "fill": colour})


def _text(
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


def _done(svg: Element) -> SafeString:
    return mark_safe(tostring(svg, encoding="unicode"))  # noqa: S308  built from escaped parts
