"""At the end both sides rate what was expected: for themselves, or told to somebody who writes it down."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.access import actor, allows, expectation_to_edit, expectation_to_review
from alignment.conversations.forms.ratings import RatingForm, ToldRatingForm
from alignment.conversations.services.ratings import rate
from alignment.framework.queries.expectations import ExpectationLine
from alignment.models import Expectation, HowAnswered, Person
from alignment.people.queries import persons_of
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.htmx import own_page

TEMPLATE = "conversations/expectation_rate.html"


@allows(GET="reviewer", POST="reviewer")
def expectation_rate(request: HttpRequest, workspace: str, expectation_id: int) -> HttpResponse:
    """The rating of whoever is signed in and stands on one of the sides."""
    found = expectation_to_review(request.user, workspace, expectation_id)
    line = ExpectationLine(found, timezone.localdate())
    mine = {person.pk for person in persons_of(actor(request), found.plan.workspace)}
    me = next((one for one in line.parties if one.pk in mine), None)
    if me is None or not line.may_be_rated:
        warn(request, _not_now(me))
        return redirect(_back(request, found))
    form = RatingForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            rate(found, me, form.said(), how=HowAnswered.SIGNED_IN, by=actor(request))
            tell(request, _("Your rating is recorded."))
        except ValidationError:  # changed in the moment between looking and writing
            warn(request, _not_now(me))
        return redirect(_back(request, found))
    context = {"plan": found.plan, "line": line, "form": form, "mine": True, "back": _back(request, found)}
    return render(request, TEMPLATE, context, status=status_of(form))


@allows(GET="editor", POST="editor")
def rating_new(request: HttpRequest, workspace: str, expectation_id: int) -> HttpResponse:
    """Writes down how one side says that an expectation turned out."""
    found = expectation_to_edit(request.user, workspace, expectation_id)
    line = ExpectationLine(found, timezone.localdate())
    if not line.may_be_rated:
        warn(request, _not_now(found.owner))
        return redirect(_back(request, found))
    form = ToldRatingForm(sent(request), parties=line.parties)
    if request.method == "POST" and form.is_valid():
        who = next(one for one in line.parties if one.pk == form.cleaned_data["person"])
        try:
            rate(found, who, form.said(), how=HowAnswered.TOLD, by=actor(request))
            tell(request, _("The rating is recorded."))
        except ValidationError:
            warn(request, _not_now(who))
        return redirect(_back(request, found))
    context = {"plan": found.plan, "line": line, "form": form, "back": _back(request, found)}
    return render(request, TEMPLATE, context, status=status_of(form))


def _not_now(me: Person | None) -> str:
    if me is None:
        return _("Only those whom it concerns can rate it.")
    return _("It is rated at its end: once everybody has confirmed it, and its day has come or it is done.")


def _back(request: HttpRequest, found: Expectation) -> str:
    there = own_page(request, request.POST.get("next") or request.GET.get("next") or "")
    return there or reverse("conversations:expectation_list", args=[found.plan.workspace.slug, found.plan_id])
