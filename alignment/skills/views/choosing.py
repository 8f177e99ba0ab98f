"""Which skill of a framework a learning outcome asks for."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from alignment.access import actor, allows, item_to_edit
from alignment.deeds import StaleWrite
from alignment.models import LearningOutcome
from alignment.skills.forms.choosing import ChoiceForm, LookForm
from alignment.skills.queries.skills import skills_like
from alignment.skills.services.choosing import choose_skill
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.htmx import go, own_page, show


@allows(GET="editor", POST="editor")
def skill_choose(request: HttpRequest, workspace: str, item_id: int) -> HttpResponse:
    """?q= looks for skills, each with a button; ?next= is the page to come back to."""
    item = item_to_edit(request.user, workspace, "learning", item_id)
    assert isinstance(item, LearningOutcome)  # noqa: S101 - for the type checker
    look = LookForm(request.GET)
    text = look.cleaned_data["q"] if look.is_valid() else ""
    form = ChoiceForm(sent(request), workspace=item.workspace)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            saved = choose_skill(item, said["skill"], version=said["version"] or 0, by=actor(request))
        except StaleWrite:
            warn(request, _("“%(title)s” was changed meanwhile. Look at it, then choose.") % {"title": item})
        else:
            words = _("The skill is chosen.") if said["skill"] else _("The skill is taken away.")
            tell(request, words, undo=saved.done)
        back = own_page(request, request.POST.get("next", ""))
        return go(request, back) if back else go(request, "framework:item", workspace, "learning", item.pk)
    context = {
        "item": item,
        "plan": item.plan,
        "look": look,
        "text": text,
        "found": skills_like(item.workspace, text or item.skill),
        "form": form,
        "next": own_page(request, request.POST.get("next") or request.GET.get("next") or ""),
    }
    return show(request, "skills/skill_choose.html", "found", context, status=status_of(form))
