"""The form of a performance outcome, and lines that say who has which part in it."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.base import Names
from alignment.framework.forms.fields import PersonField
from alignment.framework.forms.numbers import QUICK_ROW, SHOWN, NumbersForm
from alignment.framework.queries.values import Row, Values
from alignment.models import Layer
from alignment.ui.forms import LineField, LinesField, TextField

SHARE = re.compile(r"^(?P<who>.{1,200}?)\s*[:=]\s*(?P<share>\d{1,3})\s*%?$")
BAR = " | "


class MomentumField(LinesField):
    """What is under way, one a line, with who runs it after a bar."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(line_length=400, **kwargs)

    def clean(self, value: Any) -> list[dict[str, str]]:
        """Rows of `text` and `owner`, for the services."""
        found = []
        for line in super().clean(value):
            text, bar, owner = (part.strip() for part in line.rpartition("|"))
            if not bar:
                text, owner = owner, ""
            if len(text) > 300 or len(owner) > 120:
                raise forms.ValidationError(_now("Shorten “%(line)s…”.") % {"line": line[:40]})
            found.append({"text": text or owner, "owner": owner if text else ""})
        return found


def momentum_lines(rows: tuple[Row, ...], names: Names) -> str:
    """Momentum as the form shows it."""
    lines = []
    for text, owner in rows:
        bare = f"{text}{BAR}".rstrip(" ") if "|" in text else text
        lines.append(f"{text}{BAR}{names[owner]}" if owner in names else bare)
    return "\n".join(lines)


class OutcomeForm(NumbersForm):
    """What must change in how work performs."""

    layer = Layer.OUTCOME
    ROWS = (("title",), ("why", "wording_only"), QUICK_ROW, ("uppers",), ("reason",))
    MORE = (
        ("root_cause",),
        ("source", "owner"),
        ("contribution",),
        ("goes_well", "must_change"),
        ("momentum",),
        ("description",),
    )
    SHOWN_BY = SHOWN

    root_cause = TextField(label=_("What causes it today"), required=False)
    source = LineField(label=_("Where the number comes from"), required=False, max_length=300)
    owner = PersonField(label=_("Who answers for it"))
    contribution = LinesField(
        label=_("Who has which share in it"),
        required=False,
        rows=3,
        line_length=210,
        help_text=_("One a line, agreed with whoever answers for it. Example: Pay review: 30"),
    )
    goes_well = TextField(label=_("What goes well"), required=False)
    must_change = TextField(label=_("What must change"), required=False)
    momentum = MomentumField(
        label=_("What already moves it"),
        rows=3,
        help_text=_("One a line; who runs it after a bar. Example: Pay review | Sam Reyes"),
    )

    @classmethod
    def initial_of(cls, values: Values, names: Names) -> dict[str, Any]:
        initial = super().initial_of(values, names)
        initial["contribution"] = "\n".join(f"{who}: {share}" for who, share in values["contribution"])
        initial["momentum"] = momentum_lines(values["momentum"], names)
        return initial

    def clean_contribution(self) -> list[dict[str, Any]]:
        """Rows of `who` and `share`; together not more than the whole."""
        found = []
        for line in self.cleaned_data["contribution"]:
            match = SHARE.match(line)
            if match is None or int(match["share"]) > 100:
                raise forms.ValidationError(
                    _now("Write a name, a colon and a share up to 100 in “%(line)s”.") % {"line": line}
                )
            found.append({"who": match["who"], "share": int(match["share"])})
        if sum(int(str(row["share"])) for row in found) > 100:
            raise forms.ValidationError(_now("Lower the shares: together they are more than 100 %."))
        return found

    def lists_of_item(self) -> dict[str, list[dict[str, Any]]]:
        return {
            "contribution": self.cleaned_data["contribution"],
            "momentum": self.cleaned_data["momentum"],
        }
