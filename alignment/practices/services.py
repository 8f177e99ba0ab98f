"""Writes what people judge of the five practices, and keeps what was counted on a day."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from alignment.catalogue.services.auditing import keep_counted
from alignment.deeds import deed
from alignment.keys import row_key
from alignment.models import Deed, PracticeAnswer, User, Workspace
from alignment.practices.queries import POINT, counts_of
from alignment.rules.practices import Count


def answer_practice(
    workspace: Workspace,
    *,
    by: User,
    practice: str,
    score: int,
    on: date,
    note: str = "",
    request_key: UUID | None = None,
) -> tuple[PracticeAnswer, Deed]:
    """How far a practice is kept, as somebody judges it; what can be counted is kept beside it."""
    today = timezone.localdate()
    counts = counts_of(workspace, today)
    with deed(
        "answer_practice", by=by, workspace=workspace, subject=_name(practice), request_key=request_key
    ) as done:
        answer = PracticeAnswer(
            workspace=workspace,
            key=row_key(workspace, PracticeAnswer),
            position=PracticeAnswer.objects.filter(workspace=workspace).next_position(),
            practice=practice,
            score=score,
            note=note,
            on=on,
            by_name=str(by)[:120],
        )
        answer.full_clean(exclude=["workspace"])
        answer.save()
        keep_counts(workspace, today, counts)
    return answer, done


def archive_answer(answer: PracticeAnswer, *, by: User) -> Deed:
    """Takes an answer out of the course of its practice; it stays on the page and can be brought back."""
    return _set_archived(answer, by=by, archived=True)


def restore_answer(answer: PracticeAnswer, *, by: User) -> Deed:
    return _set_archived(answer, by=by, archived=False)


def keep_counts(workspace: Workspace, today: date, counts: dict[str, Count]) -> None:
    """Keeps what was counted on a day, beside what the audit counted on it."""
    numbers = {name: {"met": one.met, "of": one.of} for name, one in counts.items()}
    keep_counted(workspace, today, {POINT: numbers})


def _set_archived(answer: PracticeAnswer, *, by: User, archived: bool) -> Deed:
    verb = "archive_practice_answer" if archived else "restore_practice_answer"
    with deed(verb, by=by, workspace=answer.workspace, subject=_name(answer.practice)) as done:
        fresh = PracticeAnswer.objects.get(pk=answer.pk)
        fresh.archived_at = timezone.now() if archived else None
        fresh.archived_by = by if archived else None
        fresh.version += 1
        fresh.save()
    return done


def _name(practice: str) -> str:
    return str(dict(PracticeAnswer._meta.get_field("practice").flatchoices).get(practice, practice))
