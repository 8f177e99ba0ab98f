"""The canvas of a plan: on a page to look at and print, and as PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from alignment.access import allows, plan_to_read
from alignment.models import Plan
from alignment.sessions.canvases import ALL, CANVAS_STEPS, EVERY, PAPERS, Canvas, canvas_of
from alignment.ui.downloads import file_answer, no_pdf
from alignment.ui.pdf import PdfUnavailable, render_pdf

CANVAS_STYLES = ["css/tokens.css", "css/canvas.css"]


@allows(GET="viewer")
def canvas(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The sheets; ?sheet= names a step or "all", ?paper= the size, ?filled=yes adds what is there."""
    plan = plan_to_read(request.user, workspace, plan_id)
    found = _canvas(request, plan)
    context = {"plan": plan, "canvas": found, "steps": CANVAS_STEPS, "papers": PAPERS.items()}
    context |= {"all": ALL, "every": EVERY, "today": timezone.localdate()}
    return render(request, "sessions/canvas.html", context)


@allows(GET="viewer")
def canvas_pdf(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The same on paper."""
    plan = plan_to_read(request.user, workspace, plan_id)
    context = {"plan": plan, "workspace": plan.workspace, "canvas": _canvas(request, plan)}
    context |= {"today": timezone.localdate()}
    try:
        body = render_pdf("sessions/canvas_pdf.html", context, css=CANVAS_STYLES)
    except PdfUnavailable as problem:
        return no_pdf(request, problem, reverse("sessions:canvas", args=[workspace, plan_id]))
    name = slugify(plan.title) or f"plan-{plan.pk}"
    return file_answer(body, "application/pdf", f"{name}-canvas.pdf", keep=False)


def _canvas(request: HttpRequest, plan: Plan) -> Canvas:
    asked = request.GET
    return canvas_of(
        plan,
        which=asked.get("sheet", ""),
        paper=asked.get("paper", ""),
        filled=asked.get("filled") == "yes",
    )
