"""Writing words over what the data says, for one reader."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.access import actor, allows, plan_to_edit
from alignment.briefings.forms import WordingForm
from alignment.briefings.queries import briefing_row, data_alone, says
from alignment.briefings.readers import ALL_WORDS, ReaderKind
from alignment.briefings.services import edit_wording
from alignment.briefings.views.chosen import kind_or_404
from alignment.briefings.wording import written_parts
from alignment.deeds import StaleWrite
from alignment.models import Briefing, Reader
from alignment.ui.conflicts import CONFLICT, conflict_of, on_top
from alignment.ui.feedback import tell
from alignment.ui.forms import status_of
from alignment.ui.gone import keeps_words


@allows(GET="editor", POST="editor")
@keeps_words(WordingForm)
def briefing_edit(request: HttpRequest, workspace: str, plan_id: int, reader: str) -> HttpResponse:
    kind = kind_or_404(reader)
    plan = plan_to_edit(request.user, workspace, plan_id)
    row = briefing_row(plan, reader)
    brief = data_alone(plan, timezone.localdate(), reader)
    said = says(brief)
    written = written_parts(row, said)
    stale = [one for one in written if one.is_stale]
    form = WordingForm(request.POST or None, initial=_initial(row), reader=reader, stale=bool(stale))
    context: dict[str, Any] = {"plan": plan, "form": form, "briefing": brief.base, "reader": kind}
    context |= {"written": written, "stale": stale, "said": said}
    if request.method == "POST" and form.is_valid():
        version, still = form.cleaned_data["version"], form.cleaned_data.get("still_right", False)
        try:
            done = edit_wording(
                plan,
                reader,
                by=actor(request),
                version=version,
                fields=form.values(),
                said=said,
                still_right=still,
            )
        except StaleWrite:
            current = briefing_row(plan, reader)
            context["conflict"] = conflict_of(form, current, _initial)
            on_top(form, current.version)
            return _answer(request, context, CONFLICT)
        tell(request, _("Saved the words of the briefing."), undo=done)
        if _flags(form, kind):
            return redirect("briefings:briefing_edit", workspace, plan_id, reader)
        return redirect("briefings:briefing", workspace, plan_id, reader)
    return _answer(request, context, status_of(form))


def _answer(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    context["flags"] = _flags(context["form"], context["reader"])
    return render(request, "briefings/briefing_edit.html", context, status=status)


def _flags(form: WordingForm, kind: ReaderKind) -> list[tuple[Any, Any]]:
    """The words of the learning trade in the form by field; HR and L&D know them."""
    if kind.code == Reader.HR:
        return []
    return [(form[name].label, words) for name, words in form.jargon().items()]


def _initial(row: Briefing) -> dict[str, Any]:
    return {name: getattr(row, name) for name in (*ALL_WORDS, "version")}
