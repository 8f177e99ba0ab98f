"""Who was consulted, what is parked for later, and lines pasted into a layer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.access import actor, allows, plan_to_edit, plan_to_read, row_to_edit
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.framework.addresses import step_address
from alignment.framework.forms.plans import (
    EditConsultationForm,
    EditNoteForm,
    NoteForm,
    PasteForm,
    TurnForm,
)
from alignment.framework.queries.notes import consultations_by_step, people_to_name
from alignment.framework.questions import BY_LAYER, BY_SLUG, STEPS
from alignment.framework.services import notes as services
from alignment.framework.services.notes import PasteResult
from alignment.models import Consultation, Layer, ParkedNote, Plan
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import status_of
from alignment.ui.gone import keeps_words


@allows(GET="viewer")
def consultation_list(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Everybody who was consulted on a plan, step by step."""
    plan = plan_to_read(request.user, workspace, plan_id)
    steps = list(zip(STEPS, consultations_by_step(plan), strict=True))
    return render(request, "framework/consultation_list.html", {"plan": plan, "steps": steps})


@allows(GET="editor", POST="editor")
@keeps_words(EditConsultationForm)
def consultation_edit(
    request: HttpRequest, workspace: str, plan_id: int, consultation_id: int
) -> HttpResponse:
    plan, consultation = _of_plan(request, workspace, plan_id, Consultation, consultation_id, "person")
    if consultation.conversation_id:
        return _whole(consultation)
    people = people_to_name(plan.workspace)
    form = EditConsultationForm(request.POST or None, people=people, initial=_consultation(consultation))
    context = {"plan": plan, "form": form, "back": _step(plan, consultation.step), "there": consultation}
    template = "framework/consultation_form.html"
    if request.method == "POST" and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "request_key"}
        try:
            done = services.edit_consultation(consultation, by=actor(request), **said)
        except StaleWrite as stale:
            return conflict_page(request, template, context, stale.current, _consultation)
        tell(request, _("Saved."), undo=done)
        return redirect(_step(plan, said["step"]))
    return render(request, template, context, status=status_of(form))


@allows(POST="editor")
def consultation_remove(
    request: HttpRequest, workspace: str, plan_id: int, consultation_id: int
) -> HttpResponse:
    plan, consultation = _of_plan(request, workspace, plan_id, Consultation, consultation_id, "person")
    if consultation.conversation_id:
        return _whole(consultation)
    try:
        done = services.remove_consultation(consultation, by=actor(request))
    except StaleWrite:
        warn(request, _("Somebody changed it meanwhile. Look at it again."))
    else:
        tell(request, _("Removed the conversation."), undo=done)
    return redirect(_step(plan, consultation.step))


