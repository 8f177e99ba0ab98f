"""What a deed can be: every verb, what it is called in words, and whether it can be taken back."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alignment.ui.statuses import LAYERS


@dataclass(frozen=True)
class Verb:
    """One kind of deed. `words` are lazy, with a place for the subject."""

    words: str | Promise
    final: bool = False  # cannot be taken back: it left the house, or it concerns people's rights
    large: bool = False  # taken back, a whole plan goes: offered right afterwards, not for ever in a list


#: A deed of any other verb is refused (deeds.py).
VERBS: dict[str, Verb] = {
    "create": Verb(_("Added “%(subject)s”")),
    "edit": Verb(_("Edited “%(subject)s”")),
    "revert": Verb(_("Brought an earlier state of “%(subject)s” back")),
    "archive": Verb(_("Archived “%(subject)s”")),
    "restore": Verb(_("Brought back “%(subject)s”")),
    "move": Verb(_("Moved “%(subject)s” to this plan")),
    "reorder": Verb(_("Put “%(subject)s” in another place")),
    "star": Verb(_("Starred “%(subject)s”")),
    "unstar": Verb(_("Took the star from “%(subject)s”")),
    "link": Verb(_("Linked “%(subject)s”")),
    "edit_link": Verb(_("Changed the link %(subject)s")),
    "unlink": Verb(_("Took away the link %(subject)s")),
    "confirm": Verb(_("Confirmed the link %(subject)s")),
    "confirm_links": Verb(_("Confirmed the links %(subject)s")),
    "create_plan": Verb(_("Started the plan “%(subject)s”"), large=True),
    "edit_plan": Verb(_("Renamed or described the plan “%(subject)s”")),
    "archive_plan": Verb(_("Archived the plan “%(subject)s”")),
    "restore_plan": Verb(_("Brought back the plan “%(subject)s”")),
    "copy_plan": Verb(_("Copied a plan to “%(subject)s”"), large=True),
    "decide": Verb(_("Decided about “%(subject)s”")),
    "promote": Verb(_("Made a business goal of “%(subject)s”")),
    "consult": Verb(_("Recorded a conversation: %(subject)s")),
    "edit_consultation": Verb(_("Corrected a conversation: %(subject)s")),
    "unconsult": Verb(_("Removed a conversation: %(subject)s")),
    "park": Verb(_("Parked “%(subject)s”")),
    "edit_note": Verb(_("Changed the note “%(subject)s”")),
    "unpark": Verb(_("Removed the note “%(subject)s”")),
    "turn_note": Verb(_("Made an item of the note “%(subject)s”")),
    "paste": Verb(_("Pasted many lines: %(subject)s")),  # the subject is the word of a layer
    "dismiss_hint": Verb(_("Set aside a hint on “%(subject)s”")),
    "bring_back_hint": Verb(_("Brought back a hint on “%(subject)s”")),
    "import_skills": Verb(_("Brought in the skills “%(subject)s”"), large=True),
    "import_catalogue": Verb(_("Brought in the catalogue"), large=True),
    "import": Verb(_("Imported %(subject)s"), large=True),
    "add_metric": Verb(_("Added the metric “%(subject)s”")),
    "edit_metric": Verb(_("Edited the metric “%(subject)s”")),
    "archive_metric": Verb(_("Archived the metric “%(subject)s”")),
    "restore_metric": Verb(_("Brought back the metric “%(subject)s”")),
    "add_reading": Verb(_("Added a reading of “%(subject)s”")),
    "add_readings": Verb(_("Added readings of several metrics: %(subject)s")),
    "import_readings": Verb(_("Imported readings: %(subject)s")),
    "correct_reading": Verb(_("Corrected a reading of “%(subject)s”")),
    "approve_reading": Verb(_("Approved a reading of “%(subject)s”")),
    "approve_readings": Verb(_("Approved readings of several metrics: %(subject)s")),
    "unapprove_reading": Verb(_("Made a reading of “%(subject)s” a draft again")),
    "remove_reading": Verb(_("Removed a reading of “%(subject)s”")),
    "add_story": Verb(_("Added the story “%(subject)s”")),
    "edit_story": Verb(_("Edited the story “%(subject)s”")),
    "archive_story": Verb(_("Archived the story “%(subject)s”")),
    "restore_story": Verb(_("Brought back the story “%(subject)s”")),
    "answer_practice": Verb(_("Judged a practice: %(subject)s")),
    "archive_practice_answer": Verb(_("Archived an answer about a practice: %(subject)s")),
    "restore_practice_answer": Verb(_("Brought back an answer about a practice: %(subject)s")),
    "edit_briefing": Verb(_("Edited the wording of a briefing")),
    "snapshot": Verb(_("Froze version %(subject)s"), final=True),  # the subject is its number
    "share": Verb(_("Made a share link for %(subject)s"), final=True),
    "renew_link": Verb(_("Renewed the share link of %(subject)s"), final=True),
    "revoke_link": Verb(_("Revoked the share link of %(subject)s"), final=True),
    "start_review": Verb(_("Opened the plan by a link: %(subject)s"), final=True),
    "comment": Verb(_("Commented on %(subject)s"), final=True),
    "edit_comment": Verb(_("Edited a comment on %(subject)s"), final=True),
    "withdraw_comment": Verb(_("Withdrew a comment on %(subject)s"), final=True),
    "resolve_comment": Verb(_("Resolved a comment on %(subject)s")),
    "reopen_comment": Verb(_("Reopened a comment on %(subject)s")),
    "ask_review": Verb(_("Asked for a review: %(subject)s"), final=True),
    "edit_request": Verb(_("Changed a request for a review: %(subject)s")),
    "withdraw_request": Verb(_("Stopped asking for a review: %(subject)s"), final=True),
    "remind": Verb(_("Reminded %(subject)s"), final=True),
    "confirm_read": Verb(_("Has read the plan: %(subject)s"), final=True),
    "sign_off": Verb(_("Decided about version %(subject)s"), final=True),
    "withdraw_sign_off": Verb(_("Took a decision back: version %(subject)s"), final=True),
    "set_rule": Verb(_("Set when the plan counts as agreed: %(subject)s")),
    "open_session": Verb(_("Opened the session “%(subject)s”"), final=True),
    "edit_session": Verb(_("Changed the session “%(subject)s”")),
    "close_session": Verb(_("Closed the session “%(subject)s”"), final=True),
    "join_session": Verb(_("Joined the session “%(subject)s”"), final=True),
    "answer": Verb(_("Answered: %(subject)s"), final=True),
    "withdraw_answer": Verb(_("Took an answer away: %(subject)s")),
    "take_out": Verb(_("Took somebody out of a session: %(subject)s")),
    "retract_answer": Verb(_("Took an own answer back in the session “%(subject)s”"), final=True),
    "vote": Verb(_("Voted in the session “%(subject)s”"), final=True),
    "sort_answers": Verb(_("Grouped or merged answers: %(subject)s")),
    "turn_answer": Verb(_("Made an item of the answer “%(subject)s”")),
    "converse": Verb(_("Recorded the conversation “%(subject)s”")),
    "edit_conversation": Verb(_("Changed the conversation “%(subject)s”")),
    "remove_conversation": Verb(_("Removed the conversation “%(subject)s”")),
    "expect": Verb(_("Wrote down an expectation: %(subject)s")),
    "edit_expectation": Verb(_("Changed an expectation: %(subject)s")),
    "remove_expectation": Verb(_("Removed an expectation: %(subject)s")),
    "answer_expectation": Verb(_("Answered an expectation: %(subject)s"), final=True),
    "rate_expectation": Verb(_("Rated an expectation: %(subject)s"), final=True),
    "keep_expectation": Verb(_("Marked an expectation as done: %(subject)s")),
    "write_update": Verb(_("Wrote the update “%(subject)s”")),
    "edit_update": Verb(_("Changed the update “%(subject)s”")),
    "remove_update": Verb(_("Threw the draft of the update “%(subject)s” away")),
    "send_update": Verb(_("Sent the update “%(subject)s”"), final=True),
    "import_people": Verb(_("Imported people: %(subject)s"), large=True),
    "erase_person": Verb(_("Erased a person: %(subject)s"), final=True),
    "edit_layout": Verb(_("Changed the briefing layout “%(subject)s”")),
    "remove_layout": Verb(_("Removed the briefing layout “%(subject)s”")),
    "keep_briefing": Verb(_("Kept a copy of the briefing: %(subject)s"), final=True),
    "found": Verb(_("Started the workspace"), final=True),
    "settings": Verb(_("Changed the settings of the workspace"), final=True),
    "invite": Verb(_("Invited %(subject)s"), final=True),
    "revoke_invitation": Verb(_("Withdrew the invitation of %(subject)s"), final=True),
    "join": Verb(_("Joined: %(subject)s"), final=True),
    "leave": Verb(_("Left: %(subject)s"), final=True),
    "change_role": Verb(_("Changed a role: %(subject)s"), final=True),
    "remove_member": Verb(_("Removed a member: %(subject)s"), final=True),
    "undo": Verb(_("Took back: %(subject)s"), final=True),
}


def deed_words(verb: str, subject: str) -> str:
    """A deed in words: "Archived “Time management”"."""
    if verb == "paste":
        subject = str(LAYERS[subject].plural)
    return str(VERBS[verb].words) % {"subject": subject}
