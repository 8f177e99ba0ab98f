"""Charts as SVG that looks the same in a browser and on paper (see ui.chart_parts)."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.ui import chart_parts as draw
from alignment.ui import formats
from alignment.ui.chart_parts import ACCENT, GOOD, LINE, SHADE, SOFT, TONES, Scale

NAMED_BY_DAY = 92  # up to so many days a chart names days, beyond them months


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
class Expected:
    """Where a value would be if it moved evenly: the way, and the place on it that is compared with now."""

    way: tuple[Point, ...]
    now: Point | None = None


@dataclass(frozen=True)
class Size:
    """The room of a trend: its whole, and the edges of what is drawn in it."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    months: int  # that are named below it


@dataclass(frozen=True)
class Measure:
    """The scale of a course: what is named on it, its ends included, and how a value on it reads."""

    ticks: tuple[int, ...]
    words: Callable[[Decimal], str]


PER_CENT = Measure((0, 50, 100), lambda value: formats.percent(value / 100))
ONE_TO_FIVE = Measure((1, 2, 3, 4, 5), formats.number)
LARGE = Size(640, 260, 48, 520, 16, 222, 5)
SMALL = Size(420, 190, 44, 308, 12, 154, 3)  # two beside each other on paper
Label = tuple[float, str, str, str, str]  # place, words, class, colour, weight


def trend(
    points: Sequence[Point],
    *,
    title: str,
    unit: str = "",
    baseline: Decimal | None = None,
    target: Decimal | None = None,
    target_day: datetime.date | None = None,
    bounds: tuple[Decimal, Decimal] | None = None,
    expected: Expected | None = None,
    size: Size = LARGE,
) -> SafeString:
    """Readings over time, by real dates, with target, baseline and what is expected named at the right edge.

    `bounds` are both ends of a range that is the target. Points need not be sorted. With one point a dot is
    drawn, with none only the lines.
    """
    points = sorted(points, key=lambda point: point.day)
    way = expected.way if expected else ()
    wanted = [one for one in (target, *(bounds or ())) if one is not None]
    lines = [float(one) for one in (baseline, *wanted) if one is not None]
    ticks = draw.ticks([float(one.value) for one in (*points, *way)] + lines)
    up = Scale(ticks[0], ticks[-1], size.bottom, size.top)
    days = [one.day.toordinal() for one in (*points, *way)]
    days += [target_day.toordinal()] if target_day else []
    along = Scale(min(days, default=0), max(days, default=0), size.left, size.right)

    said = describe(points, unit, baseline, target, bounds, expected.now if expected else None)
    svg = draw.picture("chart", size.width, size.height, title, said)
    _axes(svg, size, ticks, up, days, along)
    labels: list[Label] = []
    for value, words in _wanted_words(target, bounds):
        place = up.at(float(value))
        draw.line(svg, "c-target", size.left, place, size.right, place, GOOD, 2, dash="7 4")
        labels.append((place, words % formats.number(value), "c-target-word", GOOD, "600"))
    if baseline is not None:
        place = up.at(float(baseline))
        draw.line(svg, "c-base", size.left, place, size.right, place, SOFT, 1.5, dash="2 4")
        labels.append((place, _("Start %s") % formats.number(baseline), "c-base-word", SOFT, "400"))
    places = [(along.at(one.day.toordinal()), up.at(float(one.value))) for one in points]
    if expected:
        evenly = [(along.at(one.day.toordinal()), up.at(float(one.value))) for one in way]
        draw.path(svg, evenly, 1.5, name="c-expected", dash="9 4 2 4")
        labels += _expected_mark(svg, expected.now, along, up)
    if places:
        draw.path(svg, places, 2.5)
        for x, y in places[:-1]:
            draw.dot(svg, x, y, 2.5)
        draw.dot(svg, *places[-1], 4.5)
        labels.append((places[-1][1], _("Now %s") % formats.number(points[-1].value), "c-now", ACCENT, "600"))
    for place, words, name, colour, weight in draw.apart(labels, size.bottom + 4):
        draw.text(svg, name, size.right + 10, place + 4, words, colour, weight=weight)
    return draw.done(svg)


def _axes(
    svg: Element, size: Size, ticks: Sequence[float], up: Scale, days: Sequence[int], along: Scale
) -> None:
    for tick in ticks:
        draw.line(svg, "c-grid", size.left, up.at(tick), size.right, up.at(tick), LINE, 1)
        words = formats.number(f"{tick:.10g}")
        draw.text(svg, "c-axis", size.left - 8, up.at(tick) + 4, words, SOFT, anchor="end")
    named = draw.days_to_name(days, size.months)
    for day in named:
        name = formats.month(datetime.date.fromordinal(day))
        last = day == named[-1] and len(named) > 1
        draw.text(
            svg, "c-axis", along.at(day), size.bottom + 22, name, SOFT, anchor="end" if last else "middle"
        )


def _wanted_words(
    target: Decimal | None, bounds: tuple[Decimal, Decimal] | None
) -> list[tuple[Decimal, str]]:
    if bounds:
        return [(bounds[0], _("At least %s")), (bounds[1], _("At most %s"))]
    return [] if target is None else [(target, _("Target %s"))]


