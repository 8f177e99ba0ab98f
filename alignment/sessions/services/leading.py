"""What the lead does with a session as a whole: opens it, moves it on, shows a code, closes it."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import AlreadyDone, StaleWrite, check_version, deed
from alignment.guests.services import make_link
from alignment.models import Deed, GuidedSession, Person, Phase, Plan, Rights, ShareLink, User
from alignment.outbox.recipients import recipient_of
from alignment.outbox.services import post
from alignment.sessions.services.rows import NotNow, session_now
from alignment.sessions.summaries import lines_of

#: For so many days people find the summary behind the code that they scanned.
DAYS = 14

SESSION = "GuidedSession"


def open_session(
    plan: Plan,
    *,
    step: int,
    title: str,
    votes_each: int,
    asks_names: bool,
    by: User,
    request_key: UUID | None = None,
) -> tuple[GuidedSession, ShareLink | None, str]:
    """Opens a session for a step, with the link by which people join and its secret.

    A repeated request gives the session that the first one opened, without link and secret.
    """
    try:
        with deed(
            "open_session",
            by=by,
            workspace=plan.workspace,
            plan=plan,
            subject=title,
            request_key=request_key,
        ) as row:
            session = GuidedSession(
                workspace=plan.workspace,
                plan=plan,
                step=step,
                title=title,
                votes_each=votes_each,
                asks_names=asks_names,
                opened_by=by,
            )
            session.full_clean(exclude=["workspace", "plan"])
            session.save()
            row.made = [[SESSION, session.pk]]
            row.save(update_fields=["made"])
            link, token = _code(session, by)
    except AlreadyDone as done:
        earlier = GuidedSession.objects.select_related("plan").get(pk=done.deed.made[0][1], plan=plan)
        return earlier, None, ""
    session.done = row
    return session, link, token


def new_code(session: GuidedSession, *, by: User) -> tuple[ShareLink, str]:
    """One more link by which people join, with its secret; those that there are stay as they are."""
    with deed("share", by=by, workspace=session.workspace, plan=session.plan, subject=session.title):
        session_now(session)
        return _code(session, by)


def edit_session(
    session: GuidedSession, *, title: str, votes_each: int, version: int, by: User
) -> GuidedSession:
    """Another title, more or fewer votes. StaleWrite when it was saved since `version`."""
    with deed("edit_session", by=by, workspace=session.workspace, plan=session.plan, subject=title) as row:
        fresh: GuidedSession = check_version(session, version)
        if fresh.phase is Phase.CLOSED:
            raise NotNow(fresh.phase)
        fresh.title, fresh.votes_each = title, votes_each
        _save(fresh, "title", "votes_each")
    fresh.done = row
    return fresh


def move_on(session: GuidedSession, to: Phase, *, by: User) -> Deed:
    """Starts the vote, ends it, or goes back to collecting answers or to voting. NotNow when closed."""
    if to not in (Phase.COLLECTING, Phase.VOTING, Phase.RESULTS):
        raise ValueError(to)
    with deed(
        "edit_session", by=by, workspace=session.workspace, plan=session.plan, subject=session.title
    ) as row:
        fresh, now = session_now(session), timezone.now()
        fresh.voting_at = None if to is Phase.COLLECTING else fresh.voting_at or now
        fresh.voting_ended_at = now if to is Phase.RESULTS else None
        _save(fresh, "voting_at", "voting_ended_at")
    return row


def close_session(
    session: GuidedSession, *, summary: str, people: Iterable[Person] = (), version: int, by: User
) -> GuidedSession:
    """Closes a session with a summary that everybody sees, mailed to some people. It stays closed.

    StaleWrite when the session was changed since `version`, NotNow when it is closed already.
    """
    if not summary.strip():
        raise ValidationError({"summary": _("Write what came out of the session.")})
    with deed(
        "close_session", by=by, workspace=session.workspace, plan=session.plan, subject=session.title
    ) as row:
        fresh: GuidedSession = check_version(session, version)
        if fresh.phase is Phase.CLOSED:
            raise NotNow(fresh.phase)
        fresh.summary, fresh.closed_at = summary.strip(), timezone.now()
        _save(fresh, "summary", "closed_at")
        _mail(fresh, people)
    fresh.done = row
    return fresh


def _mail(session: GuidedSession, people: Iterable[Person]) -> None:
    """The summary for each of these people, in the outbox of this deed. One address gets it once."""
    lines, addresses = lines_of(session), set()
    for person in people:
        if person.workspace_id != session.workspace_id:
            raise StaleWrite(None)
        to = recipient_of(person)
        if to["to"].casefold() in addresses:
            continue
        addresses.add(to["to"].casefold())
        post(
            "session_summary",
            **to,
            subject=_("Summary: %(title)s") % {"title": session.title},
            template="sessions/summary_mail.txt",
            context={"session": session, "plan": session.plan, "lines": lines},
            once=f"session-{session.pk}-summary-{person.pk}",
            workspace=session.workspace,
        )


def _code(session: GuidedSession, by: User) -> tuple[ShareLink, str]:
    return make_link(
        session.plan,
        by=by,
        rights=Rights.ANSWER,
        group_name=session.title,
        session=session,
        days=DAYS,
    )


def _save(session: GuidedSession, *fields: str) -> None:
    session.version += 1
    session.full_clean(exclude=["workspace", "plan", "opened_by"])
    session.save(update_fields=[*fields, "version"])
