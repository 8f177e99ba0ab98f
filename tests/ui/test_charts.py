"""Charts: right numbers in words, safe for the page's policy and for paper."""

import datetime
from decimal import Decimal

import pytest
from defusedxml.ElementTree import fromstring

from alignment.ui.charts import LARGE, SMALL, Expected, Point, bar, spark, trend

FIRST = datetime.date(2026, 1, 31)


def points(*values: str) -> list[Point]:
    return [Point(FIRST + datetime.timedelta(days=30 * n), Decimal(value)) for n, value in enumerate(values)]


def full() -> str:
    return trend(
        points("12", "14", "19"),
        title="Score & more",
        unit="points",
        baseline=Decimal(12),
        target=Decimal(30),
    )


def test_trend_says_its_numbers():
    svg = fromstring(full())
    assert svg.attrib["role"] == "img"
    assert svg.findtext("title") == "Score & more"
    assert svg.findtext("desc").replace("\u00a0", " ") == (
        "Start 12 points. 3 readings from 31 Jan 2026 to 1 Apr 2026, the latest 19 points. Target 30 points."
    )


def test_trend_of_one_reading_says_it():
    svg = fromstring(trend(points("12"), title="t", unit="points"))
    assert (svg.findtext("desc") or "").replace("\u00a0", " ") == "1 reading on 31 Jan 2026: 12 points."


def test_trend_names_its_lines_at_the_right():
    words = [text.text for text in fromstring(full()).iter("text") if float(text.attrib["x"]) > 520]
    assert words == ["Target 30", "Now 19", "Start 12"]


def test_trend_pushes_names_apart_that_would_touch():
    svg = fromstring(trend(points("20", "20"), title="t", baseline=Decimal(20), target=Decimal(20)))
    places = [float(text.attrib["y"]) for text in svg.iter("text") if float(text.attrib["x"]) > 520]
    assert [round(b - a) for a, b in zip(places, places[1:], strict=False)] == [16, 16]


def test_trend_sorts_its_points_by_date():
    assert trend(points("1", "2", "3")[::-1], title="t") == trend(points("1", "2", "3"), title="t")


def test_trend_places_points_by_date_and_not_by_count():
    late = [Point(FIRST, Decimal(1)), Point(FIRST + datetime.timedelta(days=10), Decimal(2))]
    late.append(Point(FIRST + datetime.timedelta(days=100), Decimal(3)))
    places = [float(dot.attrib["cx"]) for dot in fromstring(trend(late, title="t")).iter("circle")]
    assert places == pytest.approx([48, 95.2, 520])


@pytest.mark.parametrize(
    "values", [(), ("5",), ("0", "0"), ("-3", "1000000000000000"), ("0.000001", "0.000002")]
)
def test_trend_draws_whatever_was_measured(values):
    svg = fromstring(trend(points(*values), title="t"))
    assert len(list(svg.iter("circle"))) == len(values)
    assert len(list(svg.iter("path"))) == (1 if len(values) > 1 else 0)


@pytest.mark.parametrize(
    "chart", [full(), spark(points("1", "2"), title="s"), bar(Decimal("0.5"), title="b")]
)
def test_charts_use_nothing_that_the_policy_or_paper_refuses(chart):
    for refused in ("style=", "<style", "currentColor", "var(", "<script", "foreignObject", "url("):
        assert chart.count(refused) == 0


def test_text_of_people_is_escaped():
    assert "<script" not in spark(points("1"), title="<script>alert(1)</script>")


@pytest.mark.parametrize(
    ("share", "words", "width"),
    [
        (Decimal("0.39"), "39 %", "62.4"),
        (Decimal("1.2"), "120 %", "160"),
        (Decimal("-0.1"), "-10 %", None),
        (None, "not known", None),
    ],
)
def test_bar_draws_between_nothing_and_all_but_says_the_truth(share, words, width):
    svg = fromstring(bar(share, title="Way to the target"))
    bars = list(svg.iter("rect"))[1:]
    assert svg.findtext("desc").replace("\u00a0", " ") == words
    assert [b.attrib["width"] for b in bars] == ([width] if width else [])


def waited(now=Decimal("14.5")):
    way = (Point(FIRST, Decimal(12)), Point(FIRST + datetime.timedelta(days=365), Decimal(30)))
    return Expected(way, Point(FIRST + datetime.timedelta(days=60), now))


def test_what_is_expected_is_a_line_of_its_own_with_a_hollow_mark_and_words():
    svg = fromstring(trend(points("12", "14", "19"), title="t", unit="%", expected=waited()))
    readings, evenly = sorted(svg.iter("path"), key=lambda path: path.attrib["class"], reverse=True)
    assert (evenly.attrib["class"], "stroke-dasharray" in evenly.attrib) == ("c-expected", True)
    assert "stroke-dasharray" not in readings.attrib
    assert [mark.attrib["class"] for mark in svg.iter("polygon")] == ["c-mark"]
    assert "Expected 14.5" in [text.text for text in svg.iter("text")]
    assert "Expected on 1 Apr 2026: 14.5 %." in svg.findtext("desc").replace("\u00a0", " ")


def test_without_a_reading_the_expected_line_stands_alone():
    svg = fromstring(trend([], title="t", expected=Expected(waited().way)))
    assert len(list(svg.iter("path"))) == 1
    assert list(svg.iter("polygon")) == []


def test_a_range_shows_both_its_ends():
    svg = fromstring(trend(points("5"), title="t", bounds=(Decimal(3), Decimal(9))))
    assert [text.text for text in svg.iter("text") if float(text.attrib["x"]) > 520] == [
        "At most 9", "Now 5", "At least 3",
    ]  # fmt: skip
    assert svg.findtext("desc").endswith("Target 3 to 9.")


@pytest.mark.parametrize("size", [LARGE, SMALL])
def test_names_that_crowd_at_the_lower_edge_stay_in_the_picture_and_apart(size):
    svg = fromstring(
        trend(points("20", "20"), title="t", baseline=Decimal(20), target=Decimal(20),
              expected=waited(Decimal(20)), bounds=(Decimal(20), Decimal(99)), size=size)
    )  # fmt: skip
    named = [text for text in svg.iter("text") if float(text.attrib["x"]) > size.right]
    places = [float(text.attrib["y"]) for text in named]
    assert len(named) == 5
    assert all(round(b - a) >= 16 for a, b in zip(places, places[1:], strict=False))
    assert (min(places) > 0, max(places) < size.height) == (True, True)
