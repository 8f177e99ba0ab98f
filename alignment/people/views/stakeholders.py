"""One person with all that is theirs, and all of them between interest and influence; for members only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from alignment.access import allows, person_to_read, workspace_to_read
from alignment.people.forms.stakes import StakesFilter
from alignment.people.queries.person_page import page_of
from alignment.people.queries.stakes import stakes_of
from alignment.ui.htmx import fragment


@allows(GET="viewer")
def person_detail(request: HttpRequest, workspace: str, person_id: int) -> HttpResponse:
    person = person_to_read(request.user, workspace, person_id)
    context = {"person": person, "found": page_of(person, timezone.localdate())}
    return render(request, "people/person_detail.html", context)


@allows(GET="viewer")
def people_map(request: HttpRequest, workspace: str) -> HttpResponse:
    """Who stands where; ?plan= and ?role= narrow it."""
    home = workspace_to_read(request.user, workspace)
    narrow = StakesFilter(request.GET, workspace=home)
    context = {"filter": narrow, "stakes": stakes_of(home, **narrow.chosen())}
    return render(request, fragment(request, "people/people_map.html", "report"), context)
