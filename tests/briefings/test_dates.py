"""The next 90 days come from the plan's own dates."""

from datetime import date, timedelta

from alignment.briefings.dates import next_dates
from alignment.rules.content import Goal, Initiative, Moment
from tests.briefings.plain import TODAY, chain, metric


def said(content: object, **limits: int) -> list[tuple[date, str]]:
    return [(due.day, due.text) for due in next_dates(content, TODAY, **limits)]  # type: ignore[arg-type]


def test_starts_ends_and_needs_within_90_days_in_order() -> None:
    content = chain(
        initiatives=(
            Initiative(key="a", title="A", status="running", end=date(2027, 1, 5)),
            Initiative(key="b", title="B", status="proposed", start=date(2026, 12, 1)),
            Initiative(
                key="c", title="C", status="approved", start=date(2027, 1, 2), needed_by=date(2027, 2, 1)
            ),
        )
    )

    assert said(content) == [
        (date(2026, 12, 1), "Start, if approved: B"),
        (date(2027, 1, 2), "Start: C"),
        (date(2027, 1, 5), "End: A"),
        (date(2027, 2, 1), "Needed by then: C"),
    ]


def test_window_begins_tomorrow_and_is_90_days_long() -> None:
    days = (0, 1, 90, 91)
    content = chain(
        initiatives=tuple(
            Initiative(key=f"i{n}", title=f"I{n}", status="running", end=TODAY + timedelta(days=n))
            for n in days
        )
    )

    assert [text for _day, text in said(content)] == ["End: I1", "End: I90"]


def test_what_is_foreign_archived_or_not_live_is_left_out() -> None:
    day = date(2026, 12, 1)
    content = chain(
        goals=(Goal(key="g", title="G", horizon_end=day, status="retired"),),
        initiatives=(
            Initiative(key="a", title="A", end=day, foreign=True),
            Initiative(key="b", title="B", end=day, archived=True),
            Initiative(key="c", title="C", end=day, status="stopped"),
        ),
        metrics=(metric(target_date=day),),
    )

    assert said(content) == []


def test_remedies_goals_and_target_dates_are_due() -> None:
    content = chain(
        goals=(Goal(key="g", title="Keep people", horizon_end=date(2027, 1, 31)),),
        moments=(
            Moment(
                key="m",
                title="Refund",
                not_a_learning_problem="Limit too low",
                remedy="Raise the limit",
                remedy_date=date(2026, 12, 24),
            ),
        ),
        metrics=(metric(target_date=date(2026, 12, 31), cadence=""),),
    )

    assert said(content) == [
        (date(2026, 12, 24), "Other remedy due: Raise the limit"),
        (date(2026, 12, 31), "Target date: Turnover"),
        (date(2027, 1, 31), "End of the goal's time: Keep people"),
    ]


def test_readings_of_one_day_are_one_entry_and_step_back_first() -> None:
    content = chain(
        initiatives=(
            Initiative(key="a", title="A", status="running", end=date(2027, 2, 1)),
            Initiative(key="b", title="B", status="running", end=date(2027, 1, 1)),
        ),
        metrics=(
            metric("one", cadence="quarterly", now=16),
            metric("two", "o", title="Score", cadence="quarterly", now=16),
        ),
    )

    assert said(content) == [
        (date(2026, 12, 31), "Next reading: Turnover; Score"),
        (date(2027, 1, 1), "End: B"),
        (date(2027, 2, 1), "End: A"),
    ]
    assert [text for _day, text in said(content, limit=2)] == ["End: B", "End: A"]


def test_a_reading_of_the_last_day_is_followed_by_none() -> None:
    day = date.max
    content = chain(metrics=(metric(baseline_date=day, target_date=day, cadence="yearly"),))
    assert said(content) == []
