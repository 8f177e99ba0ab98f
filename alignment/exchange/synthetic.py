"""A large invented workspace, the same for the same numbers: for measuring, not for reading."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

from alignment.exchange.document import Document
from alignment.rules.content import Behaviour, Claim, CostLine, GroupNeed, Layer, Reading

Row = dict[str, Any]

#: How many of a hundred items stand in each layer.
SHARE = {Layer.GOAL: 4, Layer.OUTCOME: 12, Layer.MOMENT: 24, Layer.LEARNING: 28, Layer.INITIATIVE: 32}
LISTS = {
    Layer.GOAL: "goals",
    Layer.OUTCOME: "outcomes",
    Layer.MOMENT: "moments",
    Layer.LEARNING: "learning_outcomes",
    Layer.INITIATIVE: "initiatives",
}
ITEMS_A_PLAN = 400
STATUS = {
    Layer.GOAL: ("agreed", "agreed", "agreed", "proposed", "achieved", "retired"),
    Layer.INITIATIVE: ("running", "running", "approved", "proposed", "in_design", "completed", "stopped"),
}
KINDS = ("programme", "course", "e_learning", "microlearning", "mentoring", "coaching", "job_aid")


def synthetic(items: int, links: int, seed: int) -> Document:
    """A document with so many items and, for each item below the goals, so many links upward."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret is made here
    plans = [f"plan-{number}" for number in range(1, max(1, items // ITEMS_A_PLAN) + 1)]
    people = [{"key": f"person-{number}", "name": f"Person {number}"} for number in range(1, 51)]
    groups = [{"key": f"group-{n}", "name": f"Group {n}", "size": 10 * n} for n in range(1, 21)]
    lists: dict[str, list[Row]] = {
        "plans": [{"key": key, "title": f"Plan {key[5:]}"} for key in plans],
        "people": people,
        "target_groups": groups,
    }
    for layer, count in counts(items).items():
        lists[LISTS[layer]] = [_item(layer, number, count, plans, dice) for number in range(1, count + 1)]
    lists["links"] = _links(lists, links, dice)
    lists["metrics"] = [
        _metric(row["key"], dice) for layer in (Layer.GOAL, Layer.OUTCOME) for row in lists[LISTS[layer]]
    ]
    return Document({"name": "Synthetic workspace (invented data)", "currency": "EUR"}, lists)


def counts(items: int) -> dict[Layer, int]:
    """How many items each layer gets; the largest remainders round up."""
    exact = {layer: items * share / 100 for layer, share in SHARE.items()}
    found = {layer: int(value) for layer, value in exact.items()}
    for layer in sorted(exact, key=lambda one: found[one] - exact[one])[: items - sum(found.values())]:
        found[layer] += 1
    return found


def _item(layer: Layer, number: int, count: int, plans: list[str], dice: random.Random) -> Row:
    # Neighbours in number stand in the same plan on every layer, so that links seldom leave a plan.
    row: Row = {
        "key": f"{layer.word}-{number}",
        "title": f"{layer.word.capitalize()} {number}",
        "plan": plans[(number - 1) * len(plans) // count],
        "owner": f"person-{dice.randint(1, 50)}",
    }
    if layer in STATUS:
        row["status"] = dice.choice(STATUS[layer])
    if layer is Layer.GOAL:
        row |= {"strategy": "A strategy", "horizon_start": date(2026, 1, 1), "horizon_end": date(2027, 6, 30)}
        if number > 5 and dice.random() < 0.3:
            row["parent"] = f"goal-{dice.randint(1, 5)}"
    if layer is Layer.MOMENT:
        row["behaviours"] = (
            Behaviour(effect="helps", text="Asks first"),
            Behaviour(effect="hinders", text="Cancels when work is busy"),
        )
        if dice.random() < 0.05:
            row["not_a_learning_problem"] = "The process stands in the way"
    if layer is Layer.LEARNING:
        row |= {"kind": "skill", "target_groups": (GroupNeed(group=f"group-{dice.randint(1, 20)}"),)}
    if layer is Layer.INITIATIVE:
        row |= {"kind": dice.choice(KINDS), "start": date(2026, dice.randint(1, 12), 1)}
        row["costs"] = (CostLine(kind="delivery", amount=Decimal(dice.randint(10, 500) * 100)),)
        if dice.random() < 0.1:
            row["claims"] = (Claim(goal="goal-1", reason="Asked for"),)
    return row


def _links(lists: dict[str, list[Row]], links: int, dice: random.Random) -> list[Row]:
    found: list[Row] = []
    for layer in list(Layer)[1:]:
        lower, upper = lists[LISTS[layer]], lists[LISTS[Layer(layer - 1)]]
        for index, row in enumerate(lower):
            middle = index * len(upper) // len(lower)
            near = range(max(0, middle - 4), min(len(upper), middle + 5))
            for place in dice.sample(near, min(links, len(near))):
                reason = f"Because {row['key']} helps" if dice.random() < 0.9 else ""
                sure = dice.choice((0, 1, 1, 2)) if reason else 0
                evidence = "A survey" if sure == 2 else ""
                found.append(
                    {
                        "lower": row["key"],
                        "upper": upper[place]["key"],
                        "reason": reason,
                        "confidence": sure,
                        "evidence": evidence,
                        "suspect": dice.random() < 0.03,
                    }
                )
    return found


def _metric(item: str, dice: random.Random) -> Row:
    readings = tuple(
        Reading(date=date(2026, month, 28), value=Decimal(dice.randint(10, 30))) for month in (3, 6, 9)
    )
    return {
        "key": f"metric-{item}",
        "item": item,
        "title": f"Metric of {item}",
        "kind": "increase",
        "unit": "points",
        "baseline": Decimal(12),
        "baseline_date": date(2025, 12, 31),
        "target": Decimal(30),
        "target_date": date(2027, 6, 30),
        "cadence": "quarterly",
        "readings": readings,
    }
