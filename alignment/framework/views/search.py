"""Finds anything in a workspace."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alignment.access import allows, workspace_to_read
from alignment.framework.forms.plans import SearchForm
from alignment.framework.queries.search import Hit
from alignment.framework.queries.search import search as find
from alignment.framework.questions import BY_LAYER
from alignment.tracing.addresses import item_address

#: The page of what is no item, by its name.
PAGES = {
    "plan": "framework:plan_overview",
    "metric": "measurement:metric_detail",
    "request": "intake:request",
    "skill": "skills:skill_detail",
    "catalogue": "catalogue:item_detail",
}


@allows(GET="viewer")
def search(request: HttpRequest, workspace: str) -> HttpResponse:
    """?q= is searched for everywhere, with ?in= in one kind only."""
    home = workspace_to_read(request.user, workspace)
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = find(home, text, request.GET.get("in", ""))
    groups = [(group, [(hit, _address(workspace, hit)) for hit in group.hits]) for group in found]
    context = {"text": text, "groups": groups, "form": form, "only": request.GET.get("in", "")}
    return render(request, "framework/search.html", context)


def _address(workspace: str, hit: Hit) -> str:
    """The page of what was found."""
    if hit.kind in BY_LAYER:
        return item_address(workspace, hit.kind, hit.id)
    if hit.kind in PAGES:
        return reverse(PAGES[hit.kind], args=[workspace, hit.id])
    return reverse("people:people_list", args=[workspace]) + f"#person-{hit.id}"
