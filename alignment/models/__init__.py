"""The nouns of the product. One file a subject; read them in this order."""

from alignment.models.base import Archivable, Tracked
from alignment.models.briefing import BriefingCopy, BriefingLayout
from alignment.models.catalogue import (
    AuditPoint,
    Barrier,
    CatalogueItem,
    CatalogueLink,
    CatalogueSkill,
    ColumnChoice,
    Fate,
    Practice,
    PracticeAnswer,
    RelevanceApproval,
)
from alignment.models.comments import Comment, Mention
from alignment.models.consulting import (
    RESULT_FIELD,
    RequestComment,
    RequestGoal,
    RequestResult,
    RivalCause,
    TriageAnswer,
    TriageQuestion,
    Why,
)
from alignment.models.conversations import (
    Assent,
    Conversation,
    Direction,
    Expectation,
    ExpectationAnswer,
    ExpectationRating,
    HowAnswered,
    Kept,
    Side,
)
from alignment.models.goal import BusinessGoal, Extent, Momentum
from alignment.models.initiative import BenefitLine, Claim, CostLine, Decision, Initiative
from alignment.models.item import Item
from alignment.models.jobs import Job, Worker
from alignment.models.learning import GroupNeed, LearningOutcome
from alignment.models.link import (
    LINK_UP,
    Confidence,
    InitiativeLink,
    LearningLink,
    Link,
    MomentLink,
    OutcomeLink,
)
from alignment.models.metric import METRIC_FIELD, Metric, MetricReader, Reading, Telling
from alignment.models.moment import Behaviour, Cause, MomentOfTruth
from alignment.models.outbox import MailChoice, OutgoingMail
from alignment.models.outcome import Contribution, PerformanceOutcome
from alignment.models.people import Audience, FrameworkRole, Person, TargetGroup, Weight
from alignment.models.plan import (
    Briefing,
    Consultation,
    DismissedHint,
    ParkedNote,
    Plan,
    Reader,
    Rhythm,
    Step,
)
from alignment.models.requests import CauseKind, DevelopmentRequest, RequestLink, Verdict
from alignment.models.reviews import (
    Agreement,
    ReviewRequest,
    SignOff,
    SignOffCode,
    SignOffRule,
    SignOffWithdrawal,
)
from alignment.models.sessions import Answer, GuidedSession, Participant, Phase, Removal, Vote
from alignment.models.sharing import OF_A_PLAN, Rights, ShareLink
from alignment.models.skills import (
    AssessedLevel,
    Assessment,
    AssessmentReply,
    HowKnown,
    LevelReading,
    Skill,
    SkillFramework,
)
from alignment.models.snapshot import Snapshot
from alignment.models.story import Permission, Story
from alignment.models.updates import Update, UpdateReader
from alignment.models.user import User
from alignment.models.workspace import ROLE_ORDER, Deed, Invitation, Membership, Role, Workspace
from alignment.rules.content import Layer

#: The model of each layer.
ITEM: dict[Layer, type[Item]] = {
    Layer.GOAL: BusinessGoal,
    Layer.OUTCOME: PerformanceOutcome,
    Layer.MOMENT: MomentOfTruth,
    Layer.LEARNING: LearningOutcome,
    Layer.INITIATIVE: Initiative,
}

__all__ = [
    "OF_A_PLAN",
    "AuditPoint",
    "Barrier",
    "CatalogueItem",
    "CatalogueLink",
    "CatalogueSkill",
    "ColumnChoice",
    "Fate",
    "Practice",
    "PracticeAnswer",
    "RelevanceApproval",
    "Audience",
    "RESULT_FIELD",
    "CauseKind",
    "DevelopmentRequest",
    "RequestComment",
    "RequestGoal",
    "RequestLink",
    "RequestResult",
    "RivalCause",
    "TriageAnswer",
    "TriageQuestion",
    "Verdict",
    "Why",
    "AssessedLevel",
    "Assessment",
    "AssessmentReply",
    "HowKnown",
    "LevelReading",
    "Skill",
    "SkillFramework",
    "BriefingCopy",
    "BriefingLayout",
    "Comment",
    "Mention",
    "Assent",
    "Conversation",
    "Direction",
    "Expectation",
    "ExpectationAnswer",
    "ExpectationRating",
    "Kept",
    "Side",
    "Telling",
    "Rhythm",
    "Permission",
    "Story",
    "Update",
    "UpdateReader",
    "Job",
    "Worker",
    "MailChoice",
    "OutgoingMail",
    "ReviewRequest",
    "SignOff",
    "SignOffCode",
    "SignOffRule",
    "SignOffWithdrawal",
    "Agreement",
    "Answer",
    "GuidedSession",
    "Participant",
    "Phase",
    "Vote",
    "Removal",
    "Rights",
    "ShareLink",
    "ITEM",
    "LINK_UP",
    "METRIC_FIELD",
    "ROLE_ORDER",
    "Archivable",
    "Behaviour",
    "BenefitLine",
    "Briefing",
    "BusinessGoal",
    "Cause",
    "Claim",
    "Confidence",
    "Consultation",
    "Contribution",
    "CostLine",
    "Decision",
    "Deed",
    "DismissedHint",
    "Extent",
    "FrameworkRole",
    "GroupNeed",
    "HowAnswered",
    "Initiative",
    "InitiativeLink",
    "Invitation",
    "Item",
    "Layer",
    "LearningLink",
    "LearningOutcome",
    "Link",
    "Membership",
    "Metric",
    "MetricReader",
    "MomentLink",
    "MomentOfTruth",
    "Momentum",
    "OutcomeLink",
    "ParkedNote",
    "PerformanceOutcome",
    "Person",
    "Plan",
    "Reader",
    "Reading",
    "Role",
    "Snapshot",
    "Step",
    "TargetGroup",
    "Tracked",
    "User",
    "Weight",
    "Workspace",
]
