"""What is asked of a metric: a number, a direction, a date, an owner, and that it measures an effect."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from alignment.rules.content import Layer, Metric
from alignment.rules.metric_checks import Check, checks_of, counts_training, names_training
from tests.rules.making import goal, initiative

FULL = Metric(
    key="m",
    item="g",
    title="Voluntary turnover, last 12 months",
    kind="decrease",
    unit="%",
    baseline=Decimal(18),
    baseline_date=date(2025, 12, 31),
    target=Decimal(14),
    target_date=date(2027, 6, 30),
    owner="hr",
)


def fails(metric: Metric, layer: Layer = Layer.GOAL, owner: str = "") -> set[str]:
    return {one.check for one in checks_of(metric, layer, goal(owner=owner)) if not one.holds}


def asked(metric: Metric) -> list[str]:
    return [one.check for one in checks_of(metric, Layer.GOAL, goal())]


def test_a_full_metric_passes_every_check() -> None:
    assert asked(FULL) == ["number", "direction", "date", "owner", "start_date", "order", "effect"]
    assert fails(FULL) == set()


@pytest.mark.parametrize(
    ("changes", "failing"),
    [
        ({"baseline": None}, {Check.NUMBER}),
        ({"target": None}, {Check.NUMBER}),
        ({"target": Decimal(20)}, {Check.DIRECTION}),
        ({"target": Decimal("18.0")}, {Check.DIRECTION}),
        ({"kind": "increase"}, {Check.DIRECTION}),
        ({"target_date": None}, {Check.DATE}),
        ({"owner": ""}, {Check.OWNER}),
        ({"baseline_date": None}, {Check.START_DATE}),
        ({"baseline_date": None, "effect_from": date(2026, 1, 1)}, set()),
        ({"baseline_date": date(2027, 6, 30)}, {Check.ORDER}),
        ({"effect_from": date(2027, 7, 1)}, {Check.ORDER}),
        ({"kind": "at_least", "target": None}, {Check.NUMBER}),
        ({"kind": "at_least", "baseline": None, "baseline_date": None}, set()),
        ({"kind": "range"}, {Check.NUMBER}),
        ({"kind": "range", "target_low": Decimal(9), "target_high": Decimal(3)}, {Check.DIRECTION}),
        ({"kind": "range", "target_low": Decimal(3), "target_high": Decimal(9)}, set()),
        ({"kind": "milestone", "target": None, "baseline": None}, set()),
        ({"kind": "qualitative"}, {Check.NUMBER}),
        ({"title": "Training completed"}, {Check.EFFECT}),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, object], failing: set[str]) -> None:
    assert fails(replace(FULL, **changes)) == failing  # type: ignore[arg-type]


def test_who_answers_for_the_item_answers_for_its_metric() -> None:
    assert fails(replace(FULL, owner=""), owner="hr") == set()


@pytest.mark.parametrize(
    "title",
    [
        "Training completed",
        "Participants trained",
        "Managers trained in feedback",
        "Course completion rate",
        "Hours of training a head",
        "E-learning seats booked",
        "Number of workshops",
        "Seminar attendance",
        "Enrolments",
        "Completion of courses",
    ],
)
def test_a_disguised_course_is_found_on_every_layer(title: str) -> None:
    metric = replace(FULL, title=title)
    assert counts_training(metric)
    assert [Check.EFFECT in fails(metric, layer) for layer in Layer] == [True] * 5


@pytest.mark.parametrize(
    "title",
    [
        "Voluntary turnover, last 12 months",
        "Offers that end in a deal",
        "Repairs completed at the first visit",
        "Complaints settled in the course of a week",
        "Meetings held with each team member",
        "Golf course bookings",
        "Untrained errors",
        "Days from order to delivery",
    ],
)
def test_what_people_and_business_do_is_no_course(title: str) -> None:
    assert not names_training(replace(FULL, title=title))


def test_a_test_or_a_rating_has_its_place_below_the_moments() -> None:
    metric = replace(FULL, title="Final test of the course, points", unit="points")
    assert [Check.EFFECT in fails(metric, layer) for layer in Layer] == [True, True, True, False, False]


def test_the_unit_can_give_a_course_away() -> None:
    assert counts_training(replace(FULL, title="Reach", unit="seats"))


def test_volume_needs_no_target_but_its_place() -> None:
    volume = replace(FULL, title="Course completions", volume_only=True, target=None, target_date=None)
    assert asked(volume) == ["owner", "volume"]
    at_work = checks_of(volume, Layer.INITIATIVE, initiative())
    assert [one.check for one in at_work if not one.holds] == []
    assert fails(volume, Layer.OUTCOME) == {Check.VOLUME}
