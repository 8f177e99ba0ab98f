"""The first run, and the start page."""

import re

import pytest
from django.test import Client
from django.utils.html import strip_tags

from alignment.deeds import deed
from alignment.guests.services import start
from alignment.models import BusinessGoal, Deed, Initiative, Membership, Plan, Role, Workspace
from tests.factories import make_chain, make_initiative, make_plan, make_share, make_user, make_workspace

LATELY = re.compile(r"<li>(.*?<time.*?)</li>", re.DOTALL)

START = {"organisation": "Globex", "plan": "People plan 2027", "goal": "Keep our people"}
RUNNING = {
    "organisation": "Globex",
    "plan": "What we run today",
    "initiatives": "- Academy\n\n2. Mentoring\nacademy",
}


@pytest.fixture
def nina(db):
    """Nina has just come: she belongs to no workspace."""
    return make_user("nina")


@pytest.fixture
def sample(db):
    """The sample, with its finished plan."""
    workspace = make_workspace("sample", owner=make_user("lead"), is_sample=True)
    make_plan(workspace, key="other", title="Another")
    return make_plan(workspace, key="leaders", title="Leaders")


def test_strangers_are_asked_to_sign_in():
    assert Client().get("/").headers["Location"] == "/accounts/login/?next=/"


def test_home_welcomes_until_there_is_a_workspace_of_ones_own(client_of, nina):
    assert client_of(nina).get("/").headers["Location"] == "/welcome/"


def test_a_sample_is_no_workspace_of_ones_own(client_of, sample):
    lead = sample.workspace.memberships.get().user
    assert client_of(lead).get("/").headers["Location"] == "/welcome/"
    assert client_of(lead).get("/welcome/").context["sample"] == sample


def test_starting_a_plan_leads_to_step_1(client_of, nina):
    answer = client_of(nina).post("/welcome/start/", START)
    workspace, plan, goal = Workspace.objects.get(), Plan.objects.get(), BusinessGoal.objects.get()
    assert answer.headers["Location"] == f"/w/globex/plans/{plan.pk}/goals/"
    assert (workspace.slug, workspace.name) == ("globex", "Globex")
    assert (plan.title, goal.title, goal.plan) == ("People plan 2027", "Keep our people", plan)
    assert [(one.user, one.role) for one in Membership.objects.all()] == [(nina, Role.OWNER)]
    assert [one.verb for one in Deed.objects.all()] == ["found"]


@pytest.mark.parametrize("field", ["organisation", "plan", "goal"])
def test_starting_without_an_answer_is_refused(client_of, nina, field):
    assert client_of(nina).post("/welcome/start/", START | {field: "  "}).status_code == 422
    assert Workspace.objects.count() == 0


def test_starting_with_what_runs_shows_what_serves_no_goal(client_of, nina):
    client = client_of(nina)
    answer = client.post("/welcome/running/", RUNNING)
    plan = Plan.objects.get()
    assert answer.headers["Location"] == f"/w/globex/plans/{plan.pk}/trace/"
    assert sorted(Initiative.objects.values_list("title", flat=True)) == ["Academy", "Mentoring"]
    front = client.get("/").context["fronts"][0]
    assert (front.served.count, front.served.of) == (0, 2)


def test_an_empty_workspace_of_ones_own_is_used(client_of, ann, workspace):
    client = client_of(ann)
    assert "organisation" not in client.get("/welcome/start/").context["form"].fields
    client.post("/welcome/start/", {"plan": "People plan", "goal": "Keep our people"})
    plan = Plan.objects.get()
    assert (plan.workspace, plan.title) == (workspace, "People plan")
    assert "organisation" in client.get("/welcome/start/").context["form"].fields


def test_a_reader_of_an_empty_workspace_begins_in_one_of_their_own(client_of, ben, workspace):
    client_of(ben).post("/welcome/running/", RUNNING)
    assert [one.workspace.slug for one in Plan.objects.all()] == ["globex"]
    assert workspace.memberships.get(user=ben).role == Role.VIEWER


def test_home_offers_the_three_ways_where_nothing_is_planned(client_of, ann, ben, workspace):
    assert "/welcome/running/" in client_of(ann).get("/").content.decode()
    assert "/welcome/running/" not in client_of(ben).get("/").content.decode()


def test_an_empty_list_is_refused(client_of, nina):
    assert client_of(nina).post("/welcome/running/", RUNNING | {"initiatives": " \n "}).status_code == 422
    assert Workspace.objects.count() == 0


def test_home_opens_with_the_first_fact(client_of, ann, workspace, plan):
    make_chain(plan)
    make_initiative(plan, title="Loose end")
    with deed("edit", by=ann, workspace=workspace, plan=plan, subject="Loose end"):
        pass
    page = client_of(ann).get("/")
    front = page.context["fronts"][0]
    assert (front.served.count, front.served.of) == (1, 2)
    assert "1 of 2 initiatives serve a goal" in page.content.decode()
    assert [line.plan for line in front.plans] == [plan]
    assert [fix.title for fix in front.fixes][:1] == ["Loose end"]
    assert len(front.deeds) == 3
    assert "Edited “Loose end” · Ann" in page.content.decode()


def test_home_says_what_was_done_by_a_link(client_of, ann, plan):
    link, _token = make_share(plan, group_name="Shift managers")
    start(link)
    lines = [
        " ".join(strip_tags(line).split())
        for line in LATELY.findall(client_of(ann).get("/").content.decode())
    ]
    assert ["by link" in line for line in lines] == [True, False, False]
    assert "Shift managers by link," in lines[0]


def test_home_leaves_samples_and_foreign_workspaces_out(client_of, ann, workspace, cleo, sample):
    client = client_of(ann)
    page = client.get("/")
    assert [front.workspace for front in page.context["fronts"]] == [workspace]
    assert "Other" not in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_for_any_number_of_plans(
    client_of, ann, workspace, count, django_assert_num_queries
):
    for _number in range(count):
        make_chain(make_plan(workspace))
    client = client_of(ann)
    client.get("/")
    with django_assert_num_queries(HOME_QUERIES):
        client.get("/")


HOME_QUERIES = 9


def test_the_sample_is_joined_by_asking(client_of, nina, sample):
    client = client_of(nina)
    assert client.get("/welcome/").context["sample"] is None
    answer = client.post("/welcome/sample/")
    assert answer.headers["Location"] == f"/w/sample/plans/{sample.pk}/"
    assert [(one.workspace, one.role) for one in nina.memberships.all()] == [(sample.workspace, Role.EDITOR)]


def test_asking_for_a_sample_opens_no_other_workspace(client_of, nina, workspace):
    assert client_of(nina).post("/welcome/sample/").headers["Location"] == "/welcome/"
    assert nina.memberships.count() == 0
