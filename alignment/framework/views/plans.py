"""The plans of a workspace, and the overview of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.access import actor, allows, plan_to_edit, plan_to_read, workspace_to_read, workspace_to_write
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.framework.addresses import step_address
from alignment.framework.agreement_words import sentence
from alignment.framework.forms.plans import CopyForm, NewPlanForm, PlanForm
from alignment.framework.queries.agreement import reviews_of
from alignment.framework.queries.notes import notes_of
from alignment.framework.queries.overview import overview_of
from alignment.framework.queries.plans import items_going, plan_lines
from alignment.framework.services import plans as services
from alignment.framework.services.copying import copy_plan
from alignment.models import Plan
from alignment.tracing.fixes import fixes_of
from alignment.tracing.roe_words import roe_words
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell
from alignment.ui.forms import status_of
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import show


@allows(GET="viewer")
def plan_list(request: HttpRequest, workspace: str) -> HttpResponse:
    """The plans in use; ?show=archived lists the others."""
    home = workspace_to_read(request.user, workspace)
    archived = request.GET.get("show") == "archived"
    lines = plan_lines(home, archived=archived, today=timezone.localdate())
    return show(request, "framework/plan_list.html", "plans", {"lines": lines, "archived": archived})


@allows(GET="editor", POST="editor")
def plan_new(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_write(request.user, workspace)
    form = NewPlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan = services.create_plan(home, by=actor(request), **form.cleaned_data)
        except AlreadyDone as done:
            return redirect("framework:plan_overview", workspace, done.deed.plan_id)
        tell(request, _("Started the plan “%s”.") % plan.title, undo=plan.done)
        return redirect("framework:plan_overview", workspace, plan.pk)
    return render(request, "framework/plan_new.html", {"form": form}, status=status_of(form))


@allows(GET="viewer")
def plan_overview(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    overview, reviews = overview_of(plan, timezone.localdate()), reviews_of(plan, timezone.localdate())
    upcoming = overview.next_text
    return render(
        request,
        "framework/plan_overview.html",
        {
            "plan": plan,
            "overview": overview,
            "steps": [
                {"line": line, "url": step_address(workspace, plan_id, line.text.slug)}
                for line in overview.steps
            ],
            "next_url": step_address(workspace, plan_id, upcoming.slug) if upcoming else "",
            "fixes": fixes_of(overview.fixes, workspace, plan_id, request.path),
            "notes": notes_of(plan),
            "reviews": reviews,
            "review_sentence": sentence(reviews),
            "roe_words": roe_words(overview.roe) if overview.roe.is_rated else "",
        },
    )


@allows(GET="editor", POST="editor")
@keeps_words(PlanForm)
def plan_edit(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_edit(request.user, workspace, plan_id)
    form = PlanForm(request.POST or None, initial=_initial(plan))
    context, template = {"plan": plan, "form": form}, "framework/plan_edit.html"
    if request.method == "POST" and form.is_valid():
        try:
            done = services.rename_plan(plan, by=actor(request), **form.cleaned_data)
        except StaleWrite as stale:
            return conflict_page(request, template, context, stale.current or plan, _initial)
        tell(request, _("Saved “%s”.") % form.cleaned_data["title"], undo=done)
        return redirect("framework:plan_overview", workspace, plan_id)
    return render(request, template, context, status=status_of(form))


@allows(GET="editor", POST="editor")
def plan_archive(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Asks first: a plan takes its items along."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    if request.method == "POST":
        done = services.archive_plan(plan, by=actor(request))
        tell(request, _("Archived “%s”.") % plan.title, undo=done)
        return redirect("framework:plan_list", workspace)
    return render(request, "framework/plan_archive.html", {"plan": plan, "going": items_going(plan)})


@allows(POST="editor")
def plan_restore(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_edit(request.user, workspace, plan_id)
    done = services.restore_plan(plan, by=actor(request))
    tell(request, _("Brought back “%s”. Its links are to be checked again.") % plan.title, undo=done)
    return redirect("framework:plan_overview", workspace, plan_id)


@allows(GET="editor", POST="editor")
def plan_copy(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_edit(request.user, workspace, plan_id)
    title = (_("Copy of %s") % plan.title)[:120]
    form = CopyForm(request.POST or None, initial={"title": title})
    if request.method == "POST" and form.is_valid():
        try:
            copied = copy_plan(plan, by=actor(request), **form.cleaned_data)
        except AlreadyDone as done:
            return redirect("framework:plan_overview", workspace, done.deed.plan_id)
        tell(request, _copied_words(copied.left_out), undo=copied.plan.done)
        return redirect("framework:plan_overview", workspace, copied.plan.pk)
    return render(request, "framework/plan_copy.html", {"plan": plan, "form": form}, status=status_of(form))


def _copied_words(left_out: int) -> str:
    if not left_out:
        return _("The copy is ready. Readings and agreements stayed with the original.")
    return ngettext(
        "The copy is ready. %(count)s link to another plan was left out.",
        "The copy is ready. %(count)s links to other plans were left out.",
        left_out,
    ) % {"count": left_out}


def _initial(plan: Plan) -> dict[str, Any]:
    names = ("title", "description", "budget", "hours_budget", "update_every", "version")
    return {name: getattr(plan, name) for name in names}
