"""What stands on the screen in the room: the code, the question, the answers and the vote.

Everybody in the room reads it, so nothing stands there but what people answered: no names, no addresses
of people, nothing internal, and of the plan only its title.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, session_to_lead
from alignment.models import GuidedSession
from alignment.sessions.codes import address_kept, drawing_of, keep_code
from alignment.sessions.queries.boards import board_of
from alignment.sessions.queries.sessions import count_people, mark_of, text_of
from alignment.sessions.services.leading import new_code
from alignment.sessions.services.rows import NotNow
from alignment.sessions.views.sessions import NOTHING_NEW
from alignment.ui.feedback import tell, warn
from alignment.ui.middleware import unattended


@allows(GET="editor")
def screen(request: HttpRequest, workspace: str, plan_id: int, session_id: int) -> HttpResponse:
    """The page for the screen; ?question= shows one question large."""
    session = session_to_lead(request.user, workspace, plan_id, session_id)
    address = address_kept(request, session)
    context = _context(request, session)
    context |= {"address": address, "code": drawing_of(address) if address else ""}
    return render(request, "sessions/screen.html", context)


@unattended
@allows(GET="editor")
def screen_live(request: HttpRequest, workspace: str, plan_id: int, session_id: int) -> HttpResponse:
    """What has changed on the screen since ?since=; 204 when nothing has."""
    session = session_to_lead(request.user, workspace, plan_id, session_id)
    if request.GET.get("since") == mark_of(session):
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "sessions/_screen.html", _context(request, session))


@allows(POST="editor")
def code_new(request: HttpRequest, workspace: str, plan_id: int, session_id: int) -> HttpResponse:
    """One more code, which this browser can show from now on."""
    session = session_to_lead(request.user, workspace, plan_id, session_id)
    try:
        link, token = new_code(session, by=actor(request))
    except (NotNow, ValidationError) as problem:  # an archived plan is not shared
        warn(request, " ".join(getattr(problem, "messages", [str(problem)])))
        return redirect("sessions:session", workspace, plan_id, session_id)
    keep_code(request, session, link, token)
    if request.POST.get("then") == "screen":
        return redirect("sessions:screen", workspace, plan_id, session_id)
    tell(request, _("Here is a new code. Earlier ones go on working."))
    return redirect("sessions:session", workspace, plan_id, session_id)


def _context(request: HttpRequest, session: GuidedSession) -> dict[str, Any]:
    text, mark = text_of(session), mark_of(session)
    board = board_of(session)
    asked = request.GET.get("question", "")
    question = next((one for one in board.questions if one.number and str(one.number) == asked), None)
    number = question.number if question else 0
    return {
        "plan": session.plan,
        "session": session,
        "text": text,
        "mark": mark,
        "people": count_people(session),
        "board": board,
        "question": question,
        "before": number - 1 if number > 1 else None,
        "after": number + 1 if number < len(text.prompts) else None,
    }
