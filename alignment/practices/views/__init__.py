"""Pages of the five practices: how far each is kept, what is missing, and judging it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.access import actor, allows, row_to_edit, workspace_to_read, workspace_to_write
from alignment.deeds import AlreadyDone
from alignment.models import Practice, PracticeAnswer
from alignment.practices import services
from alignment.practices.forms import AnswerForm
from alignment.practices.page import cards, detail
from alignment.practices.words import TEXTS
from alignment.ui.feedback import tell
from alignment.ui.forms import sent, status_of


@allows(GET="viewer")
def practice_list(request: HttpRequest, workspace: str) -> HttpResponse:
    """All five, with what is counted and what was judged last."""
    found = workspace_to_read(request.user, workspace)
    context = {"workspace": found, "cards": cards(found, timezone.localdate())}
    return render(request, "practices/practice_list.html", context)


@allows(GET="viewer")
def practice_detail(request: HttpRequest, workspace: str, practice: str) -> HttpResponse:
    """One practice over time, and everything that is missing."""
    found = workspace_to_read(request.user, workspace)
    known = _known(practice)
    shown = detail(found, known, timezone.localdate(), request.GET.get("page", "1"))
    context = {"workspace": found, "detail": shown, "card": shown.card, "page": shown.page}
    return render(request, "practices/practice_detail.html", context)


@allows(GET="editor", POST="editor")
def answer_new(request: HttpRequest, workspace: str, practice: str) -> HttpResponse:
    """Writes down how far a practice is kept."""
    found = workspace_to_write(request.user, workspace)
    known = _known(practice)
    form = AnswerForm(sent(request))
    if form.is_valid():
        try:
            _made, done = services.answer_practice(
                found, by=actor(request), practice=known, **form.cleaned_data
            )
            tell(request, _("Your answer is written down."), undo=done)
        except AlreadyDone:
            pass
        return redirect("practices:practice_detail", found.slug, known)
    context = {"workspace": found, "form": form, "practice": Practice(known), "text": TEXTS[known]}
    return render(request, "practices/answer_form.html", context, status=status_of(form))


@allows(POST="editor")
def answer_archive(request: HttpRequest, workspace: str, practice_answer_id: int) -> HttpResponse:
    answer = row_to_edit(PracticeAnswer, request.user, workspace, practice_answer_id)
    tell(request, _("Archived the answer."), undo=services.archive_answer(answer, by=actor(request)))
    return redirect("practices:practice_detail", workspace, answer.practice)


@allows(POST="editor")
def answer_restore(request: HttpRequest, workspace: str, practice_answer_id: int) -> HttpResponse:
    answer = row_to_edit(PracticeAnswer, request.user, workspace, practice_answer_id)
    done = services.restore_answer(answer, by=actor(request))
    tell(request, _("Brought the answer back."), undo=done)
    return redirect("practices:practice_detail", workspace, answer.practice)


def _known(practice: str) -> str:
    """One of the five; any other word is no page."""
    if practice not in Practice.values:
        raise Http404
    return practice
