"""What is decided about an initiative: kept, linked, changed or stopped, and what is done instead."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseLocation

from alignment.access import actor, allows, item_to_edit
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.framework.forms.decide import DecideForm
from alignment.framework.queries.decisions import decisions_of
from alignment.framework.services.checks import Refused
from alignment.framework.services.deciding import decide
from alignment.framework.views.answers import complain, in_place
from alignment.models import Decision, Initiative
from alignment.ui.feedback import tell
from alignment.ui.forms import sent, status_of
from alignment.ui.htmx import go, own_page, wants_partial


@allows(GET="editor", POST="editor")
def initiative_decide(request: HttpRequest, workspace: str, item_id: int) -> HttpResponse:
    """Asks what is decided, and why; ?do=stop begins with that. In the portfolio it opens in place."""
    item = item_to_edit(request.user, workspace, "initiative", item_id)
    assert isinstance(item, Initiative)  # noqa: S101 - for the type checker
    asked = request.GET.get("do", "")
    initial = {"decision": asked} if asked in Decision.Kind.values else {}
    form = DecideForm(sent(request), initial=initial, auto_id=f"decide-{item.pk}-%s")
    back = _back(request, item)
    if form.is_valid() and _decided(request, item, form):
        return _onward(request, item, form.cleaned_data["decision"], back)
    context = {"form": form, "back": back, "decisions": decisions_of(item)}
    return in_place(request, item, "framework/decide.html", context, status=status_of(form))


def _decided(request: HttpRequest, item: Initiative, form: DecideForm) -> bool:
    """Whether the decision stands; what kept it from standing is said in the form."""
    words = {
        Decision.Kind.KEEP: _("Decided to keep “%(title)s”."),
        Decision.Kind.LINK: _("Decided to link “%(title)s”. Choose what it builds."),
        Decision.Kind.CHANGE: _("Decided to change “%(title)s”."),
        Decision.Kind.STOP: _("Decided to stop “%(title)s”."),
    }[form.cleaned_data["decision"]]
    try:
        made = decide(item, by=actor(request), **form.cleaned_data)
    except AlreadyDone:
        return True
    except StaleWrite:
        form.add_error(None, _("Somebody archived it meanwhile. Bring it back first."))
    except Refused as refused:
        form.add_error(None, str(refused))
    except ValidationError as error:
        complain(form, error)
    else:
        tell(request, words % {"title": item.title}, undo=made.done)
        return True
    return False


def _onward(request: HttpRequest, item: Initiative, decision: str, back: str) -> HttpResponse:
    """To the form that links it, or back to where the question was asked."""
    if decision == Decision.Kind.LINK:
        address = reverse("framework:link_new", args=[item.workspace.slug, "initiative", item.pk])
        return go(request, f"{address}?{urlencode({'next': back})}")
    if wants_partial(request):
        return HttpResponseLocation(back, target="#report", swap="innerHTML")
    return redirect(back)


def _back(request: HttpRequest, item: Initiative) -> str:
    """The page that the form was opened from, else the initiative's own."""
    back = own_page(request, request.POST.get("next") or request.GET.get("next") or "")
    return back or reverse("framework:item", args=[item.workspace.slug, "initiative", item.pk])
