"""What moves an item's meaning, and what does not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from alignment.rules.content import Behaviour, GroupNeed, Item, Layer, Metric
from alignment.rules.meaning import meaning_of, meaning_of_goal
from tests.rules.making import goal, initiative, learning, moment, outcome

METRIC = Metric(
    key="x", item="g", title="Number", kind="increase", target=Decimal("30.0"), target_date=date(2027, 1, 1)
)
ITEMS: dict[Layer, Item] = {
    Layer.GOAL: goal(strategy="Care for people"),
    Layer.OUTCOME: outcome(),
    Layer.MOMENT: moment(situation="Once a month"),
    Layer.LEARNING: learning(kind="skill"),
    Layer.INITIATIVE: initiative(kind="course"),
}


def moved(layer: Layer, **changes: Any) -> bool:
    item = ITEMS[layer]
    return meaning_of(layer, item, [METRIC]) != meaning_of(layer, replace(item, **changes), [METRIC])


@pytest.mark.parametrize(
    ("layer", "changes"),
    [
        (Layer.GOAL, {"title": "New"}),
        (Layer.GOAL, {"strategy": "Pay more"}),
        (Layer.GOAL, {"horizon_start": date(2026, 1, 1)}),
        (Layer.GOAL, {"horizon_end": date(2027, 1, 1)}),
        (Layer.OUTCOME, {"title": "New"}),
        (Layer.MOMENT, {"title": "New"}),
        (Layer.MOMENT, {"situation": "Twice a year"}),
        (Layer.MOMENT, {"behaviours": (Behaviour(effect="helps", text="Asks"),)}),
        (Layer.LEARNING, {"title": "New"}),
        (Layer.LEARNING, {"kind": "attitude"}),
        (Layer.LEARNING, {"target_groups": (GroupNeed(group="some"),)}),
        (Layer.INITIATIVE, {"title": "New"}),
        (Layer.INITIATIVE, {"kind": "coaching"}),
    ],
)
def test_what_gives_an_item_its_sense_moves_its_meaning(layer: Layer, changes: dict[str, Any]) -> None:
    assert moved(layer, **changes)


@pytest.mark.parametrize(
    ("layer", "changes"),
    [
        (Layer.GOAL, {"title": "  G\n"}),
        (Layer.GOAL, {"strategy": "Care  for\tpeople "}),
        (
            Layer.GOAL,
            {"status": "agreed", "owner": "ann", "level": "team", "parent": "top", "problem": "Pay"},
        ),
        (Layer.OUTCOME, {"root_cause": "Haste", "description": "More"}),
        (Layer.MOMENT, {"behaviours": tuple(reversed(moment().behaviours)), "who": "All", "starred": True}),
        (Layer.LEARNING, {"target_groups": (GroupNeed(group="all", required=3),), "gain": "Ease"}),
        (Layer.INITIATIVE, {"status": "completed", "purpose": "compliance", "hours": Decimal(3)}),
    ],
)
def test_everything_else_leaves_it(layer: Layer, changes: dict[str, Any]) -> None:
    assert not moved(layer, **changes)


@pytest.mark.parametrize("layer", [Layer.GOAL, Layer.OUTCOME])
def test_targets_are_part_of_the_meaning(layer: Layer) -> None:
    def digest(*metrics: Metric) -> str:
        return meaning_of(layer, ITEMS[layer], metrics)

    second = replace(
        METRIC, key="y", target=None, target_low=Decimal(12), target_high=Decimal(17), kind="range"
    )
    assert digest(METRIC) == digest(
        replace(METRIC, key="z", target=Decimal("3E+1"), baseline=Decimal(1), title="Other")
    )
    assert digest(METRIC, second) == digest(second, METRIC)
    assert digest(METRIC) == digest(METRIC, replace(second, archived=True))
    assert digest(METRIC) == digest(METRIC, Metric(key="y", item="g", title="Later", kind="at_least"))
    kinds = [digest(), digest(METRIC), digest(replace(METRIC, target=Decimal(31))), digest(METRIC, second)]
    kinds.append(digest(replace(METRIC, target_date=date(2027, 2, 1))))
    assert len(set(kinds)) == len(kinds)


def test_a_digest_is_short_and_stays_what_it_is() -> None:
    digest = meaning_of_goal("Keep people", "", None, None, [])
    assert digest == "a12fff1282c87d68359636ec9790f711"


def test_fields_do_not_run_into_each_other() -> None:
    one = meaning_of(Layer.MOMENT, moment(situation="B"))
    assert one != meaning_of(Layer.MOMENT, replace(moment(), title="M B", situation=""))


def test_an_item_of_another_layer_is_refused() -> None:
    with pytest.raises(TypeError):
        meaning_of(Layer.GOAL, outcome())
