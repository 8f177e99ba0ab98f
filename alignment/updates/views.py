"""The updates of a plan: listed, written from what the data says, seen as they will be mailed, sent, kept."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.access import actor, allows, plan_to_edit, plan_to_read, update_to_edit, update_to_read
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.models import Plan, Update
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.gone import keeps_words
from alignment.updates import queries, services
from alignment.updates.forms import EditUpdateForm, NewUpdateForm, PeriodForm, SendForm
from alignment.updates.overtaken import overtaken
from alignment.updates.telling import telling_of


@allows(GET="viewer")
def update_list(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The updates of a plan, the latest first, and by when the next one is due."""
    plan = plan_to_read(request.user, workspace, plan_id)
    rhythm = queries.rhythm_of(plan, timezone.localdate())
    context = {"plan": plan, "updates": queries.updates_of(plan), "rhythm": rhythm}
    return render(request, "updates/update_list.html", context)


@allows(GET="editor", POST="editor")
def update_new(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """A draft that begins with what the data says; ?start= and ?end= choose another period."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    asked = PeriodForm(request.GET if "start" in request.GET else None, auto_id="period-%s")
    span = asked.cleaned_data if asked.is_bound and asked.is_valid() else {}
    form = NewUpdateForm(
        sent(request),
        initial=queries.beginning_of(plan, timezone.localdate(), span.get("start"), span.get("end"))
        if request.method != "POST"
        else None,
        **_offered(plan),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made, done = services.write(
                plan,
                by=actor(request),
                fields=form.said(),
                readers=form.cleaned_data["readers"],
                request_key=form.cleaned_data["request_key"],
            )
        except AlreadyDone as already:
            return redirect("updates:update", workspace, plan_id, already.deed.made[0][1])
        tell(request, _("The draft is kept. Nobody has got it yet."), undo=done)
        return redirect("updates:update", workspace, plan_id, made.pk)
    if not asked.is_bound:
        asked = PeriodForm(
            initial={name: form[name].value() for name in ("start", "end")}, auto_id="period-%s"
        )
    context = {"plan": plan, "form": form, "asked": asked}
    status = status_of(asked) if request.method != "POST" else status_of(form)
    return render(request, "updates/update_new.html", context, status=status)


@allows(GET="viewer")
def update(request: HttpRequest, workspace: str, plan_id: int, update_id: int) -> HttpResponse:
    """An update: what was sent as it was told, a draft as it will be mailed."""
    found = update_to_read(request.user, workspace, plan_id, update_id)
    return render(request, "updates/update.html", _seen(found))


@allows(GET="editor", POST="editor")
@keeps_words(EditUpdateForm)
def update_edit(request: HttpRequest, workspace: str, plan_id: int, update_id: int) -> HttpResponse:
    """Changes a draft; what was sent stays."""
    found = update_to_edit(request.user, workspace, plan_id, update_id)
    if found.sent_on:
        warn(request, str(services.AlreadySent()))
        return redirect("updates:update", workspace, plan_id, update_id)
    form = EditUpdateForm(sent(request), initial=_shown(found), **_offered(found.plan))
    context = {"plan": found.plan, "update": found, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            done = services.edit(
                found,
                by=actor(request),
                version=form.cleaned_data["version"],
                fields=form.said(),
                readers=form.cleaned_data["readers"],
            )
        except StaleWrite as stale:
            return conflict_page(request, "updates/update_edit.html", context, stale.current, _shown)
        except services.AlreadySent as already:
            warn(request, str(already))
        else:
            tell(request, _("Saved. Nobody has got it yet."), undo=done)
        return redirect("updates:update", workspace, plan_id, update_id)
    return render(request, "updates/update_edit.html", context, status=status_of(form))


@allows(POST="editor")
def update_send(request: HttpRequest, workspace: str, plan_id: int, update_id: int) -> HttpResponse:
    """Mails the draft that was seen to everybody it goes to; once."""
    found = update_to_edit(request.user, workspace, plan_id, update_id)
    form = SendForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        count = services.send(found, by=actor(request), version=version)
    except StaleWrite:
        warn(request, _("Somebody changed it meanwhile. Look at it again, then send it."))
    except services.AlreadySent as already:
        warn(request, str(already))
    except ValidationError as problem:
        warn(request, " ".join(problem.messages))
    else:
        told = ngettext("The update goes to %(n)s person.", "The update goes to %(n)s people.", count)
        tell(request, told % {"n": count})
    return redirect("updates:update", workspace, plan_id, update_id)


@allows(POST="editor")
def update_remove(request: HttpRequest, workspace: str, plan_id: int, update_id: int) -> HttpResponse:
    """Throws a draft away."""
    found = update_to_edit(request.user, workspace, plan_id, update_id)
    try:
        done = services.remove(found, by=actor(request))
    except StaleWrite:
        warn(request, _("Somebody changed it meanwhile. Look at it again."))
    except services.AlreadySent as already:
        warn(request, str(already))
        return redirect("updates:update", workspace, plan_id, update_id)
    else:
        tell(request, _("Threw the draft away."), undo=done)
    return redirect("updates:update_list", workspace, plan_id)


def _seen(found: Update) -> dict[str, Any]:
    readers = [row.person for row in found.readers.select_related("person")]
    reached = queries.reached_of(readers)
    context: dict[str, Any] = {
        "plan": found.plan,
        "update": found,
        "told": telling_of(found),
        "readers": readers,
        "unreached": [] if found.sent_on else [one for one in readers if one.pk not in reached],
    }
    if not found.sent_on:
        context["initiatives"] = queries.initiatives_to_decide(found)
        context["overtaken"] = overtaken(found)
        context["form"] = SendForm(initial={"version": found.version})
    return context


def _shown(found: Update) -> dict[str, Any]:
    names = ("title", "start", "end", "moved", "not_moved", "unmeasured", "needs", "version")
    shown = {name: getattr(found, name) for name in names}
    readers = sorted(found.readers.values_list("person_id", flat=True))
    return shown | {"story": found.story_id, "readers": readers}


def _offered(plan: Plan) -> dict[str, Any]:
    """What the form offers to choose from."""
    return {"people": queries.people_to_mail(plan), "stories": queries.stories_of(plan)}
