"""What a plan file may say, what is refused by name and place, and what is only warned of."""

import json
import time
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from alignment.exchange.document import read, to_content
from alignment.exchange.problems import PlanFileError
from alignment.exchange.writing import write
from alignment.rules.content import GroupNeed, PlanContent
from tests.exchange.files import chain, changed, document_of, only

WRITE_DATE = "(write 2027-06-30)"
AT_MOST = "at most 15 digits, at most 6 of them after the point"
RING = "goals are parents of each other"
KEYS = "(1 to 60 of A–Z a–z 0–9 . _ -, not digits alone)"
NO_HOME = "missing: say which plan is its home, because there is not just one"


def content(raw: Any) -> PlanContent:
    return to_content(document_of(raw))


def refused(raw: Any) -> list[str]:
    with pytest.raises(PlanFileError) as caught:
        to_content(read(raw if isinstance(raw, str | bytes) else json.dumps(raw)))
    return caught.value.problems


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (changed("goals", colour="red"), "goals[0].colour: unknown field"),
        (chain(colour="red"), "colour: unknown field"),
        (changed("goals", title=5), "goals[0].title: wrong type: 5 is not text"),
        (changed("goals", title=None), "goals[0].title: wrong type: null is not text"),
        (changed("goals", priority="1"), "goals[0].priority: wrong type: '1' is not a whole number"),
        (changed("goals", archived="yes"), "goals[0].archived: wrong type: 'yes' is not true or false"),
        (chain(goals={}), "goals: wrong type: an object is not a list"),
        (chain(goals=["x"]), "goals[0]: wrong type: 'x' is not an object"),
        (changed("goals", title=" \n "), "goals[0].title: must not be empty"),
        (changed("goals", title="x" * 121), "goals[0].title: too long: 121 characters, at most 120"),
        (
            changed("goals", status="done"),
            "goals[0].status: unknown choice 'done' (known: proposed, agreed, achieved, retired)",
        ),
        (changed("goals", agreed_on="2027-02-30"), f"goals[0].agreed_on: bad date '2027-02-30' {WRITE_DATE}"),
        (changed("goals", agreed_on="soon"), f"goals[0].agreed_on: bad date 'soon' {WRITE_DATE}"),
        (changed("goals", agreed_on="0000-01-01"), f"goals[0].agreed_on: bad date '0000-01-01' {WRITE_DATE}"),
        (changed("goals", unit_value="1,5"), "goals[0].unit_value: bad number '1,5' (write 12.5)"),
        (changed("goals", unit_value="1e3"), "goals[0].unit_value: bad number '1e3' (write 12.5)"),
        (
            changed("goals", unit_value="1234567890.123456"),
            f"goals[0].unit_value: bad number '1234567890.123456': {AT_MOST}",
        ),
        (
            changed("goals", unit_value="0.0000001"),
            f"goals[0].unit_value: bad number '0.0000001': {AT_MOST}",
        ),
        (changed("goals", owner="nobody"), "goals[0].owner: unknown reference 'nobody'"),
        (changed("goals", parent="enps"), "goals[0].parent: wrong layer: 'enps' is an outcome"),
        (changed("goals", parent="retention"), f"goals[0].parent: {RING}: retention → retention"),
        (changed("goals", plan="p2"), "goals[0].plan: unknown reference 'p2'"),
        (changed("goals", key="2027"), f"goals[0].key: bad key '2027' {KEYS}"),
        (changed("people", email="priya"), "people[0].email: bad e-mail address 'priya'"),
        (changed("people", key="cfo", name=""), "people[0].name: must not be empty"),
        (changed("metrics", item="nothing"), "metrics[0].item: unknown reference 'nothing'"),
        (changed("metrics", readings=[{"value": "1"}]), "metrics[0].readings[0].date: missing"),
        (
            changed("learning_outcomes", target_groups=["old"]),
            "learning_outcomes[0].target_groups[0].group: unknown reference 'old'",
        ),
        (
            changed("initiatives", claims=[{"goal": "enps"}]),
            "initiatives[0].claims[0].goal: wrong layer: 'enps' is an outcome",
        ),
        (
            changed("initiatives", benefits=[{"text": "x", "attribution": 101}]),
            "initiatives[0].benefits[0].attribution: bad number 101: at most 100",
        ),
        (
            changed("moments", behaviours=[{"effect": "blocks", "text": "x"}]),
            "moments[0].behaviours[0].effect: unknown choice 'blocks' (known: helps, hinders)",
        ),
        (changed("links", upper="nothing"), "links[0].upper: unknown reference 'nothing'"),
        (
            changed("links", 3, upper="retention"),
            "links[3]: 'elp' is an initiative and 'retention' is a goal: a link leads to the next layer up",
        ),
        (
            changed("links", lower="retention", upper="enps"),
            "links[0]: 'retention' is a goal and 'enps' is an outcome: a link leads to the next layer up",
        ),
        (changed("links", confidence=4), "links[0].confidence: bad number 4: at most 3"),
        (
            changed("outcomes", key="retention"),
            "outcomes[0].key: duplicate key 'retention', see goals[0].key",
        ),
        (only(version=2), "version: 2 is not read here (expected: 1)"),
        (only(format="stratml"), "format: 'stratml' is not read here (expected: 'throughline-plan')"),
        (
            only(plans=[{"key": k, "title": k} for k in "ab"], goals=[{"key": "g", "title": "x"}]),
            f"goals[0].plan: {NO_HOME}",
        ),
        ([], "not a plan file: the file holds a list"),
        ("{", "not JSON: line 1, column 2: Expecting property name enclosed in double quotes"),
        (b"\xff\xfe", "not a text in UTF-8"),
        ('{"format": NaN}', "bad number: JSON has no NaN"),
        ('{"goals": [{"key": "a", "key": "b"}]}', "goals[0].key: this field stands twice"),
        ("[" * 100_000, "nested too deeply"),
        (
            '{"format": "throughline-plan", "version": 1e99999999999999999999}',
            "version: '1e99999999999999999999' is not read here (expected: 1)",
        ),
        (
            '{"format": "throughline-plan", "version": 1, "plans": [{"key": "p", "title": "\\ud800"}]}',
            "plans[0].title: half of a Unicode character",
        ),
    ],
)  # fmt: skip
def test_file_is_refused_by_name_and_place(raw: Any, problem: str) -> None:
    assert problem in refused(raw)
    assert refused(raw)[0].count("\n") == 0


