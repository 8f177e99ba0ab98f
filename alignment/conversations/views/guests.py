"""What one stakeholder is expected to do, or was promised, by a share link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.conversations.forms.expectations import ReplyForm
from alignment.conversations.services.expectations import answer
from alignment.framework.queries.expectations import ExpectationLine, lines_of_person
from alignment.guests import INCLUDES, admits
from alignment.models import HowAnswered, Rights, ShareLink
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import as_id, status_of


@admits(GET="view", POST="comment")
def expectation_list(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The expectations of the person whom the link is for; each is confirmed or declined with words."""
    lines = lines_of_person(link.plan, link.person, timezone.localdate()) if link.person else []
    form, asked = None, None
    if request.method == "POST":
        asked = _asked(request, lines)
        form = ReplyForm(request.POST, auto_id=f"expectation-{asked.row.pk}-%s" if asked else True)
        if asked is None or link.person is None:
            warn(request, _("This is not asked any more."))
            return redirect("guest_conversations:expectation_list", link.pk)
        if form.is_valid():
            answer(asked.row, link.person, form.said(), how=HowAnswered.BY_LINK, by=None, link=link)
            tell(request, _("Thank you. Your answer is recorded."))
            return redirect("guest_conversations:expectation_list", link.pk)
    context = {
        "link": link,
        "form": form,
        "lines": [
            {
                "line": line,
                "said": line.answer_of(link.person) if link.person else None,
                "form": form
                if asked and form and line.row.pk == asked.row.pk
                else ReplyForm(auto_id=f"expectation-{line.row.pk}-%s"),
            }
            for line in lines
        ],
        "may_answer": link.rights in INCLUDES[Rights.COMMENT],
    }
    status = status_of(form) if form else 200
    return render(request, "conversations/guest_expectation_list.html", context, status=status)


def _asked(request: HttpRequest, lines: list[ExpectationLine]) -> ExpectationLine | None:
    """The one that is answered: among those of the link's person, and not done yet."""
    asked = as_id(request.POST.get("expectation", ""))
    return next((line for line in lines if line.row.pk == asked and not line.is_done), None)
