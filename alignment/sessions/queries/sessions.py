"""Sessions of a plan, who is in one, and what a page remembers to learn whether anything is new."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

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
            people=Count("participants", distinct=True),
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
    """What a page remembers: it differs after every answer, vote and change, taking back included.

    An undo counts versions on, but not the session's revision; so both stand in it.
    """
    if hasattr(session, "versions"):  # the query that found the session brought it along
        versions = session.versions
    else:
        versions = Answer.objects.filter(session=session).aggregate(sum=Sum("version"))["sum"]
    return f"{session.revision}-{session.version}-{versions or 0}"


def count_people(session: GuidedSession) -> int:
    """How many have joined."""
    return Participant.objects.filter(session=session).count()


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
    found: GuidedSession | None = (
        _opened_by(link).filter(pk=session_id).annotate(versions=Sum("answers__version")).first()
    )
    if found is not None:
        found.plan, found.workspace = link.plan, link.workspace
    return found


def open_sessions_by_link(link: ShareLink) -> list[GuidedSession]:
    """What a link offers: its own session, else those of the plan that are open."""
    if link.session is not None:
        return list(_opened_by(link).filter(pk=link.session.pk))
    return list(_opened_by(link).filter(closed_at=None).order_by("-opened_at"))


def _opened_by(link: ShareLink) -> QuerySet[GuidedSession]:
    """Sessions of the plan; by a link of one person, who is known, only those in which people give names."""
    found = GuidedSession.objects.filter(plan=link.plan)
    return found if link.person_id is None else found.filter(asks_names=True)


def participant_of(session: GuidedSession, key: UUID) -> Participant | None:
    """Who is filed under a key in a session."""
    found: Participant | None = Participant.objects.filter(session=session, key=key).first()
    return found


def guest_mark(session: GuidedSession) -> str:
    """What a guest's page remembers. While people answer nothing but the phase counts."""
    if session.phase is Phase.COLLECTING:
        return f"{session.phase}-"
    return f"{session.phase}-{mark_of(session)}"
