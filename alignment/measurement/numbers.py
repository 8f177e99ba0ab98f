"""Checks of values as people enter them (design, 3.6)."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alignment.rules.decimals import canonical

MOST_DIGITS = 15
MOST_PLACES = 6


def check_value(value: Decimal) -> None:
    """Refuses a number that a database would bend: more than 15 digits in all, or 6 after the point."""
    # An exponent is looked at first: written out, "1e999999999" alone would fill the memory.
    far = abs(value.adjusted()) >= MOST_DIGITS
    # copy_abs, not abs: that one would round to 28 digits first.
    whole, _point, places = ("", "", "") if far else canonical(value.copy_abs()).partition(".")
    if far or len(places) > MOST_PLACES or len(whole.lstrip("0")) + len(places) > MOST_DIGITS:
        raise ValidationError(
            _("Use at most %(digits)s digits in all and %(places)s after the point.")
            % {"digits": MOST_DIGITS, "places": MOST_PLACES},
            code="too_precise",
        )
