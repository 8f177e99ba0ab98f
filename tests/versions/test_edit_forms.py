"""Every form that edits what others edit too refuses a stale save and shows both texts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alignment.catalogue.services import barriers
from alignment.comments.services.writing import add_comment
from alignment.framework.services.notes import add_consultation, park_note
from alignment.intake.services import causes, deciding, questions, requests, whys
from alignment.models import Consultation, DevelopmentRequest, ParkedNote, Plan, RivalCause, User, Why
from alignment.reviews.services.asking import ask
from alignment.rules.verdict_of_request import SaidOfVerdict
from alignment.skills.services.assessments import open_assessment
from alignment.versions.services import take_snapshot
from tests.access_world import addresses
from tests.factories import (
    make_chain,
    make_conversation,
    make_expectation,
    make_group,
    make_layout,
    make_metric,
    make_person,
    make_reading,
    make_session,
    make_shares,
    make_story,
    make_update,
)

SignIn = Callable[[User], Client]


@dataclass(frozen=True)
class Edit:
    """An edit form: its field in which two people write, and what each of them writes."""

    name: str
    field: str
    theirs: str = "Theirs, saved first"
    mine: str = "Mine, typed meanwhile"
    part: str = ""  # which of the things that the address serves

    def __str__(self) -> str:
        return f"{self.name} {self.part} {self.field}"


EDITS = [
    *(Edit("framework:item_edit", "title", part=part) for part in ("goal", "outcome", "moment", "learning")),
    Edit("framework:item_edit", "description", part="initiative"),
    Edit("framework:item_edit", "cost", "1000", "2500", part="initiative"),
    Edit("framework:item_edit", "momentum", "Pay review", "Team days", part="outcome"),
    Edit("framework:goal_notes", "goes_well"),
    Edit("framework:goal_agree", "person"),
    Edit("framework:outcome_agree", "person"),
    Edit("framework:goal_no_learning", "reason"),
    Edit("framework:link_edit", "reason"),
    Edit("framework:plan_edit", "description"),
    Edit("framework:consultation_edit", "note"),
    Edit("framework:note_edit", "text"),
    Edit("conversations:conversation_edit", "decisions"),
    Edit("conversations:expectation_edit", "text"),
    Edit("stories:story_edit", "text"),
    Edit("people:person_edit", "team"),
    Edit("people:group_edit", "description"),
    Edit("people:settings", "name"),
    Edit("measurement:metric_edit", "source"),
    Edit("measurement:reading_edit", "note"),
    Edit("briefings:briefing_edit", "risks"),
    Edit("briefings:layout_edit", "name"),
    Edit("comments:comment_edit", "text"),
    Edit("reviews:request_edit", "needed"),
    Edit("sessions:session_edit", "title"),
    Edit("updates:update_edit", "moved"),
    Edit("intake:request_edit", "happening"),
    Edit("intake:question_edit", "text"),
    Edit("intake:cause_edit", "text"),
    Edit("intake:why_edit", "text"),
    Edit("intake:verdict", "verdict_reason"),
    Edit("intake:reply_edit", "reply"),
    Edit("catalogue:barrier_edit", "text"),
    Edit("skills:assessment_edit", "title"),
]

#: Forms that edit nothing that is there: they make something, ask before an act, or are one's own.
#: Of those that only choose (a decision, a priority, readiness) the tests of their features say the same.
OTHERS = {
    "asking:ask",
    "catalogue:approval_new",
    "catalogue:barrier_new",
    "catalogue:catalogue_import",
    "catalogue:catalogue_import_preview",
    "catalogue:item_build",
    "catalogue:item_claim",
    "catalogue:item_decide",
    "intake:cause_new",
    "intake:link_new",
    "intake:link_renew",
    "intake:link_revoke",
    "intake:outcome_cause_new",
    "intake:question_list",
    "intake:readiness",
    "intake:request_answers",
    "intake:request_new",
    "intake:result_link",
    "intake:result_make",
    "intake:why_list",
    "practices:answer_new",
    "skills:assessment_close",
    "skills:assessment_new",
    "skills:level_new",
    "skills:skill_choose",
    "skills:skill_detail",
    "skills:skills_import",
    "skills:skills_import_preview",
    "briefings:layout_new",
    "framework:plan_new",
    "framework:recheck",
    "framework:recheck_all",
    "framework:plan_copy",
    "framework:plan_archive",
    "conversations:conversation_new",
    "conversations:expectation_new",
    "conversations:expectation_answer",
    "conversations:expectation_done",
    "conversations:expectation_rate",
    "conversations:rating_new",
    "framework:note_turn",
    "framework:paste",
    "framework:item_new",
    "framework:hint_dismiss",
    "framework:initiative_decide",
    "framework:item_move",
    "framework:item_revert",
    "framework:item_support",
    "framework:link_new",
    "framework:what_if",
    "framework:link_confirm",
    "exchange:import_preview",
    "measurement:metric_new",
    "measurement:reading_new",
    "measurement:readings_approve",
    "measurement:readings_import",
    "measurement:readings_import_preview",
    "measurement:readings_new",
    "people:people_import",
    "people:people_import_preview",
    "people:person_erase",
    "people:person_new",
    "people:group_new",
    "people:invitation_new",
    "people:member_leave",
    "people:member_remove",
    "people:invitation_accept",
    "people:first_sign_in",
    "people:preferences",
    "people:workspace_new",
    "portfolio:welcome_running",
    "stories:story_new",
    "versions:version_list",
    "comments:comment_list",
    "comments:comment_withdraw",
    "comments:item_comments",
    "comments:thread",
    "mail_stop",
    "outbox:mail",
    "reviews:request_withdraw",
    "reviews:review_ask",
    "reviews:review_own",
    "sessions:answer_sort",
    "sessions:answer_turn",
    "sessions:session_close",
    "sessions:session_new",
    "updates:update_new",
    "sharing:link_new",
    "sharing:link_renew",
    "sharing:link_revoke",
    "sharing:link_revoke_all",
    "portfolio:welcome_start",
}


def test_every_form_is_known() -> None:
    forms = {
        one.name for one in addresses() if one.is_ours and one.policy and {"GET", "POST"} <= set(one.policy)
    }
    assert forms == {one.name for one in EDITS} | OTHERS


@pytest.fixture
def places(plan: Plan, ann: User) -> dict[str, list[Any]]:
    """Of each address the parts that stand behind the workspace, by its name and part."""
    goal, outcome, moment, learning, initiative = make_chain(plan)
    items = {one.layer.word: one for one in (goal, outcome, moment, learning, initiative)}
    metric = make_metric(outcome, baseline=10, target=20, target_date=date(2027, 12, 31))
    add_consultation(plan, step=1, role="learner", by=ann)
    park_note(plan, text="Later", by=ann)
    talk = make_conversation(plan)
    version, _done = take_snapshot(plan, note="", by=ann)
    (asked,) = ask(version, {make_person(plan.workspace, "Tom Birch"): ""}, due=None, by=ann)
    asking = asked_for(plan, ann)
    found = {f"framework:item_edit {word}": [word, item.pk] for word, item in items.items()}
    return found | {
        "framework:goal_notes ": [goal.pk],
        "framework:goal_agree ": [goal.pk],
        "framework:outcome_agree ": [make_shares(outcome, ("Pay review", 30)).pk],
        "framework:goal_no_learning ": [goal.pk],
        "framework:link_edit ": ["outcome", outcome.links_up.get().pk],
        "framework:plan_edit ": [plan.pk],
        "framework:consultation_edit ": [plan.pk, Consultation.objects.get(conversation=None).pk],
        "framework:note_edit ": [plan.pk, ParkedNote.objects.get().pk],
        "conversations:conversation_edit ": [talk.pk],
        "conversations:expectation_edit ": [make_expectation(plan).pk],
        "stories:story_edit ": [make_story(goal).pk],
        "people:person_edit ": [make_person(plan.workspace).pk],
        "people:group_edit ": [make_group(plan.workspace).pk],
        "people:settings ": [],
        "measurement:metric_edit ": [metric.pk],
        "measurement:reading_edit ": [make_reading(metric, date(2026, 11, 1), 12).pk],
        "briefings:briefing_edit ": [plan.pk, "executive"],
        "briefings:layout_edit ": [plan.pk, make_layout(plan, ann).pk],
        "comments:comment_edit ": [add_comment(plan, text="How sure?", by=ann)[0].pk],
        "reviews:request_edit ": [plan.pk, asked.request.pk],
        "sessions:session_edit ": [plan.pk, make_session(plan).pk],
        "updates:update_edit ": [plan.pk, make_update(plan).pk],
        "catalogue:barrier_edit ": [barriers.add(plan.workspace, by=ann, fields={"text": "Seats"})[0].pk],
        "skills:assessment_edit ": [
            plan.pk,
            open_assessment(plan, goal=goal, group=make_group(plan.workspace), title="How?", by=ann).pk,
        ],
        **asking,
    }


def asked_for(plan: Plan, ann: User) -> dict[str, list[Any]]:
    """A request that was looked into and decided, and a question of the workspace's own."""
    fields = {"title": "Offers fail", "asked_on": date(2026, 11, 2), "happening": "They compare on price"}
    asked = requests.record(plan.workspace, by=ann, fields=fields)[0]
    whys.add_why(asked, text="They compare", by=ann)
    causes.add_cause(asked, by=ann, fields={"kind": "skill", "text": "Nobody practised"})
    said = SaidOfVerdict(verdict="decline", verdict_reason="Too early")
    version = DevelopmentRequest.objects.get(pk=asked.pk).version
    deciding.decide_request(asked, said=said, version=version, by=ann)
    question = questions.add_question(plan.workspace, text="Where?", by=ann)[0]
    return {
        "intake:request_edit ": [asked.pk],
        "intake:verdict ": [asked.pk],
        "intake:reply_edit ": [asked.pk],
        "intake:why_edit ": [asked.pk, Why.objects.get().pk],
        "intake:cause_edit ": [RivalCause.objects.get().pk],
        "intake:question_edit ": [question.pk],
    }


