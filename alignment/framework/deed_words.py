"""What a deed was, in words."""

from django.utils.translation import gettext as _

from alignment.ui.statuses import LAYERS


def deed_words(verb: str, subject: str) -> str:
    """ "Archived “Time management”"; an unknown verb is said as it is."""
    words = {
        "create": _("Added “%(subject)s”"),
        "edit": _("Edited “%(subject)s”"),
        "archive": _("Archived “%(subject)s”"),
        "restore": _("Brought back “%(subject)s”"),
        "move": _("Moved “%(subject)s” to this plan"),
        "reorder": _("Put “%(subject)s” in another place"),
        "star": _("Starred “%(subject)s”"),
        "unstar": _("Took the star from “%(subject)s”"),
        "link": _("Linked “%(subject)s”"),
        "edit_link": _("Changed the link %(subject)s"),
        "unlink": _("Took away the link %(subject)s"),
        "confirm": _("Confirmed the link %(subject)s"),
        "create_plan": _("Started the plan “%(subject)s”"),
        "edit_plan": _("Renamed or described the plan “%(subject)s”"),
        "archive_plan": _("Archived the plan “%(subject)s”"),
        "restore_plan": _("Brought back the plan “%(subject)s”"),
        "copy_plan": _("Copied a plan to “%(subject)s”"),
        "consult": _("Recorded a conversation: %(subject)s"),
        "unconsult": _("Removed a conversation: %(subject)s"),
        "park": _("Parked “%(subject)s”"),
        "unpark": _("Removed the note “%(subject)s”"),
        "turn_note": _("Made an item of the note “%(subject)s”"),
        "paste": _("Pasted many lines: %(subject)s"),
        "import": _("Imported %(subject)s"),
        "demo": _("Loaded the sample"),
        "add_metric": _("Added the metric “%(subject)s”"),
        "edit_metric": _("Edited the metric “%(subject)s”"),
        "archive_metric": _("Archived the metric “%(subject)s”"),
        "restore_metric": _("Brought back the metric “%(subject)s”"),
        "add_reading": _("Added a reading of “%(subject)s”"),
        "correct_reading": _("Corrected a reading of “%(subject)s”"),
        "remove_reading": _("Removed a reading of “%(subject)s”"),
        "edit_briefing": _("Edited the wording of a briefing"),
        "found": _("Started the workspace"),
        "join": _("Joined: %(subject)s"),
        "leave": _("Left: %(subject)s"),
        "invite": _("Invited %(subject)s"),
        "revoke_invitation": _("Withdrew the invitation of %(subject)s"),
        "change_role": _("Changed a role: %(subject)s"),
        "remove_member": _("Removed a member: %(subject)s"),
        "settings": _("Changed the settings of the workspace"),
        "undo": _("Took back: %(subject)s"),
    }
    if verb == "paste" and subject in LAYERS:
        subject = str(LAYERS[subject].plural)
    if verb not in words:
        return f"{verb.replace('_', ' ').capitalize()}: {subject}" if subject else verb.replace("_", " ")
    return words[verb] % {"subject": subject}
