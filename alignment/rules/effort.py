"""What initiatives take together: money by currency and state, and people's hours (design, section 3.7).

Nothing is guessed: an initiative without a cost, or with a line without an amount, is counted as one whose
cost is not known; one without hours or seats as one whose hours are not known. A line in another currency
is converted when it has a rate; of a range the upper end counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from alignment.rules.content import Initiative
from alignment.rules.decimals import WIDE, quotient
from alignment.rules.money_lines import cost_amount

STATES = ("planned", "committed", "spent", "")


@dataclass(frozen=True, slots=True)
class Costs:
    """The known amounts in one currency, by the state of their lines; `unsaid` where none was given."""

    currency: str
    planned: Decimal
    committed: Decimal
    spent: Decimal
    unsaid: Decimal

    @property
    def total(self) -> Decimal:
        """All states together."""
        return WIDE.add(WIDE.add(self.planned, self.committed), WIDE.add(self.spent, self.unsaid))


@dataclass(frozen=True, slots=True)
class Effort:
    """What some initiatives take; `hours` are hours a person times seats, where both are known."""

    count: int
    costs: tuple[Costs, ...]  # the workspace's own currency first, then by code
    cost_unknown: int  # initiatives
    hours: Decimal
    hours_unknown: int  # initiatives


def hours_of(initiative: Initiative) -> Decimal | None:
    """Hours a person times seats; None when one of them is not known."""
    if initiative.hours is None or initiative.seats is None:
        return None
    return WIDE.multiply(initiative.hours, Decimal(initiative.seats))


def cost_is_known(initiative: Initiative) -> bool:
    """Whether there is a cost line, and every one has an amount."""
    return bool(initiative.costs) and all(line.amount is not None for line in initiative.costs)


def effort(initiatives: Iterable[Initiative], currency: str) -> Effort:
    """Sums over initiatives; a line without a currency is in `currency`, the workspace's own."""
    sums: dict[str, dict[str, Decimal]] = {}
    count = unknown = hours_unknown = 0
    hours = Decimal(0)
    for one in initiatives:
        count += 1
        unknown += not cost_is_known(one)
        taken = hours_of(one)
        hours_unknown += taken is None
        hours = WIDE.add(hours, taken or Decimal(0))
        for line in one.costs:
            amount = cost_amount(line, currency)
            if amount is None:
                continue
            states = sums.setdefault(amount.currency, dict.fromkeys(STATES, Decimal(0)))
            state = line.state if line.state in states else ""
            states[state] = WIDE.add(states[state], quotient(amount.high))
    order = sorted(sums, key=lambda code: (code != currency, code))
    costs = tuple(Costs(code, *(sums[code][state] for state in STATES)) for code in order)
    return Effort(count, costs, unknown, hours, hours_unknown)
