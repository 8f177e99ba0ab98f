"""One item: what it supports, what supports it, every way to a goal, its answers and its history."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.access import actor, allows, item_to_edit, item_to_read
from alignment.framework.credit_words import breach_words
from alignment.framework.facts import facts_of, lists_of
from alignment.framework.forms.plans import MoveForm
from alignment.framework.forms.support import SupportForm
from alignment.framework.hint_lines import hint_list
from alignment.framework.item_words import above_words, below_words, path_lines, standing_of
from alignment.framework.money_words import return_words
from alignment.framework.queries.credit import split_of
from alignment.framework.queries.decisions import decisions_of
from alignment.framework.queries.expectations import expected_of
from alignment.framework.queries.grown import grown_from
from alignment.framework.queries.heard import heard_about
from alignment.framework.queries.history import history_of
from alignment.framework.queries.item_page import ItemPage, item_page
from alignment.framework.queries.offers import offers_of
from alignment.framework.queries.origins import origin_of
from alignment.framework.queries.plans import plans_to_move_to
from alignment.framework.queries.promotion import promotion_of
from alignment.framework.queries.returns import money_in
from alignment.framework.queries.rival_causes import NO_CAUSES, causes_of
from alignment.framework.queries.stories import NO_STORIES, stories_of
from alignment.framework.queries.strength import strength_of_item
from alignment.framework.queries.support import offer_lowers
from alignment.framework.queries.talk import Voices, voices_about
from alignment.framework.questions import STEPS
from alignment.framework.services.links import AlreadyLinked
from alignment.framework.services.plans import move_item
from alignment.framework.services.support import link_lowers
from alignment.models import Item, Layer, PerformanceOutcome
from alignment.tracing.addresses import item_address
from alignment.tracing.fixes import fixes_of
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import status_of
from alignment.ui.htmx import own_page, wants_partial
from alignment.ui.texts import one_line


@allows(GET="viewer")
def item(request: HttpRequest, workspace: str, layer: str, item_id: int) -> HttpResponse:
    """The page of one item; ?ways=all lists every way to a goal, ?history=shown what was done to it."""
    found = item_to_read(request.user, workspace, layer, item_id)
    if request.GET.get("history") == "shown" and wants_partial(request):
        context = {"item": found, "plan": found.plan, "history": history_of(found)}
        return render(request, "framework/_item_history.html", context)
    every = request.GET.get("ways") == "all"
    said = voices_about(found)
    split = split_of(found) if isinstance(found, PerformanceOutcome) else None
    today = timezone.localdate()
    page = item_page(found, today=today, all_paths=every)
    return render(
        request,
        "framework/item.html",
        _neighbours(found)
        | _answers(found)
        | _standing(found, page, workspace)
        | _said_about(found, said)
        | {
            "item": found,
            "plan": found.plan,
            "layer": found.layer.word,
            "page": page,
            "today": today,
            "fixes": fixes_of(page.gaps, workspace, found.plan_id, request.path),
            "hints": hint_list(page.hints, page.set_aside, workspace, found.plan_id, request.path, found.key),
            "history": history_of(found) if request.GET.get("history") == "shown" else None,
            "decisions": decisions_of(found),
            "split": split,
            "breach": breach_words(split.credit, found.title) if split else "",
            "promotion": promotion_of(found),
            "heard": heard_about(found),
            "expected": expected_of(found, today) if said.is_expected else [],
            "movable": bool(plans_to_move_to(found.plan)),
            "every": every,
            "talk": said.open_threads,
        },
    )


def _standing(found: Item, page: ItemPage, workspace: str) -> dict[str, Any]:
    """How an item leads to goals, and how far that holds."""
    return {
        "paths": path_lines(page, workspace),
        "standing": standing_of(page),
        "strength": strength_of_item(found),
    }


@allows(GET="editor", POST="editor")
def item_move(request: HttpRequest, workspace: str, layer: str, item_id: int) -> HttpResponse:
    """Gives an item another plan as its home."""
    found = item_to_edit(request.user, workspace, layer, item_id)
    form = MoveForm(request.POST or None, workspace=found.workspace, plans=plans_to_move_to(found.plan))
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["plan"]
        done = move_item(found, to=to, by=actor(request))
        tell(request, _("Moved “%(item)s” to “%(plan)s”.") % {"item": found, "plan": to}, undo=done)
        return redirect("framework:item", workspace, layer, item_id)
    context = {"item": found, "plan": found.plan, "layer": layer, "form": form}
    return render(request, "framework/item_move.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
def item_support(request: HttpRequest, workspace: str, layer: str, item_id: int) -> HttpResponse:
    """Links what exists in the layer below to an item; ?q= searches without script."""
    found = item_to_edit(request.user, workspace, layer, item_id)
    if found.layer is Layer.INITIATIVE:
        raise Http404
    search = one_line(request.GET.get("q", ""))[:100]
    offer = offer_lowers(found, search=search)
    form = SupportForm(request.POST or None, upper=found, offer=offer)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            done = link_lowers(found, said["lowers"], reason=said["reason"], by=actor(request))
        except AlreadyLinked:
            warn(request, _("They are linked already."))
        else:
            tell(request, _("Linked to “%s”.") % found.title, undo=done)
        return redirect(_back(request, found))
    context = {"item": found, "plan": found.plan, "form": form, "offer": offer, "search": search}
    context |= _neighbours(found) | {"back": _back(request, found)}
    return render(request, "framework/item_support.html", context, status=status_of(form))


def _back(request: HttpRequest, found: Item) -> str:
    """The page that the form was opened from, else the item's own."""
    back = own_page(request, request.POST.get("next") or request.GET.get("next") or "")
    return back or item_address(found.workspace.slug, found.layer.word, found.pk)


def _answers(found: Item) -> dict[str, Any]:
    """What is written down of an item, and what comes back of an initiative."""
    lists = lists_of(found)
    return {"facts": facts_of(found, lists), **return_words(money_in(found, lists))}


def _said_about(found: Item, said: Voices) -> dict[str, Any]:
    """What an item came of, what could explain it, and the stories about it; read where there are any."""
    causes = causes_of(found) if said.has_causes and isinstance(found, PerformanceOutcome) else NO_CAUSES
    return {
        "grown": grown_from(found) if said.grew_out_of_a_request else [],
        "causes": causes,
        "origin": origin_of(found) if said.came_of_an_answer else None,
        "offers": offers_of(found) if said.is_on_offer else [],
        "stories": stories_of(found) if said.has_stories else NO_STORIES,
    }


def _neighbours(found: Item) -> dict[str, Any]:
    """The words of an item's step, and of the steps above and below it."""
    return {
        "text": STEPS[found.layer - 1],
        "above": STEPS[found.layer - 2] if found.layer is not Layer.GOAL else None,
        "below": STEPS[found.layer] if found.layer is not Layer.INITIATIVE else None,
        "above_words": above_words(found.layer),
        "below_words": below_words(found.layer),
    }
