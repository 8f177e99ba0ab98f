"""The questions that a workspace asks of every request, and their answers (E17)."""

from uuid import UUID

from django.utils import timezone

from alignment.deeds import check_version, deed
from alignment.keys import row_key
from alignment.models import Deed, DevelopmentRequest, TriageAnswer, TriageQuestion, User, Workspace


def add_question(
    workspace: Workspace, *, text: str, by: User, request_key: UUID | None = None
) -> tuple[TriageQuestion, Deed]:
    """A new question, behind the others. AlreadyDone when the form came twice."""
    with deed("create", by=by, workspace=workspace, subject=text, request_key=request_key) as row:
        made = TriageQuestion(
            workspace=workspace,
            key=row_key(workspace, TriageQuestion),
            position=TriageQuestion.objects.filter(workspace=workspace).next_position(),
            text=text,
        )
        made.full_clean(exclude=["workspace"])
        made.save()
    return made, row


def edit_question(question: TriageQuestion, *, text: str, by: User, version: int) -> Deed:
    """Puts a question better; its answers stay. StaleWrite when somebody saved it since `version`."""
    with deed("edit", by=by, workspace=question.workspace, subject=text) as row:
        fresh = check_version(question, version)
        fresh.text = text
        _save(fresh)
    return row


def set_archived(question: TriageQuestion, *, archived: bool, by: User, version: int) -> Deed:
    """Stops asking a question, or asks it again; what was answered stays. StaleWrite as ever."""
    verb = "archive" if archived else "restore"
    with deed(verb, by=by, workspace=question.workspace, subject=question.text) as row:
        fresh = check_version(question, version)
        fresh.archived_at = timezone.now() if archived else None
        fresh.archived_by = by if archived else None
        _save(fresh)
    return row


def answer(asked: DevelopmentRequest, *, answers: dict[int, str], by: User, version: int) -> Deed:
    """Keeps the answers, by the ids of their questions; a blank one is taken away.

    StaleWrite when somebody saved the request since `version`.
    """
    workspace = asked.workspace
    with deed("answer_triage", by=by, workspace=workspace, subject=asked.title) as row:
        fresh = check_version(asked, version)
        there = {one.question_id: one for one in TriageAnswer.objects.filter(request=fresh)}
        questions = TriageQuestion.objects.filter(workspace=workspace, pk__in=answers)
        for question in questions:
            _answer(fresh, question, there.get(question.pk), answers[question.pk].strip())
        fresh.version += 1
        fresh.save()
    return row


def _answer(
    asked: DevelopmentRequest, question: TriageQuestion, there: TriageAnswer | None, text: str
) -> None:
    if there is None and text:
        TriageAnswer.objects.create(
            workspace=question.workspace,
            request=asked,
            question=question,
            text=text,
            position=question.position,
        )
    elif there is not None and not text:
        there.delete()
    elif there is not None and there.text != text:
        there.text = text
        there.save()


def _save(question: TriageQuestion) -> None:
    question.version += 1
    question.full_clean(exclude=["workspace"])
    question.save()