def sent(values: dict[str, Any]) -> dict[str, Any]:
    """What of a form's values a browser sends."""
    return {
        name: value for name, value in values.items() if value not in (None, [], "") and value is not False
    }


def filled(response: HttpResponse, **typed: str) -> dict[str, Any]:
    """What a browser would send of the form on a page, with some fields typed anew."""
    form = response.context["form"]  # type: ignore[attr-defined]
    values = {form.add_prefix(name): form[name].value() for name in form.fields}
    return sent(values) | {form.add_prefix(name): value for name, value in typed.items()}


def typed_as(edit: Edit, words: str) -> dict[str, str]:
    """The field of an edit, and what else the form demands."""
    return {edit.field: words} | ({"on": "2026-11-01"} if edit.name.endswith("_agree") else {})


@pytest.fixture
def two(ann: User, client_of: SignIn) -> tuple[Client, Client]:
    """Two browsers."""
    return client_of(ann), client_of(ann)


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_a_stale_form_is_refused_with_both_texts(
    edit: Edit, places: dict[str, list[Any]], two: tuple[Client, Client]
) -> None:
    first, second = two
    here = reverse(edit.name, args=["acme", *places[f"{edit.name} {edit.part}"]])
    opened = second.get(here)
    saved = first.post(here, filled(first.get(here), **typed_as(edit, edit.theirs)))
    assert saved.status_code in (302, 303)

    refused = second.post(here, filled(opened, **typed_as(edit, edit.mine)))
    words = refused.content.decode()
    assert (refused.status_code, edit.theirs in words, edit.mine in words) == (409, True, True)
    assert filled(first.get(here))[edit.field] == edit.theirs

    context = refused.context
    if "form" in context:  # the form with what was typed stands below both texts
        on_top = filled(refused)
    else:  # an item asks which of the two to keep
        on_top = sent({one.html_name: one.value() for one in context["mine"]})
    assert on_top[edit.field] == edit.mine
    assert second.post(here, on_top).status_code in (302, 303)
    assert filled(first.get(here))[edit.field] == edit.mine
