"""The page of a job: how far it is, what came out, what went wrong. For whoever asked, and for owners."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.access import actor, allows, job_to_read, workspace_to_read
from alignment.jobs import services
from alignment.jobs.queries import Standing, jobs_of
from alignment.ui.downloads import file_answer
from alignment.ui.feedback import tell, warn
from alignment.ui.htmx import go
from alignment.ui.middleware import unattended


@allows(GET="viewer")
def job_list(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_read(request.user, workspace)
    return render(request, "jobs/job_list.html", {"jobs": jobs_of(home, actor(request))})


@allows(GET="viewer")
def job(request: HttpRequest, workspace: str, job_id: int) -> HttpResponse:
    found = job_to_read(request.user, workspace, job_id)
    services.wake(found, timezone.now())
    return render(request, "jobs/job.html", {"standing": Standing(found), "job": found})


@unattended
@allows(GET="viewer")
def job_progress(request: HttpRequest, workspace: str, job_id: int) -> HttpResponse:
    """What the page asks every two seconds; 204 when it shows the same already."""
    found = job_to_read(request.user, workspace, job_id)
    standing = Standing(found)
    if request.GET.get("seen") == standing.seen:
        services.wake(found, timezone.now())
        return HttpResponse(status=204)
    return render(request, "jobs/_standing.html", {"standing": standing, "job": found})


@allows(GET="viewer")
def job_file(request: HttpRequest, workspace: str, job_id: int) -> HttpResponse:
    found = job_to_read(request.user, workspace, job_id)
    if Standing(found).state != "ready":
        raise Http404
    keep = found.content_type != "application/pdf"
    return file_answer(bytes(found.result or b""), found.content_type, found.file_name, keep=keep)


@allows(POST="viewer")
def job_again(request: HttpRequest, workspace: str, job_id: int) -> HttpResponse:
    found = job_to_read(request.user, workspace, job_id)
    if services.ask_again(found):
        tell(request, _("Started again."))
    else:
        warn(request, _("It is still being worked on."))
    return go(request, "jobs:job", workspace, job_id)
