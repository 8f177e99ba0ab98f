"""Whether what learning claims of an outcome keeps to the split that was agreed with its owner (idea 9).

Of every initiative the largest attribution counts that one of its benefit lines puts to the outcome:
two benefits of the same change are no two shares of it. What is not put into money claims nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from alignment.rules.content import BenefitLine, Initiative, Layer, Outcome, is_live
from alignment.rules.decimals import WIDE

WHOLE = Decimal(100)


class Breach(StrEnum):
    """What is wrong with the claims to one outcome."""

    ABOVE_SHARE = "more than learning's agreed share"
    NOT_AGREED = "the whole, without an agreed split"


@dataclass(frozen=True, slots=True)
class Claimed:
    """What one initiative claims of an outcome, in per cent."""

    initiative: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Credit:
    """What learning may claim of an outcome, and what it does, the largest claim first."""

    outcome: str
    agreed: bool
    share: int  # of learning in the split, in per cent, agreed or not
    claims: tuple[Claimed, ...]

    @property
    def claimed(self) -> Decimal:
        """All claims together, in per cent."""
        total = Decimal(0)
        for one in self.claims:
            total = WIDE.add(total, one.share)
        return total

    @property
    def breach(self) -> Breach | None:
        """What is wrong; None when nothing is."""
        if self.agreed:
            return Breach.ABOVE_SHARE if self.claimed > self.share else None
        return Breach.NOT_AGREED if self.claimed >= WHOLE else None


def credits_of(outcomes: Iterable[Outcome], initiatives: Iterable[Initiative]) -> dict[str, Credit]:
    """The credit of every outcome, by its key; only live initiatives claim anything."""
    claims: dict[str, list[Claimed]] = defaultdict(list)
    for one in initiatives:
        if is_live(Layer.INITIATIVE, one):
            for outcome, share in largest_shares(one.benefits).items():
                claims[outcome].append(Claimed(one.key, share))
    return {
        outcome.key: Credit(
            outcome.key,
            outcome.contribution_agreed_on is not None,
            learning_share(outcome),
            tuple(sorted(claims[outcome.key], key=lambda one: (-one.share, one.initiative))),
        )
        for outcome in outcomes
    }


def learning_share(outcome: Outcome) -> int:
    """What the split gives to learning, in per cent; agreed or not."""
    return sum(one.share for one in outcome.contribution if one.learning)


def largest_shares(lines: Iterable[BenefitLine]) -> Mapping[str, Decimal]:
    """The largest attribution to each outcome that the lines name."""
    found: dict[str, Decimal] = {}
    for line in lines:
        if line.outcome and line.attribution is not None and not line.intangible:
            found[line.outcome] = max(line.attribution, found.get(line.outcome, line.attribution))
    return found


def claims_all_alone(line: BenefitLine) -> bool:
    """Whether a line claims the whole of something and names no outcome, so that nobody can have agreed."""
    whole = line.attribution is not None and line.attribution >= WHOLE
    return whole and not line.outcome and not line.intangible
