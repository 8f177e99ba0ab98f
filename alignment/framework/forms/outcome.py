"""The form of a performance outcome, and lines that say who has which part in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.base import Names
from alignment.framework.forms.fields import AmountField, PersonField
from alignment.framework.forms.nested_lines import LineGroup, NestedLines, initial_lines
from alignment.framework.forms.numbers import QUICK_ROW, SHOWN, NumbersForm
from alignment.framework.forms.shares import SHARE, wrong_shares
from alignment.framework.queries.values import Row, Values
from alignment.models import Layer
from alignment.ui.forms import LineField, LinesField, TextField

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
        ("unit_value", "cost_of_nothing"),
        ("goes_well", "must_change"),
        ("momentum",),
        ("description",),
    )
    SHOWN_BY = SHOWN

    root_cause = TextField(label=_("What causes it today"), required=False)
    source = LineField(label=_("Where the number comes from"), required=False, max_length=300)
    owner = PersonField(label=_("Who answers for it"))
    unit_value = AmountField(
        label=_("Value of one unit"),
        help_text=_("What one unit of its number is worth in money."),
    )
    cost_of_nothing = AmountField(
        label=_("Cost of doing nothing"), help_text=_("What a year costs if all stays as it is.")
    )
    goes_well = TextField(label=_("What goes well"), required=False)
    must_change = TextField(label=_("What must change"), required=False)
    momentum = MomentumField(
        label=_("What already moves it"),
        rows=3,
        help_text=_("One a line; who runs it after a bar. Example: Pay review | Sam Reyes"),
    )

    def __init__(self, *args: Any, shares: tuple[Row, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shares = NestedLines(self, SHARE, shares)

    @classmethod
    def initial_of(cls, values: Values, names: Names) -> dict[str, Any]:
        initial = super().initial_of(values, names)
        initial |= initial_lines(SHARE, values["contribution"], names)
        initial["momentum"] = momentum_lines(values["momentum"], names)
        return initial

    def line_groups(self) -> list[LineGroup]:
        """The shares, for the part under More."""
        return self.shares.groups()

    def shown_by(self, value: str) -> tuple[str, ...]:
        return self.shares.names() if value == "contribution" else super().shown_by(value)

    def clean(self) -> dict[str, Any]:
        """Every share is somebody's; together they are not more than the whole."""
        said = super().clean()
        for (number, column), words in wrong_shares(self.shares.numbered()).items():
            self.add_error(self.shares.field(number, column), words)
        return said

    def lists_of_item(self) -> dict[str, list[dict[str, Any]]]:
        return {"contribution": self.shares.said(), "momentum": self.cleaned_data["momentum"]}
