"""Numbers, dates and money as the reader's language writes them."""

import datetime
from decimal import Decimal

from django.utils import formats, translation
from django.utils.translation import gettext as _

Number = Decimal | int | float | str


def plain(value: Number) -> str:
    """A decimal without exponent and trailing zeros: Decimal("1E+3") is "1000"."""
    text = f"{Decimal(str(value)):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def number(value: Number | None, signed: bool = False) -> str:
    """A number with its language's separators; nothing for None, "+" before a gain if `signed`."""
    if value is None or value == "":
        return ""
    text = str(formats.number_format(plain(value), use_l10n=True, force_grouping=True))
    return f"+{text}" if signed and Decimal(str(value)) > 0 else text


def quantity(value: Number | None, unit: str = "") -> str:
    """A number with its unit, joined so that they stay on one line: "18 %", "42 min"."""
    text = number(value)
    return f"{text}\u00a0{unit}" if text and unit else text


def percent(share: Number | None) -> str:
    """A share of one in whole percent: 0.389 is "39 %". What is not whole yet never reads as 100 %."""
    if share is None or share == "":
        return ""
    exact = Decimal(str(share)) * 100
    whole = exact.to_integral_value(rounding="ROUND_HALF_UP")
    if exact < 100 <= whole:
        whole = Decimal(99)
    return f"{number(whole)}\u00a0%"


def money(amount: Number | None, currency: str = "") -> str:
    """An amount with its currency code, cents only where there are some."""
    if amount is None or amount == "":
        return ""
    value = Decimal(str(amount))
    cents = 0 if value == value.to_integral_value() else 2
    text = str(formats.number_format(value, decimal_pos=cents, use_l10n=True, force_grouping=True))
    if not currency:
        return text
    before = _language().startswith("en")
    return f"{currency}\u00a0{text}" if before else f"{text}\u00a0{currency}"


def day(value: datetime.date | None) -> str:
    """A date in full: "5 December 2026"."""
    return _dated(value, "j F Y", "DATE_FORMAT")


def short_day(value: datetime.date | None) -> str:
    """A date for tables: "5 Dec 2026"."""
    return _dated(value, "j M Y", "SHORT_DATE_FORMAT")


def month(value: datetime.date | None) -> str:
    """A month: "Dec 2026"."""
    return formats.date_format(value, "M Y") if value else ""


def period(start: datetime.date | None, end: datetime.date | None) -> str:
    """A span of time in words, also where one end is open."""
    if start and end:
        return _("%(start)s to %(end)s") % {"start": short_day(start), "end": short_day(end)}
    if start:
        return _("from %(start)s") % {"start": short_day(start)}
    return _("until %(end)s") % {"end": short_day(end)} if end else ""


def _language() -> str:
    return translation.get_language() or "en"


def _dated(value: datetime.date | None, english: str, elsewhere: str) -> str:
    if not value:
        return ""
    return formats.date_format(value, english if _language().startswith("en") else elsewhere)
