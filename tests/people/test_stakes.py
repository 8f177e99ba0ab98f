"""Interest and influence: who stands where, who sees it, and where it must never be."""

import io
import json
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from alignment.deeds import deed
from alignment.models import Consultation, Expectation, Person, Plan, Rights, Workspace
from alignment.people.queries.stakes import people_in, stakes, stakes_of
from alignment.versions.services import take_snapshot
from tests.factories import (
    make_chain,
    make_goal,
    make_metric,
    make_person,
    make_plan,
    make_share,
)

MAP = "/w/acme/people/map/"


def placed(found: Any) -> dict[str, list[str]]:
    return {str(one.name): [p.name for p in one.people] for _name, row in found.rows for one in row}


def test_nobody_stands_in_a_field_that_is_not_theirs(workspace):
    values = ("low", "medium", "high", "")
    for influence in values:
        for interest in values:
            make_person(workspace, f"{influence}-{interest}", influence=influence, interest=interest)
    found = stakes_of(workspace)
    assert placed(found) == {
        "Keep satisfied": ["high-low"],
        "Manage closely": ["high-high"],
        "Monitor": ["low-low"],
        "Keep informed": ["low-high"],
    }
    between = {one.person.name: [str(name) for name in one.fields] for one in found.between}
    assert between == {
        "high-medium": ["Keep satisfied", "Manage closely"],
        "low-medium": ["Monitor", "Keep informed"],
        "medium-high": ["Manage closely", "Keep informed"],
        "medium-low": ["Keep satisfied", "Monitor"],
        "medium-medium": ["Keep satisfied", "Manage closely", "Monitor", "Keep informed"],
    }
    assert len(found.unsaid) == 7
    assert found.count == 16


def test_the_picture_is_a_table_with_headings(client_of, ben, workspace):
    make_person(workspace, influence="high", interest="low")
    text = client_of(ben).get(MAP).content.decode()
    assert text.count('<th scope="col">') == 2
    assert text.count('<th scope="row">') == 2
    assert "Keep satisfied" in text
    assert "Stakeholders by influence (rows) and interest (columns)" in text


def test_it_is_not_there_for_a_stranger(client_of, cleo, workspace):
    assert client_of(cleo).get(MAP).status_code == 404


def test_plan_and_role_narrow_it(client_of, ben, plan, workspace):
    owner = make_person(workspace, "Owner", role="manager")
    make_person(workspace, "Elsewhere", role="manager")
    make_goal(plan, owner=owner)
    client = client_of(ben)
    shown = client.get(MAP, {"plan": plan.pk}).context["stakes"]
    assert [one.name for one in shown.unsaid] == ["Owner"]
    assert client.get(MAP, {"role": "learner"}).context["stakes"].count == 0
    strange = client.get(MAP, {"plan": "x", "role": "queen"})
    assert (strange.status_code, strange.context["stakes"].count) == (200, 2)
    part = client.get(MAP, {"role": "manager"}, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in part, "Elsewhere" in part) == (False, True)


def test_a_plan_of_another_workspace_is_no_choice(client_of, ben, cleo, workspace):
    foreign = make_plan(cleo.memberships.get().workspace, title="Foreign plan")
    page = client_of(ben).get(MAP, {"plan": foreign.pk})
    assert "Foreign plan" not in page.content.decode()


def test_who_matters_in_a_plan(ann, plan, workspace):
    names = ("owner", "sponsor", "reader", "metric", "asked", "consulted", "keeper", "party", "nobody")
    people = {name: make_person(workspace, name) for name in names}
    goal = make_goal(plan, owner=people["owner"], sponsor=people["sponsor"])
    metric = make_metric(goal, owner=people["metric"])
    make_share(plan, by=ann, person=people["asked"])
    with deed("edit", by=ann, workspace=workspace, plan=plan):
        metric.readers.create(workspace=workspace, person=people["reader"])
        Consultation.objects.create(workspace=workspace, plan=plan, step=1, person=people["consulted"])
        Expectation.objects.create(
            workspace=workspace,
            plan=plan,
            direction="we_need",
            text="Time",
            owner=people["keeper"],
            party=people["party"],
        )
    make_goal(make_plan(workspace, title="Another"), owner=people["nobody"])
    assert people_in(plan) == {one.pk for name, one in people.items() if name != "nobody"}


@pytest.mark.parametrize("count", [1, 3])
def test_its_cost_does_not_grow(workspace, plan, count, django_assert_num_queries):
    for number in range(count):
        make_goal(plan, owner=make_person(workspace, f"Person {number}"))
    with django_assert_num_queries(2):
        assert stakes_of(workspace, plan=plan).count == count


def test_an_empty_picture_has_its_fields(db):
    assert placed(stakes([])) == {
        "Keep satisfied": [],
        "Manage closely": [],
        "Monitor": [],
        "Keep informed": [],
    }


# Where it must never be. The values stand in the row and in the words of nothing else.


@pytest.fixture
def weighty(workspace: Workspace, plan: Plan, ann: Any) -> Person:
    """Dana answers for everything in a plan that was frozen, and her weights are known."""
    dana = make_person(
        workspace, email="dana@example.org", role="budget_holder", interest="high", influence="medium"
    )
    for item in make_chain(plan, owner=dana):
        with deed("edit", by=ann, workspace=workspace):
            item.owner = dana
            item.save()
    make_metric(make_goal(plan, owner=dana, sponsor=dana), owner=dana)
    take_snapshot(plan, note="", by=ann)
    return dana


#: What would give it away, in any page or paper.
TELLING = ("interest:", "influence:", "manage closely", "keep satisfied", "keep informed", "dana@example.org")


def tells(text: str) -> list[str]:
    return [words for words in TELLING if words in " ".join(text.split()).lower()]


def test_no_pdf_says_it(client_of, ann, plan, weighty):
    client = client_of(ann)
    places = [f"plans/{plan.pk}/{name}" for name in ("briefings/executive.pdf", "map.pdf")]
    places += [f"plans/{plan.pk}/versions/1/{name}" for name in ("map.pdf", "briefing.pdf")]
    places.append(f"items/goal/{plan.businessgoals.first().pk}/what-if.pdf")
    for place in places:
        answer = client.get(f"/w/acme/{place}")
        assert (place, answer.status_code) == (place, 200)
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
        assert (place, tells(text)) == (place, [])


def test_no_guest_is_told(plan, ann, weighty):
    guest = Client()
    for rights, person in ((Rights.COMMENT, None), (Rights.REVIEW, weighty)):
        link, token = make_share(plan, by=ann, rights=rights, person=person)
        guest.get(f"/r/{token}/")
        for part in ("", "map/", "trace/", "review/", "comments/", "expectations/"):
            answer = guest.get(f"/shared/{link.pk}/{part}")
            assert (part, tells(answer.content.decode())) == (part, [])


def test_only_the_plan_file_for_members_carries_it_out(client_of, ben, cleo, plan, weighty):
    document = json.loads(client_of(ben).get("/w/acme/settings/data/download/?format=json").content)
    assert document["people"][0]["influence"] == "medium"
    assert client_of(cleo).get("/w/acme/settings/data/download/?format=json").status_code == 404
    for name in ("trace.csv", "trace.xlsx", "metrics.csv"):
        answer = client_of(ben).get(f"/w/acme/plans/{plan.pk}/{name}")
        assert tells(answer.content.decode(errors="ignore")) == []


def test_the_table_of_people_is_for_editors(client_of, ben, eddy, weighty):
    assert client_of(ben).get("/w/acme/people/download/").status_code == 403
    assert "medium" in client_of(eddy).get("/w/acme/people/download/").content.decode()
