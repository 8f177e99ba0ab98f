"""How the pages of the steps answer: a page of their own, or a part of the step page for htmx."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_htmx.http import reswap, retarget

from alignment.framework.forms.base import ItemForm
from alignment.framework.queries.notes import notes_of
from alignment.framework.queries.overview import consulted_in
from alignment.framework.queries.progress import states_of
from alignment.framework.queries.step_page import ahead_of, step_page
from alignment.framework.questions import BY_LAYER, STEPS, StepText
from alignment.framework.views.item_forms import new_form
from alignment.models import Item, Layer, Plan
from alignment.tracing.contents import content_of
from alignment.ui.htmx import own_page, show, wants_partial

ADD = {
    Layer.GOAL: _("Add a business goal"),
    Layer.OUTCOME: _("Add a performance outcome"),
    Layer.MOMENT: _("Add a moment of truth"),
    Layer.LEARNING: _("Add a learning outcome"),
    Layer.INITIATIVE: _("Add an initiative"),
}


def step_url(plan: Plan, layer: Layer, anchor: str = "") -> str:
    """The address of a step page, at one of its rows."""
    text = BY_LAYER[layer.word]
    found = reverse("framework:step", args=[plan.workspace.slug, plan.pk, text.slug])
    return f"{found}#{anchor}" if anchor else found


def row_template(layer: Layer) -> str:
    """The piece that says what an item of a layer is about."""
    return f"framework/_row_{layer.word}.html"


def row_id(item: Item) -> str:
    """The id of an item's row in its step page."""
    return f"{item.layer.word}-{item.pk}"


def list_context(
    request: HttpRequest, plan: Plan, layer: Layer, *, focus: str = "", form: ItemForm | None = None
) -> dict[str, Any]:
    """What the list of a step needs, and its form for a new item."""
    form = form or new_form(plan, layer)
    if focus == "new":
        form.fields["title"].widget.attrs["data-focus"] = True
    return {
        "plan": plan,
        "layer": layer,
        "step": BY_LAYER[layer.word],
        "text": BY_LAYER[layer.word],
        "add_words": ADD[layer],
        "row_template": row_template(layer),
        "above": BY_LAYER[Layer(layer - 1).word] if layer > Layer.GOAL else None,
        "next_step": STEPS[layer] if layer < Layer.INITIATIVE else None,
        "listing": step_page(plan, layer, _page(request)),
        "form": form,
        "focus": focus,
    }


def page_context(request: HttpRequest, plan: Plan, layer: Layer, **more: Any) -> dict[str, Any]:
    """What the whole step page needs."""
    context = list_context(request, plan, layer, **more)
    if wants_partial(request):
        return context
    content = content_of(plan.workspace, plan)
    states = states_of(plan, timezone.localdate())
    return context | {
        "steps": [
            {
                "url": step_url(plan, state.step),
                "name": text.title,
                "status": state.status,
                "current": state.step is layer,
            }
            for text, state in zip(STEPS, states, strict=True)
        ],
        "ahead": ahead_words(plan, layer),
        "consulted": consulted_in(content, layer),
        "notes": notes_of(plan),
    }


def ahead_words(plan: Plan, layer: Layer) -> list[StepText]:
    """The steps before this one that hold nothing yet, to say so honestly."""
    return [BY_LAYER[one.word] for one in ahead_of(plan, layer)]


def done(
    request: HttpRequest, plan: Plan, layer: Layer, *, focus: str = "", anchor: str = ""
) -> HttpResponse:
    """After a deed: the list again for htmx, else back to where the request came from, or to the step."""
    if wants_partial(request):
        plan.workspace.refresh_from_db(fields=["revision"])  # whatever instance the deed was done with
        response = show(
            request, "framework/step.html", "body", list_context(request, plan, layer, focus=focus)
        )
        return reswap(retarget(response, "#step-body"), "outerHTML")
    back = own_page(request, request.POST.get("next", ""))
    return redirect(back or step_url(plan, layer, anchor))


def in_place(
    request: HttpRequest, item: Item, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A form about an item: in the place of its row for htmx, else on a page of its own."""
    context = {
        "item": item,
        "plan": item.plan,
        "row_id": row_id(item),
        "back": _back(request, item),
        **context,
    }
    response = show(request, template, "row", context, status=status)
    if wants_partial(request):
        return reswap(retarget(response, f"#{row_id(item)}"), "outerHTML")
    return response


def complain(form: BaseForm, error: ValidationError) -> None:
    """Shows beside the fields what the services refused."""
    if hasattr(error, "error_dict"):
        for name, errors in error.message_dict.items():
            for words in errors:
                form.add_error(name if name in form.fields else None, words)
    else:
        form.add_error(None, error)


def _back(request: HttpRequest, item: Item) -> str:
    """Where Cancel leads: the page that was left, else the item's row in its step."""
    back = own_page(request, request.POST.get("next") or request.GET.get("next") or "")
    return back or step_url(item.plan, item.layer, row_id(item))


def _page(request: HttpRequest) -> str:
    """The page of the list that is shown: of this address, or of the one that htmx asks from."""
    if "page" in request.GET or not wants_partial(request):
        return request.GET.get("page", "1")
    query = urlsplit(request.htmx.current_url or "").query  # type: ignore[attr-defined]
    return parse_qs(query).get("page", ["1"])[0]
