"""What the lead does with answers: types one in, withdraws, sorts, and makes an item of one."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alignment.access import actor, allows, session_to_lead
from alignment.deeds import StaleWrite
from alignment.framework.queries.choices import offer_uppers
from alignment.framework.services.notes import shortened
from alignment.models import Answer, Deed, GuidedSession, Layer
from alignment.sessions.forms import LAYERS, AnswerForm, SortForm, TurnForm
from alignment.sessions.queries.boards import board_of, made_of
from alignment.sessions.queries.sessions import answer_of, text_of
from alignment.sessions.services import sorting
from alignment.sessions.services.rows import NotNow
from alignment.sessions.views.sessions import board_context
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of

CHANGED = gettext_lazy("Somebody changed it meanwhile. Look at it again.")


@allows(POST="editor")
def answer_add(request: HttpRequest, workspace: str, plan_id: int, session_id: int) -> HttpResponse:
    """An answer that the lead types in for somebody."""
    session = session_to_lead(request.user, workspace, plan_id, session_id)
    form = AnswerForm(request.POST, text=text_of(session))
    if not form.is_valid():
        context = board_context(session) | {"form": form}
        return render(request, "sessions/session.html", context, status=status_of(form))
    try:
        sorting.add_answer(session, by=actor(request), **form.cleaned_data)
    except NotNow as now:
        warn(request, str(now))
    else:
        tell(request, _("The answer is written down."))
    return redirect("sessions:session", workspace, plan_id, session_id)


@allows(POST="editor")
def answer_withdraw(
    request: HttpRequest, workspace: str, plan_id: int, session_id: int, answer_id: int
) -> HttpResponse:
    """Takes an answer away from every page."""
    session, answer = _answer(request, workspace, plan_id, session_id, answer_id)
    try:
        done = sorting.withdraw_answer(answer, by=actor(request))
    except StaleWrite:
        warn(request, str(CHANGED))
    else:
        tell(request, _("The answer is taken away."), undo=done)
    return _back(request, session)


@allows(POST="editor")
def answer_split(
    request: HttpRequest, workspace: str, plan_id: int, session_id: int, answer_id: int
) -> HttpResponse:
    """Lets a merged answer stand by itself again."""
    session, answer = _answer(request, workspace, plan_id, session_id, answer_id)
    try:
        done = sorting.split_answer(answer, by=actor(request))
    except StaleWrite:
        warn(request, str(CHANGED))
    else:
        tell(request, _("The answer stands by itself again."), undo=done)
    return _back(request, session)


@allows(GET="editor", POST="editor")
def answer_sort(request: HttpRequest, workspace: str, plan_id: int, session_id: int) -> HttpResponse:
    """Groups answers under a label, or merges those that say the same; `do` says which."""
    session = session_to_lead(request.user, workspace, plan_id, session_id)
    board = board_of(session)
    form = SortForm(sent(request), board=board)
    if request.method == "POST" and form.is_valid():
        try:
            done, words = _sort(request, session, form)
        except StaleWrite:
            warn(request, str(CHANGED))
            return redirect("sessions:answer_sort", workspace, plan_id, session_id)
        except ValidationError as problem:
            form.add_error("answers", problem)
        else:
            tell(request, words, undo=done)
            return redirect("sessions:answer_sort", workspace, plan_id, session_id)
    context = {"plan": session.plan, "session": session, "board": board, "form": form}
    context["merged"] = [line for line in board.lines if line.merged]
    context["ticked"] = set(request.POST.getlist("answers"))
    return render(request, "sessions/answer_sort.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
def answer_turn(
    request: HttpRequest, workspace: str, plan_id: int, session_id: int, answer_id: int
) -> HttpResponse:
    """Makes an item of an answer: of the session's step, or of the layer that ?layer= names."""
    session, answer = _answer(request, workspace, plan_id, session_id, answer_id)
    asked = request.GET.get("layer", text_of(session).layer)
    layer = next((one for one in LAYERS if one.word == asked), None)
    made = made_of([answer]).get(answer.item)
    if layer is None:
        raise Http404
    if made is not None:
        return redirect("framework:item", workspace, made.layer, made.pk)
    offered = offer_uppers(session.plan, layer).choices if layer is not Layer.GOAL else ()
    title, rest = shortened(answer.text)
    form = TurnForm(
        sent(request),
        layer=layer,
        choices=offered,
        workspace=session.workspace,
        initial={"title": title},
    )
    if request.method == "POST" and form.is_valid():
        return _turn(request, answer, layer, form)
    context = {"plan": session.plan, "session": session, "answer": answer, "form": form}
    context |= {"layer": layer.word, "layers": [one.word for one in LAYERS], "shortened": bool(rest)}
    return render(request, "sessions/answer_turn.html", context, status=status_of(form))


def _turn(request: HttpRequest, answer: Answer, layer: Layer, form: TurnForm) -> HttpResponse:
    session = answer.session
    try:
        done, item = sorting.turn_answer(
            answer,
            layer=layer,
            title=form.cleaned_data["title"],
            uppers=form.links(),
            by=actor(request),
        )
    except StaleWrite:
        warn(request, str(CHANGED))
        return _back(request, session)
    tell(request, _("Made an item of the answer: “%s”.") % item.title, undo=done)
    return redirect("framework:item", session.workspace.slug, layer.word, item.pk)


def _sort(request: HttpRequest, session: GuidedSession, form: SortForm) -> tuple[Deed, str]:
    if request.POST.get("do") == "merge":
        done = sorting.merge_answers(session, form.ticked(), into=form.kept(), by=actor(request))
        return done, _("Merged. Their votes count together.")
    label = form.cleaned_data["label"]
    done = sorting.group_answers(session, form.ticked(), label=label, by=actor(request))
    return done, _("Put under “%s”.") % label if label else _("Taken out of their groups.")


def _answer(
    request: HttpRequest, workspace: str, plan_id: int, session_id: int, answer_id: int
) -> tuple[GuidedSession, Answer]:
    session = session_to_lead(request.user, workspace, plan_id, session_id)
    found = answer_of(session, answer_id)
    if found is None:
        raise Http404
    return session, found


def _back(request: HttpRequest, session: GuidedSession) -> HttpResponse:
    name = "sessions:answer_sort" if request.POST.get("then") == "sort" else "sessions:session"
    return redirect(name, session.workspace.slug, session.plan_id, session.pk)
