"""Plain functions that make rows for tests, each with sensible defaults and no surprises.

Every function writes inside a deed by the workspace's first owner (or nobody). Keys count up per process.
"""

import itertools
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from alignment.deeds import deed
from alignment.models import (
    ITEM,
    LINK_UP,
    METRIC_FIELD,
    Answer,
    Behaviour,
    BriefingLayout,
    BusinessGoal,
    Consultation,
    Contribution,
    Conversation,
    Expectation,
    GroupNeed,
    GuidedSession,
    Initiative,
    Item,
    Layer,
    LearningOutcome,
    Link,
    Membership,
    Metric,
    MomentOfTruth,
    Participant,
    PerformanceOutcome,
    Person,
    Plan,
    PracticeAnswer,
    Reading,
    Rights,
    Role,
    ShareLink,
    Story,
    TargetGroup,
    Update,
    UpdateReader,
    User,
    Workspace,
)
from alignment.tokens import digest, new_token

PASSWORD = "correct horse battery"
_count = itertools.count(1)


def key(prefix: str) -> str:
    return f"{prefix}{next(_count)}"


def make_user(name: str = "ann", **fields: Any) -> User:
    return User.objects.create_user(f"{name}@example.org", PASSWORD, name=name.capitalize(), **fields)


def make_workspace(slug: str = "acme", owner: User | None = None, **fields: Any) -> Workspace:
    workspace = Workspace(slug=slug, name=fields.pop("name", slug.capitalize()), **fields)
    with deed("found", by=owner, workspace=workspace):
        if owner:
            Membership.objects.create(workspace=workspace, user=owner, role=Role.OWNER)
    return workspace


def make_member(workspace: Workspace, user: User, role: str = Role.VIEWER) -> Membership:
    with deed("join", by=user, workspace=workspace):
        return Membership.objects.create(workspace=workspace, user=user, role=role)


def make_plan(workspace: Workspace, **fields: Any) -> Plan:
    fields = {"key": key("p"), "title": "People plan 2027"} | fields
    with deed("create", by=None, workspace=workspace):
        return Plan.objects.create(workspace=workspace, **fields)


def make_item(layer: Layer, plan: Plan, **fields: Any) -> Any:
    fields = {"key": key(layer.word[0]), "title": f"{layer.word.capitalize()} {next(_count)}"} | fields
    with deed("create", by=None, workspace=plan.workspace, plan=plan):
        return ITEM[layer].objects.create(workspace=plan.workspace, plan=plan, **fields)


def make_goal(plan: Plan, **fields: Any) -> BusinessGoal:
    return make_item(Layer.GOAL, plan, **fields)


def make_outcome(plan: Plan, *goals: BusinessGoal, **fields: Any) -> PerformanceOutcome:
    return _serving(make_item(Layer.OUTCOME, plan, **fields), goals)


def make_shares(
    outcome: PerformanceOutcome, *shares: tuple[str, int] | tuple[str, int, bool], agreed: Any = None
) -> PerformanceOutcome:
    """Who has which share in an outcome, (who, share, whether it is learning); `agreed` is a day."""
    with deed("edit", by=None, workspace=outcome.workspace):
        for position, (who, share, *learning) in enumerate(shares):
            Contribution.objects.create(
                workspace=outcome.workspace,
                outcome=outcome,
                who=who,
                share=share,
                learning=any(learning),
                position=position,
            )
        if agreed:
            outcome.contribution_agreed_on = agreed
            outcome.save(update_fields=["contribution_agreed_on", "updated"])
    return outcome


def make_moment(
    plan: Plan,
    *outcomes: PerformanceOutcome,
    helps: str = "Asks first",
    hinders: str = "Cancels",
    **fields: Any,
) -> MomentOfTruth:
    moment = make_item(Layer.MOMENT, plan, **fields)
    with deed("edit", by=None, workspace=plan.workspace):
        for effect, text in (("helps", helps), ("hinders", hinders)):
            if text:
                Behaviour.objects.create(workspace=plan.workspace, moment=moment, effect=effect, text=text)
    return _serving(moment, outcomes)


def make_learning(
    plan: Plan, *moments: MomentOfTruth, group: TargetGroup | None = None, **fields: Any
) -> LearningOutcome:
    learning = make_item(Layer.LEARNING, plan, **fields)
    if group:
        with deed("edit", by=None, workspace=plan.workspace):
            GroupNeed.objects.create(workspace=plan.workspace, learning_outcome=learning, group=group)
    return _serving(learning, moments)


def make_initiative(plan: Plan, *learning: LearningOutcome, **fields: Any) -> Initiative:
    return _serving(make_item(Layer.INITIATIVE, plan, **fields), learning)


def make_link(lower: Item, upper: Item, **fields: Any) -> Link:
    fields = {"reason": "Because it helps", "confidence": 1} | fields
    digests = {"lower_meaning": lower.meaning, "upper_meaning": upper.meaning}
    with deed("link", by=None, workspace=lower.workspace):
        return LINK_UP[lower.layer].objects.create(
            workspace=lower.workspace, lower=lower, upper=upper, **(digests | fields)
        )


def make_chain(
    plan: Plan, **fields: Any
) -> tuple[BusinessGoal, PerformanceOutcome, MomentOfTruth, LearningOutcome, Initiative]:
    """One goal with one item on every layer below it, every link with a reason: traced."""
    goal = make_goal(plan)
    outcome = make_outcome(plan, goal)
    moment = make_moment(plan, outcome)
    learning = make_learning(plan, moment)
    return goal, outcome, moment, learning, make_initiative(plan, learning, **fields)


