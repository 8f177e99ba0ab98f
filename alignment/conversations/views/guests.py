"""What one stakeholder is expected to do, or was promised, by a share link."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.conversations.forms.expectations import ReplyForm
from alignment.conversations.forms.ratings import RatingForm
from alignment.conversations.services.expectations import answer
from alignment.conversations.services.ratings import rate
from alignment.framework.queries.expectations import ExpectationLine, lines_of_person
from alignment.guests import INCLUDES, admits
from alignment.models import HowAnswered, Person, Rights, ShareLink
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import as_id, status_of


@admits(GET="view", POST="comment")
def expectation_list(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The expectations of the person whom the link is for: confirmed or declined, and rated at their end."""
    lines = lines_of_person(link.plan, link.person, timezone.localdate()) if link.person else []
    form: ReplyForm | RatingForm | None = None
    asked = None
    if request.method == "POST":
        asked = _rated(request, lines) if "rated" in request.POST else _asked(request, lines)
        if asked is None or link.person is None:
            warn(request, _("This is not asked any more."))
            return redirect("guest_conversations:expectation_list", link.pk)
        form = _form(request, asked)
        if form.is_valid():
            try:
                tell(request, _keep(asked, link.person, form, link))
            except ValidationError:  # changed in the moment between looking and writing
                warn(request, _("This is not asked any more."))
            return redirect("guest_conversations:expectation_list", link.pk)
    context = {
        "link": link,
        "form": form,
        "lines": [_shown(line, link, form if line is asked else None) for line in lines],
        "may_answer": link.rights in INCLUDES[Rights.COMMENT],
    }
    status = status_of(form) if form else 200
    return render(request, "conversations/guest_expectation_list.html", context, status=status)


def _form(request: HttpRequest, asked: ExpectationLine) -> ReplyForm | RatingForm:
    """What was sent about one expectation."""
    if "rated" in request.POST:
        return RatingForm(request.POST, auto_id=f"rating-{asked.row.pk}-%s")
    return ReplyForm(request.POST, auto_id=f"expectation-{asked.row.pk}-%s")


def _keep(asked: ExpectationLine, person: Person, form: ReplyForm | RatingForm, link: ShareLink) -> str:
    """Writes down what the link's person says; the thanks for it."""
    if isinstance(form, RatingForm):
        rate(asked.row, person, form.said(), how=HowAnswered.BY_LINK, by=None, link=link)
        return _("Thank you. Your rating is recorded.")
    answer(asked.row, person, form.said(), how=HowAnswered.BY_LINK, by=None, link=link)
    return _("Thank you. Your answer is recorded.")


def _shown(line: ExpectationLine, link: ShareLink, sent: ReplyForm | RatingForm | None) -> dict[str, Any]:
    """One expectation with what its person said, and with the form that is to be corrected."""
    return {
        "line": line,
        "said": line.answer_of(link.person) if link.person else None,
        "rated": line.rating_of(link.person) if link.person else None,
        "form": sent if isinstance(sent, ReplyForm) else ReplyForm(auto_id=f"expectation-{line.row.pk}-%s"),
        "rating": sent if isinstance(sent, RatingForm) else RatingForm(auto_id=f"rating-{line.row.pk}-%s"),
    }


def _asked(request: HttpRequest, lines: list[ExpectationLine]) -> ExpectationLine | None:
    """The one that is answered: among those of the link's person, and not done yet."""
    asked = as_id(request.POST.get("expectation", ""))
    return next((line for line in lines if line.row.pk == asked and not line.is_done), None)


def _rated(request: HttpRequest, lines: list[ExpectationLine]) -> ExpectationLine | None:
    """The one that is rated: among those of the link's person, and at its end."""
    rated = as_id(request.POST.get("rated", ""))
    return next((line for line in lines if line.row.pk == rated and line.may_be_rated), None)
