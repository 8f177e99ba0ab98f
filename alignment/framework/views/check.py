"""A whole plan on one page, and the sheet for a conversation about one step."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from alignment.access import allows, plan_to_read
from alignment.framework.hint_lines import hint_list
from alignment.framework.queries.check import check_of
from alignment.framework.queries.overview import consulted_in
from alignment.framework.questions import BY_SLUG
from alignment.models import Layer
from alignment.rules.content import is_live
from alignment.tracing.contents import content_of
from alignment.tracing.fixes import fixes_of


@allows(GET="viewer")
def check(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    found = check_of(plan, timezone.localdate())
    fixes = fixes_of(found.overview.gaps, workspace, plan_id, request.path)
    aside = found.overview.set_aside
    hints = hint_list(found.overview.hints, aside, workspace, plan_id, request.path)
    context = {"plan": plan, "check": found, "fixes": fixes, "hints": hints}
    return render(request, "framework/check.html", context)


@allows(GET="viewer")
def interview(request: HttpRequest, workspace: str, plan_id: int, step: str) -> HttpResponse:
    """The questions of one step with lines to write on: one printed page."""
    plan = plan_to_read(request.user, workspace, plan_id)
    if step not in BY_SLUG:
        raise Http404
    text = BY_SLUG[step]
    layer = Layer.of(text.layer)
    content = content_of(plan.workspace, plan)
    there = [item for item in content.items(layer) if not item.foreign and is_live(layer, item)]
    context = {"plan": plan, "text": text, "there": there[:8], "consulted": consulted_in(content, layer)}
    return render(request, "framework/interview.html", context)
