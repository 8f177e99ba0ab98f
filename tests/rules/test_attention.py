"""What needs attention: what is picked of gaps and metrics, and in which order it stands."""

from datetime import date
from decimal import Decimal
from typing import Any

from alignment.rules.attention import Kind, Matter, Source, counts, in_order, of_measures
from alignment.rules.content import Metric, PlanContent, Reading
from alignment.rules.gaps import GapKind, gaps
from tests.rules import making as make

DAY = date(2027, 6, 1)
YEAR = {"baseline_date": date(2027, 1, 1), "target_date": date(2028, 1, 1), "cadence": "quarterly"}


def metric(key: str, *read: tuple[date, str], **fields: Any) -> Metric:
    """A metric of the goal that goes from 0 to 100."""
    readings = tuple(Reading(date=day, value=Decimal(value)) for day, value in read)
    said = {"kind": "increase", "baseline": Decimal(0), "target": Decimal(100), "item": "g", **YEAR, **fields}
    return Metric(key=key, title=key.upper(), id=int(key[1:]), readings=readings, **said)


def found(*metrics: Metric, day: date = DAY, **goal: Any) -> list[tuple[str, str, date | None]]:
    """Kind, metric and day of what needs attention."""
    content = make.plan(make.goal(strategy="So", **goal), *metrics)
    graph = make.graph_of_content(content)
    verdicts = make.trace(graph)
    listed = gaps(content, graph, verdicts, day)
    matters = in_order(of_measures(listed, content.metrics, graph, day))
    return [
        (one.kind, one.metric.key if one.metric else one.gap.metric if one.gap else "", one.since)
        for one in matters
    ]


def test_worst_first_then_what_waits_longest() -> None:
    april, may = date(2027, 4, 1), date(2027, 5, 1)
    assert found(
        metric("m1", (may, "30")),  # a third of the time is over: on track
        metric("m2", (may, "20")),
        metric("m3", (may, "1")),
        metric("m4", (april, "1")),
        metric("m5", (may, "100")),
        metric("m6", (date(2027, 1, 2), "50")),
    ) == [
        (Kind.OFF_TRACK, "m4", april),
        (Kind.OFF_TRACK, "m3", may),
        (Kind.AT_RISK, "m2", may),
        (Kind.STALE, "m6", date(2027, 1, 2)),
    ]


def test_a_target_that_has_passed_is_listed_once() -> None:
    over = date(2027, 5, 20)
    assert found(metric("m1", (date(2027, 5, 1), "1"), target_date=over)) == [(Kind.PAST_DATE, "m1", over)]


def test_the_first_reading_is_asked_for_when_it_is_late() -> None:
    began = YEAR["baseline_date"]
    assert found(metric("m1"), day=date(2027, 5, 18)) == []  # 137 days of 138
    assert found(metric("m1"), day=date(2027, 5, 20)) == [(Kind.STALE, "m1", began)]


def test_volume_and_what_is_put_away_need_nobody() -> None:
    bad = (date(2027, 5, 1), "1")
    assert found(metric("m1", bad, volume_only=True), metric("m2", bad, archived=True)) == []
    assert found(metric("m1", bad), status="retired") == []


def test_a_horizon_that_is_over_is_past_its_date() -> None:
    assert found(horizon_end=date(2027, 5, 31)) == [(Kind.PAST_DATE, "", date(2027, 5, 31))]
    assert found(horizon_end=DAY) == []


def test_gaps_of_the_making_of_a_plan_are_left_out() -> None:
    content: PlanContent = make.plan(make.goal(), make.outcome())
    graph = make.graph_of_content(content)
    verdicts = make.trace(graph)
    listed = gaps(content, graph, verdicts, DAY)
    assert GapKind.NO_LINK_UP in {gap.kind for gap in listed}
    assert of_measures(listed, content.metrics, graph, DAY) == []


def test_without_a_day_stands_last_of_its_kind() -> None:
    def matter(kind: Kind, since: date | None, title: str, plan: str = "a") -> Matter:
        return Matter(kind=kind, source=Source.COMMENT, plan=plan, title=title, since=since)

    rows = [
        matter(Kind.STALE, date(2020, 1, 1), "six"),
        matter(Kind.PAST_DATE, None, "five"),
        matter(Kind.PAST_DATE, DAY, "four", "b"),
        matter(Kind.PAST_DATE, DAY, "three"),
        matter(Kind.PAST_DATE, DAY, "one"),
        matter(Kind.OFF_TRACK, None, "zero"),
    ]
    assert [one.title for one in in_order(rows)] == ["zero", "one", "three", "four", "five", "six"]
    assert list(counts(rows).items()) == [(Kind.OFF_TRACK, 1), (Kind.PAST_DATE, 4), (Kind.STALE, 1)]
