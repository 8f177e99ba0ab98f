"""Numbers as learning systems write them: "5.3k", "90 min", "$49", "free"."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from alignment.measurement.written import POINT, TwoWays, Unclear, read_number

_NOTHING = frozenset(("", "-", "–", "—", "n/a", "na", "none", "null", "nan", "tbd", "unknown", "?"))
_FREE = frozenset(("free", "gratis", "kostenlos", "free of charge"))
_TIMES = {"k": 1_000, "tsd": 1_000, "m": 1_000_000, "mio": 1_000_000}
_MULTIPLIED = re.compile(r"(.*?\d)\s*(k|tsd\.?|m|mio\.?)", re.IGNORECASE)
_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "CHF": "CHF"}
_CODE = re.compile(r"(?:([A-Z]{3})\s*(?=[\d.,-]))?(.*?)(?:\s*([A-Z]{3}))?", re.S)
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::[0-5]\d)?")
_PART = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(h|hr|hrs|hours?|std|stunden?|m|min|mins|minutes?|minuten?)\b\.?", re.I
)
_LARGEST = 2_147_483_647
#: No number, span of time or amount is longer; reading what is would take ever longer.
_LONGEST = 100


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return text.strip().casefold() in _NOTHING


def number(text: str) -> Decimal | None:
    """A number, zero or above; None for nothing. ValueError says why it is none."""
    if is_nothing(text):
        return None
    said, times = _short(text), 1
    if (found := _MULTIPLIED.fullmatch(said)) is not None:
        said, times = found[1], _TIMES[found[2].casefold().rstrip(".")]
    value = _one(said, times) * times
    if value < 0:
        raise ValueError(_("“%(text)s” is below zero") % {"text": text[:40]})
    return _storable(value, text)


def _short(text: str) -> str:
    """The text without blanks around it; ValueError when it is too long to be a number."""
    said = text.strip()
    if len(said) > _LONGEST:
        raise ValueError(_("“%(text)s” is not a number.") % {"text": said[:40]})
    return said


def _one(said: str, times: int) -> Decimal:
    try:
        return read_number(said)
    except TwoWays as both:
        # 124,980 is a large number and 1.500 a small one; with k behind it, 5.300k is 5.3 thousand.
        return Decimal(both.small if POINT in said or times > 1 else both.large)
    except Unclear as problem:
        raise ValueError(str(problem)) from None


def _storable(value: Decimal, text: str) -> Decimal:
    """A value that both databases keep as it is: at most 15 digits, at most 6 after the point."""
    value = value.quantize(Decimal("0.000001")) if value.as_tuple().exponent < -6 else value  # type: ignore[operator]
    plain = value.normalize()
    if plain.adjusted() >= 15 or len(plain.as_tuple().digits) > 15:
        raise ValueError(_("“%(text)s” has too many digits") % {"text": text[:40]})
    return plain + 0


def whole(text: str) -> int | None:
    """A whole number, zero or above; None for nothing. ValueError says why it is none."""
    value = number(text)
    if value is None:
        return None
    if value != value.to_integral_value() or value > _LARGEST:
        raise ValueError(_("“%(text)s” is no whole number") % {"text": text[:40]})
    return int(value)


def hours(text: str) -> Decimal | None:
    """Hours: "1.5", "90 min", "1:30", "2 h 15 min"; None for nothing. ValueError says why it is none."""
    said = _short(text)
    if (clock := _CLOCK.fullmatch(said)) is not None:
        return _storable(int(clock[1]) + Decimal(clock[2]) / 60, text)
    parts = _PART.findall(said)
    if parts and not _PART.sub("", said).strip(" ,+&.") and said:
        total = Decimal(0)
        for amount, unit in parts:
            value = Decimal(amount.replace(",", "."))
            total += value / 60 if unit.casefold().startswith("m") else value
        return _storable(total, text)
    return number(text)


def money(text: str) -> tuple[Decimal | None, str]:
    """An amount and its currency, empty when it names none; ValueError says why it is none."""
    said = _short(text)
    if said.casefold() in _FREE:
        return Decimal(0), ""
    currency = ""
    for symbol, code in _SYMBOLS.items():
        if symbol in said:
            said, currency = said.replace(symbol, "").strip(), code
            break
    found = _CODE.fullmatch(said)
    if found is not None and (found[1] or found[3]) and any(sign.isdigit() for sign in found[2]):
        said, currency = found[2].strip(), found[1] or found[3]
    return number(said), currency


def code(text: str) -> str:
    """A currency's code of three letters; empty for nothing. ValueError for what is none."""
    if is_nothing(text):
        return ""
    said = text.strip()
    said = _SYMBOLS.get(said, said.upper())
    if not re.fullmatch(r"[A-Z]{3}", said):
        raise ValueError(
            _("“%(text)s” is no currency: write three letters such as EUR") % {"text": text[:40]}
        )
    return said
