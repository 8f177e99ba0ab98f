"""Where people arrive: a welcome with three ways on, later the first fact of each workspace."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.access import actor, allows
from alignment.framework.addresses import step_address
from alignment.people.queries import sample_workspaces
from alignment.people.services.workspaces import join_samples
from alignment.portfolio.forms import RunningForm, StartForm
from alignment.portfolio.queries import start
from alignment.portfolio.services import welcome as services
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.htmx import go


@allows(GET="signed_in")
def home(request: HttpRequest) -> HttpResponse:
    """The first fact, once there is a workspace of one's own; the welcome before."""
    user = actor(request)
    own = start.own_memberships(user)
    if not own:
        return redirect("portfolio:welcome")
    context = {
        "fronts": start.fronts(user, timezone.localdate()),
        "workspace": own[0].workspace,
        "membership": own[0],
        "sample": start.sample_plan(user),
    }
    return render(request, "portfolio/home.html", context)


@allows(GET="signed_in")
def welcome(request: HttpRequest) -> HttpResponse:
    plan = start.sample_plan(actor(request))
    context = {"sample": plan, "sample_offered": plan is not None or bool(sample_workspaces())}
    return render(request, "portfolio/welcome.html", context)


@allows(POST="signed_in")
def welcome_sample(request: HttpRequest) -> HttpResponse:
    """Lets whoever asks into the samples, and opens the first one."""
    user = actor(request)
    join_samples(user)
    plan = start.sample_plan(user)
    if plan is None:
        warn(request, _("The sample is not loaded here."))
        return go(request, "portfolio:welcome")
    return go(request, "framework:plan_overview", plan.workspace.slug, plan.pk)


@allows(GET="signed_in", POST="signed_in")
def welcome_start(request: HttpRequest) -> HttpResponse:
    user = actor(request)
    home = start.empty_home(user)
    form = StartForm(sent(request), asks_organisation=home is None)
    if form.is_valid():
        plan = services.start_plan(by=user, home=home, **form.cleaned_data)
        tell(
            request,
            _("Your plan and its first goal are saved. Edit it to say its number and who answers for it."),
        )
        return go(request, step_address(plan.workspace.slug, plan.pk, "goals"))
    context = {"form": form, "home": home}
    return render(request, "portfolio/welcome_start.html", context, status=status_of(form))


@allows(GET="signed_in", POST="signed_in")
def welcome_running(request: HttpRequest) -> HttpResponse:
    user = actor(request)
    home = start.empty_home(user)
    form = RunningForm(sent(request), asks_organisation=home is None)
    if form.is_valid():
        plan = services.start_with_running(by=user, home=home, **form.cleaned_data)
        tell(request, _("The list is in. Work upward: what is each of them meant to shift?"))
        return go(request, "tracing:trace", plan.workspace.slug, plan.pk)
    context = {"form": form, "home": home}
    return render(request, "portfolio/welcome_running.html", context, status=status_of(form))
