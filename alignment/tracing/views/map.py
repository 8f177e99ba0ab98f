"""The alignment map of a plan: as a page, on paper, and as a drawing."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alignment.access import allows, plan_to_read
from alignment.models import Plan
from alignment.rules.suspects import to_recheck
from alignment.tracing.contents import content_of
from alignment.tracing.fixes import first_fixes
from alignment.tracing.map_hops import hops_at
from alignment.tracing.map_page import map_context
from alignment.tracing.map_svg import drawing
from alignment.tracing.maps import map_of
from alignment.tracing.sources import live
from alignment.tracing.unseen import unseen_of
from alignment.ui.downloads import file_answer, no_pdf
from alignment.ui.pdf import PdfUnavailable, render_pdf

MAP_STYLES = ["css/tokens.css", "css/map.css"]


@allows(GET="viewer")
def plan_map(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The map; ?goal= narrows it, ?focus= lights a trace and lists its hops, of which ?hop= names one."""
    plan = plan_to_read(request.user, workspace, plan_id)
    context = _context(request, plan)
    source, line = live(plan, context["today"]), request.GET.get("hop", "")
    context["hops"] = hops_at(source, context["map"], workspace, line)
    context["found"] = first_fixes(plan, context["today"], request.get_full_path())
    context["to_recheck"] = to_recheck(source.graph, plan.key)
    return render(request, "tracing/map.html", context)


@allows(GET="viewer")
def plan_map_pdf(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The same picture on one page, A4 or A3."""
    plan = plan_to_read(request.user, workspace, plan_id)
    try:
        body = render_pdf("tracing/map_pdf.html", _context(request, plan), css=MAP_STYLES)
    except PdfUnavailable as problem:
        return no_pdf(request, problem, reverse("tracing:map", args=[workspace, plan_id]))
    return _download(body, "application/pdf", plan, "pdf")


@allows(GET="viewer")
def plan_map_svg(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The same picture as a drawing that other programs can open."""
    plan = plan_to_read(request.user, workspace, plan_id)
    context = _context(request, plan)
    title = _("%(plan)s: alignment map") % {"plan": plan.title}
    context["drawing"] = drawing(context["map"], title)
    body = render_to_string("tracing/map_svg.svg", context)
    return _download(body.encode(), "image/svg+xml", plan, "svg")


def _context(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    today = timezone.localdate()
    shown = map_of(plan, today=today, goal=request.GET.get("goal", ""), focus=request.GET.get("focus", ""))
    if shown is None:
        raise Http404
    unseen = unseen_of(content_of(plan.workspace, plan))
    return {"plan": plan, "unseen": unseen, **map_context(shown, today)}


def _download(body: bytes, kind: str, plan: Plan, ending: str) -> HttpResponse:
    name = slugify(plan.title) or f"plan-{plan.pk}"
    return file_answer(body, kind, f"{name}-map.{ending}")