def test_a_file_that_is_wrong_all_over_is_refused_at_once() -> None:
    """Every error holds a copy of its surroundings: to collect all of these takes minutes and gigabytes."""
    began = time.perf_counter()
    problems = refused(only(goals=[{}] * 200_000))
    assert (len(problems), problems[0]) == (100, "goals[0].key: missing")
    nested = only(goals=[{"key": "g", "title": "x", "momentum": [{}] * 200_000}])
    assert refused(nested) == ["goals[0].momentum[0].text: missing"]
    assert refused(only(**{f"field-{n}": 1 for n in range(200_000)})) == ["field-0: unknown field"]
    assert time.perf_counter() - began < 20


def test_only_the_flaw_is_named() -> None:
    assert refused(changed("goals", title=5)) == ["goals[0].title: wrong type: 5 is not text"]


def test_twin_rows_are_refused() -> None:
    raw = chain()
    raw["goals"] *= 2
    raw["links"] += raw["links"][:1]
    raw["metrics"] *= 2
    assert refused(raw) == [
        "goals[1].key: duplicate key 'retention', see goals[0].key",
        "metrics[1].key: duplicate key 'm1', see metrics[0].key",
        "links[4]: duplicate link 'enps' → 'retention', see links[0]",
    ]


def test_cycle_of_parents_is_refused_once() -> None:
    goals = [{"key": f"g{n}", "title": "x", "parent": f"g{(n + 1) % 3}"} for n in range(3)]
    raw = only(
        plans=[{"key": "p1", "title": "x"}], goals=[*goals, {"key": "g9", "title": "x", "parent": "g0"}]
    )
    assert refused(raw) == [f"goals[0].parent: {RING}: g0 → g1 → g2 → g0"]


def test_key_spaces_of_lists_are_apart() -> None:
    raw = only(
        plans=[{"key": "same", "title": "x"}],
        people=[{"key": "same", "name": "x"}],
        target_groups=[{"key": "same", "name": "x"}],
        goals=[{"key": "same", "title": "x"}],
        metrics=[{"key": "same", "item": "same", "title": "x", "kind": "milestone"}],
    )
    assert content(raw).metrics[0].item == "same"


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(PlanFileError, match="larger than 1 MB"):
        read(" " * (2**20 + 1), most_bytes=2**20)


