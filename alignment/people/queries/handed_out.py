"""Which columns of which table a person gets who asks for everything about them.

Only what is named here is given out. Whoever may read the file may read the secrets in it, so that what
opens something, proves something or ties a browser to words (texts of mail, keys, digests, the marks of
browsers) is in no list; a column that is added later is given out when somebody writes it down here.
"""

from typing import Any

from django.db import models

from alignment.models import (
    Answer,
    Barrier,
    BenefitLine,
    BusinessGoal,
    Comment,
    Consultation,
    Conversation,
    DevelopmentRequest,
    Expectation,
    ExpectationAnswer,
    ExpectationRating,
    Initiative,
    Invitation,
    LearningOutcome,
    LevelReading,
    MailChoice,
    Mention,
    Metric,
    MetricReader,
    MomentOfTruth,
    Momentum,
    OutgoingMail,
    Participant,
    PerformanceOutcome,
    Person,
    RelevanceApproval,
    RequestComment,
    ReviewRequest,
    ShareLink,
    SignOff,
    Story,
    Telling,
    UpdateReader,
)

#: Of an item: what it is called, and as what it names the person.
ITEM = "id key plan_id title description owner_id created updated archived_at"
GIVEN_OUT: dict[type[models.Model], frozenset[str]] = {
    model: frozenset(names.split())
    for model, names in {
        Answer: "id session_id participant_id prompt text group item created withdrawn_at",
        Barrier: "id key text owner_id next_step due resolved_on",
        BenefitLine: "id initiative_id text amount currency state period confirmed_by_id",
        BusinessGoal: f"{ITEM} sponsor_id agreed_by_id agreed_on no_learning_by_id contributors",
        Comment: "id plan_id item parent_id user_id person_id link_id author_name text internal created"
        " edited_at withdrawn_at resolved_at",
        Consultation: "id plan_id step person_id role date note conversation_id",
        Conversation: "id key plan_id goal_id title date questions answers decisions",
        DevelopmentRequest: "id key title department requester_id requester_name requester_email came"
        " asked_on happening wanted numbers impact contribution tried by_when belief lead_id taken_up_on"
        " verdict verdict_reason verdict_on verdict_by remedy remedy_owner_id remedy_date reply replied_on"
        " created updated archived_at",
        Expectation: "id key plan_id initiative_id conversation_id direction text owner_id party_id due"
        " done_on",
        ExpectationAnswer: "id expectation_id person_id name answer words on how recorded_by outdated",
        ExpectationRating: "id expectation_id side person_id name kept usefulness words on how recorded_by",
        Initiative: ITEM,
        Invitation: "id email role invited_by_id created expires_at accepted_at revoked_at",
        LearningOutcome: ITEM,
        LevelReading: "id learning_outcome_id group_id date level how by_id note",
        MailChoice: "id user_id person_id digest reminders",
        Mention: "id comment_id person_id",
        Metric: "id key goal_id outcome_id moment_id learning_outcome_id initiative_id title owner_id source",
        MetricReader: "id metric_id person_id",
        MomentOfTruth: f"{ITEM} who seen_by remedy remedy_owner_id remedy_date",
        Momentum: "id goal_id outcome_id text owner_id",
        OutgoingMail: "id kind to user_id person_id subject created sent_at dropped_at",
        Participant: "id session_id link_id person_id name joined_at",
        PerformanceOutcome: ITEM,
        Person: "id key name email role team interest influence user_id next_contact created updated"
        " archived_at archived_by_id erased_at",
        RelevanceApproval: "id item_id for_whom supervisor_id supervisor_name approved why on",
        RequestComment: "id request_id user_id author_name text created withdrawn_at",
        ReviewRequest: "id plan_id snapshot_id person_id link_id needed due asked_at asked_by_id read_at"
        " reminded_at withdrawn_at",
        ShareLink: "id plan_id snapshot_id session_id rights person_id group_name created created_by_id"
        " expires_at revoked_at last_seen_at started_at",
        SignOff: "id plan_id snapshot_id person_id link_id user_id name known_as email email_verified"
        " decision words at",
        Telling: "id metric_id person_id cadence",
        Story: "id key goal_id outcome_id moment_id learning_outcome_id initiative_id text kind who person_id"
        " date permission created updated archived_at",
        UpdateReader: "id update_id person_id",
    }.items()
}
#: What an earlier state of a row says about itself.
OF_HISTORY = frozenset({"history_date", "history_type"})


def given_out(row: Any) -> dict[str, Any]:
    """A row as it is given out; of a table that nobody has listed, that there is a row."""
    model = type(row)
    past = getattr(model, "instance_type", None)
    names = GIVEN_OUT.get(past or model, frozenset({"id"})) | (OF_HISTORY if past else frozenset())
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname in names
    }
