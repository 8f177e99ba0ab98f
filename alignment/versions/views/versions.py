"""The versions of a plan: freezing one, and seeing one as it was."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, plan_to_edit, plan_to_read, snapshot_to_read
from alignment.deeds import AlreadyDone
from alignment.framework.queries.stories import stories_in
from alignment.measurement.heat import heat_map
from alignment.measurement.metric_page import metrics_context
from alignment.measurement.queries import measured
from alignment.tracing.report_page import shown_report
from alignment.tracing.sources import report_from
from alignment.ui.feedback import tell
from alignment.ui.forms import status_of
from alignment.versions.forms import FreezeForm
from alignment.versions.grown import request_lines
from alignment.versions.pages import show_version
from alignment.versions.services import take_snapshot
from alignment.versions.snapshots import Opened, next_number, overview_of_version, version_page


@allows(GET="viewer", POST="editor")
def version_list(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The versions, the latest first, and the form that freezes the next one."""
    if request.method == "POST":
        return _freeze(request, workspace, plan_id)
    return _list(request, workspace, plan_id, FreezeForm())


def _freeze(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_edit(request.user, workspace, plan_id)
    form = FreezeForm(request.POST)
    if not form.is_valid():
        return _list(request, workspace, plan_id, form)
    note, key = form.cleaned_data["note"], form.cleaned_data["request_key"]
    try:
        version, _done = take_snapshot(plan, note=note.strip(), by=actor(request), request_key=key)
    except AlreadyDone:
        return redirect("versions:version_list", workspace, plan_id)
    tell(request, _("Frozen as version %(n)s.") % {"n": version.number})
    return redirect("versions:version_list", workspace, plan_id)


def _list(request: HttpRequest, workspace: str, plan_id: int, form: FreezeForm) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    page, lines = version_page(plan, request.GET.get("page", "1"))
    context = {"plan": plan, "page": page, "lines": lines, "form": form, "following": next_number(plan)}
    return render(request, "versions/version_list.html", context, status=status_of(form))


@allows(GET="viewer")
def version(request: HttpRequest, workspace: str, plan_id: int, number: int) -> HttpResponse:
    """A version at a glance."""
    found = snapshot_to_read(request.user, workspace, plan_id, number)
    return show_version(
        request,
        found,
        "versions/version.html",
        lambda opened: {
            "overview": overview_of_version(opened.source),
            "requests": request_lines(opened.source.content),
        },
    )


@allows(GET="viewer")
def version_trace(request: HttpRequest, workspace: str, plan_id: int, number: int) -> HttpResponse:
    """The trace report as it was."""
    found = snapshot_to_read(request.user, workspace, plan_id, number)
    return show_version(
        request,
        found,
        "versions/version_trace.html",
        lambda opened: shown_report(request, report_from(opened.source), opened.source.titles, found.plan),
        partial="report",
    )


def _metrics_of(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """The metrics of a version, as they stood on its day, and what people had told by then."""
    content, day = opened.source.content, opened.source.as_of
    heat = heat_map(content, day, opened.source.graph)
    return metrics_context(request, measured(content, day), heat=heat) | {"stories": stories_in(content)}


@allows(GET="viewer")
def version_metrics(request: HttpRequest, workspace: str, plan_id: int, number: int) -> HttpResponse:
    """The metrics as they stood on the day of the version."""
    found = snapshot_to_read(request.user, workspace, plan_id, number)
    return show_version(
        request,
        found,
        "versions/version_metrics.html",
        lambda opened: _metrics_of(request, opened),
    )
