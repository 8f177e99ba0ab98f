"""What a deed did, in words: who did it stands before, what it was done to is quoted."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: By the deed's verb; %(what)s is its subject.
VERBS = {
    "agree": gettext_lazy("recorded the agreement on “%(what)s”"),
    "archive": gettext_lazy("archived “%(what)s”"),
    "archive_metric": gettext_lazy("archived the metric “%(what)s”"),
    "archive_plan": gettext_lazy("archived the plan “%(what)s”"),
    "briefing": gettext_lazy("edited the briefing “%(what)s”"),
    "change_role": gettext_lazy("changed a role: %(what)s"),
    "confirm_link": gettext_lazy("confirmed a link: %(what)s"),
    "consult": gettext_lazy("recorded a conversation with “%(what)s”"),
    "copy_plan": gettext_lazy("copied a plan to “%(what)s”"),
    "correct_reading": gettext_lazy("corrected a reading of “%(what)s”"),
    "create": gettext_lazy("added “%(what)s”"),
    "create_metric": gettext_lazy("added the metric “%(what)s”"),
    "create_plan": gettext_lazy("started the plan “%(what)s”"),
    "edit": gettext_lazy("edited “%(what)s”"),
    "edit_link": gettext_lazy("edited a link: %(what)s"),
    "edit_metric": gettext_lazy("edited the metric “%(what)s”"),
    "edit_plan": gettext_lazy("renamed the plan “%(what)s”"),
    "found": gettext_lazy("opened the workspace “%(what)s”"),
    "import": gettext_lazy("imported %(what)s"),
    "invite": gettext_lazy("invited %(what)s"),
    "join": gettext_lazy("joined: %(what)s"),
    "leave": gettext_lazy("left: %(what)s"),
    "link": gettext_lazy("linked %(what)s"),
    "move": gettext_lazy("moved “%(what)s” to another plan"),
    "park": gettext_lazy("parked “%(what)s”"),
    "paste": gettext_lazy("pasted a list: %(what)s"),
    "reading": gettext_lazy("added a reading of “%(what)s”"),
    "remove_member": gettext_lazy("removed a member: %(what)s"),
    "remove_reading": gettext_lazy("removed a reading of “%(what)s”"),
    "reorder": gettext_lazy("changed the order: %(what)s"),
    "restore": gettext_lazy("restored “%(what)s”"),
    "restore_metric": gettext_lazy("restored the metric “%(what)s”"),
    "restore_plan": gettext_lazy("restored the plan “%(what)s”"),
    "revoke_invitation": gettext_lazy("withdrew the invitation of %(what)s"),
    "settings": gettext_lazy("changed the settings of “%(what)s”"),
    "star": gettext_lazy("starred “%(what)s”"),
    "turn_note": gettext_lazy("made an item of the note “%(what)s”"),
    "unconsult": gettext_lazy("removed a conversation: %(what)s"),
    "undo": gettext_lazy("took back: %(what)s"),
    "unlink": gettext_lazy("unlinked %(what)s"),
    "unpark": gettext_lazy("removed the note “%(what)s”"),
    "unstar": gettext_lazy("unstarred “%(what)s”"),
}


def verb_words(verb: str, what: str) -> str:
    """The deed as a phrase after a name: edited “Build trust”."""
    phrase = VERBS.get(verb)
    if phrase is None:
        return _("changed “%(what)s”") % {"what": what} if what else _("made a change")
    return str(phrase) % {"what": what}
