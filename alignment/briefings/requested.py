"""What was asked of L&D in the last twelve months, what was accepted, and what the noes have freed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.briefings.briefs import Brief
from alignment.models import DevelopmentRequest, Person, Reader, Verdict, Workspace
from alignment.rules.requests import Asked, Freed, Stand, freed_by, stand_of
from alignment.ui.formats import money, number

DAYS = 365
MOST = 12  # of each kind that is listed


@dataclass(frozen=True)
class Line:
    """One request: what was decided about it, why, and what it would have taken."""

    title: str
    department: str
    asked_on: date
    stand: Stand
    verdict: str  # in words
    reason: str
    remedy: str
    hours: Decimal | None
    cost: Decimal | None


@dataclass(frozen=True)
class Requested:
    """The requests of the period, the latest first."""

    since: date
    lines: tuple[Line, ...]
    freed: Freed

    def of(self, *stands: Stand) -> list[Line]:
        return [line for line in self.lines if line.stand in stands]


def requests(brief: Brief) -> dict[str, Any] | None:
    """What was asked, accepted and answered with a no; left out while nothing was asked."""
    found = requested(brief)
    if found is None:
        return None
    noes, accepted = found.of(Stand.NO), found.of(Stand.ACCEPTED)
    still = found.of(Stand.NEW, Stand.TALKING, Stand.WAITING)
    currency = brief.content.currency
    return {
        "since": found.since,
        "words": _words(len(found.lines), len(accepted), len(noes), len(still)),
        "freed": freed_words(found.freed, currency),
        "noes": noes[:MOST],
        "accepted": accepted[:MOST],
        "left": max(0, len(noes) - MOST) + max(0, len(accepted) - MOST),
        "open": still[:MOST] if brief.reader == Reader.DEPARTMENT else [],
        "currency": currency,
    }


def requested(brief: Brief) -> Requested | None:
    """The requests asked or decided in the last twelve months; of a plan as it is alone, one query.

    HR and L&D read those of the whole workspace. A department head reads those of their department, and
    where nobody is named, those that the plan's goals serve or that became an item of it.
    """
    if brief.live is None:
        return None
    as_of = brief.source.as_of
    since = as_of - timedelta(days=DAYS)
    rows = DevelopmentRequest.objects.filter(workspace=brief.live.workspace, duplicate_of=None).current()
    rows = rows.filter(Q(asked_on__gt=since) | Q(verdict_on__gt=since), asked_on__lte=as_of)
    if brief.reader == Reader.DEPARTMENT:
        # What the form brought in and nobody has looked at yet says whatever its sender typed.
        unseen = Q(came=DevelopmentRequest.Came.BY_FORM, taken_up_on=None, verdict="")
        rows = rows.filter(_of_department(brief, brief.live.workspace)).exclude(unseen).distinct()
    columns = ("title", "department", "asked_on", "taken_up_on", "verdict", "verdict_reason", "remedy",
               "hours", "cost")  # fmt: skip
    found = list(rows.order_by("-asked_on", "-pk").values(*columns))
    if not found:
        return None
    asked = [
        Asked(asked_on=one["asked_on"], verdict=one["verdict"], hours=one["hours"], cost=one["cost"])
        for one in found
    ]
    return Requested(since, tuple(map(_line, found)), freed_by(asked))


def freed_words(freed: Freed, currency: str) -> str:
    """What the noes have freed: a no is a strength; empty without one."""
    if not freed.count:
        return ""
    said = {
        "count": freed.count,
        "hours": number(freed.hours),
        "cost": money(freed.cost, currency),
    }
    if not freed.hours and not freed.cost:
        words = ngettext(
            "%(count)s no: what it freed is not written down.",
            "%(count)s noes: what they freed is not written down.",
            freed.count,
        )
        return words % said
    if not freed.cost:
        words = ngettext(
            "%(count)s no freed %(hours)s hours.", "%(count)s noes freed %(hours)s hours.", freed.count
        )
    elif not freed.hours:
        words = ngettext("%(count)s no freed %(cost)s.", "%(count)s noes freed %(cost)s.", freed.count)
    else:
        words = ngettext(
            "%(count)s no freed %(hours)s hours and %(cost)s.",
            "%(count)s noes freed %(hours)s hours and %(cost)s.",
            freed.count,
        )
    return words % said


def _of_department(brief: Brief, workspace: Workspace) -> Q:
    """Which requests a department head is told of."""
    if brief.asked.person:
        person = Person.objects.filter(workspace=workspace, key=brief.asked.person)
        known = person.values_list("pk", "team").first()
        own = Q(requester=known[0]) if known else Q(pk=None)
        return own | Q(department__iexact=known[1]) if known and known[1] else own
    goals = [one.id for one in brief.content.goals]
    here = Q(goals__goal__in=goals)
    for name, items in (
        ("outcome", brief.content.outcomes),
        ("moment", brief.content.moments),
        ("learning_outcome", brief.content.learning_outcomes),
        ("initiative", brief.content.initiatives),
    ):
        here |= Q(**{f"results__{name}__in": [one.id for one in items]})
    return here


def _line(one: dict[str, Any]) -> Line:
    stand = stand_of(one["verdict"], one["taken_up_on"])
    said = Verdict(one["verdict"]).label if one["verdict"] else ""
    same = ("title", "department", "asked_on", "remedy", "hours", "cost")
    return Line(
        **{name: one[name] for name in same},
        stand=stand,
        verdict=str(said),
        reason=one["verdict_reason"],
    )


def _words(asked: int, accepted: int, noes: int, still: int) -> str:
    words = ngettext(
        "%(asked)s problem was brought to L&D: %(accepted)s accepted, %(noes)s answered with a no, "
        "%(still)s not decided yet or waiting.",
        "%(asked)s problems were brought to L&D: %(accepted)s accepted, %(noes)s answered with a no, "
        "%(still)s not decided yet or waiting.",
        asked,
    )
    return words % {"asked": asked, "accepted": accepted, "noes": noes, "still": still}


def rows_of(lines: Sequence[Line]) -> list[tuple[Any, ...]]:
    """The requests as rows of a workbook."""
    return [
        (
            one.title,
            one.department,
            one.asked_on,
            one.verdict or _("Not decided yet"),
            one.reason,
            one.remedy,
            one.hours,
            one.cost,
        )
        for one in lines
    ]
