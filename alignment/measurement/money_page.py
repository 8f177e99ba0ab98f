"""All that the page about the money of one initiative says: lines, return, range, doubts, shared credit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from alignment.framework.credit_words import breach_words
from alignment.framework.money_words import amount_words, both_words, return_words
from alignment.framework.queries.credit import credit_of
from alignment.measurement import money_words
from alignment.models import BenefitLine, CostLine, Initiative, PerformanceOutcome
from alignment.rules import content
from alignment.rules.decimals import quotient
from alignment.rules.money import Money, money
from alignment.rules.money_lines import Amount, benefit_amount, cost_amount
from alignment.rules.shared_credit import Credit, claims_all_alone
from alignment.tracing.contents import content_of
from alignment.ui.formats import money as money_text


@dataclass(frozen=True, slots=True)
class CostRow:
    """A cost line as it is read; `counted` is what it adds to the sum, empty when it adds nothing."""

    kind: str
    note: str
    amount: str
    counted: str
    state: str
    line: content.CostLine


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """A benefit line as it is read; `counted` is what it adds to the sum, empty when it adds nothing."""

    amount: str
    counted: str
    state: str
    confirmed_by: str
    outcome: PerformanceOutcome | None  # what it comes from
    alone: bool  # claims all of something, and names no outcome
    line: content.BenefitLine


@dataclass(frozen=True, slots=True)
class Claimed:
    """An outcome of which the initiative claims a share: what was agreed, what is wrong, what it is worth."""

    outcome: PerformanceOutcome
    credit: Credit
    breach: str


@dataclass(frozen=True, slots=True)
class MoneyPage:
    """The money of one initiative as of a day."""

    money: Money
    as_of: date
    costs: tuple[CostRow, ...]
    benefits: tuple[BenefitRow, ...]
    intangible: tuple[BenefitRow, ...]
    claimed: tuple[Claimed, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is no line at all."""
        return not (self.costs or self.benefits or self.intangible)

    @property
    def unconfirmed(self) -> int:
        """How many counted benefits nobody confirmed."""
        return sum(bool(row.counted) and not row.confirmed_by for row in self.benefits)

    @property
    def outstanding(self) -> Decimal:
        """The counted benefits that have not come in."""
        return self.money.benefits - self.money.realised


def money_page(initiative: Initiative, as_of: date) -> MoneyPage:
    """The page of an initiative: three queries beside the content of its plan."""
    plan = content_of(initiative.workspace, initiative.plan)
    said = next(one for one in plan.initiatives if one.key == initiative.key)
    people = {person.key: person.name for person in plan.people}
    named = {line.outcome for line in said.benefits if line.outcome}
    rows = PerformanceOutcome.objects.filter(workspace=initiative.workspace, key__in=named)
    outcomes = {row.key: row for row in rows}
    brought = [_benefit(line, plan.currency, people, outcomes) for line in said.benefits]
    found = money(said, plan.currency)
    return MoneyPage(
        found,
        as_of,
        tuple(_cost(line, plan.currency) for line in said.costs),
        tuple(row for row in brought if not row.line.intangible),
        tuple(row for row in brought if row.line.intangible),
        tuple(_claimed(initiative, outcomes.values())),
    )


def money_context(page: MoneyPage) -> dict[str, object]:
    """The figures of the page in words."""
    found = page.money
    return {
        "page": page,
        **return_words(found),
        "roi_formula": money_words.roi_formula(),
        "bcr_formula": money_words.bcr_formula(),
        "span": money_words.span_words(found.span) if found.span else "",
        "sceptic": both_words(found.sceptic) if found.sceptic else "",
        "so_far": both_words(found.so_far) if found.so_far else "",
        "break_even": money_words.break_even_words(found),
        "payback": money_words.payback_words(found),
        "horizon": money_words.horizon_words(found),
        "states": money_words.spent_words(found),
    }


def _cost(line: content.CostLine, currency: str) -> CostRow:
    amount = cost_amount(line, currency)
    return CostRow(
        str(CostLine.Kind(line.kind).label),
        line.note,
        amount_words(line, currency),
        _counted(amount, amount.high if amount else None),
        str(CostLine.State(line.state).label) if line.state else "",
        line,
    )


def _benefit(
    line: content.BenefitLine,
    currency: str,
    people: dict[str, str],
    outcomes: dict[str, PerformanceOutcome],
) -> BenefitRow:
    amount = benefit_amount(line, currency)
    return BenefitRow(
        amount_words(line, currency),
        _counted(amount, amount.low if amount else None),
        str(BenefitLine.State(line.state).label) if line.state else "",
        people.get(line.confirmed_by, ""),
        outcomes.get(line.outcome),
        claims_all_alone(line),
        line,
    )


def _counted(amount: Amount | None, end: Fraction | None) -> str:
    """The cautious end of what a line adds, in the currency in which it counts."""
    if amount is None or end is None:
        return ""
    return money_text(quotient(end), amount.currency)


def _claimed(initiative: Initiative, outcomes: Iterable[PerformanceOutcome]) -> list[Claimed]:
    named = {row.pk: row for row in outcomes}
    found = credit_of(initiative.workspace, named.keys())
    rows = [Claimed(named[pk], one, breach_words(one, named[pk].title)) for pk, one in found.items()]
    return sorted(rows, key=lambda row: (row.outcome.title, row.outcome.pk))
