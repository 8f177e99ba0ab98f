"""The form of an initiative: what it builds, when, and one figure for what it costs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.base import ItemForm, Names
from alignment.framework.forms.fields import AmountField, DayField, MaybeField, PersonField
from alignment.framework.queries.choices import Offer
from alignment.framework.queries.values import Row, Values
from alignment.models import BusinessGoal, CostLine, Initiative, Layer
from alignment.ui.formats import plain
from alignment.ui.forms import ChoicesByTitle, TextField

COLUMNS = ("kind", "amount", "currency", "state", "note")


class InitiativeForm(ItemForm):
    """Anything that builds a learning outcome."""

    layer = Layer.INITIATIVE
    ROWS = (
        ("title",),
        ("why", "wording_only"),
        ("kind", "start", "end"),
        ("uppers",),
        ("reason",),
        ("cost",),
    )
    MORE = (
        ("status", "needed_by"),
        ("purpose", "demand", "sourcing"),
        ("hours", "seats"),
        ("owner",),
        ("shift",),
        ("claims",),
        ("claim_reason",),
        ("description",),
    )
    SHOWN_BY = {"costs": ("cost",), "claims": ("claims", "claim_reason")}

    kind = MaybeField(Initiative.Kind.choices, label=_("Kind"))
    start = DayField(label=_("From"))
    end = DayField(label=_("To"))
    cost = AmountField(
        label=_("What it costs"), min_value=0, help_text=_("One figure, people's time included.")
    )
    status = forms.ChoiceField(label=_("Status"), choices=Initiative.Status.choices, required=False)
    needed_by = DayField(label=_("Needed by"))
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Initiative.Purpose.choices, required=False)
    demand = MaybeField(Initiative.Demand.choices, label=_("Where it comes from"))
    sourcing = MaybeField(Initiative.Sourcing.choices, label=_("Make, buy or reuse"))
    hours = AmountField(label=_("Hours a person"), min_value=0)
    seats = forms.IntegerField(label=_("Seats"), required=False, min_value=0, max_value=10_000_000)
    owner = PersonField(label=_("Who runs it"))
    shift = TextField(label=_("What are we trying to shift?"), required=False, rows=2)
    claims = ChoicesByTitle(
        BusinessGoal.objects.all(),
        label=_("Or says it supports, without showing how"),
        required=False,
        help_text=_("Only if it builds no learning outcome yet. It stays marked until the way is shown."),
    )
    claim_reason = TextField(label=_("Why it is said to support them"), required=False, rows=2)

    def __init__(
        self,
        *args: Any,
        ahead: bool = False,
        costs: tuple[Row, ...] = (),
        claimed: tuple[Row, ...] = (),
        goals: Offer | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        claims: Any = self.fields["claims"]
        claims.choices = list(goals.choices) if goals else []
        self.costs = costs
        self.claimed: dict[int, str] = dict(claimed)
        self.fields["cost"].label = _("What it costs (%(currency)s)") % {"currency": self.workspace.currency}
        if len(costs) > 1:
            self.leave_out("cost")
        if ahead:
            self._ask_what_it_shifts()

    def _ask_what_it_shifts(self) -> None:
        """Before the first three steps hold anything, this question comes first (D13)."""
        self.fields["shift"].required = True
        self.fields["shift"].error_messages["required"] = _(
            "Say in one sentence what you are trying to shift."
        )
        self.rows = (self.ROWS[0], ("shift",), *self.ROWS[1:])
        self.more_names = tuple(row for row in self.MORE if row != ("shift",))

    @classmethod
    def initial_of(cls, values: Values, names: Names) -> dict[str, Any]:
        initial = super().initial_of(values, names)
        amounts = [row[1] for row in values["costs"]]
        initial["cost"] = plain(amounts[0]) if len(amounts) == 1 and amounts[0] is not None else None
        initial["claims"] = [goal for goal, _reason in values["claims"]]
        initial["claim_reason"] = next((reason for _goal, reason in values["claims"] if reason), "")
        return initial

    def clean_status(self) -> str:
        return self.cleaned_data["status"] or Initiative.Status.PROPOSED

    def clean_purpose(self) -> str:
        return self.cleaned_data["purpose"] or Initiative.Purpose.BUSINESS_GOAL

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        start, end = said.get("start"), said.get("end")
        if start and end and end < start:
            self.add_error("end", _("Enter an end after the start."))
        return said

    def lists_of_item(self) -> dict[str, list[dict[str, Any]]]:
        known = list(self.claimed)
        goals = sorted(
            self.cleaned_data["claims"],
            key=lambda goal: (
                known.index(goal.pk) if goal.pk in known else len(known),
                goal.position,
                goal.key,
            ),
        )
        lists: dict[str, list[dict[str, Any]]] = {
            "claims": [{"goal": goal, "reason": self._reason(goal.pk)} for goal in goals]
        }
        if "cost" in self.fields:
            lists["costs"] = self._cost_lines()
        return lists

    def _reason(self, goal: int) -> str:
        """A claim keeps a reason of its own; the one reason that is shown counts for the others."""
        typed: str = self.cleaned_data["claim_reason"]
        mine = str(self.claimed.get(goal, ""))
        shown = next((reason for reason in self.claimed.values() if reason), "")
        return mine if goal in self.claimed and (mine != shown or typed == shown) else typed

    def _cost_lines(self) -> list[dict[str, Any]]:
        """The one figure changes the one line there is, or makes it."""
        amount = self.cleaned_data["cost"]
        if self.costs:
            line = dict(zip(COLUMNS, self.costs[0], strict=True))
            if amount is None and not line["note"]:
                return []
            return [{**line, "amount": amount}]
        return [{"kind": CostLine.Kind.OTHER, "amount": amount}] if amount is not None else []
