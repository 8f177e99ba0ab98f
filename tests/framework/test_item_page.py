"""The page of one item: neighbours, ways to a goal, answers, history, and what can be done with it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.framework.queries.history import history_of
from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.links import link, unlink
from alignment.models import InitiativeLink, Layer, LearningLink, Plan, User
from tests.factories import (
    make_chain,
    make_goal,
    make_group,
    make_initiative,
    make_item,
    make_learning,
    make_link,
    make_metric,
    make_moment,
    make_outcome,
    make_person,
    make_plan,
    make_reading,
    make_workspace,
)

SignIn = Callable[[User], Client]


def place(item: Any, name: str = "item") -> str:
    return reverse(f"framework:{name}", args=["acme", item.layer.word, item.pk])


def test_the_ways_to_a_goal_read_as_sentences_with_reasons(ann: User, plan: Plan, client_of: SignIn) -> None:
    company = make_goal(plan, title="Earn more")
    goal = make_goal(plan, title="Keep people", parent=company)
    outcome = make_item(Layer.OUTCOME, plan, title="Score rises")
    make_link(outcome, goal, reason="Happy people stay", confidence=2, evidence="HR, 2026")
    initiative = make_item(Layer.INITIATIVE, plan, title="Programme")
    learning = make_item(Layer.LEARNING, plan, title="Listen")
    moment = make_item(Layer.MOMENT, plan, title="Talk")
    make_link(moment, outcome, reason="Said in the survey")
    make_link(learning, moment, reason="")
    make_link(initiative, learning, reason="Practised")
    response = client_of(ann).get(place(initiative))
    (way,) = response.context["paths"]
    assert [(hop.lower.title, hop.verb, hop.upper.title, hop.reason) for hop in way.hops] == [
        ("Programme", "builds", "Listen", "Practised"),
        ("Listen", "prepares for", "Talk", ""),
        ("Talk", "decides", "Score rises", "Said in the survey"),
        ("Score rises", "serves", "Keep people", "Happy people stay"),
        ("Keep people", "is part of", "Earn more", ""),
    ]
    assert (way.complete, way.sound, way.hops[1].missing) == (True, False, "No reason given yet")
    assert way.through == "To “Earn more” through “Listen”, “Talk”, “Score rises”, “Keep people”"
    assert response.context["standing"].words == "Linked, reason missing or to re-check"


def test_few_ways_are_listed_and_the_rest_on_request(ann: User, plan: Plan, client_of: SignIn) -> None:
    goal = make_goal(plan)
    outcomes = [make_outcome(plan, goal) for _ in range(7)]
    moment = make_moment(plan, *outcomes)
    client = client_of(ann)
    page = client.get(place(moment)).context["page"]
    assert (len(page.paths), page.more_paths, page.all_paths) == (5, 2, 7)
    page = client.get(place(moment), {"ways": "all"}).context["page"]
    assert (len(page.paths), page.more_paths) == (7, 0)


def test_a_link_to_re_check_is_marked_and_can_be_confirmed(
    ann: User, rita: User, plan: Plan, client_of: SignIn
) -> None:
    moment = make_moment(plan)
    learning = make_learning(plan)
    found = make_link(learning, moment, upper_meaning="what it meant before")
    confirm = reverse("framework:link_confirm", args=["acme", "learning", found.pk])
    edit = reverse("framework:link_edit", args=["acme", "learning", found.pk])
    for item in (moment, learning):
        page = client_of(ann).get(place(item)).content.decode()
        assert ("To re-check" in page, confirm in page, edit in page) == (True, True, True)
        reviewer = client_of(rita).get(place(item)).content.decode()
        assert (confirm in reviewer, edit in reviewer) == (True, False)


def test_facts_show_every_answer(ann: User, plan: Plan, client_of: SignIn) -> None:
    sam = make_person(plan.workspace, "Sam Reyes")
    moment = create_item(
        Layer.MOMENT,
        by=ann,
        plan=plan,
        fields={"title": "Talk", "owner": sam, "causes": ["skill", "time"], "remedy_date": date(2027, 1, 31)},
        lists={"behaviours": [{"effect": "helps", "text": "Asks"}, {"effect": "helps", "text": "Waits"}]},
    )
    facts = client_of(ann).get(place(moment)).context["facts"]
    assert [(fact.label, fact.lines) for fact in facts] == [
        ("Who answers for it", ("Sam Reyes",)),
        ("What stands in the way", ("Skill, Time",)),
        ("By when", ("31 January 2027",)),
        ("What helps", ("Asks", "Waits")),
    ]


def test_history_says_who_changed_what_from_what_to_what(ann: User, plan: Plan) -> None:
    group = make_group(plan.workspace, "Young managers")
    learning = create_item(
        Layer.LEARNING, by=ann, plan=plan, fields={"title": "Listen"}, lists={"needs": [{"group": group}]}
    )
    save_item(
        learning,
        by=ann,
        version=1,
        fields={"title": "Listen actively", "kind": "skill"},
        why="Clearer",
    )
    moment = make_moment(plan, title="Talk")
    learning.refresh_from_db()
    found = link(learning, moment, by=ann, reason="They must hear first")
    unlink(LearningLink.objects.select_related("lower__plan").get(pk=found.pk), by=ann)
    learning.refresh_from_db()
    entries = history_of(learning)
    told = [
        (entry.words, [(change.label, change.before, change.after) for change in entry.changes])
        for entry in entries
    ]
    assert told == [
        ("Took away the link Listen actively → Talk", [("Link to", "Talk – They must hear first", "")]),
        ("Linked “Listen actively”", [("Link to", "", "Talk – They must hear first")]),
        ("Edited “Listen”", [("Title", "Listen", "Listen actively"), ("Kind", "", "Skill")]),
        ("Added “Listen”", [("Target group of a learning outcome", "", "Young managers")]),
    ]
    assert (entries[2].deed.by, entries[2].deed.why) == (ann, "Clearer")


def test_metrics_say_how_they_stand(ann: User, plan: Plan, client_of: SignIn) -> None:
    goal = make_goal(plan)
    metric = make_metric(goal, kind="at_least", target=30, unit="points", target_date="2030-01-01")
    make_reading(metric, date(2026, 3, 1), 31)
    make_metric(goal, title="Gone", archived_at="2026-01-01T00:00Z")
    (line,) = client_of(ann).get(place(goal)).context["page"].metrics
    assert (line.metric.id, line.now.current, line.now.status.value) == (metric.pk, 31, "met")
    assert line.target_words == "at least 30\xa0points"


@pytest.mark.parametrize("count", [1, 3])
def test_an_item_costs_the_same_whatever_its_links(
    ann: User, plan: Plan, client_of: SignIn, count: int
) -> None:
    goal = make_goal(plan)
    moments = [make_moment(plan, make_outcome(plan, goal)) for _ in range(count)]
    learning = make_learning(plan, *moments, group=make_group(plan.workspace))
    for _ in range(count):
        make_initiative(plan, learning)
        make_metric(learning)
    client = client_of(ann)
    client.get(place(learning))
    with CaptureQueriesContext(connection) as warm:
        page = client.get(place(learning)).context["page"]
    assert (len(page.up), len(page.down), len(page.metrics)) == (count, count, count)
    assert len(warm) == 13


def test_an_archived_item_says_so_and_can_come_back(ann: User, plan: Plan, client_of: SignIn) -> None:
    goal = make_goal(plan, archived_at="2026-01-01T00:00Z")
    client = client_of(ann)
    page = client.get(place(goal))
    assert page.context["standing"].code == "archived"
    assert place(goal, "item_restore") in page.content.decode()
    client.post(place(goal, "item_restore"), {"next": place(goal)})
    assert client.get(place(goal)).context["standing"].code == "reaches_1"


def test_item_move_offers_the_other_plans_of_the_workspace(ann: User, plan: Plan, client_of: SignIn) -> None:
    other = make_plan(plan.workspace, title="Other")
    foreign = make_plan(make_workspace("elsewhere", owner=ann), title="Foreign")
    goal = make_goal(plan)
    client = client_of(ann)
    form = client.get(place(goal, "item_move")).context["form"]
    assert [title for _pk, title in form.fields["plan"].choices] == ["Other"]
    assert client.post(place(goal, "item_move"), {"plan": foreign.pk}).status_code == 422
    client.post(place(goal, "item_move"), {"plan": other.pk})
    goal.refresh_from_db()
    assert goal.plan == other


def test_item_support_links_what_is_there_with_a_reason(ann: User, plan: Plan, client_of: SignIn) -> None:
    learning = make_learning(plan)
    first, second = make_initiative(plan, title="One"), make_initiative(plan, title="Two")
    make_initiative(plan, learning, title="Linked")
    make_initiative(plan, title="Stopped", status="stopped")
    client = client_of(ann)
    offer = client.get(place(learning, "item_support")).context["offer"]
    assert [title for _pk, title in offer.choices] == ["One", "Two"]
    sent = {"lowers": [first.pk, second.pk], "reason": "Practised", "next": "/w/acme/plans/"}
    response = client.post(place(learning, "item_support"), sent)
    assert response.headers["Location"] == "/w/acme/plans/"
    made = InitiativeLink.objects.filter(upper=learning, lower__in=[first, second])
    assert [(one.reason, one.confidence) for one in made] == [("Practised", 1)] * 2


def test_item_support_refuses_other_workspaces_and_empty_hands(
    ann: User, plan: Plan, client_of: SignIn
) -> None:
    learning = make_learning(plan)
    foreign = make_initiative(make_plan(make_workspace("elsewhere", owner=ann)))
    client = client_of(ann)
    for lowers in ([], [foreign.pk]):
        response = client.post(place(learning, "item_support"), {"lowers": lowers, "reason": "x"})
        assert response.status_code == 422
    assert InitiativeLink.objects.count() == 0


def test_an_initiative_has_nothing_below(ann: User, plan: Plan, client_of: SignIn) -> None:
    assert client_of(ann).get(place(make_initiative(plan), "item_support")).status_code == 404


@pytest.mark.parametrize("name", ["item_move", "item_support"])
def test_readers_and_strangers_change_no_item(
    ben: User, cleo: User, plan: Plan, client_of: SignIn, name: str
) -> None:
    goal = make_goal(plan)
    assert client_of(ben).post(place(goal, name), {}).status_code == 403
    assert client_of(cleo).post(place(goal, name), {}).status_code == 404


def test_a_reader_reads_an_item_and_a_stranger_does_not(
    ben: User, cleo: User, plan: Plan, client_of: SignIn
) -> None:
    for item in make_chain(plan):
        page = client_of(ben).get(place(item))
        assert (page.status_code, place(item, "item_edit") in page.content.decode()) == (200, False)
        assert client_of(cleo).get(place(item)).status_code == 404
    assert client_of(ben).get(reverse("framework:item", args=["acme", "person", 1])).status_code == 404
