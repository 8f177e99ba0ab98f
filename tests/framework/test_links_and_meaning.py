"""Links, and what makes them suspect."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from alignment.deeds import StaleWrite, deed, undo
from alignment.framework.queries.stake import stake_of
from alignment.framework.services.checks import ForeignRow, Refused
from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.lifecycle import (
    agree_goal,
    archive_item,
    mark_no_learning,
    reorder,
    restore_item,
    star_moment,
)
from alignment.framework.services.links import AlreadyLinked, edit_link, link, link_many, unlink
from alignment.framework.services.meaning import refresh_meaning
from alignment.models import Initiative, Item, Layer, LearningLink, Link, OutcomeLink, Plan, User
from tests.factories import make_goal, make_metric, make_moment, make_outcome, make_plan
from tests.framework.rechecking import confirm

DAY = datetime.date(2027, 6, 30)


def item(layer: Layer, plan: Plan, by: User, **fields: object) -> Item:
    return create_item(layer, by=by, plan=plan, fields={"title": f"A {layer.word}", **fields})


def suspect(one: Link) -> bool:
    return type(one).objects.with_suspect().get(pk=one.pk).suspect


@pytest.fixture
def goal(plan: Plan, ann: User) -> Item:
    return item(Layer.GOAL, plan, ann)


@pytest.fixture
def outcome(plan: Plan, ann: User) -> Item:
    return item(Layer.OUTCOME, plan, ann)


@pytest.fixture
def hop(goal: Item, outcome: Item, ann: User) -> OutcomeLink:
    return link(outcome, goal, by=ann, reason="It moves together")


def test_link_confirms_and_guesses_its_confidence(goal: Item, outcome: Item, ann: User) -> None:
    made = link(outcome, goal, by=ann)
    assert (made.confidence, made.reason, made.confirmed_by, suspect(made)) == (0, "", ann, False)
    assert (made.done.verb, made.done.subject) == ("link", outcome.title)


def test_link_takes_neighbours_only(plan: Plan, goal: Item, ann: User) -> None:
    moment = item(Layer.MOMENT, plan, ann)
    for lower, upper in ((moment, goal), (goal, moment), (goal, goal)):
        with pytest.raises(ValidationError):
            link(lower, upper, by=ann)


def test_link_refuses_another_workspace(outcome: Item, ann: User, cleo: User) -> None:
    foreign = make_goal(make_plan(cleo.workspaces["other"].workspace))
    with pytest.raises(ForeignRow):
        link(outcome, foreign, by=ann)


def test_link_refuses_a_pair_twice_and_what_is_archived(hop: OutcomeLink, ann: User) -> None:
    with pytest.raises(AlreadyLinked) as caught:
        link(hop.lower, hop.upper, by=ann)
    assert caught.value.link == hop
    unlink(hop, by=ann)
    archive_item(hop.upper, by=ann, version=1)
    with pytest.raises(ValidationError):
        link(hop.lower, hop.upper, by=ann)


def test_link_many_is_one_deed_and_leaves_linked_pairs_alone(plan: Plan, hop: OutcomeLink, ann: User) -> None:
    second = item(Layer.GOAL, plan, ann)
    made, row = link_many(
        hop.lower, [(hop.upper, "Again"), (second, "Too")], by=ann, confidence=2, evidence="Study"
    )
    assert [(one.upper, one.reason, one.confidence, one.evidence) for one in made] == [
        (second, "Too", 2, "Study")
    ]
    undo(row, by=ann)
    assert list(OutcomeLink.objects.all()) == [hop]
    with pytest.raises(AlreadyLinked):
        link_many(hop.lower, [(hop.upper, "Again")], by=ann)


def test_edit_link_confirms_it(hop: OutcomeLink, eddy: User) -> None:
    save_item(hop.upper, by=eddy, version=1, fields={"title": "Another"})
    assert suspect(hop)
    saved = edit_link(hop, by=eddy, version=1, reason="Still", confidence=2, evidence="Numbers")
    assert (saved.reason, saved.confidence, saved.evidence, saved.version) == ("Still", 2, "Numbers", 2)
    assert not suspect(hop)
    with pytest.raises(StaleWrite):
        edit_link(hop, by=eddy, version=1, reason="Late")


def test_a_confirmation_says_who_and_why(hop: OutcomeLink, ann: User, rita: User) -> None:
    save_item(hop.lower, by=ann, version=1, fields={"title": "Another"})
    confirm(hop, rita, "The survey says so")
    hop.refresh_from_db()
    assert (hop.confirmed_by, hop.confirmed_why, suspect(hop)) == (rita, "The survey says so", False)


def test_unlink_can_be_undone_with_its_digests(hop: OutcomeLink, ann: User) -> None:
    row = unlink(hop, by=ann)
    with pytest.raises(StaleWrite):
        unlink(hop, by=ann)
    undo(row, by=ann)
    assert not suspect(OutcomeLink.objects.get())


def test_a_change_of_meaning_makes_links_suspect_and_undo_makes_them_sound(
    hop: OutcomeLink, ann: User
) -> None:
    saved = save_item(
        hop.upper, by=ann, version=1, fields={"strategy": "Another way"}, why="The board decided"
    )
    assert (suspect(hop), saved.done.why) == (True, "The board decided")
    undo(saved.done, by=ann)
    assert not suspect(hop)


def test_what_does_not_touch_the_meaning_leaves_links_sound(hop: OutcomeLink, ann: User) -> None:
    save_item(hop.upper, by=ann, version=1, fields={"problem": "Known now"})
    assert not suspect(hop)


def test_wording_only_keeps_sound_links_sound_in_the_same_deed(
    plan: Plan, hop: OutcomeLink, ann: User
) -> None:
    doubted = link(item(Layer.OUTCOME, plan, ann), hop.upper, by=ann, reason="So")
    save_item(doubted.lower, by=ann, version=1, fields={"title": "Changed"})
    assert stake_of(hop.upper).count == 1
    saved = save_item(hop.upper, by=ann, version=1, fields={"title": "Clearer"}, wording_only=True)
    assert (suspect(hop), suspect(doubted)) == (False, True)
    undo(saved.done, by=ann)
    assert (suspect(hop), suspect(doubted)) == (False, True)


def test_the_target_of_a_metric_is_part_of_the_meaning(hop: OutcomeLink, ann: User) -> None:
    metric = make_metric(hop.lower, target=Decimal(30))
    with deed("edit", by=ann, workspace=hop.workspace):
        assert refresh_meaning(hop.lower, by=ann)
    assert suspect(hop)
    confirm(hop, ann, "Yes")
    with deed("edit", by=ann, workspace=hop.workspace):
        metric.target = Decimal("30.00")
        metric.save()
        assert not refresh_meaning(hop.lower, by=ann)
        metric.target = Decimal(31)
        metric.save()
        assert refresh_meaning(hop.lower, by=ann, wording_only=True)
    assert not suspect(hop)


def test_coming_back_from_the_archive_makes_links_suspect(hop: OutcomeLink, ann: User) -> None:
    archive_item(hop.upper, by=ann, version=1)
    restore_item(hop.upper, by=ann)
    assert suspect(hop)


def test_undo_of_an_archive_is_not_coming_back(hop: OutcomeLink, ann: User) -> None:
    undo(archive_item(hop.upper, by=ann, version=1), by=ann)
    assert not suspect(hop)


def test_coming_back_by_status_makes_links_suspect(plan: Plan, ann: User) -> None:
    learning, initiative = item(Layer.LEARNING, plan, ann), item(Layer.INITIATIVE, plan, ann)
    hop = link(initiative, learning, by=ann, reason="So")
    save_item(initiative, by=ann, version=1, fields={"status": Initiative.Status.STOPPED})
    assert not suspect(hop)
    save_item(initiative, by=ann, version=2, fields={"status": Initiative.Status.RUNNING})
    assert suspect(hop)


def test_archive_item_refuses_an_old_version(goal: Item, ann: User) -> None:
    save_item(goal, by=ann, version=1, fields={"title": "Newer"})
    with pytest.raises(StaleWrite):
        archive_item(goal, by=ann, version=1)


def test_reorder_takes_the_place_of_another(plan: Plan, ann: User) -> None:
    first, second, third = (item(Layer.GOAL, plan, ann, title=title) for title in "ABC")

    def order() -> list[str]:
        return [one.title for one in plan.businessgoals.order_by("position")]

    row = reorder(third, by=ann, to=first)
    assert order() == ["C", "A", "B"]
    reorder(third, by=ann, to=first)
    assert order() == ["A", "C", "B"]
    with pytest.raises(Refused):
        reorder(second, by=ann, to=make_goal(make_plan(plan.workspace)))
    assert row.verb == "reorder"


def test_star_moment_stops_at_three(plan: Plan, ann: User) -> None:
    moments = [make_moment(plan) for _ in range(4)]
    for moment in moments[:3]:
        star_moment(moment, by=ann, starred=True)
    with pytest.raises(Refused):
        star_moment(moments[3], by=ann, starred=True)
    star_moment(moments[0], by=ann, starred=False)
    star_moment(moments[3], by=ann, starred=True)
    assert [one.starred for one in plan.momentoftruths.order_by("pk")] == [False, True, True, True]


def test_agree_goal_needs_somebody(goal: Item, ann: User) -> None:
    with pytest.raises(ValidationError):
        agree_goal(goal, by=ann, version=1, person="", on=DAY)  # type: ignore[arg-type]
    saved = agree_goal(goal, by=ann, version=1, person="Tom Birch", on=DAY)  # type: ignore[arg-type]
    assert (saved.status, saved.agreed_by.name, saved.agreed_on) == ("agreed", "Tom Birch", DAY)


def test_mark_no_learning_and_take_it_back(goal: Item, ann: User) -> None:
    saved = mark_no_learning(goal, by=ann, version=1, reason="A machine does it", person="Tom Birch")  # type: ignore[arg-type]
    assert (saved.no_learning_planned, saved.no_learning_by.name) == ("A machine does it", "Tom Birch")
    saved = mark_no_learning(goal, by=ann, version=2, reason=" ")  # type: ignore[arg-type]
    assert (saved.no_learning_planned, saved.no_learning_by) == ("", None)


def test_links_of_every_layer_work(plan: Plan, ann: User) -> None:
    moment, learning = item(Layer.MOMENT, plan, ann), item(Layer.LEARNING, plan, ann)
    outcome, initiative = make_outcome(plan), item(Layer.INITIATIVE, plan, ann)
    for lower, upper in ((moment, outcome), (learning, moment), (initiative, learning)):
        assert not suspect(link(lower, upper, by=ann, reason="So"))
    assert LearningLink.objects.count() == 1
