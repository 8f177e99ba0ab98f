"""The skills of a workspace, one level of the tree at a time, and the page of each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, row_to_edit, row_to_read, workspace_to_read
from alignment.deeds import StaleWrite
from alignment.models import Skill, SkillFramework
from alignment.skills.forms.skills import PlaceForm, SkillFilter, SkillForm, VersionForm
from alignment.skills.queries import skills as queries
from alignment.skills.services import skills as services
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.htmx import go, show


@allows(GET="viewer")
def skill_list(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_read(request.user, workspace)
    narrowed = SkillFilter(request.GET, workspace=home)
    asked = narrowed.chosen()
    place = PlaceForm(request.GET, workspace=home)
    found = queries.skill_page(
        home,
        number=request.GET.get("page"),
        text=asked["q"] or "",
        framework=asked["framework"],
        priority=asked["priority"] or "",
        parent=place.cleaned_data["parent"] if place.is_valid() else None,
    )
    context = {
        "filter": narrowed,
        "found": found,
        "page": found.page,
        "frameworks": queries.frameworks_of(home),
        "archived": queries.frameworks_of(home, archived=True),
    }
    return show(request, "skills/skill_list.html", "report", context)


@allows(GET="viewer", POST="editor")
def skill_detail(request: HttpRequest, workspace: str, skill_id: int) -> HttpResponse:
    """What a skill is and what hangs on it; its priority is set here."""
    if request.method == "POST":
        skill = row_to_edit(Skill, request.user, workspace, skill_id, "framework", "parent")
    else:
        skill = row_to_read(Skill, request.user, workspace, skill_id, "framework", "parent")
    form = SkillForm(sent(request), initial=_shown(skill))
    context: dict[str, Any] = {
        "skill": skill,
        "form": form,
        "above": queries.above(skill),
        "line": queries.lines_of([skill])[0],
        "parts": queries.skill_page(skill.workspace, parent=skill),
        "required_by": queries.required_by(skill),
        "taught_by": queries.taught_by(skill),
    }
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            _skill, done = services.set_priority(
                skill, priority=said["priority"], version=said["version"] or 0, by=actor(request)
            )
        except StaleWrite as stale:
            return conflict_page(request, "skills/skill_detail.html", context, stale.current, _shown)
        tell(request, _("Saved “%(name)s”.") % {"name": skill}, undo=done)
        return go(request, "skills:skill_detail", workspace, skill.pk)
    return render(request, "skills/skill_detail.html", context, status=status_of(form))


@allows(POST="editor")
def framework_archive(request: HttpRequest, workspace: str, framework_id: int) -> HttpResponse:
    return _with_version(
        request, workspace, framework_id, services.archive_framework, _("Archived “%(name)s”.")
    )


@allows(POST="editor")
def framework_restore(request: HttpRequest, workspace: str, framework_id: int) -> HttpResponse:
    return _with_version(
        request, workspace, framework_id, services.restore_framework, _("Restored “%(name)s”.")
    )


def _with_version(
    request: HttpRequest, workspace: str, framework_id: int, service: Any, words: str
) -> HttpResponse:
    framework = row_to_edit(SkillFramework, request.user, workspace, framework_id)
    form = VersionForm(request.POST)
    try:
        done = service(
            framework, version=form.cleaned_data["version"] or 0 if form.is_valid() else 0, by=actor(request)
        )
    except StaleWrite:
        said = _("“%(name)s” was changed in the meantime. Look at it and try again.")
        warn(request, said % {"name": framework})
    else:
        tell(request, words % {"name": framework}, undo=done)
    return go(request, "skills:skill_list", workspace)


def _shown(skill: Skill) -> dict[str, Any]:
    return {"priority": skill.priority, "version": skill.version}
