"""Money as a CFO reads it: what is recorded, what it serves, and what comes back, never guessed (C13).

Amounts in the workspace's currency, or with a rate into it, are summed; those in others are listed and
never added. Of a range the cautious end counts: the upper cost, the lower benefit. Everything is typed,
so that the page and the workbook say the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from alignment.framework.credit_words import breach_words
from alignment.framework.money_words import bcr_words, both_words, percent_words, why_words
from alignment.measurement.money_words import break_even_words, horizon_words, payback_words, span_words
from alignment.models import CostLine
from alignment.rules.content import Initiative, Outcome, PlanContent
from alignment.rules.decimals import quotient
from alignment.rules.money import Money, money, together
from alignment.rules.money_lines import cost_amount
from alignment.rules.shared_credit import credits_of
from alignment.rules.verdicts import InitiativeTrace, Trace, Verdict
from alignment.tracing.words import verdict_words
from alignment.ui.formats import day as day_words
from alignment.ui.formats import money as amount_words
from alignment.ui.formats import number

NBSP = "\u00a0"
STATES = ("planned", "committed", "spent", "")
LINKED = frozenset({Verdict.TRACED, Verdict.UNCONFIRMED})


@dataclass(frozen=True, slots=True)
class KindRow:
    """What one kind of cost comes to, by state: planned, committed, spent, not said."""

    name: str
    amounts: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        return sum(self.amounts, Decimal(0))


@dataclass(frozen=True, slots=True)
class Costs:
    """All costs of a plan's own live work."""

    currency: str
    rows: tuple[KindRow, ...]
    total: KindRow
    unknown: tuple[str, ...]  # the titles of work without a recorded cost
    elsewhere: tuple[str, ...]  # sums in other currencies, in words
    blank: int  # cost lines without an amount


@dataclass(frozen=True, slots=True)
class SpendingRow:
    """One initiative: what it costs, and what that serves."""

    title: str
    group: str  # goal, proposed, nothing, apart
    verdict: str
    goals: str
    cost: Decimal | None
    currency: str

    @property
    def cost_words(self) -> str:
        """Its cost; empty when none is recorded."""
        return amount_words(self.cost, self.currency) if self.cost is not None else ""


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One initiative: costs, benefits, what of them has come in, and the return where one can be said."""

    title: str
    money: Money
    unconfirmed: int  # benefit lines in money that nobody confirmed
    confirmed_by: str  # who confirmed the others, by name

    @property
    def roi_words(self) -> str:
        """ROI; empty without one."""
        return "" if self.money.roi_percent is None else percent_words(self.money.roi_percent)

    @property
    def bcr_words(self) -> str:
        """The benefit/cost ratio; empty without one."""
        return "" if self.money.bcr is None else bcr_words(self.money.bcr)

    @property
    def why(self) -> str:
        """Why no return can be said, in words."""
        return why_words(self.money)

    @property
    def forecast(self) -> Decimal:
        """The part of the benefits that has not come in."""
        return self.money.benefits - self.money.realised

    @property
    def behind(self) -> list[str]:
        """What stands behind the return: range, half the share, break-even, payback, realised, horizon."""
        found = self.money
        lines = [_("Within the ranges: %(span)s.") % {"span": span_words(found.span)}] if found.span else []
        if found.sceptic:
            lines.append(_("With half our share: %(both)s.") % {"both": both_words(found.sceptic)})
        lines.append(break_even_words(found))
        if payback := payback_words(found):
            lines.append(_("Paid back: %(when)s.") % {"when": payback.rstrip(".")})
        if found.so_far:
            lines.append(
                _("Realised so far, against all costs: %(both)s.") % {"both": both_words(found.so_far)}
            )
        if self.confirmed_by:
            lines.append(_("Confirmed by: %(who)s.") % {"who": self.confirmed_by})
        if found.horizon and found.roi_percent is not None:
            lines.append(_("Horizon: %(days)s.") % {"days": horizon_words(found)})
        return [line for line in lines if line]


def costs_of(content: PlanContent, trace: Trace) -> Costs:
    """What is recorded as cost, by kind and state."""
    currency = content.currency
    sums: dict[str, list[Decimal]] = {kind: [Decimal(0)] * len(STATES) for kind in CostLine.Kind.values}
    other: dict[str, Decimal] = {}
    work = own_work(content, trace)
    for line in (line for one in work for line in one.costs):
        found = cost_amount(line, currency)
        if found is None:
            continue
        amount = quotient(found.high)
        if found.currency != currency:
            other[found.currency] = other.get(found.currency, Decimal(0)) + amount
            continue
        place = STATES.index(line.state if line.state in STATES else "")
        sums.setdefault(line.kind, [Decimal(0)] * len(STATES))[place] += amount
    labels = dict(CostLine.Kind.choices)
    rows = tuple(
        KindRow(str(labels.get(kind, kind)), tuple(amounts)) for kind, amounts in sums.items() if any(amounts)
    )
    total = tuple(sum((row.amounts[place] for row in rows), Decimal(0)) for place in range(len(STATES)))
    return Costs(
        currency,
        rows,
        KindRow(_("Together"), total),
        tuple(one.title for one in work if not any(line.amount is not None for line in one.costs)),
        tuple(amount_words(amount, unit) for unit, amount in sorted(other.items())),
        sum(line.amount is None for one in work for line in one.costs),
    )


def spending_of(content: PlanContent, trace: Trace) -> list[SpendingRow]:
    """Every initiative with its cost: what serves nothing first, then proposals, then what serves a goal."""
    titles = {goal.key: goal.title for goal in content.goals}
    rows = []
    for one in own_work(content, trace):
        found, sums = trace.initiatives[one.key], money(one, content.currency)
        known = any(line.amount is not None for line in one.costs)
        named = [titles[key] for key in found.goals if key in titles]
        rows.append(
            SpendingRow(
                one.title,
                group_of(one, found),
                verdict_words(found),
                "; ".join(named),
                sums.costs if known else None,
                sums.currency,
            )
        )
    order = ("nothing", "proposed", "goal", "apart")
    return sorted(rows, key=lambda row: (order.index(row.group), -(row.cost or Decimal(0))))


def sums_by_group(content: PlanContent, trace: Trace) -> dict[str, Decimal]:
    """What the work of each group costs in the workspace's currency; groups without a cost are left out."""
    sums: dict[str, Decimal] = {}
    for one in own_work(content, trace):
        found = money(one, content.currency)
        if found.costs and found.currency == content.currency:
            group = group_of(one, trace.initiatives[one.key])
            sums[group] = sums.get(group, Decimal(0)) + found.costs
    return sums


