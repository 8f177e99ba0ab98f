"""The return on expectations in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.rules.content import Expectation
from alignment.rules.roe import Roe, Share, roe_of
from alignment.ui.formats import number


@dataclass(frozen=True, slots=True)
class RoeRow:
    """One direction as each side sees it."""

    title: str
    rated: int
    owner: str
    party: str
    both: str


def roe_rows(found: Roe) -> list[RoeRow]:
    """What we delivered, and what we needed; nothing without a rating."""
    if not found.is_rated:
        return []
    return [
        _row(_("What learning delivered"), found.delivered),
        _row(_("What learning needed of others"), found.needed),
    ]


def _row(title: str, views: dict[str, Share]) -> RoeRow:
    owner, party, both = (share_words(views[side]) for side in ("owner", "party", ""))
    return RoeRow(title, views[""].rated, owner, party, both)


def share_words(share: Share) -> str:
    """ "75 % kept", or that nobody has rated anything."""
    if share.percent is None:
        return _("not rated")
    return _("%(n)s\u00a0%% kept") % {"n": share.percent}


def roe_words(found: Roe) -> str:
    """The conclusion in one sentence; without a rating, that there is none."""
    if found.every.percent is None:
        return _("Nothing is rated yet, so there is no return on expectations.")
    words = ngettext(
        "%(percent)s\u00a0%% of what was expected was kept, by %(n)s expectation that was rated.",
        "%(percent)s\u00a0%% of what was expected was kept, by %(n)s expectations that were rated.",
        found.every.rated,
    )
    return words % {"percent": found.every.percent, "n": found.every.rated}


def useful_words(found: Roe) -> str:
    """How useful it was on average; empty when nobody said."""
    if found.usefulness is None:
        return ""
    tenths = Decimal(int(found.usefulness * 10 + Fraction(1, 2))) / 10
    return _("Usefulness on average: %(n)s of 5.") % {"n": number(tenths)}


def roe_context(expectations: Iterable[Expectation]) -> dict[str, Any]:
    """The return on some expectations, and all that its pieces say of it."""
    found = roe_of(expectations)
    return {
        "roe": found,
        "roe_words": roe_words(found),
        "roe_useful": useful_words(found),
        "roe_rows": roe_rows(found),
    }
