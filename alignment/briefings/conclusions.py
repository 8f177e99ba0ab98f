"""The first sentences of a briefing, said to its reader, and the one step that it ends with (B26)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.briefings.asking import Need, needs_of
from alignment.briefings.briefs import Brief
from alignment.briefings.learning_path import goals_of, learning_of, path_of
from alignment.briefings.open_points import counted_words, gaps_of, queue_of
from alignment.briefings.shortening import HEADLINE, short
from alignment.briefings.spending import can_be_said, own_work, returns_of, spending_of, sums_by_group
from alignment.models import Reader
from alignment.ui.formats import day as day_words
from alignment.ui.formats import money as amount_words


def concluded(brief: Brief, by_hand: bool) -> Brief:
    """The brief with its reader's own first sentences; `by_hand`: the headline is somebody's, and stays."""
    say = {Reader.CFO: _cfo, Reader.DEPARTMENT: _department, Reader.LEARNERS: _learners, Reader.HR: _hr}
    if brief.reader not in say:
        return brief
    headline, lead = say[Reader(brief.reader)](brief)
    base = replace(brief.base, lead=lead)
    if not by_hand:
        base = replace(base, headline=short(headline, HEADLINE))
    return replace(brief, base=base)


def _cfo(brief: Brief) -> tuple[str, str]:
    """What is spent and what of it serves nothing; what can be said of returns."""
    content, trace = brief.content, brief.source.trace
    sums = sums_by_group(content, trace)
    total = sum(sums.values(), Decimal(0))
    words = {"total": amount_words(total, content.currency)}
    if not total:
        return _("No cost is recorded yet, so no return can be said."), brief.base.headline
    idle, apart = sums.get("nothing"), sums.get("apart")
    if idle:
        words["idle"] = amount_words(idle, content.currency)
        first = _("%(total)s of cost is recorded; %(idle)s of it serves no business goal.") % words
    elif apart:
        words["apart"] = amount_words(apart, content.currency)
        first = (
            _("%(total)s of cost is recorded; %(apart)s of it is for compliance or personal development.")
            % words
        )
    else:
        first = _("%(total)s of cost is recorded, all of it for work that is linked to a goal.") % words
    rows = returns_of(content, trace)
    said = can_be_said(rows)
    count = {"said": said, "all": len(rows)}
    if not said:
        second = _("A return can be said for none of the %(all)s initiatives with costs or benefits.") % count
    else:
        second = ngettext(
            "A return can be said for %(said)s of %(all)s initiative with costs or benefits.",
            "A return can be said for %(said)s of %(all)s initiatives with costs or benefits.",
            len(rows),
        )
        second %= count
        came = any(row.money.realised for row in rows)
        third = _("Some of the benefits have come in.") if came else _("No benefit has come in yet.")
        second = f"{second} {third}"
    return first, f"{second} {brief.base.headline}"


def _department(brief: Brief) -> tuple[str, str]:
    """Where the goal stands; what is needed, and when first."""
    needs = needs_of(brief)
    if not needs:
        return brief.base.headline, f"{brief.base.lead} {_('Nothing is asked of you in this plan now.')}"
    return brief.base.headline, f"{_needed_words(needs, brief.source.as_of)} {brief.base.lead}"


def _needed_words(needs: Sequence[Need], as_of: date) -> str:
    """How much is needed, what of it is overdue, and the day that comes next."""
    words = {"count": len(needs)}
    needed = ngettext("%(count)s thing is needed", "%(count)s things are needed", len(needs)) % words
    days = sorted(one.day for one in needs if one.day)
    if not days:
        return _("%(needed)s; no date is agreed.") % {"needed": needed}
    late = [day for day in days if day < as_of]
    coming = next((day for day in days if day >= as_of), None)
    said: dict[str, object] = {"needed": needed, "count": len(late), "next": day_words(coming)}
    if not late:
        return _("%(needed)s, the first by %(next)s.") % said
    said["since"] = day_words(late[0])
    overdue = ngettext(
        "%(needed)s, %(count)s of them overdue since %(since)s",
        "%(needed)s, %(count)s of them overdue, the first since %(since)s",
        len(late),
    )
    if len(needs) == 1:
        overdue = _("%(needed)s, overdue since %(since)s")
    if coming:
        overdue = _("%(overdue)s, the next by %(day)s") % {"overdue": overdue, "day": said["next"]}
    return f"{overdue % said}."


def _learners(brief: Brief) -> tuple[str, str]:
    """What is to be learned, and what that is meant to help."""
    learning, goals = learning_of(brief), goals_of(brief)
    if not learning:
        return _("Nothing is planned to be learned yet."), ""
    if len(learning) == 1:
        headline = _("What you will be able to do: %(what)s.") % {"what": learning[0].title.rstrip(".")}
    else:
        headline = _("%(count)s things that you will be able to do, and why they matter.") % {
            "count": len(learning)
        }
    lead = ""
    if goals:
        lead = _("They are meant to help with this: %(goal)s.") % {"goal": goals[0].title.rstrip(".")}
    return headline, lead


def _hr(brief: Brief) -> tuple[str, str]:
    return brief.base.headline, f"{brief.base.lead} {counted_words(brief)}"


def next_step(brief: Brief) -> str:
    """The one thing that the reader can do next."""
    say = {
        Reader.EXECUTIVE: _decide,
        Reader.CFO: _cfo_step,
        Reader.DEPARTMENT: _department_step,
        Reader.LEARNERS: _learner_step,
        Reader.HR: _hr_step,
    }
    return say[Reader(brief.reader)](brief)


def _decide(brief: Brief) -> str:
    decision = brief.base.decision
    if decision is None:
        return _("Nothing is to be decided now. Look at the numbers again at the next reading.")
    if decision.is_late(brief.source.as_of):
        words = {"day": day_words(decision.day)}
        return _("Decide now, and tell the learning team: the day for it was %(day)s.") % words
    if decision.day:
        words = {"day": day_words(decision.day)}
        if decision.options:
            return _("Choose one of the options above by %(day)s, and tell the learning team.") % words
        return _("Decide by %(day)s, and tell the learning team.") % words
    return _("Decide, or name who decides, and tell the learning team.")


def _cfo_step(brief: Brief) -> str:
    content, trace = brief.content, brief.source.trace
    idle = [row for row in spending_of(content, trace) if row.group == "nothing" and row.cost]
    if idle:
        return _("Ask who needs “%(what)s” for %(cost)s, and stop it or have its goal named.") % {
            "what": idle[0].title,
            "cost": idle[0].cost_words,
        }
    waiting = [row for row in returns_of(content, trace) if row.unconfirmed and row.money.benefits]
    if waiting:
        return _("Have somebody in Finance confirm or correct the benefit of “%(what)s”.") % {
            "what": waiting[0].title
        }
    bare = [one for one in own_work(content, trace) if not one.costs]
    if bare:
        return _("Have the cost of “%(what)s” recorded: without it no return can be said.") % {
            "what": bare[0].title
        }
    return _decide(brief)


def _department_step(brief: Brief) -> str:
    for one in needs_of(brief):
        words = {"what": one.what.rstrip("."), "who": one.who, "day": day_words(one.day)}
        late = one.day is not None and one.day < brief.source.as_of
        if one.who and late:
            return _("%(what)s: %(who)s, overdue since %(day)s. Say by when it comes.") % words
        if late:
            return _("%(what)s, overdue since %(day)s: name who does it, and by when.") % words
        if one.who and one.day:
            return _("%(what)s: %(who)s, by %(day)s. Say whether this holds.") % words
        if one.day:
            return _("%(what)s, by %(day)s: name who does it.") % words
        return _("%(what)s: agree who does it and by when.") % words
    short_of = [one for one in brief.base.figures if one.tone in ("bad", "warn") and one.now_words]
    if short_of:
        figure = short_of[0]
        words = {"what": figure.metric.title, "now": figure.now_words, "target": figure.target_words}
        return (
            _("“%(what)s” stands at %(now)s against %(target)s: say what stands in the way in your teams.")
            % words
        )
    return _("Say whether the goals and their numbers still hold, and who answers for them.")


def _learner_step(brief: Brief) -> str:
    steps = [step for step in path_of(brief) if not step.is_over]
    coming = [one for one in steps if one.start and one.start > brief.source.as_of and one.is_sure]
    if coming:
        words = {"what": coming[0].title, "day": day_words(coming[0].start)}
        return _("Keep the time free for “%(what)s”, which starts on %(day)s.") % words
    if steps and steps[0].ask:
        words = {"what": steps[0].title, "who": steps[0].ask}
        return _("Ask %(who)s when “%(what)s” fits into your work.") % words
    if steps:
        return _("Ask your manager when “%(what)s” fits into your work.") % {"what": steps[0].title}
    return _("Tell the learning team which of these situations you meet next, and what would help.")


def _hr_step(brief: Brief) -> str:
    point = next(iter(queue_of(brief)), None) or next(iter(gaps_of(brief)), None)
    if point is None:
        return _decide(brief)
    return _("Close this first: “%(what)s”. %(words)s") % {"what": point.title, "words": point.words}
