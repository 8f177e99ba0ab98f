"""Moving a session on: its title and votes, the vote, the end with a summary."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alignment.access import actor, allows, session_to_lead
from alignment.deeds import StaleWrite
from alignment.models import GuidedSession, Phase
from alignment.sessions.codes import forget_code
from alignment.sessions.forms import CloseForm, EditSessionForm
from alignment.sessions.queries.boards import board_of
from alignment.sessions.queries.sessions import count_people, people_to_mail
from alignment.sessions.services.leading import close_session, edit_session, move_on
from alignment.sessions.services.rows import NotNow
from alignment.sessions.summaries import draft_of
from alignment.ui.conflict_page import conflict_page
from alignment.ui.conflicts import CONFLICT, on_top
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.gone import keeps_words

MOVES = {
    Phase.COLLECTING: gettext_lazy("People can answer again."),
    Phase.VOTING: gettext_lazy("The vote has begun."),
    Phase.RESULTS: gettext_lazy("The vote is over."),
}


@allows(GET="editor", POST="editor")
@keeps_words(EditSessionForm)
def session_edit(request: HttpRequest, workspace: str, plan_id: int, session_id: int) -> HttpResponse:
    """Another title, more or fewer votes."""
    session = session_to_lead(request.user, workspace, plan_id, session_id)
    form = EditSessionForm(sent(request), initial=_shown(session))
    context = {"plan": session.plan, "session": session, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            saved = edit_session(session, by=actor(request), **form.cleaned_data)
        except StaleWrite as stale:
            return conflict_page(request, "sessions/session_edit.html", context, stale.current, _shown)
        except NotNow as now:
            warn(request, str(now))
        else:
            tell(request, _("Saved."), undo=saved.done)
        return redirect("sessions:session", workspace, plan_id, session_id)
    return render(request, "sessions/session_edit.html", context, status=status_of(form))


@allows(POST="editor")
def session_move(request: HttpRequest, workspace: str, plan_id: int, session_id: int) -> HttpResponse:
    """Starts the vote, ends it, or goes back: `to` names what people do next."""
    session = session_to_lead(request.user, workspace, plan_id, session_id)
    to = next((phase for phase in MOVES if phase == request.POST.get("to")), None)
    if to is None:
        warn(request, _("Choose what people do next."))
    elif to is not session.phase:
        try:
            done = move_on(session, to, by=actor(request))
        except NotNow as now:
            warn(request, str(now))
        else:
            tell(request, str(MOVES[to]), undo=done)
    return redirect("sessions:session", workspace, plan_id, session_id)


@allows(GET="editor", POST="editor")
def session_close(request: HttpRequest, workspace: str, plan_id: int, session_id: int) -> HttpResponse:
    """Asks for the summary and closes the session; to chosen people the summary is mailed."""
    session = session_to_lead(request.user, workspace, plan_id, session_id)
    people = people_to_mail(session.workspace)
    board = board_of(session)
    shown = {"version": session.version, "summary": draft_of(session, board, count_people(session))}
    form = CloseForm(sent(request), people=people, initial=shown)
    context = {"plan": session.plan, "session": session, "form": form, "board": board}
    if session.phase is Phase.CLOSED:
        warn(request, _("This session is closed."))
        return redirect("sessions:session", workspace, plan_id, session_id)
    if request.method == "POST" and form.is_valid():
        try:
            close_session(session, by=actor(request), **form.cleaned_data)
        except (StaleWrite, NotNow):
            warn(request, _("Somebody moved the session on meanwhile. Look at it, then close it again."))
            context["form"] = on_top(form, session.version)
            return render(request, "sessions/session_close.html", context, status=CONFLICT)
        forget_code(request, session)
        tell(request, _("The session is closed. Everybody sees the summary."))
        return redirect("sessions:session", workspace, plan_id, session_id)
    return render(request, "sessions/session_close.html", context, status=status_of(form))


def _shown(session: GuidedSession) -> dict[str, Any]:
    return {name: getattr(session, name) for name in ("title", "votes_each", "version")}
