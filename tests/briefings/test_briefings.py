"""The pages of a plan's briefings: who may see them, what stands in them, and their words edited."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alignment.briefings.queries import briefing_row
from alignment.briefings.services import edit_wording
from alignment.deeds import StaleWrite, undo
from alignment.models import Briefing, Plan, Reader, User
from tests.factories import (
    make_chain,
    make_goal,
    make_initiative,
    make_metric,
    make_person,
    make_plan,
    make_reading,
)

ClientOf = Callable[[User], Client]
PAGES = ["briefing_list", "briefing", "briefing_pdf", "briefing_edit"]


def page(name: str, plan: Plan) -> str:
    return address_of(name, plan.workspace.slug, plan.pk)


def address_of(name: str, workspace: str, plan: int, reader: str = "executive") -> str:
    more = [] if name == "briefing_list" else [reader]
    return reverse(f"briefings:{name}", args=[workspace, plan, *more])


def parts_of(response: Any) -> dict[str, Any]:
    """What each section of a briefing shows."""
    parts: dict[str, Any] = response.context["document"].parts
    return parts


def words(version: int = 0, **changes: str) -> dict[str, str]:
    return {"version": str(version), "headline": "We are getting there."} | changes


def write(plan: Plan, by: User, version: int = 0, **fields: object) -> Briefing:
    edit_wording(plan, Reader.EXECUTIVE, by=by, version=version, fields=fields)
    return briefing_row(plan)


@pytest.mark.parametrize("name", PAGES[:3])
def test_briefing_works_for_owner_and_viewer(
    client_of: ClientOf, ann: User, ben: User, plan: Plan, name: str
) -> None:
    make_chain(plan, status="running")

    assert [client_of(user).get(page(name, plan)).status_code for user in (ann, ben)] == [200, 200]


@pytest.mark.parametrize("name", PAGES)
def test_briefing_hides_from_a_stranger(client_of: ClientOf, cleo: User, plan: Plan, name: str) -> None:
    assert client_of(cleo).get(page(name, plan)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_briefing_of_a_plan_elsewhere_is_not_found(
    client_of: ClientOf, ann: User, cleo: User, plan: Plan, name: str
) -> None:
    theirs = make_plan(cleo.memberships.get().workspace)
    address = address_of(name, plan.workspace.slug, theirs.pk)

    assert client_of(ann).get(address).status_code == 404


def test_edit_refuses_a_viewer(client_of: ClientOf, ben: User, plan: Plan) -> None:
    client = client_of(ben)

    assert client.get(page("briefing_edit", plan)).status_code == 403
    assert client.post(page("briefing_edit", plan), words()).status_code == 403
    assert not Briefing.objects.exists()


def test_a_viewer_is_not_offered_to_edit(client_of: ClientOf, ann: User, ben: User, plan: Plan) -> None:
    edit = page("briefing_edit", plan)

    for name in PAGES[:2]:
        offered = [edit in client_of(user).get(page(name, plan)).content.decode() for user in (ann, ben)]
        assert offered == [True, False]


def test_briefing_of_an_empty_plan_says_what_is_missing(client_of: ClientOf, ann: User, plan: Plan) -> None:
    body = client_of(ann).get(page("briefing", plan)).content.decode()

    assert "This plan has no business goal yet." in body
    assert "No number is recorded yet" in body
    assert "No initiative is planned or running." in body
    assert "0 of 0" not in body


def test_edited_words_stand_on_the_page_with_their_day(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_chain(plan)
    client = client_of(ann)

    response = client.post(page("briefing_edit", plan), words(risks="One\r\n\r\n  Two  "))

    assert response.status_code == 302
    assert response["Location"] == page("briefing", plan)
    row = briefing_row(plan)
    assert (row.headline, row.risks, row.version, row.edited_on, row.edited_by) == (
        "We are getting there.",
        "One\nTwo",
        1,
        timezone.localdate(),
        ann,
    )
    briefing = client.get(page("briefing", plan)).context["briefing"]
    assert (briefing.headline, briefing.limits) == ("We are getting there.", ["One", "Two"])
    assert "Written by hand" in client.get(page("briefing", plan)).content.decode()


def test_blank_words_let_the_data_speak_again(client_of: ClientOf, ann: User, plan: Plan) -> None:
    write(plan, ann, headline="By hand")
    client = client_of(ann)

    client.post(page("briefing_edit", plan), words(1, headline=""))

    assert client.get(page("briefing", plan)).context["briefing"].by_hand == ()


def test_edit_can_be_undone(ann: User, plan: Plan) -> None:
    done = edit_wording(plan, Reader.EXECUTIVE, by=ann, version=0, fields={"headline": "By hand"})

    undo(done, by=ann)

    assert not Briefing.objects.exists()


def test_edit_shows_what_the_data_says_beside_the_form(client_of: ClientOf, ann: User, plan: Plan) -> None:
    write(plan, ann, headline="By hand")

    response = client_of(ann).get(page("briefing_edit", plan))

    assert response.context["form"]["headline"].value() == "By hand"
    assert response.context["briefing"].headline == "This plan has no business goal yet."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "x" * 241),
        ("decision", "x" * 401),
        ("decision_date", "yesterday"),
        ("options", "\n".join("abcdefg")),
        ("risks", "x" * 121),
        ("next_90_days", "\n".join("abcdefg")),
        ("version", "one"),
    ],
)
def test_edit_refuses_what_does_not_fit(
    client_of: ClientOf, ann: User, plan: Plan, field: str, value: str
) -> None:
    response = client_of(ann).post(page("briefing_edit", plan), words(**{field: value}))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Briefing.objects.exists()


def test_edit_over_somebody_elses_words_shows_both_and_loses_neither(
    client_of: ClientOf, ann: User, eddy: User, plan: Plan
) -> None:
    write(plan, eddy, headline="Theirs")
    client = client_of(ann)

    response = client.post(page("briefing_edit", plan), words(0, headline="Mine"))

    assert response.status_code == 409
    difference = response.context["conflict"].contested[0]
    assert (difference.theirs, difference.yours) == ("Theirs", "Mine")
    assert response.context["conflict"].who == "Eddy"
    assert briefing_row(plan).headline == "Theirs"

    again = words(int(response.context["form"]["version"].value()), headline="Mine")
    assert client.post(page("briefing_edit", plan), again).status_code == 302
    assert briefing_row(plan).headline == "Mine"


def test_edit_of_words_that_were_taken_back_meanwhile_keeps_mine(
    client_of: ClientOf, ann: User, eddy: User, plan: Plan
) -> None:
    done = edit_wording(plan, Reader.EXECUTIVE, by=eddy, version=0, fields={"headline": "Theirs"})
    undo(done, by=eddy)

    response = client_of(ann).post(page("briefing_edit", plan), words(1, headline="Mine"))

    assert response.status_code == 409
    assert response.context["form"]["version"].value() == "0"
    assert response.context["form"]["headline"].value() == "Mine"


def test_stale_write_tells_what_is_stored(ann: User, plan: Plan) -> None:
    row = write(plan, ann, headline="First")

    with pytest.raises(StaleWrite) as problem:
        edit_wording(plan, Reader.EXECUTIVE, by=ann, version=0, fields={"headline": "Second"})

    assert problem.value.current == row


def test_one_goal_alone(client_of: ClientOf, ann: User, plan: Plan) -> None:
    goal, *_ = make_chain(plan, title="Kept programme", status="running")
    make_chain(plan, title="CANARY programme", status="running")
    write(plan, ann, headline="CANARY by hand")

    response = client_of(ann).get(page("briefing", plan), {"goal": goal.key})

    briefing = response.context["briefing"]
    assert [one.goal.key for one in briefing.goals] == [goal.key]
    assert [line.title for line in parts_of(response)["trace"]["lines"]] == ["Kept programme"]
    assert "CANARY" not in response.content.decode()


@pytest.mark.parametrize("key", ["nope", "\x00", "g" * 500])
def test_an_unknown_goal_is_not_found(client_of: ClientOf, ann: User, plan: Plan, key: str) -> None:
    make_chain(plan)
    client = client_of(ann)

    for name in ("briefing", "briefing_pdf"):
        assert client.get(page(name, plan), {"goal": key}).status_code == 404


def test_goals_of_other_plans_and_retired_ones_are_not_found(
    client_of: ClientOf, ann: User, plan: Plan
) -> None:
    other = make_goal(make_plan(plan.workspace))
    retired = make_goal(plan, status="retired")
    client = client_of(ann)

    for goal in (other, retired):
        assert client.get(page("briefing", plan), {"goal": goal.key}).status_code == 404


def test_private_things_of_people_and_volume_never_show(client_of: ClientOf, ann: User, plan: Plan) -> None:
    """Influence, interest and mail of a person, metrics of volume, internal keys, the score."""
    owner = make_person(
        plan.workspace, "Sam Reyes", influence="high", interest="low", email="canary@example.org"
    )
    goal, *_, initiative = make_chain(plan, status="running", key="CANARY-key")
    make_reading(make_metric(goal, owner=owner, target=30, title="Shown"), timezone.localdate(), 20)
    make_reading(
        make_metric(initiative, title="CANARY seats", volume_only=True, target=30), timezone.localdate(), 20
    )

    body = client_of(ann).get(page("briefing", plan)).content.decode()
    sheets = body[body.index('<article class="briefing">') : body.index("</article>")]

    assert "Sam Reyes" in sheets
    assert "Shown" in sheets
    assert [word for word in ("canary", "CANARY", "influence", "Links in place") if word in sheets] == []


def test_many_initiatives_are_cut_and_the_rest_is_counted(client_of: ClientOf, ann: User, plan: Plan) -> None:
    for _number in range(160):
        make_initiative(plan)

    parts = parts_of(client_of(ann).get(page("briefing", plan)))

    assert (len(parts["trace"]["lines"]), parts["trace"]["rows_left"], "map" in parts) == (150, 10, False)


@pytest.mark.parametrize("name", PAGES[:2])
def test_number_of_queries_does_not_grow(client_of: ClientOf, ann: User, plan: Plan, name: str) -> None:
    client, counts = client_of(ann), []
    for rows in (1, 2):
        for _number in range(rows):
            goal, *_ = make_chain(plan, status="running")
            make_reading(make_metric(goal, target=30), timezone.localdate(), 20)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(page(name, plan)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_dates_of_the_plan_are_the_next_90_days(client_of: ClientOf, ann: User, plan: Plan) -> None:
    soon: date = timezone.localdate() + timedelta(days=10)
    make_chain(plan, title="Programme", status="approved", start=soon)

    briefing = client_of(ann).get(page("briefing", plan)).context["briefing"]

    assert [(due.day, due.text) for due in briefing.next_dates] == [(soon, "Start: Programme")]
