"""The review page: somebody without an account is asked to agree to a version, and decides."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alignment.guests.door import admits
from alignment.models import ShareLink
from alignment.reviews.forms import CodeForm, DecisionForm, WithdrawForm
from alignment.reviews.queries.decisions import standing_decision
from alignment.reviews.review_page import review_page
from alignment.reviews.services import codes, deciding
from alignment.reviews.services.deciding import NotNow
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import status_of
from alignment.versions.frozen import FrozenProblem

UNREADABLE = 500


@admits(GET="review", POST="review")
def review(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """What somebody is asked to agree to, and their decision."""
    if request.method == "POST":
        return _decide(request, link)
    return _show(request, link, form=DecisionForm(), withdraw_form=WithdrawForm())


def _decide(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """One step without a code; with one two: first the decision, then the code from the mail."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, link, form=form, withdraw_form=WithdrawForm())
    code = _confirmed(request, link, form)
    if isinstance(code, HttpResponse):
        return code
    try:
        deciding.sign_off(deciding.of_link(link), code=code, **form.cleaned_data)
    except NotNow as problem:
        warn(request, str(problem))
    else:
        tell(request, _("Your decision is recorded."))
    return redirect("guest_reviews:review", link.pk)


def _confirmed(
    request: HttpRequest, link: ShareLink, form: DecisionForm | WithdrawForm
) -> int | HttpResponse | None:
    """The mailed code that was entered, or the page that asks for it; None where none is needed."""
    if not codes.asks_for_code(link):
        return None
    typed = CodeForm(request.POST if "code" in request.POST and "again" not in request.POST else None)
    if not typed.is_bound:
        return _send_code(request, link, form)
    if not typed.is_valid():
        return _ask_code(request, link, form, typed)
    try:
        return codes.check_code(link, typed.cleaned_data["code"])
    except codes.WrongCode as problem:
        typed.add_error("code", str(problem))
        return _ask_code(request, link, form, typed)


def _send_code(request: HttpRequest, link: ShareLink, form: DecisionForm | WithdrawForm) -> HttpResponse:
    try:
        codes.send_code(link)
    except codes.TooManyCodes:
        warn(request, _("Too many codes were sent. Try again in an hour, or use the last one."))
    return _ask_code(request, link, form, CodeForm())


def _ask_code(
    request: HttpRequest, link: ShareLink, form: DecisionForm | WithdrawForm, typed: CodeForm
) -> HttpResponse:
    """What was said again, not sent yet, with a field for the code."""
    context = {"link": link, "plan": link.plan, "form": typed, "said": form}
    context["takes_back"] = isinstance(form, WithdrawForm)
    return render(request, "reviews/review_code.html", context, status=status_of(typed))


@admits(POST="review")
def review_read(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """“I have read it.”"""
    try:
        deciding.confirm_read(deciding.of_link(link))
    except NotNow as problem:
        warn(request, str(problem))
    else:
        tell(request, _("Noted that you have read it."))
    return redirect("guest_reviews:review", link.pk)


@admits(POST="review")
def review_withdraw(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """Takes the decision back, with a reason, and with a code where deciding needs one."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _show(request, link, form=DecisionForm(), withdraw_form=form)
    who, code = deciding.of_link(link), None
    if standing_decision(who.person, who.version) is not None:
        code = _confirmed(request, link, form)
    if isinstance(code, HttpResponse):
        return code
    try:
        deciding.withdraw(who, reason=form.cleaned_data["reason"], code=code)
    except NotNow as problem:
        warn(request, str(problem))
    else:
        tell(request, _("Your decision is taken back. You can decide again."))
    return redirect("guest_reviews:review", link.pk)


def _show(request: HttpRequest, link: ShareLink, **forms: Any) -> HttpResponse:
    context = {"link": link, "plan": link.plan, **forms}
    try:
        page = review_page(deciding.of_link(link))
    except FrozenProblem:
        return render(request, "sharing/unreadable.html", context, status=UNREADABLE)
    context |= {"page": page, "asks_for_code": codes.asks_for_code(link)}
    return render(request, "reviews/review.html", context, status=status_of(*forms.values()))
