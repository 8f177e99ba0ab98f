"""One request with what belongs to it, and what may be the same problem."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404

from alignment.models import (
    BusinessGoal,
    Deed,
    DevelopmentRequest,
    Person,
    RequestComment,
    RequestGoal,
    TriageQuestion,
    User,
    Workspace,
)
from alignment.rules.content import GOAL_LIVE
from alignment.rules.likeness import most_alike

#: What pages say of a request beside its own row.
SAID = ("requester", "lead", "link", "duplicate_of", "remedy_owner")
MOST_ALIKE = 5
#: So much of what happens is compared: enough to know a problem again.
COMPARED = 300


def goals_served(asked: DevelopmentRequest) -> list[BusinessGoal]:
    """The live goals that solving it would serve, by their rank."""
    rows = RequestGoal.objects.filter(request=asked).select_related("goal")
    goals = [row.goal for row in rows if row.goal.archived_at is None and row.goal.status in GOAL_LIVE]
    return sorted(goals, key=lambda goal: (goal.priority is None, goal.priority or 0, goal.position))


def goals_to_serve(workspace: Workspace) -> QuerySet[BusinessGoal]:
    """The live goals of the workspace, those with a rank first."""
    live = BusinessGoal.objects.filter(workspace=workspace, status__in=GOAL_LIVE, archived_at=None)
    found: QuerySet[BusinessGoal] = live.order_by("priority", "plan__position", "position", "pk")
    return found


def people_to_ask(workspace: Workspace) -> QuerySet[Person]:
    """Who can ask for something, or work on it."""
    found: QuerySet[Person] = Person.objects.filter(workspace=workspace, archived_at=None).order_by(
        "name", "pk"
    )
    return found


def person_of_address(workspace: Workspace, address: str) -> Person | None:
    """The one person of the workspace with this e-mail address; None when nobody or several have it."""
    if not address:
        return None
    found = list(Person.objects.filter(workspace=workspace, email__iexact=address).current()[:2])
    return found[0] if len(found) == 1 else None


def person_of_user(workspace: Workspace, user: User) -> Person | None:
    """The person of the workspace whose account this is."""
    found: Person | None = Person.objects.filter(workspace=workspace, user=user).current().first()
    return found


def request_made_by(done: Deed) -> DevelopmentRequest | None:
    """The request that a deed made; None when it is gone."""
    past = DevelopmentRequest.history.filter(deed=done).values_list("id", flat=True)
    found: DevelopmentRequest | None = DevelopmentRequest.objects.filter(pk__in=past).first()
    return found


def originals_like(asked: DevelopmentRequest) -> list[DevelopmentRequest]:
    """Other requests of the workspace that may be about the same problem, the most alike first."""
    others = list(originals_of(asked).values_list("pk", "title", "happening"))
    titles = {pk: title for pk, title, _happening in others}
    texts = {pk: _compared(title, happening) for pk, title, happening in others}
    # By the one line alone as well: a long story beside a short one hides that both say the same.
    close = [
        *most_alike(asked.title, titles, MOST_ALIKE),
        *most_alike(_compared(asked.title, asked.happening), texts, MOST_ALIKE),
    ]
    best: dict[int, float] = {}
    for pk, share in close:
        best[pk] = max(share, best.get(pk, 0))
    found = sorted(best, key=lambda pk: -best[pk])[:MOST_ALIKE]
    rows = DevelopmentRequest.objects.in_bulk(found)
    return [rows[pk] for pk in found]


def originals_of(asked: DevelopmentRequest) -> QuerySet[DevelopmentRequest]:
    """Every request that this one can be a duplicate of."""
    others = DevelopmentRequest.objects.filter(workspace=asked.workspace, duplicate_of=None).current()
    found: QuerySet[DevelopmentRequest] = others.exclude(pk=asked.pk)
    return found


def duplicates_of(asked: DevelopmentRequest) -> list[DevelopmentRequest]:
    """The requests that are the same problem as this one, as somebody said."""
    return list(asked.duplicates.current().order_by("asked_on", "pk"))


def comments_on(asked: DevelopmentRequest) -> list[RequestComment]:
    """What members say about it, the oldest first; what was withdrawn is left out."""
    return list(asked.comments.filter(withdrawn_at=None))


def comment_on(asked: DevelopmentRequest, comment_id: int) -> RequestComment:
    """A comment on this request; 404 when it is none of its own."""
    found = asked.comments.filter(pk=comment_id, workspace=asked.workspace).first()
    if found is None:
        raise Http404
    comment: RequestComment = found
    comment.request, comment.workspace = asked, asked.workspace
    return comment


def all_questions(workspace: Workspace) -> list[TriageQuestion]:
    """The questions of a workspace, those that are not asked any more last."""
    found = TriageQuestion.objects.filter(workspace=workspace)
    return sorted(found, key=lambda one: (one.is_archived, one.position, one.key))


def questions_of(workspace: Workspace) -> list[TriageQuestion]:
    """The questions that the workspace asks of every request, in their order."""
    return list(TriageQuestion.objects.filter(workspace=workspace).current())


def answers_to(asked: DevelopmentRequest) -> dict[int, str]:
    """What was answered, by the id of its question."""
    return dict(asked.triage.values_list("question_id", "text"))


def answered(asked: DevelopmentRequest) -> list[tuple[TriageQuestion, str]]:
    """Each question of the workspace with its answer; one that is not asked any more only when it has one."""
    answers = answers_to(asked)
    questions = TriageQuestion.objects.filter(workspace=asked.workspace)
    return [
        (one, answers.get(one.pk, "")) for one in questions if one.archived_at is None or one.pk in answers
    ]


def texts_of(workspace: Workspace, columns: Sequence[str]) -> dict[int, list[str]]:
    """Some texts of every request of a workspace, by its id."""
    rows = DevelopmentRequest.objects.filter(workspace=workspace).values_list("pk", *columns)
    return {pk: list(texts) for pk, *texts in rows.iterator()}


def _compared(title: str, happening: str) -> str:
    return f"{title} {happening[:COMPARED]}"