def make_metric(item: Item, **fields: Any) -> Metric:
    fields = {
        "key": key("k"),
        "title": "Employee score",
        "kind": "increase",
        METRIC_FIELD[item.layer]: item,
    } | fields
    with deed("create", by=None, workspace=item.workspace):
        return Metric.objects.create(workspace=item.workspace, **fields)


def make_reading(metric: Metric, date: Any, value: Any, **fields: Any) -> Reading:
    with deed("add_reading", by=None, workspace=metric.workspace):
        return Reading.objects.create(
            workspace=metric.workspace, metric=metric, date=date, value=value, **fields
        )


def make_story(item: Item, **fields: Any) -> Story:
    fields = {"text": "It helped me", "kind": "learner_feedback", "date": date(2026, 11, 3)} | fields
    fields = {"key": key("s"), METRIC_FIELD[item.layer]: item} | fields
    with deed("add_story", by=None, workspace=item.workspace):
        return Story.objects.create(workspace=item.workspace, **fields)


def make_person(workspace: Workspace, name: str = "Dana Okoro", **fields: Any) -> Person:
    fields = {"key": key("n")} | fields
    with deed("create", by=None, workspace=workspace):
        return Person.objects.create(workspace=workspace, name=name, **fields)


def make_group(workspace: Workspace, name: str = "Young managers", **fields: Any) -> TargetGroup:
    fields = {"key": key("t")} | fields
    with deed("create", by=None, workspace=workspace):
        return TargetGroup.objects.create(workspace=workspace, name=name, **fields)


def make_conversation(plan: Plan, **fields: Any) -> Conversation:
    """A conversation with one who took part."""
    fields = {"key": key("c"), "title": "What leaving costs", "date": date(2026, 1, 14)} | fields
    with deed("converse", by=None, workspace=plan.workspace, plan=plan):
        made = Conversation.objects.create(workspace=plan.workspace, plan=plan, **fields)
        Consultation.objects.create(
            workspace=plan.workspace, plan=plan, conversation=made, step=1, role="learner", date=made.date
        )
    return made


def make_expectation(plan: Plan, **fields: Any) -> Expectation:
    fields = {"key": key("e"), "direction": "we_need", "text": "Dates for sitting in"} | fields
    with deed("expect", by=None, workspace=plan.workspace, plan=plan):
        return Expectation.objects.create(workspace=plan.workspace, plan=plan, **fields)


def make_update(plan: Plan, *readers: Person, **fields: Any) -> Update:
    """The draft of an update about October and November 2026."""
    fields = {
        "key": key("u"),
        "title": "How it goes",
        "start": date(2026, 9, 30),
        "end": date(2026, 11, 30),
    } | fields
    with deed("write_update", by=None, workspace=plan.workspace, plan=plan):
        made = Update.objects.create(workspace=plan.workspace, plan=plan, **fields)
        for person in readers:
            UpdateReader.objects.create(workspace=plan.workspace, update=made, person=person)
    return made


def make_share(plan: Plan, *, by: User | None = None, **fields: Any) -> tuple[ShareLink, str]:
    """A share link and its secret; one for a review is for a person and the plan's latest version."""
    token = new_token()
    fields = {"rights": Rights.VIEW, "expires_at": timezone.now() + timedelta(days=30)} | fields
    if fields["rights"] == Rights.REVIEW:
        fields.setdefault("person", None)
        fields["person"] = fields["person"] or make_person(plan.workspace, "Tom Birch")
        fields.setdefault("snapshot", plan.snapshots.first())
    maker = (
        by or User.objects.filter(memberships__workspace=plan.workspace, memberships__role="owner").first()
    )
    with deed("share", by=maker, workspace=plan.workspace, plan=plan):
        link = ShareLink.objects.create(
            workspace=plan.workspace, plan=plan, token_hash=digest(token), created_by=maker, **fields
        )
    return link, token


def make_practice_answer(workspace: Workspace, **fields: Any) -> PracticeAnswer:
    fields = {"key": key("w"), "practice": "culture", "score": 3, "on": date(2026, 11, 3)} | fields
    with deed("answer_practice", by=None, workspace=workspace):
        return PracticeAnswer.objects.create(workspace=workspace, **fields)


def make_layout(plan: Plan, by: User | None = None, **fields: Any) -> BriefingLayout:
    fields = {
        "reader": "executive",
        "name": f"Layout {next(_count)}",
        "sections": ["limits", "money"],
    } | fields
    with deed("edit_layout", by=by, workspace=plan.workspace):
        return BriefingLayout.objects.create(workspace=plan.workspace, **fields)


def make_session(plan: Plan, **fields: Any) -> GuidedSession:
    """An open session about the moments of truth."""
    fields = {"step": 3, "title": "Where it is decided"} | fields
    with deed("open_session", by=None, workspace=plan.workspace, plan=plan):
        return GuidedSession.objects.create(workspace=plan.workspace, plan=plan, **fields)


def make_participant(session: GuidedSession, **fields: Any) -> Participant:
    return Participant.objects.create(workspace=session.workspace, session=session, **fields)


def make_answer(session: GuidedSession, **fields: Any) -> Answer:
    fields = {"prompt": 1, "text": f"Answer {next(_count)}"} | fields
    with deed("answer", by=None, workspace=session.workspace, plan=session.plan):
        return Answer.objects.create(workspace=session.workspace, session=session, **fields)


def _serving(lower: Any, uppers: Any) -> Any:
    for upper in uppers:
        make_link(lower, upper)
    return lower
