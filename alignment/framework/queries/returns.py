"""What an initiative costs and brings, worked out from the lines that its page has read anyway."""

from collections.abc import Iterable, Mapping
from typing import Any

from alignment.models import Initiative, Item
from alignment.rules import content
from alignment.rules.money import Money, money

COST_SAYS = ("kind", "amount", "amount_to", "currency", "rate", "hours", "date", "state", "note")
BENEFIT_SAYS = (
    *("text", "beneficiary", "amount", "amount_to", "intangible", "attribution", "confidence"),
    *("currency", "rate", "start", "end", "state", "period"),
)


def money_in(item: Item, lists: Mapping[str, Iterable[Any]]) -> Money | None:
    """The money of an initiative with these lines; None without any, and for other layers. No query."""
    if not isinstance(item, Initiative):
        return None
    plain = content.Initiative(
        key=item.key,
        title=item.title,
        costs=tuple(content.CostLine(**_said(row, COST_SAYS)) for row in lists["costs"]),
        benefits=tuple(content.BenefitLine(**_said(row, BENEFIT_SAYS)) for row in lists["benefits"]),
    )
    return money(plain, item.workspace.currency) if plain.costs or plain.benefits else None


def _said(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
