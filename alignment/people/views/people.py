"""The stakeholders of a workspace and the groups that learn."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from alignment.access import actor, allows, row_to_edit, workspace_to_read, workspace_to_write
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.models import Person, TargetGroup, Workspace
from alignment.people import queries
from alignment.people.forms import GroupForm, PersonForm, VersionForm
from alignment.people.services import people as services
from alignment.ui.conflicts import CONFLICT, Conflict, conflict_of, on_top
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import go, show, wants_partial

Form = type[PersonForm] | type[GroupForm]
FORMS: dict[type[Any], Form] = {Person: PersonForm, TargetGroup: GroupForm}
TEMPLATE = "people/person_or_group.html"
ROWS: dict[type[Any], str] = {Person: "person", TargetGroup: "group"}
ADDING: dict[type[Any], Any] = {Person: _lazy("Add a person"), TargetGroup: _lazy("Add a target group")}


@allows(GET="viewer")
def people_list(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_read(request.user, workspace)
    return render(request, "people/people_list.html", {"found": queries.people_of(home)})


@allows(GET="editor", POST="editor")
def person_new(request: HttpRequest, workspace: str) -> HttpResponse:
    return _new(request, workspace_to_write(request.user, workspace), Person)


@allows(GET="editor", POST="editor")
def group_new(request: HttpRequest, workspace: str) -> HttpResponse:
    return _new(request, workspace_to_write(request.user, workspace), TargetGroup)


@allows(GET="editor", POST="editor")
@keeps_words(PersonForm)
def person_edit(request: HttpRequest, workspace: str, person_id: int) -> HttpResponse:
    person = row_to_edit(Person, request.user, workspace, person_id, "user")
    if person.is_erased:
        warn(request, _("This person was taken out on request and is not changed any more."))
        return go(request, "people:person_detail", workspace, person.pk)
    return _edit(request, person)


@allows(GET="editor", POST="editor")
@keeps_words(GroupForm)
def group_edit(request: HttpRequest, workspace: str, group_id: int) -> HttpResponse:
    return _edit(request, row_to_edit(TargetGroup, request.user, workspace, group_id))


@allows(POST="editor")
def person_archive(request: HttpRequest, workspace: str, person_id: int) -> HttpResponse:
    return _archive(request, row_to_edit(Person, request.user, workspace, person_id))


@allows(POST="editor")
def group_archive(request: HttpRequest, workspace: str, group_id: int) -> HttpResponse:
    return _archive(request, row_to_edit(TargetGroup, request.user, workspace, group_id))


@allows(POST="editor")
def person_restore(request: HttpRequest, workspace: str, person_id: int) -> HttpResponse:
    person = row_to_edit(Person, request.user, workspace, person_id)
    if person.is_erased:
        warn(request, _("This person was taken out on request and is not changed any more."))
        return go(request, "people:person_detail", workspace, person.pk)
    return _restore(request, person)


@allows(POST="editor")
def group_restore(request: HttpRequest, workspace: str, group_id: int) -> HttpResponse:
    return _restore(request, row_to_edit(TargetGroup, request.user, workspace, group_id))


def _new(request: HttpRequest, workspace: Workspace, model: type[Any]) -> HttpResponse:
    form = FORMS[model](sent(request), workspace=workspace)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["request_key"]
        try:
            made, done = services.add(
                model, workspace, by=actor(request), request_key=key, **form.fields_of_row()
            )
        except AlreadyDone as earlier:
            tell(request, _("%(name)s is added already.") % {"name": earlier.deed.subject})
        else:
            tell(request, _("Added “%(name)s”.") % {"name": made}, undo=done)
        return go(request, "people:people_list", workspace.slug)
    here = reverse(f"people:{ROWS[model]}_new", args=[workspace.slug])
    context = {"form": form, "row": ROWS[model], "here": here, "adding": ADDING[model]}
    return show(request, TEMPLATE, "form", context, status=status_of(form))


def _edit(request: HttpRequest, thing: Any) -> HttpResponse:
    workspace, accounts = thing.workspace, queries.membership_ids(thing.workspace)
    form_class = FORMS[type(thing)]
    initial = form_class.initial_of(thing, accounts)
    form = form_class(sent(request), workspace=workspace, initial=initial)
    row = ROWS[type(thing)]
    here = reverse(f"people:{row}_edit", args=[workspace.slug, thing.pk])
    context: dict[str, Any] = {"form": form, "thing": thing, "row": row, "here": here}
    status = status_of(form)
    if request.method == "POST" and not form.errors:
        version = form.cleaned_data["version"] or 0
        try:
            thing, done = services.edit(thing, version=version, by=actor(request), **form.fields_of_row())
        except StaleWrite as stale:
            status, context["conflict"] = CONFLICT, _conflict(form, stale, accounts)
        else:
            tell(request, _("Saved “%(name)s”.") % {"name": thing}, undo=done)
            return _row(request, thing)
    return show(request, TEMPLATE, "form", context, status=status)


def _conflict(form: Any, stale: StaleWrite, accounts: dict[int, int]) -> Conflict | None:
    """What somebody else saved; the form keeps what was typed and may be sent again, on top of theirs."""
    if stale.current is None:
        return None
    found = conflict_of(form, stale.current, lambda row: form.initial_of(row, accounts))
    on_top(form, stale.current.version)  # type: ignore[attr-defined]
    return found


def _row(request: HttpRequest, thing: Any) -> HttpResponse:
    """The row that was edited, for htmx; the whole list otherwise."""
    if not wants_partial(request):
        return go(request, "people:people_list", thing.workspace.slug)
    row = ROWS[type(thing)]
    return show(request, "people/people_list.html", row, {row: thing, "focus": True})


def _archive(request: HttpRequest, thing: Any) -> HttpResponse:
    return _with_version(
        request, thing, services.archive, _("Archived “%(name)s”. What names it keeps the name.")
    )


def _restore(request: HttpRequest, thing: Any) -> HttpResponse:
    return _with_version(request, thing, services.restore, _("Restored “%(name)s”."))


def _with_version(request: HttpRequest, thing: Any, service: Any, words: str) -> HttpResponse:
    form = VersionForm(request.POST)
    try:
        version = form.cleaned_data["version"] if form.is_valid() else 0
        _thing, done = service(thing, version=version, by=actor(request))
    except StaleWrite:
        warn(
            request, _("“%(name)s” was changed in the meantime. Look at it and try again.") % {"name": thing}
        )
    else:
        tell(request, words % {"name": thing}, undo=done)
    return go(request, "people:people_list", thing.workspace.slug)
