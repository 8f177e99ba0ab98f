"""A member who is asked about a plan decides in the application, in the same way as a guest by a link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, plan_to_review
from alignment.models import Plan
from alignment.people.queries import has_verified_address
from alignment.reviews.forms import DecisionForm, WithdrawForm
from alignment.reviews.queries.decisions import request_of_user
from alignment.reviews.review_page import review_page
from alignment.reviews.services import deciding
from alignment.reviews.services.deciding import NotNow, Reviewer
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import status_of
from alignment.versions.frozen import FrozenProblem
from alignment.versions.pages import unreadable


@allows(GET="reviewer", POST="reviewer")
def review_own(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """What a member is asked about, and their decision."""
    plan = plan_to_review(request.user, workspace, plan_id)
    reviewer = _reviewer(request, plan)
    if reviewer is None:
        return render(request, "reviews/review_own.html", {"plan": plan, "page": None})
    if request.method == "POST":
        return _decide(request, plan, reviewer)
    form = DecisionForm(initial={"name": reviewer.person.name})
    return _show(request, plan, reviewer, form, WithdrawForm())


def _decide(request: HttpRequest, plan: Plan, reviewer: Reviewer) -> HttpResponse:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, plan, reviewer, form, WithdrawForm())
    try:
        deciding.sign_off(reviewer, verified=has_verified_address(actor(request)), **form.cleaned_data)
    except NotNow as problem:
        warn(request, str(problem))
    else:
        tell(request, _("Your decision is recorded."))
    return redirect("reviews:review_own", plan.workspace.slug, plan.pk)


@allows(POST="reviewer")
def review_own_read(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """“I have read it.”"""
    plan = plan_to_review(request.user, workspace, plan_id)
    reviewer = _reviewer(request, plan)
    try:
        if reviewer is not None:
            deciding.confirm_read(reviewer)
            tell(request, _("Noted that you have read it."))
    except NotNow as problem:
        warn(request, str(problem))
    return redirect("reviews:review_own", workspace, plan_id)


@allows(POST="reviewer")
def review_own_withdraw(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Takes the own decision back."""
    plan = plan_to_review(request.user, workspace, plan_id)
    reviewer, form = _reviewer(request, plan), WithdrawForm(request.POST)
    if reviewer is not None and not form.is_valid():
        return _show(request, plan, reviewer, DecisionForm(), form)
    if reviewer is not None:
        try:
            deciding.withdraw(reviewer, verified=has_verified_address(actor(request)), **form.cleaned_data)
        except NotNow as problem:
            warn(request, str(problem))
        else:
            tell(request, _("Your decision is taken back. You can decide again."))
    return redirect("reviews:review_own", workspace, plan_id)


def _reviewer(request: HttpRequest, plan: Plan) -> Reviewer | None:
    """The person that a member is, if they are asked about this plan."""
    user = actor(request)
    asked = request_of_user(user, plan)
    if asked is None:
        return None
    asked.snapshot.plan, asked.snapshot.workspace = plan, plan.workspace
    return Reviewer(asked.person, asked.snapshot, user=user)


def _show(
    request: HttpRequest, plan: Plan, reviewer: Reviewer, form: DecisionForm, back: WithdrawForm
) -> HttpResponse:
    try:
        page = review_page(reviewer)
    except FrozenProblem as problem:
        return unreadable(request, plan, problem)
    context = {"plan": plan, "page": page, "form": form, "withdraw_form": back}
    return render(request, "reviews/review_own.html", context, status=status_of(form, back))
