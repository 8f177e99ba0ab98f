"""The page of one person, and what is said about them on their form."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from alignment.deeds import deed, undo
from alignment.exchange.document import read
from alignment.exchange.queries import export_content
from alignment.exchange.services import import_document
from alignment.exchange.writing import write
from alignment.models import (
    Comment,
    Consultation,
    Conversation,
    Deed,
    Expectation,
    MetricReader,
    Person,
    Plan,
    ReviewRequest,
    SignOff,
    SignOffWithdrawal,
)
from alignment.people.queries.person_page import page_of
from alignment.people.services import people as services
from alignment.versions.services import take_snapshot
from tests.factories import (
    make_goal,
    make_initiative,
    make_metric,
    make_moment,
    make_outcome,
    make_person,
    make_plan,
    make_reading,
)

TODAY = date(2026, 11, 30)


def reads(metric: Any, person: Person) -> None:
    with deed("edit", by=None, workspace=person.workspace):
        MetricReader.objects.create(workspace=person.workspace, metric=metric, person=person)


def furnish(plan: Plan, person: Person, by: Any, number: int = 0) -> None:
    """One of everything that can be a person's, in a plan."""
    workspace = plan.workspace
    goal = make_goal(plan, title=f"Goal {number}", owner=person, sponsor=person)
    outcome = make_outcome(plan, goal, title=f"Outcome {number}", owner=person)
    make_moment(plan, outcome, owner=person)
    make_initiative(plan, owner=person)
    metric = make_metric(
        outcome, title=f"Score {number}", baseline=10, target=20, target_date=date(2027, 1, 1)
    )
    make_reading(metric, date(2026, 11, 1), 15)
    reads(metric, person)
    make_metric(goal, title=f"Turnover {number}", owner=person)
    version, _done = take_snapshot(plan, note="", by=by)
    with deed("consult", by=by, workspace=workspace, plan=plan):
        talk = Conversation.objects.create(
            workspace=workspace, plan=plan, key=f"c{number}", title=f"Talk {number}", date=date(2026, 10, 1)
        )
        Consultation.objects.create(
            workspace=workspace, plan=plan, step=1, person=person, date=date(2026, 10, 1), conversation=talk
        )
        for role in ("owner", "party"):
            Expectation.objects.create(
                workspace=workspace,
                plan=plan,
                key=f"{role}-{number}",
                direction="we_need",
                text=f"Time, {role} {number}",
                **{role: person},
            )
        Comment.objects.create(
            workspace=workspace,
            plan=plan,
            person=person,
            author_name=person.name,
            text=f"Well {number}",
            internal=True,
        )
        ReviewRequest.objects.create(workspace=workspace, plan=plan, snapshot=version, person=person)
    signed = SignOff.objects.create(
        workspace=workspace,
        plan=plan,
        snapshot=version,
        snapshot_digest=version.digest,
        person=person,
        name=person.name,
        decision="agree",
    )
    SignOffWithdrawal.objects.create(workspace=workspace, sign_off=signed, reason="Not yet", name=person.name)


def test_the_page_shows_all_that_is_theirs(client_of, ann, ben, plan, workspace):
    dana = make_person(workspace, role="budget_holder", team="Finance", interest="high", influence="medium")
    furnish(plan, dana, ann)
    page = client_of(ben).get(f"/w/acme/people/{dana.pk}/")
    found = page.context["found"]
    assert [(one.metric.title, one.standing.status) for one in found.reads] == [("Score 0", "on_track")]
    assert [one.metric.title for one in found.answers_for] == ["Turnover 0"]
    assert [(one.layer.word, one.owns, one.sponsors) for one in found.owned] == [
        ("goal", True, True),
        ("outcome", True, False),
        ("moment", True, False),
        ("initiative", True, False),
    ]
    assert [one.conversation.title for one in found.consultations] == ["Talk 0"]
    assert [one.text for one in found.expectations] == ["Time, owner 0", "Time, party 0"]
    assert [(one.request.snapshot.number, one.sign_off.decision) for one in found.asked] == [(1, "agree")]
    assert (found.decided, found.comment_count, found.last_contact) == ([], 1, timezone.localdate())
    text = page.content.decode()
    for words in (
        "Budget holder",
        "Finance",
        "Medium",
        "Score 0",
        "Talk 0",
        "taken back",
        "internal",
        "Well 0",
    ):
        assert words in text
    assert f"/people/{dana.pk}/edit/" not in text
    assert f"/people/{dana.pk}/erase/" not in text


def test_it_is_not_there_for_a_stranger(client_of, cleo, workspace):
    assert client_of(cleo).get(f"/w/acme/people/{make_person(workspace).pk}/").status_code == 404


