"""What participants do: they join, answer, take an answer back, and vote. Each is a deed by link.

Where people give no names nothing is kept that could tell who it was: no name, no person, no link, and in
the deed none of the words. A link of one person does not open such a session at all.
"""

from contextlib import AbstractContextManager, suppress
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import AlreadyDone, StaleWrite, deed
from alignment.models import Answer, Deed, GuidedSession, Participant, Phase, ShareLink, Vote
from alignment.sessions.services.rows import (
    TooMuch,
    answer_now,
    save_answer,
    session_now,
    something_new,
    still_in,
)
from alignment.sessions.services.sorting import release

MOST_PEOPLE = 500
MOST_ANSWERS = 60  # of one person


class _Nothing(Exception):
    """There is nothing to change: the deed that was begun is taken back."""


def join(session: GuidedSession, *, link: ShareLink, key: UUID, name: str = "") -> Participant:
    """One more in the session. The same `key` again is the same person, and nothing is written.

    The key is made by the server (sessions/keys.py): nobody can send one. It stands in no deed.
    """
    named = session.asks_names
    told = name.strip() or (link.holder if link.person_id else "")
    known: list[Participant] = []
    with suppress(_Nothing), _by_link("join_session", session, link, told, session.title):
        fresh = session_now(session)
        known.extend(Participant.objects.filter(session=fresh, key=key))
        if known:
            raise _Nothing
        if Participant.objects.filter(session=fresh, removal=None).count() >= MOST_PEOPLE:
            raise TooMuch(_("This session is full: it takes %(most)s people.") % {"most": MOST_PEOPLE})
        participant = Participant(
            workspace=session.workspace,
            session=fresh,
            link=link if named else None,
            person=link.person if named else None,
            name=told if named else "",
            key=key,
        )
        # What it belongs to was looked up here, and the key too: the room waits while this is written.
        participant.full_clean(exclude=["workspace", "session", "link", "person"], validate_constraints=False)
        participant.save()
        something_new(fresh)
        known.append(participant)
    return known[0]


def answer(
    session: GuidedSession,
    participant: Participant,
    *,
    link: ShareLink,
    prompt: int,
    text: str,
    request_key: UUID | None = None,
) -> Answer | None:
    """One answer of one person; None when the same request came before. NotNow once people vote, TakenOut for
    whom the lead took out.
    """
    try:
        with _by_link("answer", session, link, participant.name, text, request_key):
            fresh = session_now(session, Phase.COLLECTING)
            still_in(participant)
            own = Answer.objects.filter(session=fresh, participant=participant)
            if own.count() >= MOST_ANSWERS:
                raise TooMuch(
                    _("These were %(most)s answers. Leave some to others.") % {"most": MOST_ANSWERS}
                )
            said = Answer(
                workspace=session.workspace,
                session=fresh,
                participant=participant,
                prompt=prompt,
                text=text,
            )
            said.full_clean(exclude=["workspace", "session", "participant"])
            said.save()
            something_new(fresh)
    except AlreadyDone:
        return None
    return said


def take_back(said: Answer, participant: Participant, *, link: ShareLink) -> None:
    """An own answer goes while people still answer; StaleWrite for one that is gone or somebody else's."""
    session = said.session
    with _by_link("retract_answer", session, link, participant.name, session.title):
        fresh = session_now(session, Phase.COLLECTING)
        mine = answer_now(said)
        if mine.participant_id != participant.pk:
            raise StaleWrite(None)
        mine.withdrawn_at = timezone.now()
        save_answer(mine, "withdrawn_at")
        release(mine)
        something_new(fresh)


def vote(said: Answer, participant: Participant, *, link: ShareLink) -> None:
    """One vote for an answer, or for the one that it was merged into. A second one changes nothing.

    TooMuch when all votes are given. NotNow outside the vote, TakenOut for whom the lead took out.
    """
    session = said.session
    with suppress(_Nothing), _by_link("vote", session, link, participant.name, session.title):
        fresh = session_now(session, Phase.VOTING)
        still_in(participant)
        root = _root(said)
        given = voted_roots(fresh, participant)
        if root.pk in given:
            raise _Nothing
        if len(given) >= fresh.votes_each:
            raise TooMuch(_("All your votes are given. Take one back to vote for another answer."))
        Vote.objects.create(workspace=session.workspace, answer=root, participant=participant)
        something_new(fresh)


def take_vote_back(said: Answer, participant: Participant, *, link: ShareLink) -> None:
    """Takes a vote back, whichever of the merged answers it was given to."""
    session = said.session
    with suppress(_Nothing), _by_link("vote", session, link, participant.name, session.title):
        fresh = session_now(session, Phase.VOTING)
        root = _root(said)
        theirs = [root.pk, *Answer.objects.filter(merged_into=root).values_list("pk", flat=True)]
        if not Vote.objects.filter(participant=participant, answer__in=theirs).delete()[0]:
            raise _Nothing
        something_new(fresh)


def voted_roots(session: GuidedSession, participant: Participant) -> set[int]:
    """The answers that stand for what a person voted for: merged ones count once, withdrawn ones not."""
    given = Vote.objects.filter(
        participant=participant, answer__session=session, answer__withdrawn_at=None
    ).values_list("answer_id", "answer__merged_into_id")
    return {merged or pk for pk, merged in given}


def _root(said: Answer) -> Answer:
    fresh = answer_now(said)
    return answer_now(fresh.merged_into) if fresh.merged_into else fresh


def _by_link(
    verb: str,
    session: GuidedSession,
    link: ShareLink,
    name: str,
    subject: str,
    request_key: UUID | None = None,
) -> AbstractContextManager[Deed]:
    """A deed by link: with the name where names are given, else without anything that tells who said what."""
    named = session.asks_names
    return deed(
        verb,
        by=None,
        link=link if named else None,
        name=(name or link.holder) if named else _("Somebody, by link"),
        workspace=session.workspace,
        plan=session.plan,
        subject=subject if named else session.title,
        request_key=request_key,
    )
