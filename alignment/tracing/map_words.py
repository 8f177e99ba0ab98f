"""What the cards of the alignment map say besides their titles."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from alignment.rules.content import (
    Goal,
    Initiative,
    Item,
    Layer,
    Learning,
    Metric,
    Moment,
    Outcome,
    TargetGroup,
)
from alignment.rules.progress import MOVES, Status, is_concrete, measure
from alignment.rules.score import Relation, Unmet
from alignment.rules.verdicts import GoalVerdict, Trace, Verdict
from alignment.tracing.metric_words import target_words
from alignment.tracing.words import stops_words
from alignment.ui.formats import month, number, quantity
from alignment.ui.statuses import status

TONES = {Status.AT_RISK: "warn", Status.OFF_TRACK: "bad", Status.MET: "good"}
DOT = " · "


def metric_words(metrics: Iterable[Metric], today: date) -> tuple[str, str]:
    """The first metric that says how much by when, as one line, and its tone: good, warn, bad or none.

    A count of our own work is never shown as what a goal or an outcome comes to.
    """
    live = [metric for metric in metrics if not metric.archived and not metric.volume_only]
    if not live:
        return "", ""
    metric = next((one for one in live if is_concrete(one)), live[0])
    found = measure(metric, today)
    parts = [_wanted(metric)]
    if found.current is not None and metric.kind not in {"milestone", "qualitative"}:
        parts.append(_("now %(value)s") % {"value": number(found.current)})
    elif metric.target_date:
        parts.append(_("by %(month)s") % {"month": month(metric.target_date)})
    if found.status in TONES:
        parts.append(str(status(found.status.value).label))
    return DOT.join(parts), TONES.get(found.status, "")


def _wanted(metric: Metric) -> str:
    target = target_words(metric)
    if not target or metric.kind == "milestone":
        return metric.title
    if metric.kind not in MOVES:
        return target
    return f"{number(metric.baseline)} → {target}" if metric.baseline is not None else f"→ {target}"


def item_words(item: Item, groups: Mapping[str, TargetGroup]) -> str:
    """One line about a card that has no metric to show."""
    if isinstance(item, Goal):
        words = [str(status(item.status).label)]
        if item.horizon_end:
            words.append(_("until %(month)s") % {"month": month(item.horizon_end)})
        return DOT.join(words)
    if isinstance(item, Moment):
        return _behaviours(item)
    if isinstance(item, Learning):
        return _groups(item, groups)
    if isinstance(item, Initiative):
        return _work(item)
    return ""


def beside_words(item: Item) -> list[str]:
    """What moves an outcome beside learning, and what is under way for it or for a goal."""
    found = []
    if isinstance(item, Outcome):
        others = [f"{one.who} {quantity(one.share, '%')}" for one in item.contribution if not one.learning]
        if others:
            found.append(_("Beside learning: %(what)s") % {"what": ", ".join(others)})
    if isinstance(item, (Goal, Outcome)) and item.momentum:
        under_way = "; ".join(one.text for one in item.momentum)
        found.append(_("Under way: %(what)s") % {"what": under_way})
    return found


def _behaviours(moment: Moment) -> str:
    if not moment.behaviours:
        return moment.when or moment.who
    helping = sum(behaviour.effect == "helps" for behaviour in moment.behaviours)
    return _("Behaviours: %(helping)s helping, %(hindering)s hindering") % {
        "helping": helping,
        "hindering": len(moment.behaviours) - helping,
    }


def _groups(learning: Learning, groups: Mapping[str, TargetGroup]) -> str:
    named = [groups[need.group] for need in learning.target_groups if need.group in groups]
    if not named:
        return ""
    words = named[0].name
    if len(named) > 1:
        more = len(named) - 1
        words += " " + ngettext("and %(count)s more group", "and %(count)s more groups", more) % {
            "count": more
        }
    sizes = [group.size for group in named]
    if all(size is not None for size in sizes):
        people = sum(size or 0 for size in sizes)
        words += DOT + ngettext("%(count)s person", "%(count)s people", people) % {"count": number(people)}
    return words


def _work(initiative: Initiative) -> str:
    words = [str(status(initiative.status).label)]
    if initiative.status != "completed" and initiative.end:
        words.append(_("until %(month)s") % {"month": month(initiative.end)})
    elif initiative.status != "completed" and initiative.start:
        words.append(_("from %(month)s") % {"month": month(initiative.start)})
    if initiative.purpose == "compliance":
        words.insert(0, _("Compliance"))
    elif initiative.purpose == "personal_development":
        words.insert(0, _("Personal development"))
    return DOT.join(words)


def break_words(layer: Layer, item: Item, trace: Trace, unmet: Iterable[Unmet]) -> str:
    """What breaks the chain at this card; empty when nothing does."""
    if isinstance(item, Initiative):
        return _initiative_gap(item, trace)
    if isinstance(item, Goal):
        return _goal_gap(item, trace)
    missing = {one.relation for one in unmet if not one.present}
    up, down = {
        Layer.OUTCOME: (_("Not linked to any goal"), _("No moment of truth yet")),
        Layer.MOMENT: (_("Not linked to any outcome"), _("No learning outcome yet")),
        Layer.LEARNING: (_("Not linked to any moment"), _("No initiative yet")),
    }[layer]
    if Relation.UPWARD in missing:
        return up
    return down if Relation.DOWNWARD in missing else ""


def _initiative_gap(item: Initiative, trace: Trace) -> str:
    found = trace.initiatives.get(item.key)
    if found is None or item.purpose != "business_goal":
        return ""
    if found.verdict is Verdict.ORPHAN:
        return _("Not linked to any learning outcome")
    if found.verdict is Verdict.CLAIMED:
        return str(status("claimed").label)
    if found.verdict is not Verdict.BROKEN:
        return ""
    return stops_words(found.stops_at)


def _goal_gap(item: Goal, trace: Trace) -> str:
    found = trace.goals.get(item.key)
    if found is None or item.status == "achieved":
        return ""
    if found.verdict is GoalVerdict.REACHES_1:
        return _("No performance outcome yet")
    if found.verdict in {GoalVerdict.SUPPORTED, GoalVerdict.NO_LEARNING_PLANNED}:
        return ""
    return _("No initiative reaches it")


def note_words(item: Item, unmet: Iterable[Unmet]) -> list[str]:
    """What is missing at this card without breaking the chain."""
    missing = {one.relation: one.present for one in unmet}
    notes = []
    if missing.get(Relation.UPWARD) or missing.get(Relation.DOWNWARD):
        notes.append(_("Reason missing or to re-check"))
    if Relation.CONCRETE in missing:
        notes.append(_("No number with a target date"))
    if isinstance(item, Moment):
        if Relation.HELPS in missing and Relation.HINDERS in missing:
            notes.append(_("No behaviours yet"))
        elif Relation.HELPS in missing:
            notes.append(_("No helping behaviour yet"))
        elif Relation.HINDERS in missing:
            notes.append(_("No hindering behaviour yet"))
    if Relation.TARGET_GROUP in missing:
        notes.append(_("No target group yet"))
    return notes


def kicker_words(item: Item, home: str) -> str:
    """The small line above a title: where a foreign card is at home, or why a card stands out."""
    if item.foreign:
        return _("From %(plan)s") % {"plan": home} if home else _("From another plan")
    if isinstance(item, Moment) and item.starred:
        return _("One of the vital few")
    if isinstance(item, Goal) and item.no_learning_planned.strip():
        return str(status("no_learning_planned").label)
    if isinstance(item, Goal) and item.parent:
        return {
            "department": pgettext("level of a goal", "Department goal"),
            "team": pgettext("level of a goal", "Team goal"),
        }.get(item.level, _("Part of another goal"))
    return ""
