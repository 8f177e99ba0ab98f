"""What requests, assessments and barriers ask for, in words and with the act that closes it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from alignment.models import Plan
from alignment.rules.attention import Matter, Source
from alignment.ui.formats import day

#: What has no item and no metric: requests by where they wait, assessments, barriers.
ASKED = frozenset(
    {
        Source.NOT_TAKEN_UP,
        Source.LOOK_AGAIN,
        Source.REMEDY,
        Source.NO_REPLY,
        Source.ASSESSMENT,
        Source.BARRIER,
    }
)


def asked_words(one: Matter) -> str:
    """Why it needs attention."""
    said = {"day": day(one.since), "who": one.who, "what": one.what}
    if one.source is Source.NOT_TAKEN_UP:
        if one.who:
            return _("%(who)s asked on %(day)s. Nobody has taken it up.") % said
        return _("Asked on %(day)s. Nobody has taken it up.") % said
    if one.source is Source.LOOK_AGAIN:
        return _("Was to be looked at again on %(day)s.") % said
    if one.source is Source.REMEDY:
        if one.who:
            return (
                _("%(who)s was to have the remedy in place by %(day)s. Nobody has said how it went.") % said
            )
        return _("The remedy was to be in place by %(day)s. Nobody has said how it went.") % said
    if one.source is Source.NO_REPLY:
        if one.who:
            return _("Decided on %(day)s. %(who)s was not told.") % said
        return _("Decided on %(day)s. Whoever asked was not told.") % said
    if one.source is Source.ASSESSMENT:
        return _("Was to close on %(day)s and is still open. It asks: %(what)s.") % said
    if one.who:
        return _("Was to be out of the way by %(day)s. %(who)s takes it on.") % said
    return _("Was to be out of the way by %(day)s. Nobody takes it on yet.") % said


def asked_address(one: Matter, workspace: str, plan: Plan | None) -> str:
    """Where the request, the assessment or the barrier stands."""
    if one.source is Source.BARRIER:
        return f"{reverse('catalogue:barrier_list', args=[workspace])}#barrier-{one.row}"
    return _place(one, workspace, plan)


def asked_act(one: Matter, workspace: str, plan: Plan | None) -> tuple[str, str]:
    """What is done about it, and where."""
    words = {
        Source.NOT_TAKEN_UP: _("Take it up"),
        Source.LOOK_AGAIN: _("Look at it again"),
        Source.REMEDY: _("Say how it went"),
        Source.NO_REPLY: _("Write the reply"),
        Source.ASSESSMENT: _("Close it"),
        Source.BARRIER: _("Say what is next"),
    }[one.source]
    return words, _place(one, workspace, plan)


def _place(one: Matter, workspace: str, plan: Plan | None) -> str:
    if one.source is Source.ASSESSMENT and plan is not None:
        return reverse("skills:assessment", args=[workspace, plan.pk, one.row])
    if one.source is Source.BARRIER:
        return reverse("catalogue:barrier_edit", args=[workspace, one.row])
    page = "intake:reply" if one.source is Source.NO_REPLY else "intake:request"
    return reverse(page, args=[workspace, one.row])
