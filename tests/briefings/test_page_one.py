"""What else stands on page 1: the lines of the trace, limits, money, shares, hand-written words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from alignment.briefings.chains import Chain, chains_of
from alignment.briefings.costs import money_lines
from alignment.rules.content import (
    BenefitLine,
    BriefingWording,
    Contribution,
    CostLine,
    Goal,
    Initiative,
    Link,
    Moment,
    Outcome,
    Person,
    PlanContent,
)
from alignment.rules.graph import graph_of_content
from alignment.rules.verdicts import trace
from tests.briefings.plain import CHAIN, TODAY, briefing, chain, facts, links, metric

NBSP = "\u00a0"


def lines_of(content: PlanContent) -> list[Chain]:
    return chains_of(graph_of_content(content), facts(content))


@pytest.mark.parametrize(
    ("confidence", "sure"),
    [(0, "assumed"), (1, "reasoned, not yet shown"), (2, "evidenced"), (3, "measured")],
)
def test_weakest_hop_is_named_and_never_sounds_surer_than_it_is(confidence: int, sure: str) -> None:
    content = chain(links=(*links(CHAIN[:3], confidence=3), *links(CHAIN[3:], confidence=confidence)))

    found = lines_of(content)[0]

    expected = "Programme → Give feedback" if confidence < 3 else "Score rises → Keep people"
    assert (found.weakest, found.initiative, found.sound) == (f"{expected}: {sure}", "Programme", True)


def test_line_follows_work_under_way_and_the_surest_links() -> None:
    content = chain(
        initiatives=(
            Initiative(key="card", title="Card", status="running"),
            Initiative(key="i", title="Programme", status="running"),
            Initiative(key="plan", title="Planned", status="proposed"),
        ),
        links=(
            *links((*CHAIN[:3], ("card", "l"))),
            *links(CHAIN[3:], confidence=2),
            *links([("plan", "l")], confidence=3),
        ),
    )

    assert lines_of(content)[0].initiative == "Programme"


def test_a_line_without_reason_is_taken_only_when_there_is_no_other_and_says_so() -> None:
    bare = Link(lower="b", upper="l", confidence=0)
    both = (*chain().initiatives, Initiative(key="b", title="Bare", status="running"))

    assert lines_of(chain(initiatives=both, links=(*links(), bare)))[0].initiative == "Programme"

    found = lines_of(chain(initiatives=both, links=(*links(CHAIN[:3]), bare)))[0]
    assert (found.initiative, found.sound) == ("Bare", False)


def test_a_line_stops_where_the_plan_stops() -> None:
    stops = [lines_of(chain(links=links(CHAIN[:count])))[0] for count in range(5)]

    assert [(one.stops, one.missing) for one in stops] == [
        ("No performance outcome yet", 4),
        ("No moment of truth yet", 3),
        ("No learning outcome yet", 2),
        ("No initiative yet", 1),
        ("", 0),
    ]


def test_what_is_left_out_on_purpose_is_not_called_missing() -> None:
    aside = chain(goals=(Goal(key="g", title="G", no_learning_planned="Pay"),), links=())
    remedy = chain(
        moments=(Moment(key="m", title="M", not_a_learning_problem="Limit"),), links=links(CHAIN[:2])
    )

    assert [(one.stops, one.on_purpose) for one in lines_of(aside) + lines_of(remedy)] == [
        ("No learning planned, on purpose", True),
        ("Not a learning problem: solved without learning", True),
    ]


def test_every_goal_has_a_line_before_any_has_its_second() -> None:
    goals = tuple(Goal(key=f"g{n}", title=f"G{n}", priority=n) for n in range(5))
    outcomes = tuple(Outcome(key=f"o{n}{m}", title="O") for n in range(5) for m in range(3))
    pairs = [(f"o{n}{m}", f"g{n}") for n in range(5) for m in range(3)]
    found = lines_of(PlanContent(goals=goals, outcomes=outcomes, links=links(pairs)))

    assert [(one.goal, one.repeats) for one in found] == [
        ("G0", False),
        ("G0", True),
        ("G1", False),
        ("G2", False),
        ("G3", False),
        ("G4", False),
    ]


def test_limits_name_idle_initiatives_with_their_cost_and_what_is_stale() -> None:
    costs = (CostLine(kind="tools", amount=Decimal(9500)),)
    content = chain(
        initiatives=(*chain().initiatives, Initiative(key="t", title="Time", status="running", costs=costs)),
        links=(*links(CHAIN[:3]), *links(CHAIN[3:], suspect=True)),
        metrics=(
            metric("stale", "o", title="Plans", cadence="monthly", now=16),
            metric("late", "m", title="Talks", target_date=date(2026, 10, 31), now=16),
        ),
    )

    assert [line.replace(NBSP, " ") for line in briefing(content).limits] == [
        "“Time” serves no business goal. It costs EUR 9,500.",
        "“Talks” was to be reached by 31 October 2026 and is not.",
        "“Plans” has not been measured since 30 September 2026.",
        "No number says how much of “Keep people” is to be reached by when.",
    ]


def test_limits_say_where_a_broken_initiative_stops() -> None:
    content = chain(links=links(CHAIN[1:]), metrics=(metric(now=16),))

    assert briefing(content).limits[0] == (
        "“Programme” leads to no business goal: it stops at a performance outcome. Its cost is not recorded."
    )


def test_no_limit_is_invented() -> None:
    assert list(briefing(chain(metrics=(metric(now=16),))).limits) == []


def test_money_sums_what_is_recorded_and_names_what_is_not() -> None:
    content = chain(
        initiatives=(
            Initiative(
                key="i", title="P", status="running", costs=(CostLine(kind="design", amount=Decimal(1000)),)
            ),
            Initiative(
                key="n", title="N", status="proposed", costs=(CostLine(kind="design", amount=Decimal(50)),)
            ),
            Initiative(
                key="t", title="T", status="running", costs=(CostLine(kind="design", amount=Decimal(9)),)
            ),
            Initiative(key="u", title="U", status="running"),
        ),
        links=links((*CHAIN, ("n", "l"))),
    )

    said = money_lines(content, trace(graph_of_content(content)), TODAY)

    assert [line.replace(NBSP, " ") for line in said] == [
        "Costs recorded by 20 November 2026: EUR 1,000 for work linked to a goal, "
        "EUR 50 for proposals linked to a goal, EUR 9 for work that serves no goal. "
        "Of 1 initiative no cost in EUR is recorded."
    ]


def test_money_says_forecast_with_formulas_and_what_is_realised() -> None:
    programme = Initiative(
        key="i",
        title="Programme",
        status="running",
        costs=(CostLine(kind="delivery", amount=Decimal(128336)),),
        benefits=(
            BenefitLine(
                text="Fewer leave", amount=Decimal(446400), attribution=Decimal(40), confidence=Decimal(75)
            ),
        ),
    )
    content = chain(initiatives=(programme,))

    said = money_lines(content, trace(graph_of_content(content)), TODAY)[1].replace(NBSP, " ")

    assert said == (
        "“Programme” costs EUR 128,336; benefits forecast EUR 133,920, realised EUR 0. "
        "ROI, (benefits − costs) / costs: 4 %. Benefit/cost ratio, benefits / costs: 1.04. "
        "With half our share: ROI -48 %."
    )


def test_money_says_nothing_when_nothing_is_recorded() -> None:
    assert money_lines(chain(), trace(graph_of_content(chain())), TODAY) == []


def test_learning_never_takes_all_of_a_change_that_was_shared_out() -> None:
    shares = (Contribution(who="Learning", share=40), Contribution(who="Pay review", share=60))
    content = chain(outcomes=(Outcome(key="o", title="Score", contribution=shares),))

    assert briefing(content).shares == [
        f"Shares in “Score”, not agreed yet: Learning 40{NBSP}%, Pay review 60{NBSP}%."
    ]
    agreed = replace(content.outcomes[0], contribution_agreed_on=date(2026, 11, 2))
    assert briefing(replace(content, outcomes=(agreed,))).shares == [
        f"Agreed shares in “Score”: Learning 40{NBSP}%, Pay review 60{NBSP}%."
    ]


def test_hand_written_parts_are_named_with_their_day() -> None:
    wording = BriefingWording(
        reader="executive", headline="We are getting there.", risks="One\n\nTwo", edited_on=date(2026, 11, 12)
    )
    found = briefing(chain(), wording)

    assert (found.headline, found.limits, found.by_hand, found.edited_on) == (
        "We are getting there.",
        ["One", "Two"],
        ("headline", "limits"),
        date(2026, 11, 12),
    )
    assert briefing(chain()).by_hand == ()


def test_words_too_long_for_page_one_are_cut_there_and_kept_in_full() -> None:
    long = "Word " * 200
    wording = BriefingWording(
        reader="executive", decision=long, risks="\n".join(f"Limit {n}" for n in range(9)), options="Yes\nNo"
    )
    found = briefing(chain(), wording)

    assert found.decision is not None
    assert (len(found.decision.text), found.decision.text[-1]) == (400, "…")
    assert found.limits == [f"Limit {n}" for n in range(5)]
    assert found.in_full == [
        ("Decision wanted", [long.strip()]),
        ("Limits", [f"Limit {n}" for n in range(9)]),
    ]


def test_influence_interest_and_internal_codes_never_reach_the_briefing() -> None:
    people = (
        Person(key="tom", name="Tom", influence="CANARY-high", interest="CANARY-low", email="CANARY@x"),
    )
    content = chain(people=people, metrics=(metric(owner="tom", now=16),))

    assert "CANARY" not in repr(briefing(content))
