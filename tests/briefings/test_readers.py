"""Five readers: each is told what is theirs, in their words, and nothing that is not for them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from alignment.briefings.readers import READERS
from alignment.briefings.sections import SECTIONS, sections_for
from alignment.deeds import deed
from alignment.models import (
    BenefitLine,
    Contribution,
    CostLine,
    ExpectationAnswer,
    Plan,
    User,
)
from tests.briefings.reading import (
    ALL,
    briefed,
    costly,
    mattering,
    pages_of,
)
from tests.factories import (
    make_chain,
    make_expectation,
    make_goal,
    make_group,
    make_initiative,
    make_learning,
    make_metric,
    make_moment,
    make_outcome,
    make_person,
)

ClientOf = Callable[[User], Client]
WITH_NUMBERS = ["cfo", "department", "hr"]


def test_every_section_that_a_reader_gets_is_known() -> None:
    wrong = [
        (kind.code, code)
        for kind in READERS.values()
        for code in kind.sections
        if code not in sections_for(kind.code)
    ]
    assert wrong == []
    assert [code for code, one in SECTIONS.items() if one.code != code] == []


def test_every_reader_ends_with_one_step_to_take() -> None:
    assert [kind.code for kind in READERS.values() if "next_step" not in kind.sections] == []


def test_the_cfo_reads_what_serves_a_goal_and_what_serves_nothing(plan: Plan) -> None:
    _goal, outcome, _moment, learning, _initiative = make_chain(plan, title="Free")
    own = costly(plan, 8000, learning, title="Serves")
    costly(plan, 2000, title="Idle")
    with deed("edit", by=None, workspace=plan.workspace):
        Contribution.objects.create(workspace=plan.workspace, outcome=outcome, who="Learning", share=40)
        BenefitLine.objects.create(
            workspace=plan.workspace, initiative=own, text="x", amount=20000, attribution=50, confidence=100
        )

    document = briefed(plan, "cfo")
    parts = document.parts

    assert document.brief.base.headline == (
        "EUR\u00a010,000 of cost is recorded; EUR\u00a02,000 of it serves no business goal."
    )
    assert [(row.title, row.group) for _name, _sum, rows in parts["spending"]["groups"] for row in rows] == [
        ("Idle", "nothing"),
        ("Free", "proposed"),
        ("Serves", "goal"),
    ]
    assert [(row.name, row.total) for row in parts["costs"]["costs"].rows] == [("Tools", 10000)]
    assert parts["costs"]["costs"].unknown == ("Free",)
    first = parts["returns"]["rows"][0]
    assert (first.title, first.roi_words, first.bcr_words, first.forecast) == (
        "Serves",
        "25\u00a0%",
        "1.25",
        10000,
    )
    assert parts["returns"]["rows"][1].why == "no benefit recorded"
    assert "Learning 40\u00a0%, not explained 60\u00a0%" in parts["not_claimed"]["lines"][0]
    assert parts["confidence"]["rows"][0].sure == "reasoned, not yet shown"
    assert parts["next_step"]["step"].startswith("Ask who needs “Idle” for EUR\u00a02,000")


def test_amounts_in_other_currencies_are_never_added(plan: Plan) -> None:
    initiative = costly(plan, 100)
    with deed("edit", by=None, workspace=plan.workspace):
        CostLine.objects.create(
            workspace=plan.workspace, initiative=initiative, kind="tools", amount=7, currency="USD"
        )

    costs = briefed(plan, "cfo").parts["costs"]["costs"]

    assert (costs.total.total, costs.elsewhere) == (100, ("USD\u00a07",))


@pytest.mark.parametrize(
    ("reader", "role"), [("cfo", "budget_holder"), ("department", "department_head"), ("learners", "learner")]
)
def test_a_reader_is_shown_the_metrics_that_matter_to_them(plan: Plan, reader: str, role: str) -> None:
    goal, *_rest, initiative = make_chain(plan)
    person = make_person(plan.workspace, role=role)
    mattering(make_metric(goal, title="Theirs", target=3), person)
    make_metric(goal, title="Not theirs", target=3)
    mattering(make_metric(initiative, title="Seats", target=3, volume_only=True), person)

    numbers = briefed(plan, reader).parts["numbers"]

    assert [one.metric.title for one in numbers["figures"]] == ["Theirs"]
    assert numbers["own"] is True


def test_a_person_is_shown_their_own_goals_metrics_and_needs(plan: Plan) -> None:
    person, other = (make_person(plan.workspace, name) for name in ("Pat Lund", "Kim Voss"))
    goal = make_goal(plan, title="Mine", sponsor=person)
    make_goal(plan, title="Not mine", sponsor=other)
    mattering(make_metric(goal, title="For Pat", target=3), person)
    mattering(make_metric(goal, title="For Kim", target=3), other)
    day = timezone.localdate() + timedelta(days=5)
    for owner in (person, other):
        make_expectation(plan, direction="we_need", text=f"Give time, {owner.name}", owner=owner, due=day)

    document = briefed(plan, "department", person=person.key)

    assert [row.title for row in document.parts["goals"]["rows"]] == ["Mine"]
    assert [row.what for row in document.parts["needed"]["rows"]] == ["Give time, Pat Lund"]
    assert [one.metric.title for one in document.parts["numbers"]["figures"]] == ["For Pat"]
    assert document.about == "for Pat Lund"


def test_a_department_head_reads_what_is_needed_from_whom_by_when(plan: Plan) -> None:
    head = make_person(plan.workspace, "Tom Birch", role="department_head")
    goal, outcome, *_rest = make_chain(plan)
    today = timezone.localdate()
    late = make_expectation(
        plan, direction="we_need", text="Free two hours", owner=head, due=today - timedelta(days=1)
    )
    held = make_expectation(
        plan, direction="we_need", text="Name two people", owner=head, due=today + timedelta(days=9)
    )
    make_expectation(plan, direction="we_need", text="Done already", owner=head, done_on=today)
    make_expectation(plan, direction="we_deliver", text="A report a month")
    with deed("answer_expectation", by=None, workspace=plan.workspace):
        ExpectationAnswer.objects.create(
            workspace=plan.workspace, expectation=held, person=head, name="Tom", answer="confirmed", on=today
        )
    make_moment(
        plan,
        outcome,
        title="Phones",
        not_a_learning_problem="Tools",
        remedy="Buy headsets",
        remedy_owner=head,
        remedy_date=today + timedelta(days=30),
    )

    document = briefed(plan, "department", goal=goal.key)

    assert [(row.what, row.standing) for row in document.parts["needed"]["rows"]] == [
        ("Free two hours", "Overdue"),
        ("Name two people", "Confirmed"),
        ("Buy headsets", "Another remedy"),
    ]
    assert document.parts["delivered"]["rows"][0].what == "A report a month"
    assert "3 things are needed, 1 of them overdue since" in document.brief.base.lead
    assert document.parts["next_step"]["step"].startswith("Free two hours: Tom Birch, overdue since ")
    assert late.text in " ".join(pages_of(plan, "department", goal=goal.key))


def learning_plan(plan: Plan) -> dict[str, Any]:
    """Two groups with a chain each, and what learners are never shown beside it."""
    boss = make_person(plan.workspace, "Berta Boss", role="budget_holder", influence="high", interest="low")
    guide = make_person(plan.workspace, "Gus Guide", role="ld_lead", email="gus@example.org")
    goal = make_goal(
        plan,
        title="Keep people",
        sponsor=boss,
        why_it_matters="Customers know us. It costs EUR 18,000. Berta Boss wants it.",
    )
    outcome = make_outcome(plan, goal)
    made: dict[str, Any] = {"goal": goal, "outcome": outcome}
    for name in ("Managers", "Clerks"):
        moment = make_moment(plan, outcome, title=f"Talk of {name}", helps=f"Ask as {name} do")
        group = make_group(plan.workspace, name)
        learning = make_learning(
            plan, moment, group=group, title=f"Listen as {name}", gain=f"Less stress for {name}"
        )
        start = timezone.localdate() + timedelta(days=20)
        work = costly(
            plan,
            4711,
            learning,
            title=f"Practice of {name}",
            kind="coaching",
            hours=3,
            start=start,
            owner=guide,
        )
        made[name] = {"group": group, "work": work, "learning": learning}
    return made


def test_learners_read_why_what_they_gain_and_their_path(plan: Plan) -> None:
    made = learning_plan(plan)

    text = " ".join(pages_of(plan, "learners", group=made["Managers"]["group"].key))

    for words in (
        "Keep people",
        "Customers know us.",
        "Talk of Managers",
        "Ask as Managers do",
        "Listen as Managers",
        "Less stress for Managers",
        "Practice of Managers",
        "Coaching",
        "Gus Guide",
        "Keep the time free for “Practice of Managers”",
    ):
        assert words in text
    for words in ("Clerks", "EUR", "4,711", "18,000", "Berta", "Linked to a goal", "gus@"):
        assert words not in text


def test_a_learner_layout_cannot_bring_money_back(plan: Plan) -> None:
    assert {"costs", "spending", "returns", "trace", "needed", "goals"} & set(
        sections_for("learners")
    ) == set()


def test_what_is_not_settled_is_said_to_learners(plan: Plan) -> None:
    goal = make_goal(plan)
    moment = make_moment(plan, make_outcome(plan, goal))
    make_learning(plan, moment, title="Bare", group=make_group(plan.workspace))
    built = make_learning(plan, moment, title="Built")
    make_initiative(plan, built, title="Idea", status="proposed")

    lines = briefed(plan, "learners").parts["open"]["lines"]

    assert lines == [
        "Nothing is planned yet by which you would learn “Bare”.",
        "“Idea” is proposed and not decided yet.",
        "Nobody has measured yet whether the goal comes nearer.",
    ]


def test_hr_reads_every_gap_and_volume_is_marked(plan: Plan) -> None:
    *_rest, initiative = make_chain(plan)
    make_metric(initiative, title="Seats", volume_only=True)

    document = briefed(plan, "hr")

    gaps = [gap for gap in document.brief.base.gaps if gap.kind != "suspect"]
    assert len(document.parts["gaps"]["rows"]) == len(gaps) > 0
    assert [one.metric.title for one in document.parts["metrics"]["metrics"]] == ["Seats"]
    assert [code for code in ("map", "trace", "confirm", "gaps", "costs") if code not in document.parts] == []


def test_a_gap_about_what_a_whole_plan_expects_is_called_no_initiative(plan: Plan) -> None:
    make_expectation(plan, text="Rooms for the talks", due=date(2020, 1, 31))

    rows = briefed(plan, "hr").parts["gaps"]["rows"]

    assert [row.layer for row in rows if row.title == "Rooms for the talks"] == [""]


@pytest.mark.parametrize("reader", ["executive", "cfo", "department"])
def test_volume_stands_in_no_other_briefing(plan: Plan, reader: str) -> None:
    *_rest, initiative = make_chain(plan)
    make_metric(initiative, title="CANARY seats", volume_only=True, target=3)

    parts = briefed(plan, reader).parts

    shown = [*parts.get("metrics", {}).get("metrics", ()), *parts.get("numbers", {}).get("figures", ())]
    assert [one for one in shown if one.metric.volume_only] == []


@pytest.mark.parametrize("reader", ALL)
def test_links_to_check_again_are_said(plan: Plan, ann: User, reader: str) -> None:
    goal, outcome, *_rest = make_chain(plan, status="running")
    with deed("edit", by=ann, workspace=plan.workspace):
        outcome.links_up.update(upper_meaning="another")

    parts = briefed(plan, reader).parts

    said = " ".join(str(part) for code, part in parts.items() if code in ("limits", "open", "confirm"))
    assert "checked again" in said
