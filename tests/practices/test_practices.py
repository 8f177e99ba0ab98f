"""The five practices: what is counted and missing, what people judge, and both over time."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alignment.catalogue.queries.audit_page import audit_page
from alignment.catalogue.services.auditing import note_audit
from alignment.deeds import deed, undo
from alignment.models import AuditPoint, Consultation, Deed, Plan, PracticeAnswer, User, Workspace
from alignment.practices.queries import counts_of
from alignment.practices.reminders import counts_due
from alignment.practices.services import answer_practice
from alignment.reviews.services.asking import ask
from alignment.reviews.services.deciding import Reviewer, sign_off
from alignment.versions.services import take_snapshot
from tests import factories as make
from tests.clock import TODAY, TOMORROW

Clients = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("still_clock")


def place(name: str, *args: Any) -> str:
    return reverse(f"practices:{name}", args=["acme", *args])


def judged(workspace: Workspace, by: User, score: int = 3, on: date = TODAY) -> PracticeAnswer:
    return answer_practice(workspace, by=by, practice="culture", score=score, on=on)[0]


def test_the_page_shows_all_five_with_what_is_counted_and_missing(
    plan: Plan, ben: User, client_of: Clients
) -> None:
    make.make_chain(plan)
    with deed("consult", by=None, workspace=plan.workspace, plan=plan):
        Consultation.objects.create(workspace=plan.workspace, plan=plan, step=1, role="learner")
    page = client_of(ben).get(place("practice_list"))
    cards = {card.slug: card for card in page.context["cards"]}
    assert list(cards) == ["culture", "customise", "objectives", "metrics", "consult"]
    assert [card.counted for card in cards.values()] == [
        "",
        "0 of 1 learning outcome",
        "0 of 1 goal",
        "0 of 2 goals and outcomes",
        "1 of 4 steps and requests",
    ]
    assert [line.words for line in cards["objectives"].missing] == ["Nobody has agreed to it."]
    first = cards["consult"].missing[0]
    assert first.title == "Performance outcomes in “People plan 2027”"
    assert first.address == reverse("framework:step", args=["acme", plan.pk, "outcomes"])
    assert "Judge it" not in page.content.decode()


def test_everything_kept_leaves_nothing_missing(plan: Plan, ann: User) -> None:
    person = make.make_person(plan.workspace, user=ann)
    goal = make.make_goal(plan, status="agreed", agreed_by=person, agreed_on=TODAY)
    make.make_metric(goal, baseline=1, target=2, target_date=date(2027, 12, 31))
    before = counts_of(plan.workspace, TODAY)
    version, _done = take_snapshot(plan, note="", by=ann)
    plan.workspace.refresh_from_db()
    assert (before["objectives"].met, counts_of(plan.workspace, TODAY)["objectives"].met) == (0, 0)
    ask(version, {person: ""}, due=None, by=ann)
    sign_off(Reviewer(person, version, user=ann), decision="agree", words="", name="Ann", verified=True)
    later = make.make_goal(plan, status="agreed", agreed_by=person, agreed_on=TODAY)
    plan.workspace.refresh_from_db()
    counts = counts_of(plan.workspace, TODAY)
    assert (counts["objectives"].met, counts["objectives"].of) == (1, 2)
    assert [one.id for one in counts["objectives"].missing] == [later.pk]
    assert [one.id for one in counts["metrics"].missing] == [later.pk]


def test_a_practice_is_judged_once_however_often_it_is_sent(
    workspace: Workspace, eddy: User, client_of: Clients
) -> None:
    client, here = client_of(eddy), place("answer_new", "culture")
    key = str(client.get(here).context["form"]["request_key"].value())
    sent = {"score": "4", "note": "Our own cases", "on": TODAY.isoformat(), "request_key": key}
    for _twice in range(2):
        answer = client.post(here, sent)
        assert (answer.status_code, answer["Location"]) == (302, place("practice_detail", "culture"))
    (kept,) = PracticeAnswer.objects.all()
    assert (kept.practice, kept.score, kept.note, kept.on, kept.by_name) == (
        "culture",
        4,
        "Our own cases",
        TODAY,
        "Eddy",
    )
    (point,) = AuditPoint.objects.all()
    assert point.counted["practices"]["objectives"] == {"met": 0, "of": 0}
    card = client.get(place("practice_list")).context["cards"][0]
    assert (card.judged.answer, card.judged.words) == (kept, "Mostly")
    undo(Deed.objects.get(verb="answer_practice"), by=eddy)
    assert not PracticeAnswer.objects.exists()


@pytest.mark.parametrize("wrong", [{"score": ""}, {"score": "6"}, {"on": TOMORROW.isoformat()}, {"on": "x"}])
def test_what_is_no_answer_is_refused_and_kept(
    wrong: dict[str, str], workspace: Workspace, eddy: User, client_of: Clients
) -> None:
    sent = {"score": "2", "note": "Kept words", "on": TODAY.isoformat()} | wrong
    answer = client_of(eddy).post(place("answer_new", "metrics"), sent)
    assert answer.status_code == 422
    assert answer.context["form"]["note"].value() == "Kept words"
    assert not PracticeAnswer.objects.exists()


def test_only_five_practices_have_a_page(workspace: Workspace, ann: User, client_of: Clients) -> None:
    names = ["practice_detail", "answer_new"]
    assert [client_of(ann).get(place(name, "order")).status_code for name in names] == [404, 404]


def test_an_archived_answer_stands_apart_and_comes_back(
    workspace: Workspace, ann: User, client_of: Clients
) -> None:
    client, answer = client_of(ann), judged(workspace, ann)
    here = place("practice_detail", "culture")
    assert client.post(place("answer_archive", answer.pk))["Location"] == here
    found = client.get(here).context["detail"]
    assert ([one.answer.pk for one in found.answers], [one.answer.pk for one in found.archived]) == (
        [],
        [answer.pk],
    )
    assert client.get(place("practice_list")).context["cards"][0].judged is None
    client.post(place("answer_restore", answer.pk))
    assert [one.answer.pk for one in client.get(here).context["detail"].answers] == [answer.pk]


def test_answers_and_counts_are_drawn_over_time(plan: Plan, ann: User, client_of: Clients) -> None:
    make.make_goal(plan)
    for score, days in ((2, 60), (3, 30), (4, 30)):
        judged(plan.workspace, ann, score, TODAY - timedelta(days=days))
    AuditPoint.objects.create(
        workspace=plan.workspace,
        on=TODAY - timedelta(days=30),
        counted={"items": 3, "practices": {"metrics": {"met": 3, "of": 4}}},
    )
    client = client_of(ann)
    culture = client.get(place("practice_detail", "culture"))
    assert "From 2 of 5 on 21 September 2026 to 4 of 5 on 21 October 2026." in culture.content.decode()
    metrics = client.get(place("practice_detail", "metrics")).context["detail"]
    assert [(one.on, one.met, one.of) for one in metrics.past] == [
        (TODAY, 0, 1),
        (TODAY - timedelta(days=30), 3, 4),
    ]
    assert "From 75\xa0% on 21 October 2026 to 0\xa0% on 20 November 2026." in metrics.counted_chart


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_the_same_however_much_there_is(
    rows: int, plan: Plan, ann: User, client_of: Clients, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        make.make_chain(plan)
        take_snapshot(plan, note="", by=ann)
        judged(plan.workspace, ann, on=TODAY - timedelta(days=number))
    client = client_of(ann)
    with django_assert_num_queries(17):
        client.get(place("practice_list"))
    with django_assert_num_queries(7):
        client.get(place("practice_detail", "culture"))


def test_counts_are_kept_once_a_month_beside_those_of_the_audit(plan: Plan, ann: User) -> None:
    make.make_goal(plan)
    make.make_workspace("sample", is_sample=True)
    now = timezone.now()
    AuditPoint.objects.create(workspace=plan.workspace, on=TODAY, counted={"items": 3})
    assert (counts_due(now), counts_due(now + timedelta(hours=1))) == (0, 0)
    (point,) = AuditPoint.objects.all()
    assert point.counted["items"] == 3
    assert point.counted["practices"]["objectives"] == {"met": 0, "of": 1}
    counts_due(now + timedelta(days=31))
    assert AuditPoint.objects.filter(workspace=plan.workspace).count() == 2


def test_the_audit_of_a_day_leaves_the_practices_of_it_alone(workspace: Workspace, ann: User) -> None:
    judged(workspace, ann)
    note_audit(workspace)
    judged(workspace, ann)
    (point,) = AuditPoint.objects.all()
    assert set(point.counted) == {"offered", "serving", "practices"}
    AuditPoint.objects.create(workspace=workspace, on=TODAY - timedelta(days=30), counted={"practices": {}})
    assert [one.on for one in audit_page(workspace).course] == [TODAY]