@pytest.mark.parametrize(
    ("raw", "warning"),
    [
        (changed("links", confidence=1, reason=" "), "links[0]: confidence 1 without a reason"),
        (changed("links", confidence=2), "links[0]: confidence 2 without evidence"),
        (
            changed("metrics", target="9"),
            "metrics[0].target: the target is on the wrong side of the baseline",
        ),
        (changed("metrics", target="12.0"), "metrics[0].target: the target equals the baseline"),
        (
            changed("metrics", target_date="2026-06-30"),
            "metrics[0].target_date: the target date is before the baseline date",
        ),
    ],
)
def test_slip_is_warned_of_and_taken(raw: Any, warning: str) -> None:
    document = document_of(raw)
    assert document.warnings == (warning,)
    assert to_content(document).goals


def test_sound_file_has_no_warnings() -> None:
    assert document_of(chain()).warnings == ()


def test_one_line_fields_are_put_on_one_line() -> None:
    raw = changed("goals", title=" Keep\n\tpeople\u00a0\x00 long ", strategy=" One\r\ntwo\x00 ")
    goal = content(raw).goals[0]
    assert (goal.title, goal.strategy) == ("Keep people long", "One\ntwo")


def test_letters_are_composed() -> None:
    assert content(changed("goals", title="Bu\u0308ro")).goals[0].title == "Büro"


def test_length_is_checked_after_cleaning() -> None:
    assert content(changed("goals", title="x" + " " * 500 + "y")).goals[0].title == "x y"


def test_numbers_are_exact_in_either_notation() -> None:
    raw = json.dumps(changed("goals", unit_value="OWN")).replace('"OWN"', "0.1")
    assert to_content(read(raw)).goals[0].unit_value == Decimal("0.1")
    assert content(changed("goals", unit_value="1683248584.50")).goals[0].unit_value == Decimal(
        "1683248584.5"
    )
    assert content(changed("goals", unit_value="-0")).goals[0].unit_value == 0


def test_empty_date_and_number_mean_not_given() -> None:
    goal = content(changed("goals", horizon_start="", unit_value="", agreed_on=None)).goals[0]
    assert (goal.horizon_start, goal.unit_value, goal.agreed_on) == (None, None, None)


def test_defaults_are_those_of_the_format() -> None:
    found = content(
        chain(
            links=[
                {"lower": "enps", "upper": "retention"},
                {"lower": "elp", "upper": "listen", "reason": "x"},
            ]
        )
    )
    assert [link.confidence for link in found.links] == [0, 1]
    assert (found.goals[0].status, found.goals[0].plan) == ("proposed", "p1")
    assert (found.initiatives[0].status, found.initiatives[0].purpose) == ("proposed", "business_goal")
    assert found.metrics[0].readings[0].state == "approved"
    assert found.currency == "EUR"


def test_short_and_long_forms_are_both_taken() -> None:
    raw = changed(
        "learning_outcomes", target_groups=["young", {"group": "young", "required": 4, "current": 2}]
    )
    raw["goals"][0]["contributors"] = "Finance"
    found = content(raw)
    assert found.learning_outcomes[0].target_groups == (
        GroupNeed(group="young"),
        GroupNeed(group="young", required=4, current=2),
    )
    assert found.goals[0].contributors == ("Finance",)


def test_every_list_may_be_left_out() -> None:
    assert content(only()) == PlanContent()


def test_export_is_canonical() -> None:
    raw = changed("metrics", baseline="012.500", target="30", unit="", hard=False)
    raw["initiatives"][0] |= {"hours": 1.5, "status": "proposed", "seats": None}
    text = write(content(raw))
    rows = json.loads(text)
    assert list(rows["metrics"][0]) == [
        "key", "item", "title", "kind", "baseline", "baseline_date", "target", "target_date", "hard",
        "readings",
    ]  # fmt: skip
    assert (rows["metrics"][0]["baseline"], rows["initiatives"][0]["hours"]) == ("12.5", 1.5)
    assert "status" not in rows["initiatives"][0]
    assert text.endswith("]\n}\n")
    assert write(to_content(read(text))) == text


def test_rows_are_exported_plan_by_plan() -> None:
    goals = [{"key": f"g{n}", "title": "x", "plan": f"p{n % 2 + 1}"} for n in range(4)]
    plans = [{"key": "p2", "title": "x"}, {"key": "p1", "title": "x"}]
    text = write(content(only(plans=plans, goals=goals)))
    assert [goal["key"] for goal in json.loads(text)["goals"]] == ["g1", "g3", "g0", "g2"]


def test_dates_are_dates() -> None:
    assert content(chain()).metrics[0].target_date == date(2027, 12, 31)
