"""The skills gap: what a goal asks of each group, what is there, how that is known, and what it decides."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from alignment.rules.content import GroupNeed, Learning, PlanContent, TargetGroup
from alignment.rules.graph import graph_of_content
from alignment.rules.library import LevelReading
from alignment.rules.skills_gap import GoalGaps, Level, gaps_of_group, levels_of, skills_gap
from tests.rules.making import chain, goal, initiative, learning, moment, outcome, plan

TODAY = date(2026, 11, 30)
ALL = TargetGroup(key="all", name="All", size=40)
NEW = TargetGroup(key="new", name="New", size=None)


def reading(level: str, day: date, how: str = "self_assessment", group: str = "all") -> LevelReading:
    return LevelReading(group=group, date=day, level=Decimal(level), how=how, people=7)


def gaps(*rows: object, groups: tuple[TargetGroup, ...] = (ALL, NEW)) -> tuple[GoalGaps, ...]:
    made = plan(*rows)  # type: ignore[arg-type]
    content = PlanContent(
        **{name: getattr(made, name) for name in made.__slots__} | {"target_groups": groups}
    )
    return skills_gap(content, graph_of_content(content), TODAY)


def asks(key: str = "l", *needs: GroupNeed, **fields: object) -> Learning:
    return learning(key, target_groups=needs or (GroupNeed(group="all", required=4, current=2),), **fields)


def test_a_gap_is_what_is_needed_less_what_is_there() -> None:
    (one,) = gaps(goal(), outcome(), moment(), asks(), initiative(), *chain("g", "o", "m", "l", "i"))
    (gap,) = one.gaps
    assert one.goal is not None
    assert one.goal.key == "g"
    assert (gap.required, gap.now, gap.gap) == (4, Level(Decimal(2), "estimate"), Decimal(2))
    assert (gap.moments, gap.outcomes, gap.initiatives) == (("m",), ("o",), ("i",))
    assert (one.people, gap.weight) == (40, Decimal(80))


def test_the_latest_reading_counts_and_the_one_before_tells_the_trend() -> None:
    said = asks(
        "l",
        levels=(
            reading("2.5", TODAY - timedelta(days=3)),
            reading("1.5", TODAY - timedelta(days=90)),
            reading("3", TODAY, "manager"),
            reading("5", TODAY + timedelta(days=1)),  # not yet
            reading("5", TODAY, group="new"),
        ),
    )
    (one,) = gaps(goal(), outcome(), moment(), said, *chain("g", "o", "m", "l"))
    (gap,) = one.gaps
    assert gap.now == Level(Decimal(3), "manager", TODAY, 7)
    assert (gap.gap, gap.trend) == (Decimal(1), Decimal("0.5"))


def test_of_two_readings_on_a_day_the_one_recorded_last_counts() -> None:
    said = asks(levels=(reading("2", TODAY), reading("3", TODAY, "manager")))
    now, before = levels_of(said, said.target_groups[0], TODAY)
    assert now is not None
    assert before is not None
    assert (now.how, before.how) == ("manager", "self_assessment")


def test_what_is_not_known_is_no_gap_and_says_so() -> None:
    needs = (GroupNeed(group="all", required=4), GroupNeed(group="new", current=1))
    (one,) = gaps(goal(), outcome(), moment(), asks("l", *needs), *chain("g", "o", "m", "l"))
    assert [gap.gap for gap in one.gaps] == [None, None]
    assert (one.open, len(one.unknown), one.people) == ((), 2, 0)


def test_who_is_ahead_misses_nothing() -> None:
    said = asks("l", GroupNeed(group="all", required=2, current=4))
    (one,) = gaps(goal(), outcome(), moment(), said, *chain("g", "o", "m", "l"))
    assert (one.gaps[0].gap, one.gaps[0].missing, one.open) == (Decimal(-2), Decimal(0), ())


def test_a_gap_without_a_moment_stands_apart_and_decides_nothing() -> None:
    tied, loose = gaps(goal(), outcome(), moment(), asks("l"), asks("alone"), *chain("g", "o", "m", "l"))
    assert [gap.learning.key for gap in tied.gaps] == ["l"]
    assert loose.goal is None
    assert [(gap.learning.key, gap.moments) for gap in loose.gaps] == [("alone", ())]


def test_a_moment_that_serves_no_goal_is_named_all_the_same() -> None:
    (loose,) = gaps(outcome(), moment(), asks("l"), *chain("o", "m", "l"))
    assert (loose.goal, loose.gaps[0].moments, loose.gaps[0].outcomes) == (None, ("m",), ("o",))


def test_archived_items_have_no_gap() -> None:
    assert gaps(goal(), outcome(), moment(), asks("l", archived=True), *chain("g", "o", "m", "l")) == ()


def test_a_learning_outcome_that_names_nobody_is_told() -> None:
    (one,) = gaps(goal(), outcome(), moment(), learning("l", target_groups=()), *chain("g", "o", "m", "l"))
    assert ([item.key for item in one.no_group], one.gaps) == (["l"], ())


def test_a_group_has_each_gap_once_whichever_goals_it_serves() -> None:
    both = gaps(
        goal("g"), goal("h"), outcome("o"), outcome("p"), moment(), asks(),
        *chain("g", "o", "m", "l"), *chain("h", "p", "m"),
    )  # fmt: skip
    assert [one.goal.key for one in both if one.goal] == ["g", "h"]
    assert [one.gaps[0].outcomes for one in both] == [("o",), ("p",)]
    assert [gap.learning.key for gap in gaps_of_group(both, "all")] == ["l"]


levels = some.integers(1, 5).map(str)
days = some.integers(-400, 20).map(lambda n: TODAY + timedelta(days=n))
needs = some.builds(
    GroupNeed,
    group=some.sampled_from(["all", "new"]),
    required=some.none() | some.integers(0, 100),
    current=some.none() | some.integers(0, 100),
)


@given(
    some.lists(needs, max_size=3, unique_by=lambda one: one.group),
    some.lists(some.tuples(levels, days, some.sampled_from(["all", "new"])), max_size=6),
)
def test_every_need_is_told_once_and_by_what_was_seen_last(
    wanted: list[GroupNeed], seen: list[tuple[str, date, str]]
) -> None:
    said = learning(
        "l",
        target_groups=tuple(wanted),
        levels=tuple(reading(level, day, group=group) for level, day, group in seen),
    )
    found = gaps(goal(), outcome(), moment(), said, *chain("g", "o", "m", "l"))
    told = [gap for one in found for gap in one.gaps]
    assert sorted(gap.group.key for gap in told) == sorted(need.group for need in wanted)
    for gap in told:
        need = next(one for one in wanted if one.group == gap.group.key)
        past = [
            (day, place)
            for place, (_l, day, group) in enumerate(seen)
            if group == need.group and day <= TODAY
        ]
        if past:
            level, day, _group = seen[max(past)[1]]
            assert gap.now is not None
            assert (gap.now.value, gap.now.on) == (Decimal(level), day)
        elif need.current is None:
            assert gap.now is None
        else:
            assert gap.now == Level(Decimal(need.current), "estimate")
        assert (gap.before is None) == (len(past) < 2)
        assert gap.missing >= 0
        assert (gap.gap is None) == (need.required is None or gap.now is None)
    weights = [gap.weight for gap in told if gap.missing]
    assert weights == sorted(weights, reverse=True)
