"""Money as a CFO reads it: what is recorded, what it serves, and what comes back, never guessed (C13).

Amounts in the workspace's currency, or with a rate into it, are summed; those in others are listed and
never added. Of a range the cautious end counts: the upper cost, the lower benefit. Everything is typed,
so that the page and the workbook say the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from alignment.models import CostLine
from alignment.rules.content import Initiative, PlanContent
from alignment.rules.decimals import quotient
from alignment.rules.money import Money, NoReturn, money
from alignment.rules.money_lines import cost_amount
from alignment.rules.verdicts import InitiativeTrace, Trace, Verdict
from alignment.tracing.words import verdict_words
from alignment.ui.formats import money as amount_words
from alignment.ui.formats import number

NBSP = "\u00a0"
STATES = ("planned", "committed", "spent", "")
LINKED = frozenset({Verdict.TRACED, Verdict.UNCONFIRMED})
HUNDREDTH = Decimal("0.01")


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
    unconfirmed: int  # benefit lines that nobody confirmed

    @property
    def roi_words(self) -> str:
        """ROI in whole per cent; empty without one."""
        roi = self.money.roi_percent
        return "" if roi is None else number(roi.quantize(Decimal(1), ROUND_HALF_UP)) + f"{NBSP}%"

    @property
    def bcr_words(self) -> str:
        """The benefit/cost ratio; empty without one."""
        bcr = self.money.bcr
        return "" if bcr is None else number(bcr.quantize(HUNDREDTH, ROUND_HALF_UP))

    @property
    def why(self) -> str:
        """Why no return can be said, in words."""
        return "; ".join(_why(reason) for reason in self.money.reasons)

    @property
    def forecast(self) -> Decimal:
        """The part of the benefits that has not come in."""
        return self.money.benefits - self.money.realised


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
    rows = [
        ReturnRow(
            one.title,
            money(one, content.currency),
            sum(not line.confirmed_by for line in one.benefits),
        )
        for one in own_work(content, trace)
        if one.costs or one.benefits
    ]
    return sorted(rows, key=lambda row: -row.money.costs)


def can_be_said(rows: Iterable[ReturnRow]) -> int:
    """For how many of these a return can be said."""
    return sum(row.money.roi_percent is not None for row in rows)


def own_work(content: PlanContent, trace: Trace) -> Sequence[Initiative]:
    """The plan's own live initiatives."""
    return [one for one in content.initiatives if not one.foreign and one.key in trace.initiatives]


def not_claimed(content: PlanContent) -> Iterator[str]:
    """What learning does not claim: the shares of others, what nobody explains, numbers of volume."""
    for outcome in content.outcomes:
        if outcome.foreign or outcome.archived or not outcome.contribution:
            continue
        parts = [f"{one.who} {number(one.share)}{NBSP}%" for one in outcome.contribution]
        left = 100 - sum(one.share for one in outcome.contribution)
        if left > 0:
            parts.append(f"{_('not explained')} {number(left)}{NBSP}%")
        yield _("Agreed shares in “%(outcome)s”: %(parts)s. Learning claims its own share alone.") % {
            "outcome": outcome.title,
            "parts": ", ".join(parts),
        }
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


def _why(reason: NoReturn) -> str:
    return {
        NoReturn.COST_UNKNOWN: _("cost unknown"),
        NoReturn.COST_ZERO: _("cost is zero"),
        NoReturn.NO_BENEFIT: _("no benefit recorded"),
        NoReturn.MIXED: _("mixed currencies without a rate"),
    }[reason]
