"""What live initiatives claim of outcomes, beside the split of each: read for `rules.shared_credit`."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from alignment.models import BenefitLine, Contribution, PerformanceOutcome, Workspace
from alignment.rules import content
from alignment.rules.content import INITIATIVE_LIVE
from alignment.rules.shared_credit import Credit, credits_of


def credit_of(
    workspace: Workspace, ids: Collection[int], *, instead: content.Initiative | None = None
) -> dict[int, Credit]:
    """The credit of these outcomes, by id: three queries, none for no ids.

    `instead` is an initiative as it would be; what it says now does not count then.
    """
    if not ids:
        return {}
    outcomes = PerformanceOutcome.objects.filter(workspace=workspace, pk__in=ids)
    said = list(outcomes.values_list("pk", "key", "contribution_agreed_on"))
    shares: dict[int, list[content.Contribution]] = defaultdict(list)
    for pk, who, share, learning in Contribution.objects.filter(outcome__in=ids).values_list(
        "outcome_id", "who", "share", "learning"
    ):
        shares[pk].append(_share(who, share, learning))
    plain = [
        content.Outcome(key=key, title="", contribution=tuple(shares[pk]), contribution_agreed_on=day)
        for pk, key, day in said
    ]
    others = [one for one in _claiming(workspace, ids) if instead is None or one.key != instead.key]
    found = credits_of(plain, [*others, *([instead] if instead else [])])
    return {pk: found[key] for pk, key, _day in said}


@dataclass(frozen=True, slots=True)
class Claim:
    """An initiative with what it claims of an outcome, in per cent."""

    id: int
    title: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Split:
    """Who has which share in an outcome, who agreed to that and when, and what learning claims of it."""

    outcome: PerformanceOutcome
    shares: tuple[Contribution, ...]
    credit: Credit
    claims: tuple[Claim, ...]

    @property
    def unexplained(self) -> int:
        """What no share explains, in per cent."""
        return 100 - sum(one.share for one in self.shares)


def split_of(outcome: PerformanceOutcome) -> Split:
    """The split of one outcome, with what live initiatives claim of it: two queries."""
    shares = tuple(Contribution.objects.filter(outcome=outcome).order_by("position", "pk"))
    named: dict[str, tuple[int, str]] = {}
    work = _claiming(outcome.workspace, [outcome.pk], named)
    plain = content.Outcome(
        key=outcome.key,
        title="",
        contribution=tuple(_share(one.who, one.share, one.learning) for one in shares),
        contribution_agreed_on=outcome.contribution_agreed_on,
    )
    credit = credits_of([plain], work)[outcome.key]
    claims = tuple(Claim(*named[one.initiative], one.share) for one in credit.claims)
    return Split(outcome, shares, credit, claims)


def _share(who: str, share: int, learning: bool) -> content.Contribution:
    return content.Contribution(who=who, share=share, learning=learning)


def _claiming(
    workspace: Workspace, ids: Collection[int], named: dict[str, tuple[int, str]] | None = None
) -> list[content.Initiative]:
    """The live initiatives that claim a share of these outcomes, with those lines alone.

    `named` is filled with their ids and titles, by key.
    """
    lines: dict[str, list[content.BenefitLine]] = defaultdict(list)
    rows: Any = BenefitLine.objects.filter(
        workspace=workspace,
        outcome__in=ids,
        attribution__isnull=False,
        initiative__archived_at=None,
        initiative__status__in=INITIATIVE_LIVE,
    )
    columns = ("initiative__key", "initiative_id", "initiative__title")
    for key, pk, title, outcome, attribution, intangible in rows.values_list(
        *columns, "outcome__key", "attribution", "intangible"
    ):
        line = content.BenefitLine(text="", outcome=outcome, attribution=attribution, intangible=intangible)
        lines[key].append(line)
        if named is not None:
            named[key] = (pk, title)
    return [content.Initiative(key=key, title="", benefits=tuple(said)) for key, said in lines.items()]
