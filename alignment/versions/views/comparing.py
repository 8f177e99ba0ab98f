"""Two versions of a plan side by side, or one and the plan as it is now."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from alignment.access import allows, plan_to_read
from alignment.ui.forms import status_of
from alignment.versions.differences import differences
from alignment.versions.forms import NOW, CompareForm
from alignment.versions.frozen import FrozenProblem
from alignment.versions.pages import unreadable
from alignment.versions.snapshots import state_of, versions_of


@allows(GET="viewer")
def version_compare(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """What differs between ?from= and ?to=: the number of a version, or "now"."""
    plan = plan_to_read(request.user, workspace, plan_id)
    versions = versions_of(plan)
    latest = str(versions[0].number) if versions else NOW
    form = CompareForm({"from": latest, "to": NOW} | request.GET.dict(), versions=versions)
    context: dict[str, Any] = {"plan": plan, "form": form, "versions": versions}
    if versions and form.is_valid():
        today = timezone.localdate()
        try:
            before, after = (state_of(plan, number, today) for number in form.asked())
        except FrozenProblem as problem:
            return unreadable(request, plan, problem)
        context |= {"before": before, "after": after, "found": differences(before.source, after.source)}
    return render(request, "versions/version_compare.html", context, status=status_of(form))
