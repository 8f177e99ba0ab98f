"""The guided steps as pages: what they list, who may write, what htmx gets."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alignment.framework.questions import STEPS
from alignment.models import ITEM, Layer, Plan, User
from tests.factories import (
    make_chain,
    make_goal,
    make_group,
    make_initiative,
    make_learning,
    make_metric,
    make_moment,
    make_outcome,
    make_plan,
)

Clients = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


def step_url(plan: Plan, slug: str) -> str:
    return reverse("framework:step", args=[plan.workspace.slug, plan.pk, slug])


def new_url(plan: Plan, slug: str) -> str:
    return reverse("framework:item_new", args=[plan.workspace.slug, plan.pk, slug])


@pytest.mark.parametrize("text", STEPS, ids=[text.slug for text in STEPS])
def test_step_shows_its_question_and_its_items(text: Any, plan: Plan, ann: User, client_of: Clients) -> None:
    item = make_chain(plan)[Layer.of(text.layer) - 1]
    page = client_of(ann).get(step_url(plan, text.slug))
    assert page.status_code == 200
    content = page.content.decode()
    assert str(text.question) in content
    assert f'id="{text.layer}-{item.pk}"' in content
    assert "Ask your stakeholders" in content
    assert "Save and add another" in content


@pytest.mark.parametrize("text", STEPS, ids=[text.slug for text in STEPS])
def test_step_of_an_empty_plan_works(text: Any, plan: Plan, ann: User, client_of: Clients) -> None:
    page = client_of(ann).get(step_url(plan, text.slug))
    assert page.status_code == 200
    assert ("ahead of its foundations" in page.content.decode()) == (text.layer != "goal")


def test_step_lets_a_reader_read_and_nothing_more(plan: Plan, ben: User, client_of: Clients) -> None:
    make_chain(plan)
    page = client_of(ben).get(step_url(plan, "initiatives"))
    assert page.status_code == 200
    content = page.content.decode()
    for words in ("Save and add another", "Link…", "icon-button", "/archive/"):
        assert words not in content


def test_step_hides_from_a_stranger(plan: Plan, cleo: User, client_of: Clients) -> None:
    client = client_of(cleo)
    assert client.get(step_url(plan, "goals")).status_code == 404
    assert client.post(new_url(plan, "goals"), {"title": "T"}).status_code == 404


def test_step_groups_items_under_what_they_serve(plan: Plan, ann: User, client_of: Clients) -> None:
    first, second = make_goal(plan, title="First"), make_goal(plan, title="Second", position=1)
    both = make_outcome(plan, second, first, title="Both")
    loose = make_outcome(plan, title="Loose")
    other = make_plan(plan.workspace, title="Other plan")
    stranger = make_outcome(other, second, title="Stranger")
    listing = client_of(ann).get(step_url(plan, "outcomes")).context["listing"]
    found = [
        (str(group.upper), [row.item for row in group.rows], [(one.pk, one.plan) for one in group.mentions])
        for group in listing.groups
    ]
    assert found == [
        ("None", [loose], []),
        ("First", [both], []),
        ("Second", [], [(both.pk, ""), (stranger.pk, "Other plan")]),
    ]


def test_step_shows_what_serves_another_plan(plan: Plan, ann: User, client_of: Clients) -> None:
    other = make_plan(plan.workspace, title="Other plan")
    outcome = make_outcome(plan, make_goal(other, title="Theirs"))
    [group] = client_of(ann).get(step_url(plan, "outcomes")).context["listing"].groups
    assert (str(group.upper), group.plan, [row.item for row in group.rows]) == (
        "Theirs",
        "Other plan",
        [outcome],
    )


def test_step_leaves_out_what_is_archived(plan: Plan, ann: User, client_of: Clients) -> None:
    gone = make_goal(plan, title="Gone for good", archived_at="2026-01-01T00:00Z")
    make_outcome(plan, gone, title="Left alone")
    page = client_of(ann).get(step_url(plan, "outcomes"))
    assert "Gone for good" not in page.content.decode()
    [group] = page.context["listing"].groups
    assert (group.upper, len(group.rows)) == (None, 1)


def test_step_pages_long_lists(plan: Plan, ann: User, client_of: Clients) -> None:
    goals = [make_goal(plan, position=place) for place in range(45)]
    client = client_of(ann)
    first = client.get(step_url(plan, "goals")).context["listing"]
    second = client.get(step_url(plan, "goals"), {"page": "2"}).context["listing"]
    shown = [row.item for listing in (first, second) for group in listing.groups for row in group.rows]
    assert (shown, first.count) == (goals, 45)


@pytest.mark.parametrize("slug", [text.slug for text in STEPS])
def test_step_asks_the_database_equally_often(
    slug: str, plan: Plan, ann: User, client_of: Clients, django_assert_max_num_queries: Any
) -> None:
    client = client_of(ann)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            goal, outcome, moment, learning, _initiative = make_chain(plan)
            make_metric(goal)
            make_metric(outcome)
            make_initiative(plan, learning)
            make_learning(plan, moment, group=make_group(plan.workspace))
            make_moment(plan, outcome)
        with django_assert_max_num_queries(80) as found:
            assert client.get(step_url(plan, slug)).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_item_new_adds_with_everything_the_form_asks(plan: Plan, ann: User, client_of: Clients) -> None:
    data = {
        "title": " Fewer  people leave ",
        "now": "18",
        "wanted": "14",
        "unit": "%",
        "by_when": "2027-06-30",
        "owner": "Sam Reyes",
        "strategy": "Better managers",
        "contributors": "Recruiting\nHR",
        "then": "another",
    }
    answer = client_of(ann).post(new_url(plan, "goals"), data)
    goal = plan.businessgoals.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{step_url(plan, 'goals')}#goal-{goal.pk}")
    metric = goal.metrics.get()
    assert (goal.title, goal.owner.name, goal.strategy, goal.contributors, goal.status) == (
        "Fewer people leave",
        "Sam Reyes",
        "Better managers",
        ["Recruiting", "HR"],
        "proposed",
    )
    assert (metric.kind, metric.baseline, metric.target, metric.unit) == ("decrease", 18, 14, "%")
    assert (str(goal.horizon_end), str(metric.target_date)) == ("2027-06-30", "2027-06-30")


def test_item_new_links_and_goes_to_the_next_step(plan: Plan, ann: User, client_of: Clients) -> None:
    goal = make_goal(plan)
    data = {"title": "Score rises", "uppers": [goal.pk], "reason": "They go together", "then": "next"}
    answer = client_of(ann).post(new_url(plan, "outcomes"), data)
    assert answer["Location"] == step_url(plan, "moments")
    link = plan.performanceoutcomes.get().links_up.get()
    assert (link.upper, link.reason, link.confidence) == (goal, "They go together", 1)


def test_item_new_of_every_layer_needs_a_title_alone(plan: Plan, ann: User, client_of: Clients) -> None:
    client = client_of(ann)
    for text in STEPS[:4]:
        assert client.post(new_url(plan, text.slug), {"title": "T"}).status_code == 303
    assert client.post(new_url(plan, "initiatives"), {"title": "T"}).status_code == 303
    assert [model.objects.filter(plan=plan).count() for model in ITEM.values()] == [1, 1, 1, 1, 1]


def test_item_new_keeps_what_was_typed_when_it_is_wrong(plan: Plan, ann: User, client_of: Clients) -> None:
    answer = client_of(ann).post(new_url(plan, "goals"), {"title": "", "strategy": "Kept words", "now": "x"})
    content = answer.content.decode()
    assert answer.status_code == 422
    assert "Kept words" in content
    assert "<title>Error:" in " ".join(content.split()).replace("<title> Error:", "<title>Error:")
    assert set(answer.context["form"].errors) == {"title", "now"}
    assert not plan.businessgoals.exists()


def test_item_new_twice_makes_one(plan: Plan, ann: User, client_of: Clients) -> None:
    client = client_of(ann)
    data = {"title": "Once", "request_key": "0189d9b0-7c1e-7000-8000-000000000001"}
    for _ in range(2):
        assert client.post(new_url(plan, "goals"), data).status_code == 303
    assert plan.businessgoals.count() == 1


def test_item_new_asks_what_it_shifts_before_the_foundations(
    plan: Plan, ann: User, client_of: Clients
) -> None:
    client = client_of(ann)
    assert client.post(new_url(plan, "initiatives"), {"title": "Course"}).status_code == 422
    answer = client.post(new_url(plan, "initiatives"), {"title": "Course", "shift": "Fewer errors"})
    assert (answer.status_code, plan.initiatives.get().shift) == (303, "Fewer errors")


def test_item_new_refuses_ids_of_another_workspace(
    plan: Plan, ann: User, cleo: User, client_of: Clients
) -> None:
    foreign = make_chain(make_plan(cleo.workspaces["other"].workspace))
    client = client_of(ann)
    for text, upper in zip(STEPS[1:], foreign, strict=False):
        answer = client.post(new_url(plan, text.slug), {"title": "T", "shift": "S", "uppers": [upper.pk]})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["uppers"])
    answer = client.post(new_url(plan, "goals"), {"title": "T", "parent": foreign[0].pk})
    assert list(answer.context["form"].errors) == ["parent"]
    answer = client.post(
        new_url(plan, "initiatives"), {"title": "T", "shift": "S", "claims": [foreign[0].pk]}
    )
    assert list(answer.context["form"].errors) == ["claims"]
    assert [model.objects.filter(plan=plan).count() for model in ITEM.values()] == [0, 0, 0, 0, 0]


def test_item_new_under_something_ticks_it(plan: Plan, ann: User, client_of: Clients) -> None:
    goal = make_goal(plan)
    form = client_of(ann).get(new_url(plan, "outcomes"), {"under": goal.pk}).context["form"]
    assert form["uppers"].value() == [goal.pk]


def test_htmx_gets_the_list_and_what_there_is_to_tell(plan: Plan, ann: User, client_of: Clients) -> None:
    answer = client_of(ann).post(new_url(plan, "goals"), {"title": "Quick"}, headers=HTMX)
    content = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reswap"]) == (
        200,
        "#step-body",
        "outerHTML",
    )
    assert content.lstrip().startswith('<div id="step-body"')
    assert "<html" not in content
    assert "Added “Quick”." in content
    assert "Undo" in content
    assert "data-focus" in content


def test_htmx_gets_the_form_again_when_it_is_wrong(plan: Plan, ann: User, client_of: Clients) -> None:
    answer = client_of(ann).post(new_url(plan, "goals"), {"title": ""}, headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#add-item")
    assert answer.content.decode().lstrip().startswith('<section id="add-item"')


def test_a_horizon_out_of_the_usual_is_taken_with_a_hint(plan: Plan, ann: User, client_of: Clients) -> None:
    data = {"title": "Soon", "horizon_start": "2027-01-01", "horizon_end": "2027-03-31"}
    answer = client_of(ann).post(new_url(plan, "goals"), data, follow=True)
    told = [str(message) for message in answer.context["messages"]]
    assert told == ["Added “Soon”.", "The goal's time is 3 months. 12 to 18 months is usual."]


def test_a_goal_wants_a_change_by_a_day_to_come(plan: Plan, ann: User, client_of: Clients) -> None:
    data = {"title": "On time", "now": "84", "wanted": "84", "by_when": "2020-09-30"}
    answer = client_of(ann).post(new_url(plan, "goals"), data)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "wanted": ["Enter a number that differs from the number now."],
        "by_when": ["Enter a day to come; this one is past."],
    }


def test_not_a_learning_problem_needs_its_reason_and_remedy(
    plan: Plan, ann: User, client_of: Clients
) -> None:
    client = client_of(ann)
    data = {"title": "Phone rings", "learning_helps": "no"}
    answer = client.post(new_url(plan, "moments"), data)
    assert set(answer.context["form"].errors) == {"not_a_learning_problem", "remedy"}
    data |= {"not_a_learning_problem": "Too few phones", "remedy": "Buy phones", "remedy_owner": "Tom"}
    assert client.post(new_url(plan, "moments"), data).status_code == 303
    moment = plan.momentoftruths.get()
    assert (moment.remedy, moment.remedy_owner.name) == ("Buy phones", "Tom")


def test_a_learning_outcome_gets_a_new_target_group(plan: Plan, ann: User, client_of: Clients) -> None:
    data = {"title": "Listen", "new_group": "Young managers", "new_size": "42"}
    data |= {"required": "4", "current": "2"}
    client_of(ann).post(new_url(plan, "learning"), data)
    need = plan.learningoutcomes.get().needs.get()
    assert (need.group.name, need.group.size, need.required, need.current) == ("Young managers", 42, 4, 2)


def test_an_initiative_gets_one_cost_figure(plan: Plan, ann: User, client_of: Clients) -> None:
    learning = make_learning(plan)
    make_moment(plan, make_outcome(plan, make_goal(plan)))
    data = {"title": "Card", "kind": "job_aid", "uppers": [learning.pk], "cost": "1200.50"}
    client_of(ann).post(new_url(plan, "initiatives"), data)
    initiative = plan.initiatives.get()
    assert [(str(line.amount), line.kind) for line in initiative.costs.all()] == [("1200.500000", "other")]
    assert initiative.links_up.get().upper == learning
