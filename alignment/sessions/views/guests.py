"""A guided session on a phone: join, answer, vote, read what came out of it. Works without JavaScript.

Whatever is asked for is looked up through the link. Who takes part is known by a key that the server makes
and the browser's session keeps; it stands in no address and in no form.
"""

from typing import Any
from uuid import uuid4

from django.contrib.messages import get_messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from alignment.deeds import StaleWrite
from alignment.guests import admits
from alignment.models import GuidedSession, Participant, Phase, ShareLink
from alignment.sessions.forms import JoinForm, PhoneForm
from alignment.sessions.keys import key_to_keep, participant_key
from alignment.sessions.queries import boards
from alignment.sessions.queries.sessions import (
    answer_of,
    guest_mark,
    open_sessions_by_link,
    participant_of,
    session_by_link,
    text_of,
)
from alignment.sessions.services import taking_part
from alignment.sessions.services.rows import NotNow, TakenOut, TooMuch
from alignment.ui.feedback import warn
from alignment.ui.forms import UNPROCESSABLE, sent, status_of
from alignment.ui.htmx import go, wants_partial

TAKING_PART = "participants"
NOTHING_NEW = 204
OUT = "out"  # what the page of somebody who was taken out remembers


@admits(GET="answer")
def session(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The session of the link; for a link without one the sessions of the plan that are open."""
    found = open_sessions_by_link(link)
    if len(found) == 1:
        return redirect("guest_sessions:open_session", link.pk, found[0].pk)
    context = {"link": link, "sessions": [(one, text_of(one)) for one in found]}
    return render(request, "sessions/guest_list.html", context)


@admits(GET="answer")
def open_session(request: HttpRequest, link: ShareLink, session_id: int) -> HttpResponse:
    """A session, at whatever it has come to."""
    found, me = _find(request, link, session_id)
    return render(request, "sessions/guest.html", _context(link, found, me))


@admits(GET="answer")
def session_live(request: HttpRequest, link: ShareLink, session_id: int) -> HttpResponse:
    """What has changed since ?since=; 204 when nothing has. Phones ask every few seconds."""
    found, me = _find(request, link, session_id)
    since = request.GET.get("since", "")
    out = me is not None and me.is_out
    if since == (OUT if out else guest_mark(found)):
        return HttpResponse(status=NOTHING_NEW)
    if out:  # nothing of the session stays on the page
        return _there(request, link, found)
    # Somebody may be typing where people still answered: what they see stays, and a link leads on.
    context = _context(link, found, me) | {"leads_on": Phase.COLLECTING in (since.split("-")[0], found.phase)}
    return render(request, "sessions/_guest_live.html", context)


@admits(POST="answer", joins=True)
def join(request: HttpRequest, link: ShareLink, session_id: int) -> HttpResponse:
    """Joins, by name where people give their names. Twice from one browser is once."""
    found, me = _find(request, link, session_id)
    there = redirect("guest_sessions:open_session", link.pk, session_id)
    if me is not None:
        return there
    form = JoinForm(sent(request), session=found)
    if not form.is_valid():
        context = _context(link, found, None) | {"form": form}
        return render(request, "sessions/guest.html", context, status=status_of(form))
    kept = key_to_keep(link, found, str(request.session.session_key))
    try:
        taking_part.join(found, link=link, key=participant_key(kept), name=form.cleaned_data.get("name", ""))
    except (NotNow, TooMuch) as problem:
        warn(request, str(problem))
        return there
    request.session[TAKING_PART] = request.session.get(TAKING_PART, {}) | {str(found.pk): kept}
    return there


@admits(POST="answer")
def answer(request: HttpRequest, link: ShareLink, session_id: int) -> HttpResponse:
    """One answer to the question whose button was pressed; what is typed elsewhere stays on the page."""
    found, me = _find(request, link, session_id)
    form = PhoneForm(request.POST, text=text_of(found))
    number = form.pressed
    if me is None or me.is_out or not number:
        return _there(request, link, found)
    problem = form.problem(number)
    if not problem:
        text, key = form.text(number), form.key(number)
        try:
            taking_part.answer(found, me, link=link, prompt=number, text=text, request_key=key)
        except TooMuch as limit:
            problem = str(limit)
        except NotNow as now:
            return _too_late(request, link, found, form, now)
        except TakenOut:
            return _there(request, link, found)
    typed = form.typed | ({number: form.text(number)} if problem else {})
    return _questions(request, link, found, me, number, typed, problem)


@admits(POST="answer")
def answer_back(request: HttpRequest, link: ShareLink, session_id: int, answer_id: int) -> HttpResponse:
    """Takes an own answer back while people still answer; what is typed stays on the page."""
    found, me = _find(request, link, session_id)
    said = answer_of(found, answer_id)
    if said is None:
        raise Http404
    form, problem = PhoneForm(request.POST, text=text_of(found)), ""
    if me is None or me.is_out:
        return _there(request, link, found)
    try:
        taking_part.take_back(said, me, link=link)
    except NotNow as now:
        return _too_late(request, link, found, form, now)
    except StaleWrite:
        problem = _("This answer is not there any more.")
    return _questions(request, link, found, me, said.prompt, form.typed, problem)


@admits(POST="answer")
def vote(request: HttpRequest, link: ShareLink, session_id: int, answer_id: int) -> HttpResponse:
    """Gives a vote to an answer, or takes it back with `do=back`."""
    found, me = _find(request, link, session_id)
    said = answer_of(found, answer_id)
    if said is None:
        raise Http404
    act = taking_part.take_vote_back if request.POST.get("do") == "back" else taking_part.vote
    try:
        if me is not None and not me.is_out:
            act(said, me, link=link)
    except TakenOut:
        return _there(request, link, found)
    except (NotNow, TooMuch) as problem:
        warn(request, str(problem))
    except StaleWrite:
        warn(request, _("This answer is not there any more."))
    if not wants_partial(request):
        return _there(request, link, found)
    context = _context(link, *_find(request, link, session_id))
    response = render(request, "sessions/_guest_live.html", context)
    if len(get_messages(request)):
        response.write(render_to_string("ui/messages.html", {"oob": True}, request=request))
    return response


def _there(request: HttpRequest, link: ShareLink, session: GuidedSession) -> HttpResponse:
    return go(request, "guest_sessions:open_session", link.pk, session.pk)


def _questions(
    request: HttpRequest,
    link: ShareLink,
    session: GuidedSession,
    me: Participant,
    number: int,
    typed: dict[int, str],
    problem: str,
) -> HttpResponse:
    """One question again for htmx, else the page: a fresh one when nothing is typed that has to stay."""
    partial = wants_partial(request)
    if not partial and not typed and not problem:
        return _there(request, link, session)
    context = _context(link, session, me, typed) | {"problem": problem, "pressed": number}
    context["card"] = next((one for one in context.get("cards", ()) if one["number"] == number), None)
    if context["card"] is None:
        return _there(request, link, session)
    template = "sessions/_guest_question.html" if partial else "sessions/guest.html"
    return render(request, template, context, status=UNPROCESSABLE if problem else 200)


def _too_late(
    request: HttpRequest, link: ShareLink, session: GuidedSession, form: PhoneForm, now: NotNow
) -> HttpResponse:
    """The session has moved on: the page says so, with whatever was typed, to copy."""
    words = [form.text(number) for number in form.numbers if form.text(number)]
    if words:
        said = {"why": str(now), "text": "” “".join(words)}
        warn(request, _("%(why)s Not sent: “%(text)s”") % said)
    else:
        warn(request, str(now))
    return _there(request, link, session)


def _find(request: HttpRequest, link: ShareLink, session_id: int) -> tuple[GuidedSession, Participant | None]:
    """The session through the link as it is now, and who this browser is in it."""
    found = session_by_link(link, session_id)
    if found is None:
        raise Http404
    kept = str(request.session.get(TAKING_PART, {}).get(str(session_id), ""))
    me = participant_of(found, participant_key(kept)) if kept else None
    # A link of the whole plan shows of closed sessions only those that this browser took part in.
    if me is None and link.session_id is None and found.phase is Phase.CLOSED:
        raise Http404
    return found, me


def _context(
    link: ShareLink, session: GuidedSession, me: Participant | None, typed: dict[int, str] | None = None
) -> dict[str, Any]:
    """All that the page of a phone shows; of the answers of others nothing while people answer."""
    text = text_of(session)
    context: dict[str, Any] = {
        "link": link,
        "session": session,
        "text": text,
        "me": me,
        "phase": session.phase,
        "mark": guest_mark(session),
        "others": bool(typed),
    }
    if me is not None and me.is_out:
        return context | {"out": True, "mark": OUT}
    if session.phase is Phase.COLLECTING:
        if me is None:
            context["form"] = JoinForm(session=session)
            return context
        own = boards.own_answers(me)
        context["cards"] = [
            {
                "number": number,
                "words": words,
                "own": own.get(number, []),
                "typed": (typed or {}).get(number, ""),
                "key": uuid4(),
            }
            for number, words in enumerate(text.prompts, start=1)
        ]
        return context
    context["board"] = boards.board_of(session)
    if session.phase is Phase.VOTING and me is None:
        context["form"] = JoinForm(session=session)
    if session.phase is Phase.VOTING and me is not None:
        given = taking_part.voted_roots(session, me)
        context |= {"given": given, "left": max(0, session.votes_each - len(given))}
    return context
