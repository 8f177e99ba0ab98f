"""Which numbers a briefing prints, and how."""

from datetime import date
from decimal import Decimal

from alignment.briefings.figures import figures_of, main_figures
from alignment.rules.content import Goal, Initiative, Outcome, Person, Reading
from tests.briefings.plain import TODAY, briefing, chain, facts, figure, metric


def test_volume_only_archived_and_foreign_metrics_are_left_out() -> None:
    content = chain(
        outcomes=(Outcome(key="o", title="Score"), Outcome(key="p", title="Elsewhere", foreign=True)),
        initiatives=(
            Initiative(key="i", title="Programme"),
            Initiative(key="s", title="Old", status="stopped"),
        ),
        metrics=(
            metric("kept"),
            metric("seats", "i", volume_only=True),
            metric("gone", archived=True),
            metric("foreign", "p"),
            metric("stopped", "s"),
        ),
    )

    assert [one.metric.key for one in figures_of(content, TODAY)] == ["kept"]


def test_page_one_has_three_numbers_of_three_items_with_readings_first() -> None:
    content = chain(
        metrics=(
            metric("goal", "g", now=16),
            metric("goal-too", "g", now=16),
            metric("unread", "o"),
            metric("moment", "m", now=16),
            metric("skill", "l", now=16),
            metric("untargeted", "o", now=16, target=None),
        )
    )

    chosen = main_figures(figures_of(content, TODAY), facts(content))

    assert [one.metric.key for one in chosen] == ["goal", "moment", "goal-too"]


def test_page_one_takes_goals_in_rank_order() -> None:
    goals = tuple(Goal(key=key, title=key, priority=rank) for key, rank in (("x", 2), ("y", None), ("z", 1)))
    content = chain(goals=goals, metrics=tuple(metric(f"k{key}", key, now=16) for key in "xyz"))

    chosen = main_figures(figures_of(content, TODAY), facts(content))

    assert [one.item.key for one in chosen] == ["z", "x", "y"]


def test_a_goals_number_is_the_first_one_with_a_target_and_a_date() -> None:
    content = chain(metrics=(metric("vague", target_date=None), metric("concrete"), metric("third")))

    found = facts(content)[0].figure

    assert found is not None
    assert found.metric.key == "concrete"


def test_figure_prints_start_now_target_and_owner() -> None:
    content = chain(people=(Person(key="sam", name="Sam Reyes"),), metrics=(metric(owner="sam", now=16.4),))
    one = figures_of(content, TODAY)[0]

    assert (one.start_words, one.now_words, one.target_words, one.owner) == (
        "18\u00a0%",
        "16.4\u00a0%",
        "14\u00a0%",
        "Sam Reyes",
    )
    assert (one.way_words, str(one.status_words), one.tone) == ("40\u00a0% of the way", "At risk", "warn")


def test_figure_says_no_share_of_the_way_when_it_moved_back_or_is_met() -> None:
    assert [figure(now=now).way_words for now in (19, 14)] == ["", ""]


def test_a_draft_reading_does_not_count() -> None:
    one = figure(readings=(Reading(date=TODAY, value=Decimal(14), state="draft"),))

    assert one.now_words == ""


def readings(*values: int, state: str = "approved") -> tuple[Reading, ...]:
    return tuple(
        Reading(date=date(2026, month, 1), value=Decimal(value), state=state)
        for month, value in enumerate(values, start=1)
    )


def test_trend_is_drawn_from_three_readings_on_and_says_its_numbers() -> None:
    assert figure(readings=readings(17, 16)).trend == ""
    assert figure(readings=readings(17, 16) + readings(15, 15, 15, state="draft")).trend == ""

    drawn = figure(readings=readings(17, 16, 15)).trend

    assert "<title>Turnover: from 18\u00a0% to 15\u00a0%. Target: 14\u00a0%.</title>" in drawn


def test_trend_ends_at_the_day_of_the_briefing() -> None:
    later = Reading(date=date(2027, 1, 1), value=Decimal(99))

    assert "99" not in figure(readings=(*readings(17, 16, 15), later)).trend


def test_no_number_of_volume_reaches_the_briefing_anywhere() -> None:
    """Not among the numbers, not among the limits, not among the dates."""
    seats = metric(
        "seats",
        "i",
        title="CANARY seats",
        volume_only=True,
        cadence="quarterly",
        now=1,
        target_date=date(2026, 12, 31),
        unit="people",
    )

    assert "CANARY" not in repr(briefing(chain(metrics=(seats, metric(now=16)))))
