"""A session and its answers as they are now, read under the workspace's lock."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from alignment.deeds import StaleWrite
from alignment.models import Answer, GuidedSession, Participant, Phase, Removal


class NotNow(Exception):
    """The session has moved on: what was asked for is not possible in its phase. The message says so."""

    def __init__(self, phase: Phase) -> None:
        super().__init__(str(WORDS[phase]()))
        self.phase = phase


class TakenOut(Exception):
    """The lead took this participant out of the session."""


class TooMuch(Exception):
    """More than one session, or one person in it, may have. The message says what the limit is."""


#: Why something is not possible, by what the session is at instead.
WORDS: dict[Phase, Any] = {
    Phase.COLLECTING: lambda: _("People are answering. Start the vote first."),
    Phase.VOTING: lambda: _("Answering is over: people vote."),
    Phase.RESULTS: lambda: _("The vote is over."),
    Phase.CLOSED: lambda: _("This session is closed."),
}

OPEN = (Phase.COLLECTING, Phase.VOTING, Phase.RESULTS)


def session_now(session: GuidedSession, *phases: Phase) -> GuidedSession:
    """The session as it is now, in one of these phases. Must stand inside a deed. NotNow otherwise."""
    fresh = GuidedSession.objects.select_related("workspace", "plan").get(pk=session.pk)
    if fresh.phase not in (phases or OPEN):
        raise NotNow(fresh.phase)
    return fresh


def answer_now(answer: Answer) -> Answer:
    """The answer as it is now; StaleWrite when it was withdrawn. Must stand inside a deed."""
    fresh = Answer.objects.select_related("session", "participant").get(pk=answer.pk)
    if fresh.withdrawn_at is not None:
        raise StaleWrite(None)
    return fresh


def still_in(participant: Participant) -> None:
    """TakenOut when the lead has taken somebody out of the session meanwhile. Must stand inside a deed."""
    if Removal.objects.filter(participant=participant).exists():
        raise TakenOut


def something_new(session: GuidedSession) -> None:
    """Counts one more change, so that the pages that ask see it. Writes no history."""
    GuidedSession.objects.filter(pk=session.pk).update(revision=F("revision") + 1)


def save_answer(answer: Answer, *fields: str) -> None:
    """Saves changed fields of an answer with its next version."""
    answer.version += 1
    answer.save(update_fields=[*fields, "version"])
