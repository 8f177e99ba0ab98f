"""The guided steps: one question a page, what is there, and a form for one more."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import reswap, retarget

from alignment.access import actor, allows, plan_to_edit, plan_to_read
from alignment.framework.forms.base import ItemForm
from alignment.framework.forms.fields import as_ids
from alignment.framework.forms.goal import is_usual
from alignment.framework.questions import BY_SLUG
from alignment.framework.services.items import create_item
from alignment.framework.views.answers import complain, done, list_context, page_context, row_id, step_url
from alignment.framework.views.item_forms import new_form
from alignment.models import BusinessGoal, Item, Layer, Plan
from alignment.ui.feedback import tell, warn
from alignment.ui.htmx import go, show, wants_partial


@allows(GET="viewer")
def step(request: HttpRequest, workspace: str, plan_id: int, step: str) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    return show(request, "framework/step.html", "body", page_context(request, plan, _layer(step)))


@allows(GET="editor", POST="editor")
def item_new(request: HttpRequest, workspace: str, plan_id: int, step: str) -> HttpResponse:
    """The step page with its form open; ?under=<id> ticks what the new item is to serve."""
    plan, layer = plan_to_edit(request.user, workspace, plan_id), _layer(step)
    if request.method != "POST":
        under = as_ids(request.GET.getlist("under"))
        return _form_page(request, plan, layer, new_form(plan, layer, under=under))
    form = new_form(plan, layer, request.POST)
    if not form.is_valid():
        return _form_page(request, plan, layer, form, status=422)
    try:
        item = create_item(
            layer,
            by=actor(request),
            plan=plan,
            fields=form.fields_of_item(),
            lists=form.lists_of_item(),
            uppers=form.links_of_item(),
            metric=form.metric_of_item(),
            request_key=form.cleaned_data["request_key"],
        )
    except ValidationError as error:
        complain(form, error)
        return _form_page(request, plan, layer, form, status=422)
    return _after_new(request, plan, item)


def _after_new(request: HttpRequest, plan: Plan, item: Item) -> HttpResponse:
    tell(request, _("Added “%(title)s”.") % {"title": item.title}, undo=item.done)
    hint_at_horizon(request, item)
    if request.POST.get("then") == "next" and item.layer is not Layer.INITIATIVE:
        return go(request, step_url(plan, Layer(item.layer + 1)))
    if wants_partial(request):
        return done(request, plan, item.layer, focus="new")
    return go(request, step_url(plan, item.layer, row_id(item)))


def hint_at_horizon(request: HttpRequest, item: Item) -> None:
    """A horizon outside of 12 to 18 months is allowed, with a hint."""
    if not isinstance(item, BusinessGoal) or is_usual(item.horizon_start, item.horizon_end):
        return
    start, end = item.horizon_start, item.horizon_end
    if start and end:
        months = max(0, round((end - start).days / 30.4))
        warn(
            request,
            ngettext(
                "The goal's time is %(count)s month. 12 to 18 months is usual.",
                "The goal's time is %(count)s months. 12 to 18 months is usual.",
                months,
            )
            % {"count": months},
        )


def _form_page(
    request: HttpRequest, plan: Plan, layer: Layer, form: ItemForm, *, status: int = 200
) -> HttpResponse:
    """The form for a new item: alone for htmx, else with the whole step around it."""
    if wants_partial(request):
        context = list_context(request, plan, layer, form=form) | {"adding": True}
        response = show(request, "framework/step.html", "add", context, status=status)
        return reswap(retarget(response, "#add-item"), "outerHTML")
    context = page_context(request, plan, layer, form=form) | {"adding": True}
    return show(request, "framework/step.html", "body", context, status=status)


def _layer(step: str) -> Layer:
    try:
        return Layer.of(BY_SLUG[step].layer)
    except KeyError:
        raise Http404 from None
