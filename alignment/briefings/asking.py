"""What a department head reads: the goals, what is needed from whom by when, what comes back (B27, B28)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from alignment.briefings.briefs import Brief
from alignment.models import FrameworkRole
from alignment.rules.content import Initiative, Layer, is_live
from alignment.ui.statuses import status

MOST_NEEDS = 40


@dataclass(frozen=True, slots=True)
class Need:
    """Something that somebody is to give, or that learning delivers."""

    what: str
    who: str
    day: date | None
    standing: str
    tone: str
    key: str = ""  # of the person


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal as its owner reads it."""

    title: str
    matters: str
    owner: str
    sponsor: str
    status: str
    until: date | None
    must_change: str


def goal_lines_of(brief: Brief) -> list[GoalLine]:
    """The goals that the briefing is about."""
    return [
        GoalLine(
            one.goal.title,
            one.goal.why_it_matters or one.goal.problem,
            brief.names.get(one.goal.owner, ""),
            brief.names.get(one.goal.sponsor, ""),
            str(status(one.goal.status).label),
            one.goal.horizon_end,
            one.goal.must_change,
        )
        for one in brief.base.goals
    ]


def needs_of(brief: Brief) -> list[Need]:
    """What is needed from others: expectations, and remedies that are no learning; the first due on top."""
    as_of = brief.source.as_of
    found = [
        Need(one.text, one.owner_name, one.due, *one.standing(as_of), key=one.owner)
        for one in brief.promises
        if one.needed and one.done_on is None and _concerns(brief, one.initiative)
    ]
    for moment in brief.content.moments:
        if moment.archived or moment.foreign or not moment.not_a_learning_problem.strip():
            continue
        late = moment.remedy_date is not None and moment.remedy_date < as_of
        words, tone = (_("Overdue"), "bad") if late else (_("Another remedy"), "quiet")
        who = brief.names.get(moment.remedy_owner, "")
        found.append(
            Need(moment.remedy or moment.title, who, moment.remedy_date, words, tone, moment.remedy_owner)
        )
    found += [_part(brief, one) for one in brief.content.initiatives if _is_theirs(brief, one)]
    if brief.asked.person:
        found = [one for one in found if one.key in ("", brief.asked.person)]
    return sorted(found, key=lambda one: one.day or date.max)


def deliveries_of(brief: Brief) -> list[Need]:
    """What learning delivers: what was promised, and the work with its dates."""
    as_of = brief.source.as_of
    found = [
        Need(one.text, one.owner_name, one.due, *one.standing(as_of))
        for one in brief.promises
        if not one.needed and _concerns(brief, one.initiative)
    ]
    for one in brief.content.initiatives:
        if is_live(Layer.INITIATIVE, one) and _serves(brief, one) and not _is_theirs(brief, one):
            found.append(_part(brief, one))
    return found


def _is_theirs(brief: Brief, one: Initiative) -> bool:
    """Whether somebody outside of learning does the work: the person asked for, or a head or manager."""
    if not is_live(Layer.INITIATIVE, one) or one.status == "completed" or not _serves(brief, one):
        return False
    if brief.asked.person:
        return one.owner == brief.asked.person
    roles = {person.key: person.role for person in brief.source.content.people}
    return roles.get(one.owner) in (FrameworkRole.DEPARTMENT_HEAD, FrameworkRole.MANAGER)


def _serves(brief: Brief, one: Initiative) -> bool:
    """Whether work reaches a business goal, or is not meant to; other work stands among the gaps."""
    found = brief.source.trace.initiatives.get(one.key)
    return one.purpose != "business_goal" or (found is not None and bool(found.reached))


def _part(brief: Brief, one: Initiative) -> Need:
    """An initiative as something that somebody gives, with the next of its dates."""
    as_of, found = brief.source.as_of, status(one.status)
    day = one.end if one.start is None or one.start <= as_of else one.start
    words = _when(one.start, one.end, as_of, str(found.label))
    return Need(one.title, brief.names.get(one.owner, ""), day, words, found.tone, one.owner)


def _when(start: date | None, end: date | None, as_of: date, words: str) -> str:
    if start is not None and start > as_of:
        return _("%(status)s, starts then") % {"status": words}
    if end is None:
        return words
    return (_("%(status)s, ended then") if end < as_of else _("%(status)s, ends then")) % {"status": words}


def _concerns(brief: Brief, initiative: str) -> bool:
    """Whether a promise belongs here: to work of this briefing, or to the plan as a whole."""
    return not initiative or any(one.key == initiative for one in brief.content.initiatives)
