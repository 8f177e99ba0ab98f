"""Which chains concern a person, what changed for them, and who must look again."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from alignment.deeds import deed
from alignment.framework.queries.agreement import reviews_of
from alignment.models import BusinessGoal, LearningOutcome, Person, Plan, Snapshot, User
from alignment.models import Metric as MetricRow
from alignment.reviews.again import look_again
from alignment.reviews.changes import changes_for
from alignment.reviews.services import deciding
from alignment.reviews.services.asking import Sent, ask
from alignment.reviews.services.deciding import Reviewer
from alignment.rules.content import Goal, Initiative, Learning, Link, Metric, Moment, Outcome, PlanContent
from alignment.rules.graph import graph_of_content
from alignment.rules.person_chains import chains_of_person, concerning, own_items
from alignment.versions.services import take_snapshot
from alignment.versions.snapshots import source_of
from tests.factories import make_chain, make_learning, make_metric, make_person, make_reading

CONTENT = PlanContent(
    goals=(
        Goal(key="g", title="Stay", plan="p", sponsor="tom"),
        Goal(key="h", title="Grow", plan="p", status="retired", owner="tom"),
    ),
    outcomes=(Outcome(key="o", title="Score", plan="p"), Outcome(key="q", title="Other", plan="p")),
    moments=(
        Moment(key="m", title="Talk", plan="p", owner="mia"),
        Moment(key="n", title="Review", plan="p", remedy_owner="raj"),
    ),
    learning_outcomes=(Learning(key="l", title="Listen", plan="p"),),
    initiatives=(
        Initiative(key="i", title="Course", plan="p", owner="dana"),
        Initiative(key="j", title="Card", plan="p", archived=True, owner="mia"),
    ),
    links=(
        Link(lower="o", upper="g", reason="So"),
        Link(lower="q", upper="g", reason="So", confidence=2),
        Link(lower="m", upper="o", reason="So", confidence=1),
        Link(lower="n", upper="o"),
        Link(lower="l", upper="m", reason="So"),
        Link(lower="i", upper="l", reason="So"),
    ),
    metrics=(Metric(key="k", item="o", title="Score", kind="increase", matters_to=("sam",)),),
)
GRAPH = graph_of_content(CONTENT)


def chains(person: str, most: int = 5) -> list[tuple[str, ...]]:
    own = own_items(CONTENT, person)
    return [one.keys for one in chains_of_person(CONTENT, GRAPH, own, "p", most).chains]


def test_what_carries_a_name() -> None:
    people = ("tom", "mia", "raj", "dana", "sam", "jonas", "")
    assert {who: own_items(CONTENT, who) for who in people} == {
        "tom": {"g"},
        "mia": {"m"},
        "raj": {"n"},
        "dana": {"i"},
        "sam": {"o"},
        "jonas": frozenset(),
        "": frozenset(),
    }


def test_what_hangs_on_it() -> None:
    assert concerning(GRAPH, ["m"]) == {"g", "o", "m", "l", "i"}
    assert concerning(GRAPH, ["n"]) == {"g", "o", "n"}
    assert concerning(GRAPH, []) == frozenset()


def test_a_chain_runs_from_the_goal_to_the_work() -> None:
    assert chains("mia") == chains("dana") == [("g", "o", "m", "l", "i")]
    assert chains("raj") == [("g", "o", "n")]
    assert chains("sam") == [("g", "o", "m", "l", "i"), ("g", "o", "n")]
    assert chains("tom") == [("g", "q"), ("g", "o", "m", "l", "i")]


def test_who_is_named_nowhere_reads_the_chains_of_the_plan() -> None:
    found = chains_of_person(CONTENT, GRAPH, frozenset(), "p", most=1)
    assert (found.own, [one.keys for one in found.chains], found.left) == (frozenset(), [("g", "q")], 1)


def edit(plan: Plan, model: Any, pk: int, **fields: Any) -> None:
    with deed("edit", by=None, workspace=plan.workspace, plan=plan):
        row = model.objects.get(pk=pk)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


def sources(plan: Plan) -> list[Any]:
    rows = Snapshot.objects.select_related("plan__workspace", "workspace").filter(plan=plan)
    return [source_of(one) for one in rows.order_by("number")]


def test_what_changed_is_told_to_whom_it_concerns_and_to_nobody_else(
    asked: dict[str, Sent], plan: Plan, chain: dict[str, Any], ann: User
) -> None:
    goal, outcome, *_rest = make_chain(plan)
    raj = make_person(plan.workspace, "Raj Patel")
    edit(plan, type(outcome), outcome.pk, owner=raj)
    take_snapshot(plan, note="", by=ann)
    edit(plan, LearningOutcome, chain["learning"].pk, title="Listen better")
    edit(plan, Person, raj.pk, influence="high", team="Sales")
    take_snapshot(plan, note="", by=ann)
    _first, second, third = sources(plan)
    tom = Person.objects.get(name="Tom Birch")
    for_tom, for_raj = (changes_for(one.key, second, third) for one in (tom, raj))
    assert (for_tom.counts, for_raj.counts, for_raj.whole) == ({"changed": 1}, {}, False)
    assert [(one.name, [row.title for row in one.rows]) for one in for_tom.sections] == [
        ("learning_outcomes", ["Listen better"])
    ]
    nobody = changes_for("nobody", second, third)
    assert (nobody.whole, nobody.counts) == (True, {"changed": 1})


def test_what_only_follows_from_another_change_is_no_news(
    asked: dict[str, Sent], plan: Plan, chain: dict[str, Any], ann: User
) -> None:
    """A new item brings its link and its metric with it; a place and a mark to re-check say nothing."""
    learning, moment = chain["learning"], chain["moment"]
    edit(plan, LearningOutcome, learning.pk, position=9)
    edit(plan, type(learning.links_up.get()), learning.links_up.get().pk, upper_meaning="something else")
    take_snapshot(plan, note="", by=ann)
    new = make_learning(plan, moment, title="Ask first", position=1)
    make_metric(new, title="Asked")
    edit(plan, LearningOutcome, learning.pk, position=12)
    measured = MetricRow.objects.get(title="Employee score")
    make_reading(measured, date(2026, 3, 31), 14)
    take_snapshot(plan, note="", by=ann)
    first, second, third = sources(plan)
    assert any(link.suspect for link in second.content.links)
    tom = Person.objects.get(name="Tom Birch").key
    assert changes_for(tom, first, second).sections == ()
    section, metrics = changes_for(tom, second, third).sections
    assert [(row.title, row.states) for row in section.rows] == [("Ask first", ("added",))]
    assert told(metrics) == [("Employee score", ["31 March 2026, 14"])]
    take_snapshot(plan, note="", by=ann)
    make_reading(measured, date(2026, 4, 30), 15)
    take_snapshot(plan, note="", by=ann)
    *_earlier, fourth, fifth = sources(plan)
    assert told(*changes_for(tom, fourth, fifth).sections) == [("Employee score", ["30 April 2026, 15"])]


def told(*sections: Any) -> list[tuple[str, list[str]]]:
    """Each row with the entries of its lists."""
    rows = [row for section in sections for row in section.rows]
    return [(row.title, [part.text for one in row.fields for part in one.entries]) for row in rows]


def test_who_knows_an_earlier_version_must_look_again_until_they_decide(
    asked: dict[str, Sent],
    reviewer: Callable[[str], Reviewer],
    plan: Plan,
    chain: dict[str, Any],
    ann: User,
    tom: Person,
) -> None:
    today = timezone.localdate()
    deciding.sign_off(reviewer("tom"), decision="agree", words="", name="Tom Birch")
    assert look_again(plan, reviews_of(plan, today)) == []
    edit(plan, BusinessGoal, chain["goal"].pk, strategy="Another way")
    version, _done = take_snapshot(plan, note="", by=ann)
    version.plan = plan
    found = look_again(plan, reviews_of(plan, today))
    assert [(one.person.name, one.version.number, one.asked) for one in found] == [
        ("Tom Birch", 1, False),
        ("Mia Lindqvist", 1, False),
    ]
    assert [one.changes.counts for one in found if one.changes] == [{"changed": 1}, {"changed": 1}]
    assert [one.changes.whole for one in found if one.changes] == [False, True]
    (again,) = ask(version, {tom: ""}, due=None, by=ann)
    assert [one.asked for one in look_again(plan, reviews_of(plan, today))] == [True, False]
    link = again.link
    link.plan, link.workspace, link.snapshot, link.person = plan, plan.workspace, version, tom
    deciding.sign_off(deciding.of_link(link), decision="agree", words="", name="Tom Birch")
    assert [one.person.name for one in look_again(plan, reviews_of(plan, today))] == ["Mia Lindqvist"]
