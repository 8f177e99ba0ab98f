"""Who has which share in an outcome: rows of the outcome's form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.nested_lines import REMOVE, LineKind
from alignment.ui.forms import LineField


def share_fields() -> dict[str, forms.Field]:
    """The fields of one share."""
    return {
        "who": LineField(label=_("Who or what"), required=False, max_length=200),
        "share": forms.IntegerField(label=_("Share in %"), required=False, min_value=0, max_value=100),
        "learning": forms.BooleanField(label=_("This is learning"), required=False),
    }


SHARE = LineKind(
    name="contribution",
    columns=("who", "share", "learning"),
    make=share_fields,
    rows=(("who", "share"), ("learning", REMOVE)),
    title=lambda number: _now("Share %(number)s") % {"number": number + 1},
    another=_("Another share"),
    least=2,
)


def wrong_shares(lines: list[tuple[int, dict[str, Any]]]) -> dict[tuple[int, str], str]:
    """What is wrong with typed shares, by the number of the line and its column."""
    found: dict[tuple[int, str], str] = {}
    for number, line in lines:
        if not line["who"]:
            found[number, "who"] = _now("Say who or what it is.")
        if line["share"] is None:
            found[number, "share"] = _now("Enter its share.")
    if sum(line["share"] or 0 for _number, line in lines) > 100:
        last = lines[-1][0]
        found[last, "share"] = _now("Lower the shares: together they are more than 100 %.")
    return found
