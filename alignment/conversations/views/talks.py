"""The log of conversations of a plan, and one conversation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.access import (
    actor,
    allows,
    conversation_to_edit,
    conversation_to_read,
    plan_to_edit,
    plan_to_read,
)
from alignment.conversations.forms.talks import ConversationForm, LogForm, shown
from alignment.conversations.queries import conversation_page, goals_of, people_heard
from alignment.conversations.services import talks as services
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.framework.queries.expectations import lines_of_conversation
from alignment.framework.queries.notes import people_to_name
from alignment.framework.questions import BY_SLUG, STEPS
from alignment.models import Conversation, Plan
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import as_id, status_of
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import own_page, show


@allows(GET="viewer")
def conversation_list(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """What was talked about, the newest first; ?person=, ?goal= and ?step= narrow it, ?page= turns."""
    plan = plan_to_read(request.user, workspace, plan_id)
    form = LogForm(request.GET, people=people_heard(plan), goals=goals_of(plan))
    page = conversation_page(plan, form.asked(), request.GET.get("page", "1"))
    context = {"plan": plan, "filter": form, "page": page}
    return show(request, "conversations/conversation_list.html", "report", context)


@allows(GET="viewer")
def conversation_detail(request: HttpRequest, workspace: str, conversation_id: int) -> HttpResponse:
    found = conversation_to_read(request.user, workspace, conversation_id)
    context = {
        "plan": found.plan,
        "conversation": found,
        "parts": _parts(found),
        "lines": lines_of_conversation(found, timezone.localdate()),
    }
    return render(request, "conversations/conversation_detail.html", context)


@allows(GET="editor", POST="editor")
def conversation_new(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Records a conversation; ?step= and ?goal= say what it was about, ?next= where it leads."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    asked = BY_SLUG.get(request.GET.get("step", ""), STEPS[0])
    initial = {"step": STEPS.index(asked) + 1, "goal": as_id(request.GET.get("goal", ""))}
    form = _form(request, plan, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made, done = services.record(
                plan,
                by=actor(request),
                request_key=form.cleaned_data["request_key"],
                **_said(form),
            )
        except AlreadyDone:
            return redirect(
                _back(request) or reverse("conversations:conversation_list", args=[workspace, plan_id])
            )
        tell(request, _("The conversation is recorded."), undo=done)
        return redirect(_back(request) or _address(made))
    context = {"plan": plan, "form": form, "text": asked, "next": _back(request)}
    context["back"] = _back(request) or reverse("conversations:conversation_list", args=[workspace, plan_id])
    return render(request, "conversations/conversation_form.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
@keeps_words(ConversationForm)
def conversation_edit(request: HttpRequest, workspace: str, conversation_id: int) -> HttpResponse:
    """Corrects a conversation, and adds follow-ups to it."""
    found = conversation_to_edit(request.user, workspace, conversation_id)
    initial = shown(found)
    form = _form(request, found.plan, initial=initial, there=len(_parts(found)))
    context = {"plan": found.plan, "form": form, "there": found, "text": STEPS[initial["step"] - 1]}
    context["back"] = _address(found)
    template = "conversations/conversation_form.html"
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            done = services.edit(found, by=actor(request), version=version, **_said(form))
        except StaleWrite as stale:
            return conflict_page(request, template, context, stale.current, shown)
        tell(request, _("Saved."), undo=done)
        return redirect(_address(found))
    return render(request, template, context, status=status_of(form))


@allows(POST="editor")
def conversation_remove(request: HttpRequest, workspace: str, conversation_id: int) -> HttpResponse:
    """Takes a conversation out; its follow-ups stay."""
    found = conversation_to_edit(request.user, workspace, conversation_id)
    try:
        done = services.remove(found, by=actor(request))
    except StaleWrite:
        warn(request, _("Somebody changed it meanwhile. Look at it again."))
    else:
        tell(request, _("Removed the conversation. Its follow-ups stay."), undo=done)
    return redirect("conversations:conversation_list", workspace, found.plan_id)


@allows(GET="editor")
def consultation_new(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The earlier address of the form."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    query = request.META.get("QUERY_STRING", "")
    there = reverse("conversations:conversation_new", args=[workspace, plan.pk])
    return redirect(f"{there}?{query}" if query else there)


def _form(request: HttpRequest, plan: Plan, **kwargs: Any) -> ConversationForm:
    return ConversationForm(
        request.POST if request.method == "POST" else None,
        workspace=plan.workspace,
        people=people_to_name(plan.workspace),
        goals=goals_of(plan),
        **kwargs,
    )


def _said(form: ConversationForm) -> dict[str, Any]:
    return {
        "fields": form.fields_said(),
        "parts": form.parts_said(),
        "follow_ups": form.follow_ups_said(),
    }


def _parts(conversation: Conversation) -> list[Any]:
    """Who took part, in order."""
    return list(conversation.consultations.select_related("person").order_by("position", "pk"))


def _address(conversation: Conversation) -> str:
    args = [conversation.workspace.slug, conversation.pk]
    return reverse("conversations:conversation_detail", args=args)


def _back(request: HttpRequest) -> str:
    """The page that the form was opened from, when it says so."""
    return own_page(request, request.POST.get("next") or request.GET.get("next") or "")
