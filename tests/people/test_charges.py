"""Before a person is taken out, the page says what somebody else will have to answer for."""

import re

import pytest
from django.utils import timezone

from alignment.deeds import deed
from alignment.models import Momentum
from alignment.people.queries.charges import charges_of
from tests.asking import make_request
from tests.factories import make_expectation, make_goal, make_metric, make_moment, make_outcome, make_person


@pytest.fixture
def zadie(workspace):
    return make_person(workspace, "Zadie Quillfeather")


def test_the_page_says_what_needs_somebody_else(client_of, ann, plan, zadie):
    goal = make_goal(plan, title="Keep people", owner=zadie, sponsor=zadie)
    outcome = make_outcome(plan, goal)
    moment = make_moment(plan, outcome, title="Phones", remedy_owner=zadie)
    metric = make_metric(outcome, title="Score", owner=zadie)
    promise = make_expectation(plan, text="Two hours a month", owner=zadie)
    make_expectation(plan, text="Done already", owner=zadie, done_on=timezone.localdate())
    make_expectation(plan, text="Somebody else's", party=zadie)
    make_goal(plan, title="Put away", owner=zadie, archived_at=timezone.now())
    with deed("edit", by=ann, workspace=plan.workspace):
        Momentum.objects.create(workspace=plan.workspace, outcome=outcome, text="Pay review", owner=zadie)
    page = client_of(ann).get(f"/w/acme/people/{zadie.pk}/erase/")
    assert [(one.title, str(one.part), one.address) for one in page.context["charges"]] == [
        ("Keep people", "answers for it", f"/w/acme/items/goal/{goal.pk}/edit/"),
        ("Keep people", "sponsors it", f"/w/acme/items/goal/{goal.pk}/edit/"),
        ("Phones", "takes on its other remedy", f"/w/acme/items/moment/{moment.pk}/edit/"),
        ("Score", "answers for the metric", f"/w/acme/metrics/{metric.pk}/edit/"),
        ("Pay review", "keeps it going", f"/w/acme/items/outcome/{outcome.pk}/"),
        ("Two hours a month", "keeps it", f"/w/acme/expectations/{promise.pk}/edit/"),
    ]
    for one in page.context["charges"]:
        assert f'<a href="{one.address}">{one.title}</a>' in page.content.decode()
        assert client_of(ann).get(one.address).status_code == 200


def test_the_page_counts_nothing_that_is_not_there(client_of, ann, workspace):
    nobody = make_person(workspace, "Nora Nobody")
    body = client_of(ann).get(f"/w/acme/people/{nobody.pk}/erase/").content.decode()
    assert re.findall(r"<li>[^<]*\b0 [a-z]", body) == []
    assert "They have said and written nothing here" in body
    assert "What needs somebody else" not in body


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(
    client_of, ann, plan, zadie, count, django_assert_num_queries
):
    outcome = make_outcome(plan, make_goal(plan, owner=zadie))
    for number in range(count):
        make_goal(plan, title=f"Goal {number}", owner=zadie)
        make_metric(outcome, title=f"Score {number}", owner=zadie)
        make_expectation(plan, text=f"Thing {number}", owner=zadie)
        with deed("edit", by=ann, workspace=plan.workspace):
            Momentum.objects.create(workspace=plan.workspace, outcome=outcome, text="x", owner=zadie)
        make_request(plan.workspace, title=f"Problem {number}", lead=zadie)
    with django_assert_num_queries(9):
        assert len(charges_of(zadie)) == 1 + 5 * count
