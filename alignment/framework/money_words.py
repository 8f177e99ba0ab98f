"""How the amount of a cost or benefit line reads: a range as both ends, with the rate where one was typed."""

from typing import Any

from django.utils.translation import gettext as _

from alignment.ui.formats import money, number


def amount_words(line: Any, currency: str) -> str:
    """The amount of a line, of the database or plain; empty without one. `currency` is the workspace's."""
    if line.amount is None:
        return ""
    unit = line.currency or currency
    said = money(line.amount, unit)
    if line.amount_to is not None and line.amount_to != line.amount:
        ends = {"low": said, "high": money(line.amount_to, unit)}
        said = _("%(low)s to %(high)s") % ends
    if line.rate and unit != currency:
        rate = {"amount": said, "rate": number(line.rate), "unit": unit, "own": currency}
        said = _("%(amount)s (1 %(unit)s = %(rate)s %(own)s)") % rate
    return said
