"""The form of an assessment on a phone: says how far one is, and corrects it. Works without JavaScript."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alignment.guests import admits
from alignment.models import Assessment, AssessmentReply, ShareLink
from alignment.skills.forms.assessments import AnswerForm
from alignment.skills.queries import assessments as queries
from alignment.skills.reply_keys import key_to_keep, reply_key
from alignment.skills.services.assessments import NotNow, answer
from alignment.skills.words import LEVELS
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import status_of

#: Where a browser's session keeps by what it is known in each assessment that it answered.
ANSWERED = "assessments"


@admits(GET="assess")
def assess(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The form, with what this browser said before."""
    found = _assessment(link)
    mine = _own_reply(request, found)
    initial: dict[str, Any] = {}
    if mine is not None:
        initial = {f"level_{pk}": str(level) for pk, level in queries.own_levels(mine).items()}
        initial["name"] = mine.name
    form = AnswerForm(assessment=found, learning=_asked(found), initial=initial)
    return _page(request, link, found, mine, form)


@admits(POST="assess", joins=True)
def assess_send(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """Says it, or says it anew: from one browser there is one reply."""
    found = _assessment(link)
    form = AnswerForm(request.POST, assessment=found, learning=_asked(found))
    if not queries.is_open(found):
        warn(request, _("This form is closed. Nobody can answer any more."))
        return redirect("guest_skills:assess", link.pk)
    if not form.is_valid():
        return _page(request, link, found, _own_reply(request, found), form)
    kept = key_to_keep(found, str(request.session.session_key))
    mine = request.session.get(ANSWERED, {}).get(str(found.pk), kept)
    try:
        answer(found, key=reply_key(str(mine)), levels=form.levels(), name=form.cleaned_data.get("name", ""))
    except NotNow as problem:
        warn(request, str(problem))
    else:
        request.session[ANSWERED] = request.session.get(ANSWERED, {}) | {str(found.pk): mine}
        tell(request, _("Thank you. It has arrived."))
    return redirect("guest_skills:assess", link.pk)


def _assessment(link: ShareLink) -> Assessment:
    """What the link opens; an archived one opens nothing."""
    found = link.assessment
    if found is None or found.archived_at is not None:
        raise Http404
    found.workspace, found.plan = link.workspace, link.plan
    return found


def _asked(found: Assessment) -> list[Any]:
    return queries.asked_in(found) if queries.is_open(found) else []


def _own_reply(request: HttpRequest, found: Assessment) -> AssessmentReply | None:
    kept = request.session.get(ANSWERED, {}).get(str(found.pk), "")
    return queries.own_reply(found, reply_key(str(kept))) if kept else None


def _page(
    request: HttpRequest, link: ShareLink, found: Assessment, mine: AssessmentReply | None, form: AnswerForm
) -> HttpResponse:
    context = {
        "link": link,
        "assessment": found,
        "form": form,
        "mine": mine,
        "is_open": queries.is_open(found),
        "fewest": queries.fewest(found),
        "levels": LEVELS,
    }
    return render(request, "skills/assess.html", context, status=status_of(form))
