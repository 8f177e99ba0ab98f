"""An update: it begins with the data, a person writes it, it is mailed once and stays as it was told."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.deeds import CannotUndo, StaleWrite, deed, undo
from alignment.framework.services.deciding import decide
from alignment.models import Deed, Metric, OutgoingMail, Person, Plan, Reading, Update, User
from alignment.updates import services
from alignment.updates.queries import beginning_of, rhythm_of
from alignment.updates.telling import telling_of
from tests.factories import (
    key,
    make_expectation,
    make_goal,
    make_initiative,
    make_metric,
    make_person,
    make_reading,
    make_story,
    make_update,
)

Clients = Callable[[User], Client]
START, END = date(2026, 9, 30), date(2026, 11, 30)
SAID = "I sit down with them now."


def place(name: str, plan: Plan, *args: int) -> str:
    return reverse(f"updates:{name}", args=[plan.workspace.slug, plan.pk, *args])


@pytest.fixture
def metric(plan: Plan) -> Metric:
    fields = {"baseline": 12, "baseline_date": date(2025, 12, 31), "target": 30, "unit": "points"}
    return make_metric(
        make_goal(plan, title="People stay"),
        title="Employee score",
        target_date=date(2027, 6, 30),
        cadence="quarterly",
        **fields,
    )


@pytest.fixture
def tom(plan: Plan) -> Person:
    return make_person(plan.workspace, "Tom Birch", email="tom@example.org", interest="high")


def fresh(update: Update) -> Update:
    found: Update = Update.objects.select_related("plan__workspace", "story__person").get(pk=update.pk)
    found.workspace = found.plan.workspace
    return found


def test_it_begins_with_what_moved_what_did_not_and_what_is_unmeasured(plan: Plan, metric: Metric) -> None:
    make_reading(metric, date(2026, 11, 2), Decimal("19"))
    goal = metric.goal
    fallen = make_metric(goal, title="Stars", kind="increase", baseline=5, target=9)
    make_reading(fallen, date(2026, 11, 2), 4)
    make_metric(goal, title="Turnover", kind="decrease", baseline=18, target=14, cadence="")
    make_reading(
        make_metric(goal, title="Seats", baseline=0, target=90, volume_only=True), date(2026, 11, 2), 80
    )
    found = beginning_of(plan, END, START, END)
    assert found["moved"] == (
        "– Employee score: 19\xa0points on 2 November 2026, before 12\xa0points on 31 December 2025. "
        "Target 30\xa0points by 30 June 2027: at risk."
    )
    assert found["not_moved"] == "– Stars: 4 on 2 November 2026, before 5. Target 9: off track."
    assert found["unmeasured"] == ("– Turnover: no new reading; nobody has said when the next one comes.")


def test_the_needs_are_those_towards_its_readers(plan: Plan, tom: Person) -> None:
    make_expectation(plan, owner=tom, due=date(2026, 11, 13))
    make_expectation(plan, text="A budget", owner=make_person(plan.workspace, "Nora"))
    make_expectation(plan, text="Group 2", direction="we_deliver", owner=tom)
    make_expectation(plan, text="A room", owner=tom, done_on=date(2026, 11, 1))
    found = beginning_of(plan, END)
    assert found["needs"] == "– Dates for sitting in (Tom Birch, by 13 November 2026)"
    assert found["readers"] == [tom.pk]


def test_the_next_period_begins_where_the_last_sent_one_ended(plan: Plan, tom: Person, ann: User) -> None:
    assert beginning_of(plan, END)["start"] == date(2026, 9, 30)
    update = make_update(plan, tom)
    assert beginning_of(plan, date(2027, 1, 15))["start"] == date(2026, 11, 15)  # a draft tells nobody
    services.send(fresh(update), by=ann, version=1)
    found = beginning_of(plan, date(2027, 1, 15))
    assert (found["start"], found["readers"]) == (END, [tom.pk])
    late = rhythm_of(plan, date(2027, 2, 1))
    assert (late.due, late.is_late) == (date(2027, 1, 30), True)
    assert not rhythm_of(plan, date(2027, 1, 30)).is_late


def test_from_the_form_over_the_preview_to_one_mail(
    plan: Plan, metric: Metric, tom: Person, eddy: User, client_of: Clients
) -> None:
    make_reading(metric, date(2026, 11, 2), 19)
    story = make_story(metric.goal, text=SAID, permission="named", who="Mia Torres")
    client, new = client_of(eddy), place("update_new", plan)
    form = client.get(f"{new}?start=2026-09-30&end=2026-11-30").context["form"]
    assert "Employee score: 19" in form["moved"].value()
    sent = {name: form[name].value() for name in ("title", "start", "end", "moved", "unmeasured")}
    sent |= {"story": story.pk, "needs": "Come and see.", "readers": [tom.pk], "request_key": uuid4()}
    for _twice in range(2):
        answer = client.post(new, sent)
    update = Update.objects.get()
    assert answer["Location"] == place("update", plan, update.pk)
    seen = client.get(answer["Location"]).content.decode()
    for words in (
        "Employee score: 19",
        "I sit down with them now.",
        "Mia Torres",
        "Come and see.",
        "Tom Birch",
    ):
        assert words in seen
    assert OutgoingMail.objects.count() == 0

    for _twice in range(2):
        told = client.post(place("update_send", plan, update.pk), {"version": 1}, follow=True)
    assert "This update was sent." in told.content.decode()
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.kind, mail.subject) == ("tom@example.org", "update", update.title)
    for words in (
        "Hello Tom Birch,",
        "Employee score",
        "12\xa0points",
        "19\xa0points",
        "Mia Torres",
        "Come and see.",
    ):
        assert words in mail.text
        assert words in mail.html
    assert "<script" not in mail.html
    assert "high" not in mail.text


def test_a_sent_one_tells_its_figures_as_they_were(
    plan: Plan, metric: Metric, tom: Person, ann: User, client_of: Clients
) -> None:
    reading = make_reading(metric, date(2026, 11, 2), 19)
    update = make_update(plan, tom)
    services.send(fresh(update), by=ann, version=1)
    with deed("edit", by=ann, workspace=plan.workspace):
        Reading.objects.get(pk=reading.pk).delete()
    assert [one["now"] for one in telling_of(fresh(update)).figures] == ["19\xa0points"]
    assert "19\xa0points" in client_of(ann).get(place("update", plan, update.pk)).content.decode()


def test_a_sent_one_is_neither_changed_nor_removed_nor_taken_back(
    plan: Plan, tom: Person, ann: User, client_of: Clients
) -> None:
    update = fresh(make_update(plan, tom))
    services.edit(update, by=ann, version=1, fields={"title": "Well"}, readers=[tom])
    services.send(fresh(update), by=ann, version=2)
    for act in (
        lambda: services.edit(fresh(update), by=ann, version=3, fields={"title": "No"}, readers=[]),
        lambda: services.remove(fresh(update), by=ann),
        lambda: services.send(fresh(update), by=ann, version=3),
    ):
        with pytest.raises(services.AlreadySent):
            act()
    for row in Deed.objects.filter(verb__in=["edit_update", "send_update"]):
        with pytest.raises(CannotUndo):
            undo(row, by=ann)
    client = client_of(ann)
    assert client.get(place("update_edit", plan, update.pk))["Location"] == place("update", plan, update.pk)
    page = client.get(place("update", plan, update.pk)).content.decode()
    assert ("update_send" in page, "Send it" in page, "Change it" in page) == (False, False, False)
    client.post(place("update_remove", plan, update.pk))
    assert fresh(update).title == "Well"


def test_what_goes_out_is_what_was_seen(plan: Plan, tom: Person, ann: User, client_of: Clients) -> None:
    update = fresh(make_update(plan, tom))
    services.edit(update, by=ann, version=1, fields={"title": "Other words"}, readers=[tom])
    with pytest.raises(StaleWrite):
        services.send(fresh(update), by=ann, version=1)
    answer = client_of(ann).post(place("update_send", plan, update.pk), {"version": 1}, follow=True)
    assert "Somebody changed it meanwhile" in answer.content.decode()
    assert (fresh(update).sent_on, OutgoingMail.objects.count()) == (None, 0)


def test_it_is_not_sent_to_nobody_and_goes_once_to_an_address(plan: Plan, tom: Person, ann: User) -> None:
    silent = make_person(plan.workspace, "Nora")
    update = make_update(plan, silent)
    with pytest.raises(ValidationError):
        services.send(fresh(update), by=ann, version=1)
    assert fresh(update).sent_on is None
    same = make_person(plan.workspace, "Tom B.", email="TOM@example.org")
    both = make_update(plan, tom, same, silent)
    assert services.send(fresh(both), by=ann, version=1) == 1
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize(
    ("permission", "text", "name"),
    [("named", True, True), ("unnamed", True, False), ("refused", False, False), ("", False, False)],
)
def test_a_story_is_told_as_far_as_it_may_be(
    permission: str, text: bool, name: bool, plan: Plan, tom: Person, ann: User, client_of: Clients
) -> None:
    story = make_story(make_goal(plan), text=SAID, permission=permission, who="Mia Torres")
    update = make_update(plan, tom, story=story)
    page = client_of(ann).get(place("update", plan, update.pk)).content.decode()
    assert ("I sit down" in page, "Mia Torres" in page) == (text, name)
    offered = client_of(ann).get(place("update_new", plan)).context["form"].fields["story"].queryset
    assert list(offered) == ([story] if text else [])


def test_a_story_that_may_not_be_quoted_any_more_is_gone_from_what_was_sent(
    plan: Plan, tom: Person, ann: User
) -> None:
    story = make_story(make_goal(plan), text=SAID, permission="named", who="Mia Torres")
    update = make_update(plan, tom, story=story)
    services.send(fresh(update), by=ann, version=1)
    assert "Mia Torres" not in str(fresh(update).told)
    assert telling_of(fresh(update)).who == "Mia Torres"
    with deed("edit", by=ann, workspace=plan.workspace):
        story.permission = "refused"
        story.save()
    assert telling_of(fresh(update)).story is None


def test_what_is_decided_in_the_period_is_told_with_its_reason(
    plan: Plan, tom: Person, ann: User, client_of: Clients
) -> None:
    initiative = make_initiative(plan, title="Time management", status="running")
    update = make_update(plan, tom, start=date(2020, 1, 1), end=date(2020, 3, 1))
    client, here = client_of(ann), place("update", plan, update.pk)
    asked = f"{reverse('framework:initiative_decide', args=['acme', initiative.pk])}?next={here}"
    assert asked in client.get(here).content.decode()
    decide(initiative, decision="keep", reason="People like it", by=ann)
    decide(initiative, decision="change", reason="Shorter, in the teams", by=ann)
    services.send(fresh(update), by=ann, version=1)
    assert [(one["title"], one["decision"]) for one in fresh(update).told["decisions"]] == [
        ("Time management", "Change it")
    ]
    assert "Shorter, in the teams" in OutgoingMail.objects.get().text
    following = fresh(make_update(plan, tom, start=date(2020, 3, 1), end=date(2020, 5, 1)))
    assert telling_of(following).decisions == []  # told once


def test_only_who_edits_writes_and_strangers_find_nothing(
    plan: Plan, ben: User, cleo: User, tom: Person, client_of: Clients
) -> None:
    update = make_update(plan, tom)
    seen = client_of(ben).get(place("update", plan, update.pk)).content.decode()
    assert ("Send it" in seen, "Change it" in seen, "Decide…" in seen) == (False, False, False)
    assert client_of(ben).post(place("update_send", plan, update.pk), {"version": 1}).status_code == 403
    assert client_of(cleo).get(place("update", plan, update.pk)).status_code == 404


def test_bad_input_is_sent_back(plan: Plan, eddy: User, client_of: Clients) -> None:
    wrong = {"title": "", "start": "2026-11-30", "end": "2026-09-30"}
    answer = client_of(eddy).post(place("update_new", plan), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter the title of the update." in page
    assert "The period has to end after the day on which it begins." in page
    assert client_of(eddy).get(f"{place('update_new', plan)}?start=x&end=2026-01-01").status_code == 422


def test_lists_cost_the_same_for_one_and_three(
    plan: Plan, tom: Person, ann: User, client_of: Clients
) -> None:
    client, counts = client_of(ann), []
    for more in (1, 2):
        for _n in range(more):
            update = make_update(plan, tom, make_person(plan.workspace, email=f"{key('m')}@example.org"))
            make_initiative(plan)
        for here in (place("update_list", plan), place("update", plan, update.pk)):
            client.get(here)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(here)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_one_that_came_in_with_a_file_has_its_words_only(
    plan: Plan, tom: Person, ann: User, client_of: Clients
) -> None:
    story = make_story(make_goal(plan), text=SAID, permission="named")
    update = make_update(plan, tom, sent_on=END, moved="It went well.", story=story)
    page = client_of(ann).get(place("update", plan, update.pk))
    assert (page.status_code, "It went well." in page.content.decode()) == (200, True)