@allows(POST="editor")
def note_add(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Parks a thought; ?next= names the step to come back to."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        warn(request, str(form.errors["text"][0]))
        return redirect(_back(request, plan))
    done = services.park_note(plan, text=form.cleaned_data["text"], by=actor(request))
    tell(request, _("Parked for later."), undo=done)
    return redirect(_back(request, plan))


@allows(GET="editor", POST="editor")
@keeps_words(EditNoteForm)
def note_edit(request: HttpRequest, workspace: str, plan_id: int, note_id: int) -> HttpResponse:
    """Says a parked thought in other words."""
    plan, note = _of_plan(request, workspace, plan_id, ParkedNote, note_id)
    form = EditNoteForm(request.POST or None, initial=_note(note))
    context = {"plan": plan, "form": form, "back": _back(request, plan)}
    if request.method == "POST" and form.is_valid():
        try:
            done = services.edit_note(note, by=actor(request), **form.cleaned_data)
        except StaleWrite as stale:
            return conflict_page(request, "framework/note_edit.html", context, stale.current, _note)
        tell(request, _("Saved."), undo=done)
        return redirect(_back(request, plan))
    return render(request, "framework/note_edit.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
def note_turn(request: HttpRequest, workspace: str, plan_id: int, note_id: int) -> HttpResponse:
    """Makes an item of any layer of a parked note."""
    plan, note = _of_plan(request, workspace, plan_id, ParkedNote, note_id)
    form = TurnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        layer = Layer.of(form.cleaned_data["layer"])
        try:
            done, item = services.turn_note(note, layer=layer, by=actor(request))
        except StaleWrite:
            warn(request, _("Somebody changed it meanwhile. Look at it again."))
            return redirect(_back(request, plan))
        tell(request, _("Made an item of the note: “%s”.") % item.title, undo=done)
        return redirect("framework:item", workspace, layer.word, item.pk)
    return render(
        request,
        "framework/note_turn.html",
        {"plan": plan, "note": note, "form": form},
        status=status_of(form),
    )


@allows(POST="editor")
def note_remove(request: HttpRequest, workspace: str, plan_id: int, note_id: int) -> HttpResponse:
    plan, note = _of_plan(request, workspace, plan_id, ParkedNote, note_id)
    try:
        done = services.remove_note(note, by=actor(request))
    except StaleWrite:
        warn(request, _("Somebody changed it meanwhile. Look at it again."))
    else:
        tell(request, _("Removed the note."), undo=done)
    return redirect(_back(request, plan))


@allows(GET="editor", POST="editor")
def paste(request: HttpRequest, workspace: str, plan_id: int, layer: str) -> HttpResponse:
    """Many lines become many items of a layer; what exists already is skipped."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    if layer not in BY_LAYER:
        raise Http404
    form = PasteForm(request.POST or None)
    there = step_address(workspace, plan_id, BY_LAYER[layer].slug)
    if request.method == "POST" and form.is_valid():
        try:
            result = services.paste_items(plan, Layer.of(layer), by=actor(request), **form.cleaned_data)
        except AlreadyDone:
            return redirect(there)
        _tell_pasted(request, result)
        return redirect(there)
    context = {"plan": plan, "form": form, "layer": layer, "text": BY_LAYER[layer], "back": there}
    return render(request, "framework/paste.html", context, status=status_of(form))


def _tell_pasted(request: HttpRequest, result: PasteResult) -> None:
    """How many were added, and which lines were left out."""
    count, skipped = len(result.items), len(result.duplicates)
    if count:
        words = ngettext("Added %(count)s.", "Added %(count)s.", count) % {"count": count}
        tell(request, words, undo=result.deed)
    if skipped:
        first = ", ".join(f"“{line}”" for line in result.duplicates[:3])
        words = ngettext(
            "%(count)s line was skipped because it exists already: %(first)s.",
            "%(count)s lines were skipped because they exist already: %(first)s.",
            skipped,
        )
        warn(request, words % {"count": skipped, "first": first + ("…" if skipped > 3 else "")})
    if not count and not skipped:
        warn(request, _("There was nothing to add."))


def _of_plan(
    request: HttpRequest, workspace: str, plan_id: int, model: type[Any], row_id: int, *related: str
) -> tuple[Plan, Any]:
    """A row that hangs on the plan of the address; 404 when it hangs on another."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    row = row_to_edit(model, request.user, workspace, row_id, *related)
    if row.plan_id != plan.pk:
        raise Http404
    row.plan = plan
    return plan, row


def _whole(consultation: Consultation) -> HttpResponse:
    """Who took part in a conversation is changed with that conversation."""
    slug = consultation.plan.workspace.slug
    return redirect("conversations:conversation_edit", slug, consultation.conversation_id)


def _consultation(row: Consultation) -> dict[str, Any]:
    """What the form shows of a conversation."""
    shown = {name: getattr(row, name) for name in ("step", "role", "date", "note", "version")}
    return shown | {"person": str(row.person or "")}


def _note(row: ParkedNote) -> dict[str, Any]:
    return {"text": row.text, "version": row.version}


def _step(plan: Plan, step: int) -> str:
    return step_address(plan.workspace.slug, plan.pk, STEPS[step - 1].slug)


def _back(request: HttpRequest, plan: Plan) -> str:
    """The page that the request came from: the step that ?next= or ?step= names, else the overview."""
    slug = request.GET.get("next") or request.GET.get("step") or ""
    if slug in BY_SLUG:
        return step_address(plan.workspace.slug, plan.pk, slug)
    return reverse("framework:plan_overview", args=[plan.workspace.slug, plan.pk])
