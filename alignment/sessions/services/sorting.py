"""What the lead does with answers: types one in, takes some or their author out, sorts, makes items."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import AlreadyDone, StaleWrite, deed, update_all
from alignment.framework.services.items import create_item
from alignment.models import ITEM, Answer, Deed, GuidedSession, Item, Layer, Participant, Phase, Removal, User
from alignment.sessions.services.rows import answer_now, save_answer, session_now, something_new
from alignment.ui.formats import day


def add_answer(
    session: GuidedSession, *, prompt: int, text: str, by: User, request_key: UUID | None = None
) -> Answer | None:
    """An answer that the lead types in for somebody; None when the same request came before."""
    try:
        with deed(
            "answer",
            by=by,
            workspace=session.workspace,
            plan=session.plan,
            subject=text,
            request_key=request_key,
        ):
            fresh = session_now(session)
            answer = Answer(workspace=session.workspace, session=fresh, prompt=prompt, text=text)
            answer.full_clean(exclude=["workspace"])
            answer.save()
            something_new(fresh)
    except AlreadyDone:
        return None
    return answer


def withdraw_answer(answer: Answer, *, by: User) -> Deed:
    """Takes an answer away. What was merged into it stands by itself again; undo brings all back."""
    with _sorting("withdraw_answer", answer.session, by, answer.text) as row:
        session_now(answer.session, *Phase)
        fresh = answer_now(answer)
        fresh.withdrawn_at = timezone.now()
        save_answer(fresh, "withdrawn_at")
        release(fresh)
    return row


def take_out(participant: Participant, *, by: User) -> Deed:
    """Takes somebody out of a session: their answers go and their votes no longer count.

    What was merged into their answers stands by itself again; undo brings all back. In a session without
    names the deed says nothing of them. StaleWrite when they are out already.
    """
    session = participant.session
    with _sorting("take_out", session, by, participant.name or session.title) as row:
        fresh = session_now(session, *Phase)
        if Removal.objects.filter(participant=participant).exists():
            raise StaleWrite(None)
        Removal.objects.create(workspace=session.workspace, session=fresh, participant=participant)
        said = list(Answer.objects.filter(participant=participant, withdrawn_at=None))
        for one in said:
            one.withdrawn_at, one.version = timezone.now(), one.version + 1
        update_all(said, ["withdrawn_at", "version"])
        release(*said)
        something_new(fresh)
    return row


def group_answers(session: GuidedSession, answers: Iterable[Answer], *, label: str, by: User) -> Deed:
    """Puts answers under one label; an empty one takes them out of theirs."""
    with _sorting("sort_answers", session, by, label or session.title) as row:
        rows = _again(session, answers)
        for one in rows:
            one.group, one.version = label, one.version + 1
        update_all(rows, ["group", "version"])
    return row


def merge_answers(session: GuidedSession, answers: Iterable[Answer], *, into: Answer, by: User) -> Deed:
    """Makes one answer of several that say the same: `into` keeps its words, the votes add up.

    What was merged into one of them before moves along, so that nothing is merged twice over.
    """
    with _sorting("sort_answers", session, by, into.text) as row:
        rows = {one.pk: one for one in _again(session, [*answers, into])}
        kept = rows.pop(into.pk)
        if kept.merged_into_id is not None:
            raise StaleWrite(kept)
        if not rows:
            raise ValidationError(_("Tick at least two answers."))
        for child in Answer.objects.filter(merged_into__in=rows, withdrawn_at=None):
            rows.setdefault(child.pk, child)
        for one in rows.values():
            one.merged_into, one.version = kept, one.version + 1
        update_all(list(rows.values()), ["merged_into", "version"])
    return row


def split_answer(answer: Answer, *, by: User) -> Deed:
    """Lets an answer that was merged stand by itself again."""
    with _sorting("sort_answers", answer.session, by, answer.text) as row:
        session_now(answer.session, *Phase)
        fresh = answer_now(answer)
        fresh.merged_into = None
        save_answer(fresh, "merged_into")
    return row


def turn_answer(
    answer: Answer,
    *,
    layer: Layer,
    title: str,
    uppers: Iterable[tuple[Item, str]] = (),
    by: User,
) -> tuple[Deed, Item]:
    """Makes an item of an answer and keeps where it came from, at the answer and with the deed.

    StaleWrite when the answer was withdrawn, merged or turned into an item that is still there.
    """
    session = answer.session
    why = _("From an answer in the session “%(title)s” of %(day)s.") % {
        "title": session.title,
        "day": day(timezone.localtime(session.opened_at).date()),
    }
    with deed(
        "turn_answer", by=by, workspace=session.workspace, plan=session.plan, subject=title, why=why
    ) as row:
        fresh = answer_now(answer)
        if fresh.merged_into_id is not None or is_there(fresh):
            raise StaleWrite(fresh)
        words = fresh.text if fresh.text != title else ""
        item = create_item(
            layer,
            by=by,
            plan=session.plan,
            fields={"title": title, "description": words},
            uppers=uppers,
        )
        fresh.item = item.key
        save_answer(fresh, "item")
        something_new(session)
    return row, item


def is_there(answer: Answer) -> bool:
    """Whether the item that an answer was turned into still exists in its workspace."""
    return bool(answer.item) and any(
        model.objects.filter(workspace=answer.workspace_id, key=answer.item).exists()
        for model in ITEM.values()
    )


def release(*answers: Answer) -> None:
    """Lets what was merged into answers stand by itself. Must stand inside a deed."""
    children = list(Answer.objects.filter(merged_into__in=answers))
    for child in children:
        child.merged_into, child.version = None, child.version + 1
    update_all(children, ["merged_into", "version"])


def _sorting(verb: str, session: GuidedSession, by: User, subject: str) -> AbstractContextManager[Deed]:
    return deed(verb, by=by, workspace=session.workspace, plan=session.plan, subject=subject)


def _again(session: GuidedSession, answers: Iterable[Answer]) -> list[Answer]:
    """The answers as they are now, each once; StaleWrite when one is of another session or gone."""
    asked = {one.pk for one in answers}
    found = list(Answer.objects.filter(session=session, pk__in=asked, withdrawn_at=None))
    if len(found) < len(asked):
        raise StaleWrite(None)
    return found
