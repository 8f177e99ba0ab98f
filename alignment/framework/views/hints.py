"""Hints: worth a thought, set aside with a reason, brought back."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from alignment.access import actor, allows, plan_to_edit, plan_to_read
from alignment.deeds import StaleWrite
from alignment.framework.forms.hints import DismissForm, HintForm
from alignment.framework.hint_lines import hint_list
from alignment.framework.services.checks import Refused
from alignment.framework.services.hints import bring_back_hint, dismiss_hint
from alignment.framework.views.answers import complain
from alignment.models import Plan
from alignment.rules.gaps import Findings, Gap
from alignment.tracing.fixes import hint_id
from alignment.tracing.gaps import findings_of
from alignment.tracing.words import gap_words
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.htmx import own_page, show, wants_partial


@allows(GET="viewer")
def hints(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The hints as they stand on a page, for the return from a form in their place."""
    plan = plan_to_read(request.user, workspace, plan_id)
    if not wants_partial(request):
        return redirect(f"{reverse('framework:check', args=[workspace, plan_id])}#hints")
    return _section(request, plan)


@allows(GET="editor", POST="editor")
def hint_dismiss(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Asks why a hint can be set aside; ?kind=, ?item= and ?other= say which."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    hint = _named(request, _found(plan).hints)
    if hint is None:
        warn(request, _("This hint does not show any more."))
        return _back(request, plan)
    form = DismissForm(sent(request), auto_id=f"{hint_id(hint)}-%s")
    if request.method == "POST" and form.is_valid():
        try:
            done = dismiss_hint(plan, hint, reason=form.cleaned_data["reason"], by=actor(request))
        except Refused as refused:
            warn(request, str(refused))
        except ValidationError as error:
            complain(form, error)
        else:
            tell(request, _("Set aside a hint on “%(title)s”.") % {"title": hint.title}, undo=done)
        if not form.errors:
            return _back(request, plan)
    context = {"plan": plan, "hint": hint, "words": gap_words(hint), "form": form, "row_id": hint_id(hint)}
    context |= {"back": _page(request, plan), "of": _of(request, hint)}
    response = show(request, "framework/hint_dismiss.html", "row", context, status=status_of(form))
    if wants_partial(request):
        return reswap(retarget(response, f"#{hint_id(hint)}"), "outerHTML")
    return response


@allows(POST="editor")
def hint_bring_back(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Shows a hint again that was set aside."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    hint = _named(request, [one.hint for one in _found(plan).set_aside])
    if hint is None:
        warn(request, _("Somebody has brought it back already."))
        return _back(request, plan)
    try:
        done = bring_back_hint(plan, hint, by=actor(request))
    except StaleWrite:
        warn(request, _("Somebody has brought it back already."))
    else:
        tell(request, _("Brought back a hint on “%(title)s”.") % {"title": hint.title}, undo=done)
    return _back(request, plan)


def _found(plan: Plan) -> Findings:
    return findings_of(plan, timezone.localdate())


def _named(request: HttpRequest, among: Iterable[Gap]) -> Gap | None:
    """The hint that the request names; None when it is not among these."""
    form = HintForm(request.POST if "kind" in request.POST else request.GET)
    return next((hint for hint in among if form.is_valid() and form.names(hint)), None)


def _back(request: HttpRequest, plan: Plan) -> HttpResponse:
    """After a deed: the hints again for htmx, else the page that they stood on."""
    if wants_partial(request):
        return reswap(retarget(_section(request, plan), "#hints"), "outerHTML")
    return redirect(_page(request, plan))


def _section(request: HttpRequest, plan: Plan) -> HttpResponse:
    found = _found(plan)
    item = request.POST.get("of") or request.GET.get("of") or ""
    listed = hint_list(found.hints, found.set_aside, plan.workspace.slug, plan.pk, _page(request, plan), item)
    return show(request, "framework/hints.html", "section", {"plan": plan, "hints": listed, "fresh": True})


def _of(request: HttpRequest, hint: Gap) -> str:
    """The key of the item whose page the hint stands on; empty on a page about the whole plan."""
    return hint.key if (request.POST.get("of") or request.GET.get("of")) == hint.key else ""


def _page(request: HttpRequest, plan: Plan) -> str:
    """The page that the hints stand on: the one that asked, else the check page."""
    asked = own_page(request, request.POST.get("next") or request.GET.get("next") or "")
    return asked or reverse("framework:check", args=[plan.workspace.slug, plan.pk])
