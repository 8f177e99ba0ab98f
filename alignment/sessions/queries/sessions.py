"""Sessions of a plan, who is in one, and what a page remembers to learn whether anything is new."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from alignment.framework.questions import STEPS, StepText
from alignment.guests.queries import valid_links
from alignment.models import Answer, GuidedSession, Participant, Person, Phase, Plan, ShareLink, Workspace
from alignment.outbox.recipients import reachable


def text_of(session: GuidedSession) -> StepText:
    """The words of the step that a session is about."""
    return STEPS[session.step - 1]


def sessions_of(plan: Plan) -> QuerySet[GuidedSession]:
    """The sessions of a plan, the latest first, each with `people` and `said` counted."""
    return (
        GuidedSession.objects.filter(plan=plan)
        .select_related("opened_by")
        .annotate(
            people=Count("participants", distinct=True, filter=Q(participants__removal=None)),
            said=Count("answers", distinct=True, filter=Q(answers__withdrawn_at=None)),
        )
        .order_by("-opened_at", "-pk")
    )


def answer_of(session: GuidedSession, answer_id: int) -> Answer | None:
    """An answer by its id, when it is one of this session."""
    found = Answer.objects.filter(session=session, pk=answer_id).select_related("participant").first()
    if found is not None:
        found.session, found.workspace = session, session.workspace
    return found


def mark_of(session: GuidedSession) -> str:
    """What a page remembers: it differs after every answer, vote and change, taking back included."""
    return f"{session.revision}-{_state(session)}"


def _state(session: GuidedSession) -> str:
    """What an undo changes, too: it counts versions on, but not the session's revision."""
    marked: Any = session  # the query that found it brought along what is needed, or it is asked for
    if not hasattr(session, "versions"):
        marked = GuidedSession.objects.marked().get(pk=session.pk)
    return f"{session.version}-{marked.versions or 0}-{marked.removals or 0}"


def count_people(session: GuidedSession) -> int:
    """How many have joined and were not taken out."""
    return Participant.objects.filter(session=session, removal=None).count()


def people_in(session: GuidedSession) -> list[Participant]:
    """Who gave a name in a session and was not taken out, by name."""
    if not session.asks_names:
        return []
    found = Participant.objects.filter(session=session, removal=None).exclude(name="")
    return sorted(found, key=lambda one: one.name.casefold())


def participant_in(session: GuidedSession, participant_id: int) -> Participant | None:
    """Somebody in a session, by id."""
    found: Participant | None = Participant.objects.filter(session=session, pk=participant_id).first()
    return found


def open_link_of(session: GuidedSession, link_id: int) -> bool:
    """Whether a link to a session still opens it."""
    return valid_links().filter(session=session, pk=link_id).exists()


def people_to_mail(workspace: Workspace) -> QuerySet[Person]:
    """The people who can get a summary: they have an address or an account, and are not archived."""
    return reachable(Person.objects.filter(workspace=workspace)).order_by("name", "pk")


# What a guest reaches, always through the link.


def session_by_link(link: ShareLink, session_id: int) -> GuidedSession | None:
    """A session that a link opens, as it is now: its own, or for a link without one any of the plan."""
    if link.session_id not in (None, session_id):
        return None
    found: GuidedSession | None = _opened_by(link).marked().filter(pk=session_id).first()
    if found is not None:
        found.plan, found.workspace = link.plan, link.workspace
    return found


def open_sessions_by_link(link: ShareLink) -> list[GuidedSession]:
    """What a link offers: its own session, else those of the plan that are open."""
    if link.session is not None:
        return list(_opened_by(link).filter(pk=link.session.pk))
    return list(_opened_by(link).filter(closed_at=None).order_by("-opened_at"))


def _opened_by(link: ShareLink) -> Any:
    """Sessions of the plan; by a link of one person, who is known, only those in which people give names."""
    found = GuidedSession.objects.filter(plan=link.plan)
    return found if link.person_id is None else found.filter(asks_names=True)


def participant_of(session: GuidedSession, key: UUID) -> Participant | None:
    """Who is filed under a key in a session, with whether they were taken out."""
    named = Participant.objects.filter(session=session, key=key)
    found: Participant | None = named.select_related("removal").first()
    return found


def guest_mark(session: GuidedSession) -> str:
    """What a guest's page remembers. While people answer nothing but the phase counts.

    Votes of others are not shown before the vote is over, so they are nothing new: else every vote would
    have every phone ask for the whole ballot again.
    """
    if session.phase is Phase.COLLECTING:
        return f"{session.phase}-"
    return f"{session.phase}-{_state(session)}"
