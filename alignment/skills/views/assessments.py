"""The assessments of a plan: asking a group, its link, how many have answered, and what came out."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alignment.access import actor, allows, plan_to_edit, row_to_edit, row_to_read
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.guests.invitations import Invitation
from alignment.guests.services import address_of
from alignment.models import Assessment
from alignment.skills.forms.assessments import AssessmentForm, UntilForm
from alignment.skills.forms.skills import OnceOnlyForm, VersionForm
from alignment.skills.invitations import assess_invitation
from alignment.skills.queries import assessments as queries
from alignment.skills.services import assessments as services
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import as_id, sent, status_of
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import go

CHANGED = gettext_lazy("This was changed in the meantime. Look at it again.")
RELATED = ("plan", "goal", "group")


@allows(GET="editor", POST="editor")
def assessment_new(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Opens a form for a goal and a group; ?goal= and ?group= choose them."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    chosen = {name: as_id(request.GET.get(name, "")) for name in ("goal", "group")}
    initial = {"how": "self_assessment", "asks_names": "no"} | chosen
    form = AssessmentForm(sent(request), plan=plan, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_assessment(plan, by=actor(request), **form.asked())
        except AlreadyDone as earlier:
            tell(request, _("This form is open already."))
            return go(request, "skills:assessment", workspace, plan.pk, earlier.deed.made[0][1])
        tell(request, _("The form is open. Make a link to it."), undo=made.done)
        return go(request, "skills:assessment", workspace, plan.pk, made.pk)
    return render(request, "skills/assessment_new.html", {"plan": plan, "form": form}, status=status_of(form))


@allows(GET="viewer")
def assessment(request: HttpRequest, workspace: str, plan_id: int, assessment_id: int) -> HttpResponse:
    found = row_to_read(Assessment, request.user, workspace, assessment_id, *RELATED)
    return _page(request, _of_plan(found, plan_id))


@allows(GET="editor", POST="editor")
@keeps_words(UntilForm)
def assessment_edit(request: HttpRequest, workspace: str, plan_id: int, assessment_id: int) -> HttpResponse:
    """Its title and its last day."""
    found = _to_edit(request, workspace, plan_id, assessment_id)
    form = UntilForm(sent(request), initial=_shown(found))
    context = {"plan": found.plan, "assessment": found, "form": form}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            saved = services.edit_assessment(
                found,
                title=said["title"],
                closes_on=said["closes_on"],
                version=said["version"] or 0,
                by=actor(request),
            )
        except StaleWrite as stale:
            return conflict_page(request, "skills/assessment_edit.html", context, stale.current, _shown)
        tell(request, _("Saved “%(name)s”.") % {"name": saved}, undo=saved.done)
        return go(request, "skills:assessment", workspace, plan_id, found.pk)
    return render(request, "skills/assessment_edit.html", context, status=status_of(form))


@allows(POST="editor")
def assessment_link(request: HttpRequest, workspace: str, plan_id: int, assessment_id: int) -> HttpResponse:
    """A link to the form; the answer shows its secret, and no other page ever does."""
    found = _to_edit(request, workspace, plan_id, assessment_id)
    form = OnceOnlyForm(request.POST)
    key = form.cleaned_data["request_key"] if form.is_valid() else None
    if not queries.is_open(found):
        warn(request, _("This form is closed. Nobody can answer any more."))
        return go(request, "skills:assessment", workspace, plan_id, found.pk)
    try:
        link, token = services.new_link(found, by=actor(request), request_key=key)
    except AlreadyDone:
        warn(request, _("This link has been made already. Its address was shown once: make another."))
        return go(request, "skills:assessment", workspace, plan_id, found.pk)
    except ValidationError as problem:  # an archived plan is not shared
        warn(request, " ".join(problem.messages))
        return go(request, "skills:assessment", workspace, plan_id, found.pk)
    return _page(request, found, assess_invitation(link, address_of(token)))


@allows(GET="editor", POST="editor")
def assessment_close(request: HttpRequest, workspace: str, plan_id: int, assessment_id: int) -> HttpResponse:
    """Ends it for good, after a look at what that means."""
    found = _to_edit(request, workspace, plan_id, assessment_id)
    if request.method != "POST":
        context = {
            "plan": found.plan,
            "assessment": found,
            "answers": queries.count_answers(found),
            "fewest": queries.fewest(found),
        }
        return render(request, "skills/assessment_close.html", context)
    try:
        _closed, kept = services.close_assessment(found, version=_version(request), by=actor(request))
    except StaleWrite:
        warn(request, str(CHANGED))
    else:
        tell(request, _("Closed. %(n)s levels were written down.") % {"n": kept})
    return go(request, "skills:assessment", workspace, plan_id, found.pk)


@allows(POST="editor")
def assessment_archive(
    request: HttpRequest, workspace: str, plan_id: int, assessment_id: int
) -> HttpResponse:
    found = _to_edit(request, workspace, plan_id, assessment_id)
    try:
        done = services.archive_assessment(found, version=_version(request), by=actor(request))
    except StaleWrite:
        warn(request, str(CHANGED))
        return go(request, "skills:assessment", workspace, plan_id, found.pk)
    tell(request, _("Archived “%(name)s”.") % {"name": found}, undo=done)
    return go(request, "skills:plan_skills", workspace, plan_id)


def _page(request: HttpRequest, found: Assessment, invitation: Invitation | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "plan": found.plan,
        "assessment": found,
        "is_open": queries.is_open(found),
        "answers": queries.count_answers(found),
        "names": queries.names_in(found),
        "fewest": queries.fewest(found),
        "asked": queries.asked_in(found),
        "results": queries.results_of(found),
        "invitation": invitation,
        "link_form": OnceOnlyForm(),
    }
    return render(request, "skills/assessment.html", context)


def _to_edit(request: HttpRequest, workspace: str, plan_id: int, assessment_id: int) -> Assessment:
    found = row_to_edit(Assessment, request.user, workspace, assessment_id, *RELATED)
    return _of_plan(found, plan_id)


def _of_plan(found: Assessment, plan_id: int) -> Assessment:
    if found.plan_id != plan_id:
        raise Http404
    found.plan.workspace = found.workspace
    return found


def _version(request: HttpRequest) -> int:
    form = VersionForm(request.POST)
    return form.cleaned_data["version"] or 0 if form.is_valid() else 0


def _shown(found: Assessment) -> dict[str, Any]:
    return {"title": found.title, "closes_on": found.closes_on, "version": found.version}
