"""A plan by month, with fixed dates: events, the picture, and money against an envelope."""

from datetime import date
from decimal import Decimal
from typing import Any

from alignment.rules.content import BriefingWording, CostLine, Expectation, Initiative, Metric, Plan, Reading
from alignment.rules.timeline import (
    MOST_MONTHS,
    Sums,
    What,
    bars,
    by_month,
    events,
    months_between,
    spending,
    window,
)
from tests.rules import making as make

TODAY = date(2027, 6, 15)


def work(key: str = "i", *costs: CostLine, **fields: Any) -> Initiative:
    return make.initiative(key, costs=costs, **fields)


def cost(amount: str | None = None, day: date | None = None, **fields: Any) -> CostLine:
    return CostLine(kind="delivery", amount=Decimal(amount) if amount else None, date=day, **fields)


def days(*rows: Any, **fields: Any) -> list[tuple[date, What, str]]:
    found = events(make.plan(*rows, **fields), TODAY)
    return [(one.day, one.what, one.title) for one in found]


def test_months_cross_the_year() -> None:
    assert months_between(date(2026, 11, 1), date(2027, 2, 1)) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]


def test_an_initiative_starts_ends_and_is_needed() -> None:
    start, end, need = date(2027, 1, 5), date(2027, 9, 30), date(2027, 3, 1)
    assert days(work(start=start, end=end, needed_by=need)) == [
        (start, What.START, "I"),
        (need, What.NEEDED_BY, "I"),
        (end, What.END, "I"),
    ]
    assert days(work(start=start, status="declined")) == []
    assert days(work(start=start, foreign=True)) == []


def test_a_reading_is_due_a_cadence_after_the_last_one() -> None:
    reading = Reading(date=date(2027, 5, 31), value=Decimal(1))
    kept: dict[str, Any] = {"item": "g", "title": "Score", "kind": "increase", "cadence": "monthly"}
    read = Metric(key="k1", readings=(reading,), target_date=date(2027, 12, 31), **kept)
    unread = Metric(key="k2", baseline_date=date(2027, 6, 1), **kept)
    assert days(make.goal(), read, unread) == [
        (date(2027, 7, 1), What.READING, "Score"),
        (date(2027, 7, 2), What.READING, "Score"),
        (date(2027, 12, 31), What.TARGET, "Score"),
    ]
    assert days(make.goal(), Metric(key="k3", archived=True, baseline_date=TODAY, **kept)) == []
    assert days(make.goal(status="retired"), unread) == []


def test_open_expectations_and_decisions_have_their_days() -> None:
    due = date(2027, 8, 1)
    kept = Expectation(key="e1", direction="we_need", text="Rooms", due=due)
    done = Expectation(key="e2", direction="we_need", text="Names", due=due, done_on=TODAY)
    said = BriefingWording(reader="executive", decision="Go on?", decision_date=date(2027, 7, 1))
    plan = Plan(key="p", title="P", briefings=(said,))
    assert days(plans=(plan,), expectations=(kept, done)) == [
        (date(2027, 7, 1), What.DECISION, "Go on?"),
        (due, What.EXPECTATION, "Rooms"),
    ]


def test_months_without_an_event_are_left_out() -> None:
    content = make.plan(work(start=date(2027, 1, 31), end=date(2027, 3, 1)))
    months = by_month(events(content, TODAY))
    assert [(first, len(found)) for first, found in months] == [(date(2027, 1, 1), 1), (date(2027, 3, 1), 1)]


def test_a_bar_covers_every_month_in_which_it_runs() -> None:
    rows = [
        work("a", start=date(2027, 1, 31), end=date(2027, 3, 1), needed_by=date(2027, 4, 9)),
        work("b", end=date(2027, 2, 2)),
        work("c"),
    ]
    months = window(rows, TODAY)
    assert months == months_between(date(2027, 1, 1), date(2027, 4, 1))
    assert [(bar.runs, bar.needed) for bar in bars(rows, months)] == [
        ((True, True, True, False), (False, False, False, True)),
        ((False, True, False, False), (False,) * 4),
        ((False,) * 4, (False,) * 4),
    ]
    assert [bar.is_outside for bar in bars(rows, months)] == [False, False, True]


def test_what_runs_without_an_end_goes_on_to_the_last_month() -> None:
    start = date(2027, 3, 2)
    rows = [
        work("a", start=start, status="running"),
        work("b", start=start, status="proposed"),
        work("c", start=start, end=date(2027, 4, 1), status="running"),
    ]
    months = window(rows, TODAY)
    assert months == months_between(date(2027, 3, 1), date(TODAY.year, TODAY.month, 1))
    assert [sum(bar.runs) for bar in bars(rows, months)] == [len(months), 1, 2]
    assert [bar.has_no_end for bar in bars(rows, months)] == [True, False, False]
    long_since = [work("old", start=date(2010, 1, 1), status="running")]
    assert all(bars(long_since, window(long_since, TODAY))[0].runs)


def test_a_long_picture_begins_half_a_year_before_today() -> None:
    long = [work(start=date(2020, 1, 1), end=date(2040, 1, 1))]
    assert (window(long, TODAY)[0], len(window(long, TODAY))) == (date(2026, 12, 1), MOST_MONTHS)
    past = [work(start=date(2010, 1, 1), end=date(2020, 5, 1))]
    assert window(past, TODAY) == [date(2020, 5, 1)]
    assert window([work()], TODAY) == []


def test_money_and_hours_add_up_by_month_and_state() -> None:
    january, march = date(2027, 1, 20), date(2027, 3, 1)
    found = spending(
        make.plan(
            work("a", cost("100", march), cost("40", january, state="spent", hours=Decimal(8))),
            work("b", cost("60", march, state="committed"), cost("7"), cost(hours=Decimal(2)), cost()),
        )
    )
    first = Sums(spent=Decimal(40), hours=Decimal(8))
    second = Sums(planned=Decimal(100), committed=Decimal(60))
    assert [(row.month, row.here, row.so_far) for row in found.months] == [
        (date(2027, 1, 1), first, first),
        (date(2027, 3, 1), second, first + second),
    ]
    assert (found.undated, found.undated_lines) == (Sums(planned=Decimal(7), hours=Decimal(2)), 2)
    assert (found.whole.total, found.whole.hours, found.unknown) == (Decimal(207), Decimal(10), 1)


def test_a_range_counts_with_its_upper_end_and_a_currency_by_its_rate() -> None:
    found = spending(
        make.plan(
            work(
                "a",
                cost("10", TODAY, amount_to=Decimal(30)),
                cost("10", TODAY, currency="USD", rate=Decimal("0.9")),
                cost("10", TODAY, currency="USD"),
            )
        )
    )
    assert (found.whole.total, found.unconverted) == (Decimal(39), 1)


def test_of_stopped_work_only_what_is_spent_counts() -> None:
    lines = (cost("10", TODAY, state="spent"), cost("90", TODAY))
    assert spending(make.plan(work("a", *lines, status="stopped"))).whole.total == Decimal(10)
    assert spending(make.plan(work("a", *lines, archived=True))).whole.total == 0
    assert spending(make.plan(work("a", *lines, foreign=True))).whole.total == 0


def test_the_first_month_over_the_limit() -> None:
    april = date(2027, 4, 1)
    found = spending(make.plan(work("a", cost("60", date(2027, 1, 9)), cost("41", april))))
    assert found.over_from(Decimal(100)) == april
    assert found.over_from(Decimal(101)) is None
    assert found.over_from(None) is None
