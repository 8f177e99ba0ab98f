"""Asking people for a review, and everything that can be done about one request."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.access import actor, allows, plan_to_edit, row_to_edit
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.framework.agreement_words import stopping_words
from alignment.framework.queries.agreement import reviews_of
from alignment.models import Plan, ReviewRequest
from alignment.outbox.recipients import recipient_of
from alignment.reviews.forms import NEW, AskForm, RequestForm
from alignment.reviews.invitations import invitations_of, reminder_to_copy
from alignment.reviews.queries.asking import asked_before, latest_version, people_to_ask
from alignment.reviews.services import asking
from alignment.reviews.services.reminding import is_decided, remind
from alignment.ui.conflicts import CONFLICT, conflict_of, on_top
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import as_id, sent, status_of
from alignment.ui.gone import Gone, keeps_words


@allows(GET="editor", POST="editor")
def review_ask(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Asks several people to agree to a version; ?person= ticks people, ?version=latest the last version.

    Without ?person= those are ticked who are asked about the version before.
    """
    plan = plan_to_edit(request.user, workspace, plan_id)
    latest, people = latest_version(plan), people_to_ask(plan)
    version = str(latest.number) if latest and request.GET.get("version") == "latest" else NEW
    wanted, before = request.GET.getlist("person"), 0
    ticked = [one for one in map(as_id, wanted) if one is not None]
    if not wanted:
        before, ticked = asked_before(plan, latest, anew=version == NEW)
    form = AskForm(
        sent(request),
        workspace=plan.workspace,
        people=people,
        latest=latest,
        initial={"people": ticked, "version": version},
    )
    if request.method == "POST" and form.is_valid():
        return _ask(request, plan, form)
    context = {"plan": plan, "form": form, "before": before if not form.is_bound else 0}
    return render(request, "reviews/review_ask.html", context, status=status_of(form))


def _ask(request: HttpRequest, plan: Plan, form: AskForm) -> HttpResponse:
    said, by = form.cleaned_data, actor(request)
    key = said["request_key"]
    try:
        version = latest_version(plan)
        if said["version"] == NEW or version is None:
            version = asking.freeze_to_ask(plan, note=said["note"].strip(), by=by, request_key=key)
            version.plan, version.workspace = plan, plan.workspace
        made = asking.ask(version, form.chosen(), due=said["due"], by=by, request_key=key)
    except AlreadyDone:
        warn(request, _("They are asked already. A link is shown once; “New link” makes another."))
        return redirect("reviews:review_list", plan.workspace.slug, plan.pk)
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        context = {"plan": plan, "form": form}
        return render(request, "reviews/review_ask.html", context, status=422)
    if not made:
        warn(request, _("Everybody whom you chose is asked about this version already."))
        return redirect("reviews:review_list", plan.workspace.slug, plan.pk)
    context = {"plan": plan, "version": version, "invitations": invitations_of(made, by)}
    return render(request, "reviews/review_asked.html", context)


@allows(GET="editor", POST="editor")
@keeps_words(RequestForm)
def request_edit(request: HttpRequest, workspace: str, plan_id: int, request_id: int) -> HttpResponse:
    """Changes what is needed from somebody, and by when."""
    plan, row = _of_plan(request, workspace, plan_id, request_id)
    form = RequestForm(sent(request), initial=_shown(row))
    context: dict[str, Any] = {"plan": plan, "form": form, "row": row}
    if request.method == "POST" and form.is_valid():
        try:
            done = asking.edit_request(row, by=actor(request), **form.cleaned_data)
        except StaleWrite as stale:
            now: Any = stale.current
            if now is None:
                raise Gone from None
            context |= {"conflict": conflict_of(form, now, _shown), "form": on_top(form, now.version)}
            return render(request, "reviews/request_edit.html", context, status=CONFLICT)
        tell(request, _("Saved."), undo=done)
        return redirect("reviews:review_list", workspace, plan_id)
    return render(request, "reviews/request_edit.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
def request_withdraw(request: HttpRequest, workspace: str, plan_id: int, request_id: int) -> HttpResponse:
    """Takes a question back; asks first, because the link ends."""
    plan, row = _of_plan(request, workspace, plan_id, request_id)
    if request.method == "POST":
        asking.withdraw_request(row, by=actor(request))
        tell(request, _("%(who)s is not asked any more.") % {"who": row.person.name})
        return redirect("reviews:review_list", workspace, plan_id)
    effect = stopping_words(reviews_of(plan, timezone.localdate()), row)
    return render(request, "reviews/request_withdraw.html", {"plan": plan, "row": row, "effect": effect})


@allows(POST="editor")
def request_remind(request: HttpRequest, workspace: str, plan_id: int, request_id: int) -> HttpResponse:
    """Mails a reminder, once a day; of somebody without an address it shows the text, to be sent by hand."""
    plan, row = _of_plan(request, workspace, plan_id, request_id)
    who = {"who": row.person.name}
    if row.withdrawn_at is not None:
        warn(request, _("%(who)s is not asked any more.") % who)
    elif not is_decided(row) and not recipient_of(row.person)["to"]:
        context = {"plan": plan, "row": row, "reminder": reminder_to_copy(row, actor(request))}
        return render(request, "reviews/request_remind.html", context)
    elif remind(row, by=actor(request)):
        tell(request, _("A reminder goes to %(who)s.") % who)
    else:
        warn(request, _("%(who)s has decided, or was reminded today already.") % who)
    return redirect("reviews:review_list", workspace, plan_id)


@allows(POST="editor")
def request_link(request: HttpRequest, workspace: str, plan_id: int, request_id: int) -> HttpResponse:
    """Makes a new link for a request and shows it once; the one before opens nothing from now on."""
    plan, row = _of_plan(request, workspace, plan_id, request_id)
    try:
        made = asking.new_link(row, by=actor(request))
    except StaleWrite:
        warn(request, _("%(who)s is not asked any more.") % {"who": row.person.name})
        return redirect("reviews:review_list", workspace, plan_id)
    version = row.snapshot
    context = {"plan": plan, "version": version, "invitations": invitations_of([made], actor(request))}
    return render(request, "reviews/review_asked.html", context | {"renewed": True})


def _of_plan(
    request: HttpRequest, workspace: str, plan_id: int, request_id: int
) -> tuple[Plan, ReviewRequest]:
    """A request that hangs on the plan of the address; 404 when it hangs on another."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    row: ReviewRequest = row_to_edit(
        ReviewRequest, request.user, workspace, request_id, "person", "snapshot", "link"
    )
    if row.plan_id != plan.pk:
        raise Http404
    row.plan = plan
    return plan, row


def _shown(row: Any) -> dict[str, Any]:
    return {"needed": row.needed, "due": row.due, "version": row.version}