def test_a_person_of_whom_nothing_is_known_has_a_page(client_of, ben, workspace):
    page = client_of(ben).get(f"/w/acme/people/{make_person(workspace).pk}/")
    text = page.content.decode()
    assert page.status_code == 200
    for words in ("None is chosen.", "Nothing yet.", "No conversation is recorded yet.", "Not planned"):
        assert words in text


@pytest.mark.parametrize("count", [1, 3])
def test_its_cost_does_not_grow(ann, plan, workspace, count, django_assert_num_queries):
    dana = make_person(workspace)
    for number in range(count):
        furnish(plan, dana, ann, number)
    dana = Person.objects.select_related("workspace").get()
    # readers, metrics, readings, consultations, comments and their number, sign-offs, requests, five
    # layers, expectations, links to re-check and whose they are
    with django_assert_num_queries(16):
        page_of(dana, TODAY)


def test_the_last_contact_is_never_one_of_the_future(ann, plan, workspace):
    dana = make_person(workspace)
    with deed("consult", by=ann, workspace=workspace, plan=plan):
        for day in (date(2026, 3, 1), TODAY + timedelta(days=5)):
            Consultation.objects.create(workspace=workspace, plan=plan, step=1, person=dana, date=day)
    assert page_of(dana, TODAY).last_contact == date(2026, 3, 1)


def test_metrics_are_chosen_on_the_form(client_of, eddy, plan, workspace):
    dana = make_person(workspace)
    outcome = make_outcome(plan, make_goal(plan), title="Managers stay")
    first, second, third = (make_metric(outcome, title=title) for title in ("One", "Two", "Three"))
    reads(first, dana)
    client = client_of(eddy)
    page = client.get(f"/w/acme/people/{dana.pk}/edit/")
    assert "Two (Managers stay)" in page.content.decode()
    assert page.context["form"].initial["metrics"] == [first.pk]
    reads(third, dana)  # somebody else says so on the metric meanwhile
    sent = {"name": "Dana Okoro", "version": 1, "had": str(first.pk), "metrics": [second.pk]}
    assert client.post(f"/w/acme/people/{dana.pk}/edit/", sent).status_code == 303
    assert {row.metric for row in MetricReader.objects.filter(person=dana)} == {second, third}


def test_metrics_of_another_workspace_are_refused(client_of, eddy, cleo, workspace):
    foreign = make_metric(make_goal(make_plan(cleo.memberships.get().workspace)), title="Secret")
    sent = {"name": "Dana", "metrics": [foreign.pk]}
    answer = client_of(eddy).post("/w/acme/people/new/", sent)
    assert (answer.status_code, "Secret" in answer.content.decode()) == (422, False)
    forged = {"name": "Dana", "had": f"{foreign.pk},x,-1,{'9' * 40}"}
    assert client_of(eddy).post("/w/acme/people/new/", forged).status_code == 303
    services.add(Person, workspace, by=eddy, name="Eve", metrics_added=[foreign.pk])
    assert MetricReader.objects.count() == 0


def test_a_new_person_with_metrics_is_taken_back_as_a_whole(client_of, eddy, plan, workspace):
    metric = make_metric(make_goal(plan))
    client = client_of(eddy)
    client.post("/w/acme/people/new/", {"name": "Dana", "metrics": [metric.pk], "next_contact": "2026-12-05"})
    made = Person.objects.get()
    assert (made.next_contact, MetricReader.objects.get().person) == (date(2026, 12, 5), made)
    undo(Deed.objects.latest("pk"), by=eddy)
    assert (Person.objects.count(), MetricReader.objects.count()) == (0, 0)


def test_whom_to_talk_to_next(client_of, ben, workspace):
    today = timezone.localdate()
    for name, days in (("Late", -3), ("Soon", 5), ("Sooner", 0), ("In spring", 120)):
        make_person(workspace, name, next_contact=today + timedelta(days=days))
    make_person(workspace, "Never")
    page = client_of(ben).get("/w/acme/people/")
    assert [one.name for one in page.context["found"].talk_next] == ["Late", "Sooner", "Soon"]
    assert page.content.decode().count("Overdue") == 2  # in the list to talk to, and in that of all
    assert [one.is_overdue for one in page.context["found"].talk_next] == [True, False, False]


def test_the_next_contact_travels_with_the_plan_file(ann, workspace):
    make_person(workspace, key="dana", next_contact=date(2027, 1, 5))
    text = write(export_content(workspace).content)
    assert json.loads(text)["people"][0]["next_contact"] == "2027-01-05"
    with deed("edit", by=ann, workspace=workspace):
        Person.objects.update(next_contact=None)
    import_document(read(text), workspace=workspace, by=ann)
    assert Person.objects.get().next_contact == date(2027, 1, 5)
