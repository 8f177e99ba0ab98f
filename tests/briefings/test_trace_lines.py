"""The full trace in words: what needs a decision first, "supported" only where the rule holds."""

from alignment.briefings.trace_lines import GoalLine, goal_lines, trace_lines
from alignment.models import Plan
from alignment.tracing.report import report_of
from tests.factories import make_chain, make_initiative, make_outcome


def test_what_needs_a_decision_comes_first_and_what_stands_apart_last(plan: Plan) -> None:
    make_chain(plan, title="Linked", status="running")
    make_initiative(plan, title="Idle")
    make_initiative(plan, title="Fire drill", purpose="compliance")

    found = trace_lines(report_of(plan.workspace, plan).initiatives, 10)

    assert [(line.title, line.tone, line.apart) for line in found] == [
        ("Idle", "bad", False),
        ("Linked", "good", False),
        ("Fire drill", "quiet", True),
    ]


def test_path_names_every_step_up_to_the_goal(plan: Plan) -> None:
    goal, outcome, moment, learning, _initiative = make_chain(plan)

    line = trace_lines(report_of(plan.workspace, plan).initiatives, 10)[0]

    assert line.path == " → ".join(item.title for item in (learning, moment, outcome, goal))
    assert (line.sure, line.more) == ("reasoned, not yet shown", 0)


def test_at_most_as_many_lines_as_asked(plan: Plan) -> None:
    for _number in range(3):
        make_initiative(plan)

    assert len(trace_lines(report_of(plan.workspace, plan).initiatives, 2)) == 2


def test_goal_is_called_supported_only_where_every_outcome_is_reached(plan: Plan) -> None:
    whole, *_ = make_chain(plan, status="running")
    partly, *_ = make_chain(plan, status="running")
    make_outcome(plan, partly)

    assert goal_lines(report_of(plan.workspace, plan).goals) == [
        GoalLine(
            whole.title,
            "Supported",
            "good",
            "1 of 1 outcome reached",
            "1 under way",
            "reasoned, not yet shown",
        ),
        GoalLine(
            partly.title,
            "Reached in part",
            "warn",
            "1 of 2 outcomes reached",
            "1 under way",
            "reasoned, not yet shown",
        ),
    ]
