"""Taking people out of a session: by their name, or by an answer where nobody gives a name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alignment.access import actor, allows, session_to_lead
from alignment.deeds import StaleWrite
from alignment.models import GuidedSession, Participant
from alignment.sessions.queries.sessions import answer_of, participant_in
from alignment.sessions.services.sorting import take_out
from alignment.ui.feedback import tell, warn


@allows(POST="editor")
def person_out(
    request: HttpRequest, workspace: str, plan_id: int, session_id: int, participant_id: int
) -> HttpResponse:
    """Takes out somebody who gave a name."""
    session = session_to_lead(request.user, workspace, plan_id, session_id)
    found = participant_in(session, participant_id)
    if found is None or not session.asks_names:
        raise Http404
    return _out(request, session, found)


@allows(POST="editor")
def author_out(
    request: HttpRequest, workspace: str, plan_id: int, session_id: int, answer_id: int
) -> HttpResponse:
    """Takes out whoever gave an answer. No page says which answers are by one person, so it names none."""
    session = session_to_lead(request.user, workspace, plan_id, session_id)
    answer = answer_of(session, answer_id)
    if answer is None or answer.participant is None:
        raise Http404
    return _out(request, session, answer.participant)


def _out(request: HttpRequest, session: GuidedSession, found: Participant) -> HttpResponse:
    found.session = session
    try:
        done = take_out(found, by=actor(request))
    except StaleWrite:
        warn(request, _("They are out of this session already."))
    else:
        words = _("%(who)s is out of the session. Their answers and votes do not count any more.")
        tell(request, words % {"who": found}, undo=done)
    return redirect("sessions:session", session.workspace.slug, session.plan_id, session.pk)
