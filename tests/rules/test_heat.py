"""The heat map: how the metrics of every goal stood at the end of each month."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from alignment.rules.content import Metric, Reading
from alignment.rules.graph import graph_of_content
from alignment.rules.heat import HeatGoal, heat_of, month_ends
from alignment.rules.progress import Status
from tests.rules.making import goal, initiative, link, outcome, plan

TODAY = date(2026, 11, 20)
SCORE = Metric(
    key="score",
    item="o",
    title="Score",
    kind="increase",
    baseline=Decimal(0),
    baseline_date=date(2025, 11, 30),
    target=Decimal(100),
    target_date=date(2026, 10, 15),
    cadence="quarterly",
    readings=(
        Reading(date=date(2026, 1, 31), value=Decimal(15)),
        Reading(date=date(2026, 2, 1), value=Decimal(1)),
        Reading(date=date(2026, 4, 30), value=Decimal(99), state="draft"),
    ),
)
TURNOVER = replace(SCORE, key="turnover", item="g", title="Turnover", kind="at_most")


def heat(*rows: object) -> tuple[HeatGoal, ...]:
    content = plan(*rows)  # type: ignore[arg-type]
    return heat_of(content, graph_of_content(content), TODAY)


def test_months_end_on_their_last_day_and_the_current_one_today() -> None:
    ends = month_ends(TODAY)
    assert (len(ends), ends[0], ends[2], ends[-2], ends[-1]) == (
        12, date(2025, 12, 31), date(2026, 2, 28), date(2026, 10, 31), TODAY,
    )  # fmt: skip
    assert month_ends(date(2024, 3, 31), 2) == (date(2024, 2, 29), date(2024, 3, 31))
    assert month_ends(date(1, 2, 3)) == (date(1, 1, 31), date(1, 2, 3))


def test_a_cell_says_how_it_stood_at_the_end_of_its_month() -> None:
    (found,) = heat(goal(), outcome(), link("o", "g"), SCORE)
    (row,) = found.below
    stood = [(cell.status, cell.stale) for cell in row.cells]
    assert stood[0] == (Status.NO_READING, False)  # end of December
    assert stood[1] == (Status.AT_RISK, False)  # 31 January: 15 % of the way, 19 % expected
    assert stood[2] == (Status.OFF_TRACK, False)  # the reading of the next day belongs to February
    assert stood[5] == (Status.OFF_TRACK, False)  # end of May; a draft does not count
    assert stood[7] == (Status.OFF_TRACK, True)  # end of July: 180 days without a reading
    assert stood[-1] == (Status.OFF_TRACK, True)


def test_a_goal_s_standing_is_that_of_its_own_numbers_alone() -> None:
    (found,) = heat(goal(), outcome(), link("o", "g"), SCORE)
    assert (found.cells, found.own) == (None, ())


def test_an_only_number_of_a_goal_is_the_goal_s_row_and_of_several_the_worst_speaks() -> None:
    (one,) = heat(goal(), TURNOVER)
    assert (one.cells, one.rows) == (one.own[0].cells, ())

    missed = replace(TURNOVER, key="other", kind="at_least")
    (two,) = heat(goal(), TURNOVER, missed)
    assert two.cells is not None
    assert [row.cells[1].status for row in two.own] == [Status.MET, Status.AT_RISK]
    assert two.cells[1].status is Status.AT_RISK
    assert [row.metric.key for row in two.rows] == ["turnover", "other"]


def test_a_metric_stands_under_every_goal_that_its_item_serves() -> None:
    found = heat(goal("g1"), goal("g2"), outcome(), link("o", "g1"), link("o", "g2"), SCORE)
    assert [(one.goal.key, len(one.below)) for one in found if one.goal] == [("g1", 1), ("g2", 1)]


def test_what_serves_no_goal_stands_last_by_itself() -> None:
    found = heat(goal(), initiative(), replace(SCORE, item="i"))
    assert [(one.goal and one.goal.key, [row.item.key for row in one.below]) for one in found] == [
        ("g", []),
        (None, ["i"]),
    ]


def test_volume_and_what_is_archived_or_not_live_are_left_out() -> None:
    gone = goal("gone", status="retired")
    found = heat(
        goal(), gone, replace(TURNOVER, volume_only=True), replace(TURNOVER, key="b", archived=True),
        replace(TURNOVER, key="c", item="gone"),
    )  # fmt: skip
    assert [(one.goal and one.goal.key, one.own, one.below) for one in found] == [("g", (), ())]
