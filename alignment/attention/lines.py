"""What needs attention in words: the reason, and the one act that closes it with its address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.attention.asked_words import ASKED, asked_act, asked_address, asked_words
from alignment.models import Plan
from alignment.rules.attention import Matter, Source
from alignment.rules.content import Metric
from alignment.rules.progress import Measurement
from alignment.tracing.addresses import item_address
from alignment.tracing.fixes import fixes_of
from alignment.tracing.metric_words import target_words
from alignment.ui.formats import day, percent, quantity

LONGEST = 160  # characters of a comment


@dataclass(frozen=True)
class Act:
    """What closes a matter, and who may do it: whoever reads, reviews or edits."""

    words: str
    address: str
    by: str = "editor"


@dataclass(frozen=True)
class Line:
    """One matter as the page shows it."""

    kind: str
    layer: str
    title: str
    address: str
    plan: Plan | None  # None: it belongs to no plan
    words: str
    since: date | None
    act: Act


def lines_of(matters: Iterable[Matter], workspace: str, plans: Iterable[Plan], back: str) -> list[Line]:
    """Matters of plans in words; `back` is the page to come back to when one is closed. Queries nothing."""
    by_key = {plan.key: plan for plan in plans}
    return [_line(one, workspace, by_key.get(one.plan), back) for one in matters]


def _line(one: Matter, workspace: str, plan: Plan | None, back: str) -> Line:
    if plan is None or one.source in ASKED:
        address = asked_address(one, workspace, plan)
        words, act = asked_words(one), Act(*asked_act(one, workspace, plan))
    elif one.gap is not None:
        (fix,) = fixes_of([one.gap], workspace, plan.pk, back)
        by = "reviewer" if fix.for_reviewers else "editor"
        address, words, act = fix.address, fix.words, Act(fix.action, fix.action_address, by)
    else:
        address = _address(one, workspace, plan)
        words, act = _words(one), _act(one, workspace, plan, back)
    return Line(
        kind=str(one.kind),
        layer=one.layer.word if one.layer else "",
        title=one.title,
        address=address,
        plan=plan,
        words=words,
        since=one.since,
        act=act,
    )


def _address(one: Matter, workspace: str, plan: Plan) -> str:
    if one.layer is not None:
        return item_address(workspace, one.layer.word, one.id)
    return reverse("framework:plan_overview", args=[workspace, plan.pk])


def _words(one: Matter) -> str:
    said = {"day": day(one.since), "who": one.who, "what": one.what}
    if one.metric is not None and one.standing is not None:
        return _standing(one.metric, one.standing)
    if one.metric is not None:
        words = ngettext(
            "A reading of “%(metric)s” waits for approval, of %(day)s.",
            "%(count)s readings of “%(metric)s” wait for approval, the oldest of %(day)s.",
            one.row,
        )
        return words % {**said, "metric": one.metric.title, "count": one.row}
    if one.source is Source.NEEDED_BY:
        return _("Was needed by %(day)s and has not begun.") % said
    if one.source is Source.NOT_PLANNED:
        return _("An initiative for it was to be planned by %(day)s. There is none.") % said
    if one.source is Source.REVIEW:
        return _("%(who)s was to decide about version %(what)s by %(day)s and has not.") % said
    said["what"] = Truncator(one.what).chars(LONGEST)
    return _("%(who)s wrote on %(day)s: “%(what)s”. Nobody has answered.") % said


def _standing(metric: Metric, now: Measurement) -> str:
    """Where a metric stands and what was expected by the day of its last reading."""
    said = {
        "metric": metric.title,
        "value": quantity(now.current, metric.unit),
        "day": day(now.current_date),
        "target": target_words(metric),
    }
    if now.progress is None:
        return _("“%(metric)s” was %(value)s on %(day)s. Wanted: %(target)s.") % said
    if now.progress < 0:
        return _("“%(metric)s” was %(value)s on %(day)s: further from the target than at the start.") % said
    said["progress"] = percent(now.progress)
    if now.expected is None:
        return _("“%(metric)s” was %(value)s on %(day)s: %(progress)s of the way.") % said
    said["expected"] = percent(now.expected)
    return (
        _("“%(metric)s” was %(value)s on %(day)s: %(progress)s of the way, %(expected)s expected by then.")
        % said
    )


def _act(one: Matter, workspace: str, plan: Plan, back: str) -> Act:
    if one.metric is not None:
        address = reverse("measurement:metric_detail", args=[workspace, one.metric.id])
        if one.source is Source.READINGS:
            return Act(_("Look at it and approve it"), address)
        return Act(_("Look at the metric"), address, by="viewer")
    if one.source is Source.REVIEW:
        address = reverse("reviews:review_list", args=[workspace, plan.pk])
        return Act(_("Remind, or ask no more"), address)
    if one.source is Source.COMMENT:
        return Act(_("Answer"), reverse("comments:thread", args=[workspace, one.row]), by="reviewer")
    layer = one.layer.word if one.layer else ""
    name = "framework:item_support" if one.source is Source.NOT_PLANNED else "framework:item_edit"
    address = f"{reverse(name, args=[workspace, layer, one.id])}?{urlencode({'next': back})}"
    words = _("Plan an initiative") if one.source is Source.NOT_PLANNED else _("Say where it stands")
    return Act(words, address)
