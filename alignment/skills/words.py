"""What levels, gaps and their sources are called."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alignment.models import HowKnown
from alignment.rules.skills_gap import Gap, Level
from alignment.ui.formats import number, short_day

#: How far somebody is, in words that can be seen at work.
LEVELS: tuple[tuple[int, Any], ...] = (
    (1, _("Not yet")),
    (2, _("With help")),
    (3, _("Alone, when it is easy")),
    (4, _("Alone, also when it is hard")),
    (5, _("Could teach it")),
)
TONES = ("good", "warn", "bad", "none")


def level_choices() -> list[tuple[str, str]]:
    """The levels to choose from, each with its number."""
    return [(str(value), f"{value} · {words}") for value, words in LEVELS]


def level_words(value: Decimal | int | None) -> str:
    """A level with its word where it is a whole one of the scale: "4 (alone, also when it is hard)"."""
    if value is None:
        return ""
    words = dict(LEVELS).get(int(value)) if value == int(value) else None
    said = number(value)
    return f"{said} ({str(words)[:1].lower()}{str(words)[1:]})" if words else said


def how_words(level: Level) -> str:
    """How a level is known: "self-assessment of 7 people, 3 Nov 2026"."""
    label = str(HowKnown(level.how).label)
    if level.how == HowKnown.SELF_ASSESSMENT and level.people:
        words = ngettext("Self-assessment of %(n)s person", "Self-assessment of %(n)s people", level.people)
        label = words % {"n": level.people}
    return f"{label}, {short_day(level.on)}" if level.on else _now("%(how)s, undated") % {"how": label}


def gap_tone(gap: Gap) -> str:
    """good: nothing is missing; warn: up to one level; bad: more; none: nobody knows."""
    if not gap.is_known:
        return "none"
    if not gap.missing:
        return "good"
    return "warn" if gap.missing <= 1 else "bad"


def gap_short(gap: Gap) -> str:
    """What fits a cell of the heat map."""
    if not gap.is_known:
        return "?"
    return f"−{number(gap.missing)}" if gap.missing else _now("Met")


def gap_words(gap: Gap) -> str:
    """A gap as one sentence."""
    if gap.required is None and gap.now is None:
        return _now("Neither of the two levels is known.")
    if gap.required is None:
        return _now("Nobody has said which level is needed.")
    if gap.now is None:
        return _now("Nobody knows which level is there.")
    if not gap.missing:
        return _now("The level that is needed is there.")
    if gap.missing == 1:
        return _now("1 level is missing.")
    return _now("%(n)s levels are missing.") % {"n": number(gap.missing)}


def trend_words(gap: Gap) -> str:
    """How a level moved since the reading before; empty without one."""
    if gap.trend is None or gap.before is None:
        return ""
    said = {"n": number(abs(gap.trend)), "day": short_day(gap.before.on)}
    if gap.trend > 0:
        return _now("%(n)s higher than on %(day)s") % said
    if gap.trend < 0:
        return _now("%(n)s lower than on %(day)s") % said
    return _now("as on %(day)s") % said


def people_words(size: int | None) -> str:
    """The size of a group."""
    if size is None:
        return _now("size not known")
    return ngettext("%(n)s person", "%(n)s people", size) % {"n": number(size)}
