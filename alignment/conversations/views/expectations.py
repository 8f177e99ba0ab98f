"""What is expected in a plan: listed, written down, answered, done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.access import (
    actor,
    allows,
    expectation_to_edit,
    expectation_to_review,
    plan_to_edit,
    plan_to_read,
)
from alignment.conversations.forms import expectations as forms
from alignment.conversations.queries import groups_of, initiatives_of
from alignment.conversations.services import expectations as services
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.framework.queries.expectations import ExpectationLine
from alignment.framework.queries.notes import people_to_name
from alignment.models import Expectation, HowAnswered, Person, Plan
from alignment.people.queries import persons_of
from alignment.tracing.roe_words import roe_context
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import as_id, status_of
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import own_page


@allows(GET="viewer")
def expectation_list(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """What is expected, by where it stands; what the reader is asked has its own form."""
    return _listed(request, plan_to_read(request.user, workspace, plan_id))


@allows(GET="editor", POST="editor")
def expectation_new(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Writes down what is expected; ?initiative= says of what, ?next= where it leads."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    form = forms.ExpectationForm(
        request.POST if request.method == "POST" else None,
        initial={"initiative": as_id(request.GET.get("initiative", ""))},
        **_offered(plan),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        people = {"owner": said["owner"], "party": said["party"]}
        try:
            _made, done = services.add(
                plan,
                by=actor(request),
                fields=form.fields_said(),
                request_key=said["request_key"],
                **people,
            )
            tell(request, _("The expectation is written down."), undo=done)
        except AlreadyDone:
            pass
        return redirect(_back(request, plan))
    context = {"plan": plan, "form": form, "back": _back(request, plan)}
    return render(request, "conversations/expectation_form.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
@keeps_words(forms.EditExpectationForm)
def expectation_edit(request: HttpRequest, workspace: str, expectation_id: int) -> HttpResponse:
    """Changes an expectation; whoever has answered it is asked again when its sense changes."""
    found = expectation_to_edit(request.user, workspace, expectation_id)
    form = forms.EditExpectationForm(
        request.POST if request.method == "POST" else None,
        initial=forms.shown(found),
        **_offered(found.plan),
    )
    back = _back(request, found.plan)
    context = {"plan": found.plan, "form": form, "there": found, "back": back}
    template = "conversations/expectation_form.html"
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        people = {"owner": said["owner"], "party": said["party"]}
        try:
            done = services.edit(
                found, by=actor(request), version=said["version"], fields=form.fields_said(), **people
            )
        except StaleWrite as stale:
            return conflict_page(request, template, context, stale.current, forms.shown)
        tell(request, _("Saved."), undo=done)
        return redirect(back)
    return render(request, template, context, status=status_of(form))


@allows(POST="editor")
def expectation_remove(request: HttpRequest, workspace: str, expectation_id: int) -> HttpResponse:
    found = expectation_to_edit(request.user, workspace, expectation_id)
    try:
        done = services.remove(found, by=actor(request))
    except StaleWrite:
        warn(request, _("Somebody changed it meanwhile. Look at it again."))
    else:
        tell(request, _("Removed the expectation."), undo=done)
    return redirect(_back(request, found.plan))


@allows(GET="editor", POST="editor")
def expectation_answer(request: HttpRequest, workspace: str, expectation_id: int) -> HttpResponse:
    """Writes down what somebody has said to an expectation."""
    found = expectation_to_edit(request.user, workspace, expectation_id)
    line = ExpectationLine(found, timezone.localdate())
    form = forms.ToldForm(
        request.POST if request.method == "POST" else None,
        parties=[*line.missing, *(one for one in line.parties if one not in line.missing)],
    )
    if request.method == "POST" and form.is_valid():
        who = _party(found, form.cleaned_data["person"])
        services.answer(found, who, form.said(), how=HowAnswered.TOLD, by=actor(request))
        tell(request, _("The answer is recorded."))
        return redirect(_back(request, found.plan))
    context = {"plan": found.plan, "form": form, "line": line, "back": _back(request, found.plan)}
    return render(request, "conversations/expectation_answer.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
def expectation_done(request: HttpRequest, workspace: str, expectation_id: int) -> HttpResponse:
    """Says that an expectation was met, and when."""
    found = expectation_to_edit(request.user, workspace, expectation_id)
    form = forms.DoneForm(
        request.POST if request.method == "POST" else None, initial={"version": found.version}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            done = services.keep(found, by=actor(request), on=said["on"], version=said["version"])
        except StaleWrite:
            warn(request, _("Somebody changed it meanwhile. Look at it again."))
        else:
            tell(request, _("Marked as done."), undo=done)
        return redirect(_back(request, found.plan))
    line = ExpectationLine(found, timezone.localdate())
    context = {"plan": found.plan, "form": form, "line": line, "back": _back(request, found.plan)}
    return render(request, "conversations/expectation_done.html", context, status=status_of(form))


@allows(POST="reviewer")
def expectation_reply(request: HttpRequest, workspace: str, expectation_id: int) -> HttpResponse:
    """The answer of whoever is signed in, to what is expected of them."""
    found = expectation_to_review(request.user, workspace, expectation_id)
    form = forms.ReplyForm(request.POST, auto_id=f"reply-{found.pk}-%s")
    there = {person.pk for person in persons_of(actor(request), found.plan.workspace)}
    me = next((one for one in (found.owner, found.party) if one is not None and one.pk in there), None)
    if me is None:
        warn(request, _("Only those whom it concerns can answer it."))
    elif not form.is_valid():
        return _listed(request, found.plan, reply=form, replied=found.pk, has_errors=True)
    else:
        services.answer(found, me, form.said(), how=HowAnswered.SIGNED_IN, by=actor(request))
        tell(request, _("Your answer is recorded."))
    return redirect(_list(found.plan))


def _listed(request: HttpRequest, plan: Plan, **reply: Any) -> HttpResponse:
    """The list; with a `reply` that is to be corrected, where it was typed."""
    mine = {person.pk for person in persons_of(actor(request), plan.workspace)}
    groups = groups_of(plan, timezone.localdate())
    context = {"plan": plan, "groups": groups, "mine": mine, **reply}
    context |= roe_context(line.plain for group in groups for line in group.lines)
    status = status_of(reply["reply"]) if reply else 200
    return render(request, "conversations/expectation_list.html", context, status=status)


def _party(found: Expectation, person: int) -> Person:
    return next(one for one in (found.owner, found.party) if one is not None and one.pk == person)


def _offered(plan: Plan) -> dict[str, Any]:
    """What the form offers to choose from."""
    return {
        "workspace": plan.workspace,
        "people": people_to_name(plan.workspace),
        "initiatives": initiatives_of(plan),
    }


def _list(plan: Plan) -> str:
    return reverse("conversations:expectation_list", args=[plan.workspace.slug, plan.pk])


def _back(request: HttpRequest, plan: Plan) -> str:
    """The page that the form was opened from, else the list."""
    return own_page(request, request.POST.get("next") or request.GET.get("next") or "") or _list(plan)
