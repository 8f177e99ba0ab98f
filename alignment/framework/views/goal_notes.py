"""The notes of step 2, once per goal, on the page of the performance outcomes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from alignment.access import actor, allows, item_to_edit
from alignment.deeds import StaleWrite
from alignment.framework.forms.goal_notes import GoalNotesForm
from alignment.framework.queries.choices import people_names
from alignment.framework.queries.values import values_at, values_of
from alignment.framework.services.items import save_item
from alignment.framework.views.answers import complain, done, step_url
from alignment.models import Item, Layer
from alignment.ui.conflicts import CONFLICT, conflict_of, on_top
from alignment.ui.feedback import tell
from alignment.ui.forms import status_of
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import show, wants_partial


@allows(GET="editor", POST="editor")
@keeps_words(GoalNotesForm)
def goal_notes(request: HttpRequest, workspace: str, item_id: int) -> HttpResponse:
    goal = item_to_edit(request.user, workspace, "goal", item_id)
    form = _form(goal, request.POST or None)
    context: dict[str, Any] = {}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, goal, form)
        except StaleWrite as stale:
            context, status = _conflict(goal, form, stale), CONFLICT
        except ValidationError as error:
            complain(form, error)
        else:
            tell(request, _("Saved the notes of “%(title)s”.") % {"title": goal.title}, undo=saved.done)
            return done(
                request, goal.plan, Layer.OUTCOME, focus=f"notes-{goal.pk}", anchor=f"notes-{goal.pk}"
            )
    context |= {
        "form": form,
        "goal": goal,
        "plan": goal.plan,
        "back": step_url(goal.plan, Layer.OUTCOME, f"notes-{goal.pk}"),
    }
    response = show(
        request, "framework/goal_notes.html", "notes", context, status=max(status, status_of(form))
    )
    if wants_partial(request):
        return reswap(retarget(response, f"#notes-{goal.pk}"), "outerHTML")
    return response


def _form(goal: Item, data: Any = None) -> GoalNotesForm:
    initial = GoalNotesForm.initial_of(values_of(goal), people_names(goal.workspace))
    return GoalNotesForm(data, initial=initial | {"version": goal.version}, auto_id=f"notes-{goal.pk}-%s")


def _save(request: HttpRequest, goal: Item, form: GoalNotesForm) -> Item:
    saved: Item = save_item(
        goal,
        by=actor(request),
        version=form.cleaned_data["version"],
        fields=form.fields_of_item(),
        lists=form.lists_of_item(),
    )
    return saved


def _conflict(goal: Item, form: GoalNotesForm, stale: StaleWrite) -> dict[str, Any]:
    """What is there now beside what was typed, in a form that saves on top of it."""
    current: Any = stale.current
    if current is None or current.is_archived:
        return {"gone": True}
    names = people_names(goal.workspace)
    was = values_at(current, form.cleaned_data["version"])
    conflict = conflict_of(
        form,
        current,
        lambda row: GoalNotesForm.initial_of(values_of(row), names),
        was=GoalNotesForm.initial_of(was, names) if was else {},
    )
    on_top(form, current.version)
    return {"conflict": conflict}
