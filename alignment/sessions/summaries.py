"""What came out of a session, in words: what the lead's summary begins with, and what a mail lists."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.models import GuidedSession
from alignment.sessions.queries.boards import Board, Line, board_of
from alignment.sessions.queries.sessions import text_of
from alignment.ui.statuses import LAYERS

MOST_LINES = 10  # in a mail
MOST_NAMED = 5  # in a sentence


def draft_of(session: GuidedSession, board: Board, people: int) -> str:
    """A summary to begin with: what was asked, how many took part, what was chosen, what became of it."""
    joined = ngettext("%(n)s person took part", "%(n)s people took part", people) % {"n": people}
    given = ngettext("%(n)s answer was given", "%(n)s answers were given", board.answers)
    lines = [
        _("We asked: %(question)s") % {"question": text_of(session).question},
        _("%(people)s, and %(answers)s.") % {"people": joined, "answers": given % {"n": board.answers}},
    ]
    if board.votes:
        named = [_("“%(text)s” (%(votes)s)") % {"text": one.answer.text, "votes": _votes(one)}
                 for one in board.picked]  # fmt: skip
        lines.append(_("Most votes: %(answers)s.") % {"answers": _few(named)})
    made = [f"“{one.made.title}” ({LAYERS[one.made.layer].name})" for one in board.lines if one.made]
    if made:
        lines.append(_("Taken into the plan: %(items)s.") % {"items": _few(made)})
    elif board.answers:
        lines.append(_("Nothing of it is in the plan yet."))
    return "\n".join(lines)


def lines_of(session: GuidedSession) -> list[tuple[str, int]]:
    """What was picked, as (words, votes)."""
    return [(line.answer.text, line.votes) for line in board_of(session).picked[:MOST_LINES]]


def _votes(line: Line) -> str:
    return ngettext("%(n)s vote", "%(n)s votes", line.votes) % {"n": line.votes}


def _few(words: list[str]) -> str:
    shown, more = ", ".join(words[:MOST_NAMED]), len(words) - MOST_NAMED
    return shown if more <= 0 else _("%(words)s and %(more)s more") % {"words": shown, "more": more}
