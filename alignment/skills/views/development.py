"""What a target group has to learn: for the people themselves, or for those who lead them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alignment.access import allows, row_to_read
from alignment.models import TargetGroup
from alignment.skills.development import LEADERS, LEARNERS, Development, development_of
from alignment.skills.sheets import DEVELOPMENT_HEADER, development_rows, in_words
from alignment.ui.downloads import file_answer, no_pdf
from alignment.ui.pdf import PdfUnavailable, render_pdf
from alignment.ui.spreadsheet import Sheet, csv_response, xlsx_response

PDF_STYLES = ["css/tokens.css", "css/skills-sheet.css"]


@allows(GET="viewer")
def group_development(request: HttpRequest, workspace: str, group_id: int) -> HttpResponse:
    """?for=leaders speaks to those who lead the group, without it to the people of the group."""
    return render(request, "skills/group_development.html", _page(request, workspace, group_id))


@allows(GET="viewer")
def development_pdf(request: HttpRequest, workspace: str, group_id: int) -> HttpResponse:
    """The same on paper."""
    context = _page(request, workspace, group_id)
    try:
        body = render_pdf("skills/development_pdf.html", context, css=PDF_STYLES)
    except PdfUnavailable as problem:
        return no_pdf(request, problem, reverse("skills:group_development", args=[workspace, group_id]))
    name = slugify(_name(context["plan_of"])) or f"group-{group_id}"
    return file_answer(body, "application/pdf", f"{name}.pdf", keep=False)


@allows(GET="viewer")
def development_csv(request: HttpRequest, workspace: str, group_id: int) -> HttpResponse:
    found = _development(request, workspace, group_id)
    return csv_response(development_rows(found), in_words(DEVELOPMENT_HEADER), _name(found))


@allows(GET="viewer")
def development_xlsx(request: HttpRequest, workspace: str, group_id: int) -> HttpResponse:
    found = _development(request, workspace, group_id)
    sheet = Sheet(_("Development plan"), in_words(DEVELOPMENT_HEADER), development_rows(found))
    return xlsx_response([sheet], _name(found))


def _page(request: HttpRequest, workspace: str, group_id: int) -> dict[str, Any]:
    found = _development(request, workspace, group_id)
    reader = LEADERS if request.GET.get("for") == LEADERS else LEARNERS
    return {
        "plan_of": found,
        "group": found.group,
        "reader": reader,
        "workspace": found.group.workspace,
        "today": timezone.localdate(),
    }


def _development(request: HttpRequest, workspace: str, group_id: int) -> Development:
    group = row_to_read(TargetGroup, request.user, workspace, group_id)
    return development_of(group, timezone.localdate())


def _name(found: Development) -> str:
    return f"{found.group.name} {_('development plan')}"
