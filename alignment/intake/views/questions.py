"""The questions that a workspace asks of every request, and their answers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alignment.access import actor, allows, row_to_edit, workspace_to_read, workspace_to_write
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.intake.forms.requests import ActForm, AnswersForm, QuestionForm, answers_shown
from alignment.intake.queries.requests import all_questions
from alignment.intake.services import questions as services
from alignment.models import DevelopmentRequest, TriageQuestion
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.gone import keeps_words


@allows(GET="viewer", POST="editor")
def question_list(request: HttpRequest, workspace: str) -> HttpResponse:
    """The questions in their order; a new one is added at the end."""
    ask = workspace_to_write if request.method == "POST" else workspace_to_read
    home = ask(request.user, workspace)
    form = QuestionForm(sent(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            _made, done = services.add_question(
                home, text=said["text"], by=actor(request), request_key=said["request_key"]
            )
        except AlreadyDone:
            pass
        else:
            tell(request, _("The question is asked of every request now."), undo=done)
        return redirect("intake:question_list", workspace)
    context = {"form": form, "questions": all_questions(home)}
    return render(request, "intake/question_list.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
@keeps_words(QuestionForm)
def question_edit(request: HttpRequest, workspace: str, question_id: int) -> HttpResponse:
    """Puts a question better."""
    question = row_to_edit(TriageQuestion, request.user, workspace, question_id)
    form = QuestionForm(sent(request), initial=_shown(question))
    back = reverse("intake:question_list", args=[workspace])
    context = {"form": form, "question": question, "back": back}
    template = "intake/question_edit.html"
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            done = services.edit_question(
                question, text=said["text"], by=actor(request), version=said["version"] or 0
            )
        except StaleWrite as stale:
            return conflict_page(request, template, context, stale.current, _shown)
        tell(request, _("Saved."), undo=done)
        return redirect(back)
    return render(request, template, context, status=status_of(form))


@allows(POST="editor")
def question_archive(request: HttpRequest, workspace: str, question_id: int) -> HttpResponse:
    return _set_archived(request, workspace, question_id, True, _("This is not asked any more."))


@allows(POST="editor")
def question_restore(request: HttpRequest, workspace: str, question_id: int) -> HttpResponse:
    return _set_archived(request, workspace, question_id, False, _("This is asked again."))


@allows(GET="editor", POST="editor")
@keeps_words(AnswersForm)
def request_answers(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """Answers the questions about one request."""
    asked = row_to_edit(DevelopmentRequest, request.user, workspace, asked_id)
    form = AnswersForm(sent(request), asked=asked)
    back = reverse("intake:request", args=[workspace, asked_id])
    context = {"form": form, "asked": asked, "back": back}
    template = "intake/request_answers.html"
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            done = services.answer(asked, answers=form.answers(), by=actor(request), version=version)
        except StaleWrite as stale:
            return conflict_page(request, template, context, stale.current, answers_shown)
        tell(request, _("The answers are saved."), undo=done)
        return redirect(back)
    return render(request, template, context, status=status_of(form))


def _shown(question: TriageQuestion) -> dict[str, Any]:
    return {"text": question.text, "version": question.version}


def _set_archived(
    request: HttpRequest, workspace: str, question_id: int, archived: bool, words: str
) -> HttpResponse:
    question = row_to_edit(TriageQuestion, request.user, workspace, question_id)
    form = ActForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        done = services.set_archived(question, archived=archived, by=actor(request), version=version)
    except StaleWrite:
        warn(request, _("Somebody changed it meanwhile. Look at it again."))
    else:
        tell(request, words, undo=done)
    return redirect("intake:question_list", workspace)
