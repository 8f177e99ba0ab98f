"""A learning outcome becomes a business goal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alignment.access import actor, allows, item_to_edit
from alignment.deeds import StaleWrite
from alignment.framework.services.checks import Refused
from alignment.framework.services.promoting import promote
from alignment.models import LearningOutcome
from alignment.ui.feedback import tell, warn


@allows(POST="editor")
def learning_promote(request: HttpRequest, workspace: str, item_id: int) -> HttpResponse:
    learning = item_to_edit(request.user, workspace, "learning", item_id)
    assert isinstance(learning, LearningOutcome)  # noqa: S101 - for the type checker
    try:
        goal = promote(learning, by=actor(request))
    except Refused as refused:
        warn(request, str(refused))
    except StaleWrite:
        warn(request, _("“%(title)s” is archived. Bring it back first.") % {"title": learning.title})
    else:
        words = _("“%(title)s” is a proposed business goal now. Say its number and who answers for it.")
        tell(request, words % {"title": goal.title}, undo=goal.done)
        return redirect("framework:item", workspace, "goal", goal.pk)
    return redirect("framework:item", workspace, "learning", item_id)