def group_of(one: Initiative, found: InitiativeTrace) -> str:
    """What an initiative's cost serves: a goal, a goal if it is approved, nothing, or it need not."""
    if found.verdict not in LINKED:
        return "nothing" if one.purpose == "business_goal" else "apart"
    return "proposed" if one.status == "proposed" else "goal"


def group_words(group: str) -> str:
    """What a group of costs is called."""
    return {
        "goal": _("Serves a business goal"),
        "proposed": _("Would serve a goal, not approved yet"),
        "nothing": _("Serves no business goal"),
        "apart": _("Compliance or personal development"),
    }[group]


def returns_of(content: PlanContent, trace: Trace) -> list[ReturnRow]:
    """Every initiative that has a cost or a benefit line, the costliest first."""
    people = {person.key: person.name for person in content.people}
    rows = [
        ReturnRow(
            one.title,
            money(one, content.currency),
            sum(not (line.confirmed_by or line.intangible) for line in one.benefits),
            ", ".join(
                sorted({people.get(line.confirmed_by, "") for line in one.benefits if line.confirmed_by})
            ),
        )
        for one in own_work(content, trace)
        if one.costs or one.benefits
    ]
    return sorted(rows, key=lambda row: -row.money.costs)


def whole_of(content: PlanContent, trace: Trace) -> ReturnRow | None:
    """All of this work as one; None where it cannot be added up."""
    found = together(own_work(content, trace), content.currency)
    return ReturnRow(_("Together"), found, 0, "") if found else None


def can_be_said(rows: Iterable[ReturnRow]) -> int:
    """For how many of these a return can be said."""
    return sum(row.money.roi_percent is not None for row in rows)


def own_work(content: PlanContent, trace: Trace) -> Sequence[Initiative]:
    """The plan's own live initiatives."""
    return [one for one in content.initiatives if not one.foreign and one.key in trace.initiatives]


def not_claimed(content: PlanContent) -> Iterator[str]:
    """What learning does not claim: the shares of others, what nobody explains, numbers of volume."""
    people = {person.key: person.name for person in content.people}
    credit = credits_of(content.outcomes, content.initiatives)
    for outcome in content.outcomes:
        if outcome.foreign or outcome.archived:
            continue
        if outcome.contribution:
            yield _shares(outcome, people)
        if words := breach_words(credit[outcome.key], outcome.title):
            yield words
    bare = [one for one in content.outcomes if not (one.foreign or one.archived or one.contribution)]
    for outcome in bare[:2]:
        yield _("Nobody has agreed yet how much of “%(outcome)s” is put down to learning.") % {
            "outcome": outcome.title
        }
    live = {one.key for _layer, one in content.layered() if not one.foreign and not one.archived}
    volume = [
        metric.title
        for metric in content.metrics
        if metric.volume_only and not metric.archived and metric.item in live
    ]
    if volume:
        yield _("Counted as work and never as effect: %(what)s.") % {"what": "; ".join(volume)}


def _shares(outcome: Outcome, people: Mapping[str, str]) -> str:
    """Who has which share in an outcome, and whether that is agreed."""
    parts = [f"{one.who} {number(one.share)}{NBSP}%" for one in outcome.contribution]
    left = 100 - sum(one.share for one in outcome.contribution)
    if left > 0:
        parts.append(f"{_('not explained')} {number(left)}{NBSP}%")
    said = {"outcome": outcome.title, "parts": ", ".join(parts)}
    if outcome.contribution_agreed_on is None:
        return _("Shares in “%(outcome)s”, to which nobody has agreed yet: %(parts)s.") % said
    said |= {
        "who": people.get(outcome.contribution_agreed_by, ""),
        "day": day_words(outcome.contribution_agreed_on),
    }
    if said["who"]:
        return _("Shares in “%(outcome)s”, agreed by %(who)s on %(day)s: %(parts)s.") % said
    return _("Shares in “%(outcome)s”, agreed on %(day)s: %(parts)s.") % said


def intangibles_of(content: PlanContent, trace: Trace) -> list[str]:
    """What the plan's own work brings that is not put into money, in the order of the work."""
    return [line.text for one in own_work(content, trace) for line in one.benefits if line.intangible]
