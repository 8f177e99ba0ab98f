"""The skills gap of a plan's goals: as a heat map, gap by gap, and as a table to hand on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.access import actor, allows, plan_to_edit, plan_to_read
from alignment.deeds import AlreadyDone
from alignment.models import Plan
from alignment.skills.forms.levels import LevelForm
from alignment.skills.gap_page import heat_of, sections_of
from alignment.skills.queries.assessments import assessments_of
from alignment.skills.queries.gaps import Gaps, gaps_of_plan, offers_for
from alignment.skills.services.levels import add_level
from alignment.skills.sheets import GAP_HEADER, gap_rows, in_words
from alignment.skills.words import LEVELS
from alignment.ui.feedback import tell
from alignment.ui.forms import as_id, sent, status_of
from alignment.ui.htmx import go
from alignment.ui.spreadsheet import Sheet, csv_response, xlsx_response


@allows(GET="viewer")
def plan_skills(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    gaps = gaps_of_plan(plan, timezone.localdate())
    context: dict[str, Any] = {
        "plan": plan,
        "heat": heat_of(gaps),
        "sections": sections_of(gaps, offers_for(plan.workspace, gaps.all)),
        "goals_without": _goals_without(gaps),
        "assessments": assessments_of(plan),
        "levels": LEVELS,
    }
    return render(request, "skills/plan_skills.html", context)


@allows(GET="viewer")
def plan_skills_csv(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    rows = gap_rows(gaps_of_plan(plan, timezone.localdate()))
    return csv_response(rows, in_words(GAP_HEADER), _file_name(plan))


@allows(GET="viewer")
def plan_skills_xlsx(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    rows = gap_rows(gaps_of_plan(plan, timezone.localdate()))
    sheet = Sheet(_("Skills gap"), in_words(GAP_HEADER), rows)
    return xlsx_response([sheet], _file_name(plan))


@allows(GET="editor", POST="editor")
def level_new(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """A level that a manager says or somebody estimates; ?learning= and ?group= choose of what."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    initial = {
        "learning_outcome": as_id(request.GET.get("learning", "")),
        "group": as_id(request.GET.get("group", "")),
        "date": timezone.localdate(),
    }
    learning = {gap.learning.id for gap in gaps_of_plan(plan, timezone.localdate()).all}
    form = LevelForm(sent(request), workspace=plan.workspace, learning=learning, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = add_level(
                said["learning_outcome"],
                said["group"],
                level=said["level"],
                on=said["date"],
                how=said["how"],
                by=actor(request),
                person=said["by"],
                note=said["note"],
                request_key=said["request_key"],
            )
        except AlreadyDone:
            tell(request, _("This level is written down already."))
        else:
            tell(request, _("The level is written down."), undo=made.done)
        return go(request, "skills:plan_skills", workspace, plan.pk)
    context = {"plan": plan, "form": form, "levels": LEVELS}
    return render(request, "skills/level_new.html", context, status=status_of(form))


def _goals_without(gaps: Gaps) -> list[Any]:
    """The plan's live goals of which no learning outcome says what people must be able to do."""
    there = {one.goal.key for one in gaps.goals if one.goal}
    return [
        goal
        for goal in gaps.content.goals
        if not goal.foreign and goal.key not in there and gaps.graph.nodes[goal.key].live
    ]


def _file_name(plan: Plan) -> str:
    return f"{plan.title} {_('skills gap')}"
