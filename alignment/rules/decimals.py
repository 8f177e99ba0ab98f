"""How numbers are written in files and in JSON: exact decimals as text, ratios with enough digits."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

#: Wide enough for the quotient of any two stored numbers (15 digits each) and for every sum of lines.
WIDE = Context(prec=60, rounding=ROUND_HALF_EVEN)

#: Ratios carry at least this many significant digits (design, section 5).
DIGITS = 6


def canonical(value: Decimal) -> str:
    """A stored number as text: no exponent, no trailing zeros, never "-0"."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def ratio_text(value: Decimal) -> str:
    """A computed ratio as text: six significant digits below 1, six places after the point from 1 on."""
    if not value:
        return "0"
    places = DIGITS if abs(value) >= 1 else DIGITS - 1 - value.adjusted()
    return canonical(value.quantize(Decimal(1).scaleb(-places), context=WIDE))


def quotient(value: Fraction) -> Decimal:
    """An exact ratio as a decimal of 60 digits."""
    return WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
