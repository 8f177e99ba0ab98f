"""Numbers and days as people write them in tables and fields: understood, or refused with the reason.

Pure: text in, value out. Nothing is guessed: what can be read in two ways is refused until somebody
says which way is meant.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alignment.measurement.numbers import check_value

POINT, COMMA = ".", ","
DAY_FIRST, MONTH_FIRST = "day", "month"
FIRST_YEAR = 1900
LONGEST = 80  # characters that can be a number or a day; also what a message repeats
MOST_EXPONENT = 30

#: What separates thousands besides point and comma.
_SPACES = dict.fromkeys(map(ord, " \u00a0\u2007\u2009\u202f'’"), " ")
_MINUS = dict.fromkeys(map(ord, "−–‒﹣－"), "-")
_PLAIN = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_EXPONENT = re.compile(r"(\d+(?:[.,]\d+)?)e([+-]?\d{1,3})", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2}")
_NAMED = re.compile(r"(\d{1,2})[. -]+([^\W\d_]{3,9})[., -]+(\d{4})")
_NAMED_FIRST = re.compile(r"([^\W\d_]{3,9})[. ]+(\d{1,2})(?:st|nd|rd|th)?[, ]+(\d{4})")
#: The beginnings of the months' names, English and German.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan",
            "feb",
            "mar mär mrz",
            "apr",
            "may mai",
            "jun",
            "jul",
            "aug",
            "sep",
            "oct okt",
            "nov",
            "dec dez",
        ),
        start=1,
    )
    for name in names.split()
}


class Unclear(ValueError):
    """A cell that cannot be understood; the message says why, and what to write instead."""


class TwoWays(Unclear):
    """A number that can be two numbers, both as they would be clear."""

    def __init__(self, text: str, large: str, small: str) -> None:
        words = _("“%(text)s” can be %(large)s or %(small)s. Say what separates the decimals.")
        super().__init__(words % {"text": text, "large": large, "small": small})
        self.text, self.large, self.small = text, large, small


def takes_percent(unit: str) -> bool:
    """Whether a number in this unit may carry a percent sign."""
    named = unit.casefold()
    return not named.strip() or any(sign in named for sign in ("%", "percent", "per cent", "prozent"))


def read_number(text: str, mark: str = "", *, percent: bool = False) -> Decimal:
    """The number that is written, its decimals behind `mark` (unknown: as the text shows); else Unclear.

    `percent`: the number is a percentage, so that it may say so.
    """
    said = _tidy(text)
    _refuse_error(said)
    bare = said.translate(_MINUS).translate(_SPACES)
    if bare.endswith("%"):
        if not percent:
            raise Unclear(_("“%(text)s” is a percentage, but the metric has another unit.") % {"text": said})
        bare = bare[:-1].strip()
    negative = bare[:1] in ("-", "(")
    if bare[:1] == "(" and bare[-1:] == ")":  # as accounts write what is below zero
        bare = bare[1:-1].strip()
    elif bare[:1] in ("+", "-"):
        bare = bare[1:].strip()
    value = _value(bare, mark, said)
    try:
        check_value(value)
    except ValidationError as error:
        words = _("“%(text)s” has too many digits.") % {"text": said}
        raise Unclear(f"{words} {' '.join(error.messages)}") from None
    return value.copy_negate() if negative and value else value.copy_abs()


def _value(bare: str, mark: str, said: str) -> Decimal:
    scientific = _EXPONENT.fullmatch(bare) if bare.isascii() else None
    if scientific and abs(int(scientific[2])) <= MOST_EXPONENT:
        return Decimal(f"{scientific[1].replace(COMMA, POINT)}E{scientific[2]}")
    plain = _without_thousands(bare, mark or _told(bare, said), said)
    if not plain.isascii() or not _PLAIN.fullmatch(plain):
        raise Unclear(_("“%(text)s” is not a number.") % {"text": said})
    return Decimal(plain)


def _told(bare: str, said: str) -> str:
    """What separates the decimals, as the text itself shows."""
    points, commas = bare.count(POINT), bare.count(COMMA)
    if points and commas:
        return POINT if bare.rfind(POINT) > bare.rfind(COMMA) else COMMA
    if points > 1:
        return COMMA
    if commas > 1 or not points + commas:
        return POINT
    here = POINT if points else COMMA
    whole, _mark, decimals = bare.partition(here)
    if len(decimals) == 3 and 1 <= len(whole) <= 3 and (whole + decimals).isdecimal() and whole[0] != "0":
        raise TwoWays(said, whole + decimals, f"{whole}.{decimals}")
    return here


def _without_thousands(bare: str, mark: str, said: str) -> str:
    """The text with a decimal point and without what separates thousands, which must stand by threes."""
    whole, _mark, decimals = bare.partition(mark)
    other = COMMA if mark == POINT else POINT
    used = {sign for sign in (other, " ") if sign in whole}
    if not used:
        return f"{whole}.{decimals}" if decimals else whole
    groups = whole.split(used.pop())
    by_threes = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if used or not by_threes or not all(group.isdecimal() for group in groups):
        raise Unclear(_("“%(text)s” is not a number.") % {"text": said})
    return f"{''.join(groups)}.{decimals}" if decimals else "".join(groups)


def read_day(text: str, first: str = "") -> date:
    """The day that is written; of two numbers before a year `first` says which is meant; else Unclear."""
    said = _tidy(text)
    _refuse_error(said)
    year, month, day = _parts(said, first)
    if year < FIRST_YEAR:
        raise Unclear(_("“%(text)s” is too long ago.") % {"text": said})
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear(_("“%(text)s” is no day of the calendar.") % {"text": said}) from None


def _parts(said: str, first: str) -> tuple[int, int, int]:
    """Year, month and day."""
    if said.isascii():
        if found := _YEAR_FIRST.fullmatch(said):
            return int(found[1]), int(found[3]), int(found[4])
        if found := _YEAR_LAST.fullmatch(said):
            return _ordered(int(found[1]), int(found[3]), int(found[4]), found[2], first, said)
        if _SHORT_YEAR.fullmatch(said):
            raise Unclear(_("Write the year of “%(text)s” with four digits.") % {"text": said})
    if (found := _NAMED.fullmatch(said)) and (month := _month(found[2])):
        return int(found[3]), month, int(found[1])
    if (found := _NAMED_FIRST.fullmatch(said)) and (month := _month(found[1])):
        return int(found[3]), month, int(found[2])
    raise Unclear(_("“%(text)s” is not a date. Write it as 2026-12-05.") % {"text": said})


def _ordered(one: int, two: int, year: int, sign: str, first: str, said: str) -> tuple[int, int, int]:
    """Year, month and day of two numbers before a year: with points between them the day comes first."""
    if sign == ".":
        return year, two, one
    if first == DAY_FIRST:
        return year, two, one
    if first == MONTH_FIRST:
        return year, one, two
    if one == two or two > 12:
        return year, one, two
    if one > 12:
        return year, two, one
    words = _("“%(text)s” can be two days. Say whether the day or the month comes first.")
    raise Unclear(words % {"text": said})


def _month(name: str) -> int:
    return _MONTHS.get(name.casefold()[:3], 0)


def _tidy(text: str) -> str:
    """One line without blanks at its ends; Unclear for what cannot be a number or a day at all."""
    said = " ".join(unicodedata.normalize("NFC", text).split())
    if not said:
        raise Unclear(_("Fill this in."))
    if len(said) > LONGEST:
        raise Unclear(_("“%(text)s…” is too long.") % {"text": said[:20]})
    return said


def _refuse_error(said: str) -> None:
    """#N/A, #REF! and their like, in any language of a spreadsheet."""
    if said.startswith("#"):
        words = _("“%(text)s” is an error that the spreadsheet shows in place of a value.")
        raise Unclear(words % {"text": said})
    if said.startswith("="):
        raise Unclear(_("“%(text)s” is a formula. Save the sheet with its results.") % {"text": said})
