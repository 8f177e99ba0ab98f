"""What was removed while somebody edited it: the words that were typed are shown, to nobody but editors."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alignment.catalogue.services import barriers
from alignment.comments.services.writing import add_comment
from alignment.deeds import deed
from alignment.framework.services.notes import add_consultation, park_note, remove_consultation, remove_note
from alignment.measurement.services import remove_reading
from alignment.models import (
    Consultation,
    DevelopmentRequest,
    OutcomeLink,
    ParkedNote,
    Plan,
    RivalCause,
    TriageQuestion,
    User,
    Why,
)
from alignment.reviews.services.asking import ask
from alignment.skills.services.assessments import open_assessment
from alignment.versions.services import take_snapshot
from tests.factories import (
    make_conversation,
    make_expectation,
    make_goal,
    make_group,
    make_initiative,
    make_layout,
    make_learning,
    make_member,
    make_metric,
    make_moment,
    make_outcome,
    make_person,
    make_plan,
    make_reading,
    make_session,
    make_story,
    make_update,
    make_user,
    make_workspace,
)
from tests.versions.asked import asked_for
from tests.versions.test_edit_forms import EDITS, Edit, filled, typed_as

SignIn = Callable[[User], Client]
ITEMS = {
    "goal": make_goal,
    "outcome": make_outcome,
    "moment": make_moment,
    "learning": make_learning,
    "initiative": make_initiative,
}

#: What is edited of a request.
ASKED: dict[str, Any] = {
    "intake:request_edit": DevelopmentRequest,
    "intake:verdict": DevelopmentRequest,
    "intake:reply_edit": DevelopmentRequest,
    "intake:why_edit": Why,
    "intake:cause_edit": RivalCause,
    "intake:question_edit": TriageQuestion,
}


def a_row(edit: Edit, plan: Plan, by: User) -> tuple[Any, list[Any]]:
    """A row that nothing hangs on, and its place behind the workspace; the plan for what hangs on it."""
    row: Any
    workspace, name = plan.workspace, edit.name.partition(":")[2]
    if edit.name in ASKED:
        place = asked_for(plan, by)[f"{edit.name} "]
        return ASKED[edit.name].objects.get(pk=place[-1]), place
    if name == "barrier_edit":
        row = barriers.add(workspace, by=by, fields={"text": "Seats"})[0]
        return row, [row.pk]
    if name == "assessment_edit":
        row = open_assessment(plan, goal=make_goal(plan), group=make_group(workspace), title="How?", by=by)
        return row, [plan.pk, row.pk]
    if name == "item_edit":
        row = ITEMS[edit.part](plan)
        return row, [edit.part, row.pk]
    if name in ("consultation_edit", "note_edit"):
        if name == "note_edit":
            park_note(plan, text="Later", by=by)
        else:
            add_consultation(plan, step=1, role="learner", by=by)
        row = (ParkedNote if name == "note_edit" else Consultation).objects.get(workspace=workspace)
        return row, [plan.pk, row.pk]
    if name in ("conversation_edit", "expectation_edit"):
        row = make_conversation(plan) if name == "conversation_edit" else make_expectation(plan)
        return row, [row.pk]
    if name == "story_edit":
        row = make_story(make_outcome(plan))
        return row, [row.pk]
    if name == "comment_edit":
        row = add_comment(plan, text="How sure?", by=by)[0]
        return row, [row.pk]
    if name == "request_edit":
        version, _done = take_snapshot(plan, note="", by=by)
        row = ask(version, {make_person(workspace): ""}, due=None, by=by)[0].request
        return row, [plan.pk, row.pk]
    if name in ("session_edit", "update_edit"):
        row = make_session(plan) if name == "session_edit" else make_update(plan)
        return row, [plan.pk, row.pk]
    if name == "link_edit":
        make_outcome(plan, make_goal(plan))
        row = OutcomeLink.objects.get(workspace=workspace)
        return row, ["outcome", row.pk]
    if name == "outcome_agree":
        row = make_outcome(plan)
        return row, [row.pk]
    if name in ("metric_edit", "reading_edit"):
        row = make_metric(make_outcome(plan), baseline=10, target=20, target_date=date(2027, 12, 31))
        row = make_reading(row, date(2026, 11, 1), 12) if name == "reading_edit" else row
        return row, [row.pk]
    if name == "briefing_edit":
        row = make_plan(workspace)
        return row, [row.pk, "executive"]
    if name == "layout_edit":
        row = make_layout(plan, by)
        return row, [plan.pk, row.pk]
    made = {"plan_edit": make_plan, "person_edit": make_person}
    row = (made | {"group_edit": make_group}).get(name, lambda _home: make_goal(plan))(workspace)
    return row, [row.pk]


def remove(row: Any, by: User) -> None:
    with deed("edit", by=by, workspace=row.workspace):
        row.delete()


@pytest.mark.parametrize("edit", [one for one in EDITS if one.name != "people:settings"], ids=str)
def test_what_was_typed_is_shown_when_the_row_is_gone(
    edit: Edit, plan: Plan, ann: User, ben: User, client_of: SignIn
) -> None:
    row, place = a_row(edit, plan, ann)
    elsewhere = make_workspace("elsewhere", owner=make_user("eve"))
    client, here = client_of(ann), reverse(edit.name, args=["acme", *place])
    typed = filled(client.get(here), **typed_as(edit, edit.mine))
    remove(row, ann)

    refused = client.post(here, typed)
    assert (refused.status_code, refused.templates[0].name) == (409, "ui/gone.html")
    shown = {one.text for one in refused.context["typed"]}
    assert edit.mine in shown
    assert edit.mine in refused.content.decode()
    assert "Ann removed this" in refused.content.decode()
    assert client.get(here).status_code == 404  # there is nothing to show but one's own words
    number = max(at for at, part in enumerate(place) if isinstance(part, int))
    unknown = reverse(edit.name, args=["acme", *place[:number], 999_999, *place[number + 1 :]])
    reader = client_of(ben)
    assert reader.post(here, typed).status_code == reader.post(unknown, typed).status_code
    make_member(elsewhere, ann, "editor")
    there = reverse(edit.name, args=["elsewhere", *place])
    answers = [client.post(address, typed) for address in (there, unknown)]
    assert [one.status_code for one in answers] == [404, 404]


@pytest.mark.parametrize("name", ["note_edit", "consultation_edit", "reading_edit"])
def test_what_the_product_removes_is_gone_in_that_way(
    name: str, plan: Plan, ann: User, client_of: SignIn
) -> None:
    edit = next(one for one in EDITS if one.name.endswith(f":{name}"))
    row, place = a_row(edit, plan, ann)
    client, here = client_of(ann), reverse(edit.name, args=["acme", *place])
    typed = filled(client.get(here), **typed_as(edit, edit.mine))
    services: dict[str, Callable[..., Any]] = {
        "note_edit": remove_note,
        "consultation_edit": remove_consultation,
        "reading_edit": remove_reading,
    }
    services[name](row, by=ann)
    refused = client.post(here, typed, headers={"HX-Request": "true"})
    assert refused.status_code == 409
    assert (refused["HX-Retarget"], refused["HX-Reselect"]) == ("#main", "#main")
    assert [one.text for one in refused.context["typed"] if one.text == edit.mine] == [edit.mine]
