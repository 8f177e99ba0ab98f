"""What would follow from archiving, stopping or changing an item. Nothing is changed by asking."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alignment.access import actor, allows, item_to_edit, item_to_read
from alignment.deeds import StaleWrite
from alignment.framework.forms.acts import VersionForm
from alignment.framework.forms.base import ItemForm
from alignment.framework.queries.what_if import foresee
from alignment.framework.services import lifecycle
from alignment.framework.services.imagining import Imagined, imagine_end, imagine_save
from alignment.framework.services.merging import Clashed
from alignment.framework.views.answers import complain, in_place
from alignment.framework.views.conflicts import conflict_page, gone_page
from alignment.framework.views.item_forms import edit_form
from alignment.framework.what_if_words import told
from alignment.models import BusinessGoal, Item, Layer
from alignment.tracing.addresses import item_address
from alignment.tracing.queries import traced
from alignment.ui.conflicts import contested
from alignment.ui.downloads import file_answer, no_pdf
from alignment.ui.feedback import tell, warn
from alignment.ui.htmx import own_page
from alignment.ui.pdf import PdfUnavailable, render_pdf

PDF_STYLES = ["css/tokens.css", "css/what-if-sheet.css"]
CAN_STOP = (Layer.GOAL, Layer.INITIATIVE)
#: What a form asks about the change, and what it sends that is about the sending.
ABOUT = frozenset({"why", "wording_only"})
NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "next", "then"})


@allows(GET="viewer", POST="editor")
def what_if(request: HttpRequest, workspace: str, layer: str, item_id: int) -> HttpResponse:
    """?do=archive (as without it) and ?do=stop; posted with the edit form's fields: that change."""
    if request.method == "POST":
        return _change(request, item_to_edit(request.user, workspace, layer, item_id))
    item = item_to_read(request.user, workspace, layer, item_id)
    return render(request, "framework/what_if.html", _page(request, item) | {"back": _back(request, item)})


@allows(GET="viewer")
def what_if_pdf(request: HttpRequest, workspace: str, layer: str, item_id: int) -> HttpResponse:
    """The same on paper, of archiving and stopping."""
    item = item_to_read(request.user, workspace, layer, item_id)
    context = _page(request, item) | {"workspace": item.workspace}
    try:
        body = render_pdf("framework/what_if_pdf.html", context, css=PDF_STYLES)
    except PdfUnavailable as problem:
        page = reverse("framework:what_if", args=[workspace, layer, item_id])
        return no_pdf(request, problem, page)
    name = slugify(item.title) or f"{layer}-{item.pk}"
    return file_answer(body, "application/pdf", f"{name}-what-if.pdf", keep=False)


@allows(POST="editor")
def goal_retire(request: HttpRequest, workspace: str, item_id: int) -> HttpResponse:
    """Retires a goal, after a look at what follows."""
    goal = item_to_edit(request.user, workspace, "goal", item_id)
    assert isinstance(goal, BusinessGoal)  # noqa: S101 - for the type checker
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        saved = lifecycle.retire_goal(goal, by=actor(request), version=version)
    except StaleWrite:
        text = _("“%(title)s” was changed meanwhile. Look at it, then retire it.")
        warn(request, text % {"title": goal.title})
    else:
        tell(request, _("Retired “%(title)s”.") % {"title": goal.title}, undo=saved.done)
    return redirect(_back(request, goal))


def _page(request: HttpRequest, item: Item) -> dict[str, Any]:
    """What archiving or stopping an item would do."""
    do = request.GET.get("do") or "archive"
    if do not in ("archive", "stop") or (do == "stop" and item.layer not in CAN_STOP):
        raise Http404
    graph, _trace = traced(item.workspace)
    if item.key not in graph.nodes:  # made a moment ago
        raise Http404
    return _context(request, item, do, imagine_end(item, graph, archived=do == "archive"))


def _change(request: HttpRequest, item: Item) -> HttpResponse:
    """What saving the form would do; the form goes along, so that it can be saved or edited on."""
    form = edit_form(item, request.POST)
    if not form.is_valid():
        return _edit_again(request, item, form)
    said = form.cleaned_data
    try:
        imagined = imagine_save(
            item,
            traced(item.workspace)[0],
            version=said["version"],
            fields=form.fields_of_item(),
            lists=form.lists_of_item(),
            metric=form.metric_of_item(),
            wording_only=said.get("wording_only", False),
        )
    except Clashed as clash:
        return conflict_page(request, item, form, clash)
    except StaleWrite as stale:
        return gone_page(request, item, form, stale)
    except ValidationError as error:
        complain(form, error)
        return _edit_again(request, item, form)
    context = _context(request, item, "change", imagined) | _typed(request, form)
    return in_place(request, item, "framework/what_if.html", context)


def _context(request: HttpRequest, item: Item, do: str, imagined: Imagined) -> dict[str, Any]:
    foresight = foresee(item.workspace, imagined.change, imagined.work)
    return {
        "item": item,
        "plan": item.plan,
        "layer": item.layer.word,
        "do": do,
        "told": told(foresight, workspace=item.workspace.slug, plan=item.plan.title),
        "over": item.is_archived or (do == "stop" and not foresight.prediction.before.live),
        "can_stop": item.layer in CAN_STOP,
        "today": timezone.localdate(),
        "asked_by": actor(request),
    }


def _typed(request: HttpRequest, form: ItemForm) -> dict[str, Any]:
    """What was changed, in words; and everything that was sent, to be sent again as it is."""
    names = [name for name in form.changed_data if not form[name].is_hidden and name not in ABOUT]
    return {
        "changes": contested(form, names, form.initial, form.initial),
        "wording_only": form.cleaned_data.get("wording_only", False),
        "carried": [
            (name, str(value))
            for name, values in request.POST.lists()
            if name not in NOT_CARRIED
            for value in values
        ],
    }


def _edit_again(request: HttpRequest, item: Item, form: ItemForm) -> HttpResponse:
    form.fields["title"].widget.attrs["data-focus"] = True
    return in_place(request, item, "framework/item_edit.html", {"form": form}, status=422)


def _back(request: HttpRequest, item: Item) -> str:
    """The page that was left, else the item's own."""
    back = own_page(request, request.POST.get("next") or request.GET.get("next") or "")
    return back or item_address(item.workspace.slug, item.layer.word, item.pk)
