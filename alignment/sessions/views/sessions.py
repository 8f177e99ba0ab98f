"""The sessions of a plan, opening one, and the lead's page, on which answers arrive."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, plan_to_edit, plan_to_read, session_to_read
from alignment.framework.questions import BY_SLUG, STEPS
from alignment.models import GuidedSession
from alignment.sessions.codes import address_kept, keep_code
from alignment.sessions.forms import AnswerForm, NewSessionForm
from alignment.sessions.queries.boards import board_of
from alignment.sessions.queries.sessions import count_people, mark_of, people_in, sessions_of, text_of
from alignment.sessions.services.leading import open_session
from alignment.ui.feedback import tell
from alignment.ui.forms import sent, status_of
from alignment.ui.middleware import unattended

NOTHING_NEW = 204


@allows(GET="viewer")
def session_list(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The sessions of a plan, the latest first."""
    plan = plan_to_read(request.user, workspace, plan_id)
    sessions = [(session, text_of(session)) for session in sessions_of(plan)]
    context = {"plan": plan, "sessions": sessions, "steps": STEPS[:4]}
    return render(request, "sessions/session_list.html", context)


@allows(GET="editor", POST="editor")
def session_new(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Opens a session for a step; ?step= chooses it by its slug."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    asked = BY_SLUG.get(request.GET.get("step", ""), STEPS[0])
    step = asked.number or 1
    initial = {"step": step, "votes_each": 3, "asks_names": "no"}
    form = NewSessionForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            session, link, token = open_session(plan, by=actor(request), **form.cleaned_data)
        except ValidationError as problem:  # an archived plan is not shared
            form.add_error(None, problem)
        else:
            if link is not None:
                keep_code(request, session, link, token)
                tell(request, _("The session is open. Show the code to let people in."))
            return redirect("sessions:session", workspace, plan_id, session.pk)
    return render(request, "sessions/session_new.html", {"plan": plan, "form": form}, status=status_of(form))


@allows(GET="viewer")
def session(request: HttpRequest, workspace: str, plan_id: int, session_id: int) -> HttpResponse:
    """A session with everything that was answered so far."""
    found = session_to_read(request.user, workspace, plan_id, session_id)
    context = board_context(found) | {
        "form": AnswerForm(text=text_of(found)),
        "address": address_kept(request, found),
        "named": people_in(found),
    }
    return render(request, "sessions/session.html", context)


@unattended
@allows(GET="viewer")
def session_live(request: HttpRequest, workspace: str, plan_id: int, session_id: int) -> HttpResponse:
    """What has changed since ?since=; 204 when nothing has. The lead's page asks every few seconds."""
    found = session_to_read(request.user, workspace, plan_id, session_id)
    if request.GET.get("since") == mark_of(found):
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "sessions/_board.html", board_context(found))


def board_context(session: GuidedSession) -> dict[str, Any]:
    """What the board of a session shows, read after the mark: what comes in between is asked for again."""
    return {
        "plan": session.plan,
        "session": session,
        "text": text_of(session),
        "mark": mark_of(session),
        "people": count_people(session),
        "board": board_of(session),
    }