def _expected_mark(svg: Element, now: Point | None, along: Scale, up: Scale) -> list[Label]:
    if now is None:
        return []
    place = up.at(float(now.value))
    draw.diamond(svg, along.at(now.day.toordinal()), place, 5)
    return [(place, _("Expected %s") % formats.number(now.value), "c-expected-word", ACCENT, "400")]


def spark(
    points: Sequence[Point], *, title: str, unit: str = "", target: Decimal | None = None
) -> SafeString:
    """A line the size of a word, for tables: the readings and the target as a dashed line."""
    points = sorted(points, key=lambda point: point.day)
    width, height = 96, 28
    svg = draw.picture("chart spark", width, height, title, describe(points, unit, None, target))
    values = [float(point.value) for point in points] + ([float(target)] if target is not None else [])
    if not values:
        return draw.done(svg)
    up = Scale(min(values), max(values), height - 4, 4)
    if target is not None:
        draw.line(
            svg, "c-target", 2, up.at(float(target)), width - 2, up.at(float(target)), GOOD, 1.5, dash="3 3"
        )
    days = [point.day.toordinal() for point in points]
    along = Scale(min(days, default=0), max(days, default=0), 4, width - 5)
    places = [(along.at(p.day.toordinal()), up.at(float(p.value))) for p in points]
    if places:
        draw.path(svg, places, 2)
        draw.dot(svg, *places[-1], 3)
    return draw.done(svg)


def course(
    points: Sequence[Point],
    *,
    title: str,
    text: str,
    marks: Sequence[Mark] = (),
    scale: Measure = PER_CENT,
) -> SafeString:
    """How a value came to be what it is, by real dates, on a scale with fixed ends: per cent if not told.

    Points are sorted, the last one is now; `text` says it in words. Marks outside their days are left out.
    """
    width, height, left, right, top, bottom = 640, 190, 52, 540, 30, 152
    days = [point.day.toordinal() for point in points]
    up, along = (
        Scale(scale.ticks[0], scale.ticks[-1], bottom, top),
        Scale(min(days), max(days), left, right),
    )
    svg = draw.picture("chart", width, height, title, text)
    for tick in scale.ticks:
        draw.line(svg, "c-grid", left, up.at(tick), right, up.at(tick), LINE, 1)
        said = scale.words(Decimal(tick))
        draw.text(svg, "c-axis", left - 8, up.at(tick) + 4, said, SOFT, anchor="end")
    name = formats.month if days[-1] - days[0] > NAMED_BY_DAY else formats.short_day
    for day in draw.days_to_name(days):
        draw.text(
            svg, "c-axis", along.at(day), height - 12, name(datetime.date.fromordinal(day)), SOFT, "middle"
        )
    free = 0.0
    within = (mark for mark in marks if days[0] <= mark.day.toordinal() <= days[-1])
    for mark in sorted(within, key=lambda mark: mark.day):
        place = along.at(mark.day.toordinal())
        draw.line(svg, "c-base", place, top - 6, place, bottom, SOFT, 1.5, dash="2 4")
        if place >= free:
            draw.text(svg, "c-base-word", place, top - 12, mark.words, SOFT, "middle")
            free = place + 80
    places = [(along.at(day), up.at(float(p.value))) for day, p in zip(days, points, strict=True)]
    draw.path(svg, places, 2.5)
    for x, y in places[:-1]:
        draw.dot(svg, x, y, 2.5)
    draw.dot(svg, *places[-1], 4.5)
    now = _("Now %s") % scale.words(points[-1].value)
    draw.text(svg, "c-now", right + 10, places[-1][1] + 4, now, ACCENT, weight="600")
    return draw.done(svg)


def bar(share: Decimal | float | None, *, title: str, tone: str = "") -> SafeString:
    """How much of a whole is done, 0 to 1; less and more are drawn as 0 and 1, and said in words."""
    width, height = 160, 10
    words = _("not known") if share is None else formats.percent(share)
    svg = draw.picture("chart bar", width, height, title, words)
    draw.rect(svg, "c-track", width, height, SHADE)
    done = min(max(float(share or 0), 0.0), 1.0)
    if done:
        draw.rect(
            svg, f"c-{tone}" if tone in TONES else "c-bar", done * width, height, TONES.get(tone, ACCENT)
        )
    return draw.done(svg)


def describe(
    points: Sequence[Point],
    unit: str,
    baseline: Decimal | None,
    target: Decimal | None,
    bounds: tuple[Decimal, Decimal] | None = None,
    expected: Point | None = None,
) -> str:
    """The chart in one sentence with its numbers, for those who cannot see it."""
    said = []
    if baseline is not None:
        said.append(_("Start %s.") % formats.quantity(baseline, unit))
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
    if expected is not None:
        at = {"day": formats.short_day(expected.day), "value": formats.quantity(expected.value, unit)}
        said.append(_("Expected on %(day)s: %(value)s.") % at)
    if target is not None:
        said.append(_("Target %s.") % formats.quantity(target, unit))
    if bounds is not None:
        ends = {"low": formats.quantity(bounds[0]), "high": formats.quantity(bounds[1], unit)}
        said.append(_("Target %(low)s to %(high)s.") % ends)
    return " ".join(said)
