"""What the CFO reads of money: what stands behind a return, shares, rates."""

from datetime import date
from typing import Any

from alignment.deeds import deed
from alignment.models import BenefitLine, CostLine, Plan
from tests.briefings.reading import briefed, costly
from tests.factories import make_chain, make_person, make_shares


def test_the_cfo_reads_what_stands_behind_a_return(plan: Plan) -> None:
    _goal, outcome, _moment, learning, _initiative = make_chain(plan, title="Free")
    make_shares(outcome, ("Us", 40, True), ("Pay", 30), agreed=date(2026, 11, 2))
    finance = make_person(plan.workspace, "Ines Moll")
    own = costly(plan, 8000, learning, title="Serves")
    lines: list[dict[str, Any]] = [
        {
            "amount": 12000,
            "amount_to": 20000,
            "attribution": 50,
            "state": "realised",
            "confirmed_by": finance,
        },
        {"amount": 10000, "attribution": 60, "outcome": outcome, "text": "Fewer leave"},
        {"text": "Calmer teams", "intangible": True},
    ]
    with deed("edit", by=None, workspace=plan.workspace):
        for place, line in enumerate(lines):
            said = {"text": "Less rework", "confidence": 100, "position": place} | line
            said |= {"start": date(2027, 1, 1), "end": date(2027, 12, 31)}
            BenefitLine.objects.create(workspace=plan.workspace, initiative=own, **said)

    parts = briefed(plan, "cfo").parts

    first = parts["returns"]["rows"][0]
    assert (first.title, first.roi_words, first.unconfirmed) == ("Serves", "50\u00a0%", 1)
    assert [line.replace("\u00a0", " ") for line in first.behind] == [
        "Within the ranges: at worst ROI 50 %, benefit/cost ratio 1.5; "
        "at best ROI 100 %, benefit/cost ratio 2.",
        "With half our share: ROI -25 %, benefit/cost ratio 0.75.",
        "66.7 % of the counted benefits have to come true.",
        "Paid back: Aug 2027.",
        "Realised so far, against all costs: ROI -25 %, benefit/cost ratio 0.75.",
        "Confirmed by: Ines Moll.",
        "Horizon: 1 Jan 2027 to 31 Dec 2027.",
    ]
    assert [line.replace("\u00a0", " ") for line in parts["not_claimed"]["lines"][:2]] == [
        f"Shares in “{outcome.title}”, agreed on 2 November 2026: Us 40 %, Pay 30 %, not explained 30 %.",
        f"All initiatives together claim 60 % of “{outcome.title}”; 40 % are agreed for learning.",
    ]
    assert parts["not_claimed"]["intangible"] == ["Calmer teams"]


def test_a_plan_pays_for_the_work_that_brings_nothing(plan: Plan) -> None:
    paying = costly(plan, 8000, title="Serves")
    with deed("edit", by=None, workspace=plan.workspace):
        BenefitLine.objects.create(
            workspace=plan.workspace, initiative=paying, text="Less rework", amount=12000, attribution=100,
            confidence=100,
        )  # fmt: skip
    assert briefed(plan, "cfo").parts["returns"]["whole"] is None

    costly(plan, 8000, title="Serves nothing")

    whole = briefed(plan, "cfo").parts["returns"]["whole"]
    assert (whole.title, whole.money.costs, whole.forecast) == ("Together", 16000, 12000)
    assert (whole.roi_words, whole.bcr_words) == ("-25\u00a0%", "0.75")


def test_a_cost_with_a_rate_is_added(plan: Plan) -> None:
    initiative = costly(plan, 100)
    with deed("edit", by=None, workspace=plan.workspace):
        CostLine.objects.create(
            workspace=plan.workspace, initiative=initiative, kind="tools", amount=10, currency="USD", rate=2
        )

    costs = briefed(plan, "cfo").parts["costs"]["costs"]

    assert (costs.total.total, costs.elsewhere) == (120, ())
