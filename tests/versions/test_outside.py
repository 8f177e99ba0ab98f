"""The history of what belongs to no plan, and bringing back what of it is archived."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alignment.deeds import undo
from alignment.intake.services.requests import archive
from alignment.models import Deed, DevelopmentRequest, Plan, User, Workspace
from tests.asking import make_request
from tests.factories import make_goal, make_practice_answer, make_workspace
from tests.offers import make_offer

pytestmark = pytest.mark.usefixtures("still_clock")
SignIn = Callable[[User], Client]
HERE = "/w/acme/history/"


def archived(workspace: Workspace, ann: User, title: str = "Offers are lost") -> DevelopmentRequest:
    request = make_request(workspace, title=title)
    archive(request, by=ann, version=1)
    return request


def test_deeds_of_no_plan_stand_here_and_those_about_rights_do_not(
    plan: Plan, ann: User, ben: User, client_of: SignIn
) -> None:
    make_practice_answer(plan.workspace)
    make_goal(plan, title="Of a plan")
    archived(plan.workspace, ann)
    make_request(make_workspace("elsewhere"), title="Elsewhere")
    page = client_of(ben).get(HERE)
    verbs = [line.deed.verb for line in page.context["lines"]]
    assert {"archive", "answer_practice"} <= set(verbs)
    assert {"found", "join"} & set(verbs) == set()
    said = page.content.decode()
    assert ("Of a plan" in said, "Elsewhere" in said, "Bring back" in said) == (False, False, False)
    assert [
        line.deed.verb for line in client_of(ben).get(f"{HERE}?what=answer_practice").context["lines"]
    ] == ["answer_practice"]


def test_what_is_archived_comes_back_and_that_can_be_undone(
    workspace: Workspace, ann: User, client_of: SignIn
) -> None:
    client, request = client_of(ann), archived(workspace, ann)
    (group,) = client.get(HERE).context["archived"]
    assert (group.title, [one.title for one in group.rows]) == ("Requests", ["Offers are lost"])
    answer = client.post(reverse("versions:row_restore", args=["acme", "request", request.pk]))
    assert answer["Location"] == HERE
    request.refresh_from_db()
    assert (request.archived_at, request.archived_by, request.version) == (None, None, 3)
    assert client.get(HERE).context["archived"] == []
    undo(Deed.objects.get(verb="restore"), by=ann)
    request.refresh_from_db()
    assert request.is_archived


def test_what_is_not_archived_is_left_alone(workspace: Workspace, ann: User, client_of: SignIn) -> None:
    item = make_offer(workspace, title="Time management")
    client = client_of(ann)
    assert (
        client.post(reverse("versions:row_restore", args=["acme", "catalogue", item.pk])).status_code == 302
    )
    assert not Deed.objects.filter(verb="restore").exists()
    assert client.post(reverse("versions:row_restore", args=["acme", "person", item.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_for_one_and_three(
    rows: int,
    workspace: Workspace,
    ann: User,
    client_of: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        archived(workspace, ann, f"Request {number}")
    client = client_of(ann)
    with django_assert_num_queries(17):
        client.get(HERE)
