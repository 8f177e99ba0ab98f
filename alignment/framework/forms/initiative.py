"""The form of an initiative: what it builds, when, what it costs and what it brings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.base import ItemForm, Names
from alignment.framework.forms.fields import AmountField, DayField, MaybeField, PersonField
from alignment.framework.forms.money_lines import BENEFIT, COST, misfits
from alignment.framework.forms.nested_lines import LineGroup, NestedLines, initial_lines
from alignment.framework.forms.shared_credit import overclaimed
from alignment.framework.queries.choices import Offer
from alignment.framework.queries.values import Row, Values
from alignment.models import BusinessGoal, CostLine, Initiative, Layer, PerformanceOutcome
from alignment.ui.formats import plain
from alignment.ui.forms import ChoicesByTitle, TextField


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
        benefits: tuple[Row, ...] = (),
        outcomes: Offer | None = None,
        claimed: tuple[Row, ...] = (),
        goals: Offer | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        claims: Any = self.fields["claims"]
        claims.choices = list(goals.choices) if goals else []
        self.claimed: dict[int, str] = dict(claimed)
        self.fields["cost"].label = _("What it costs (%(currency)s)") % {"currency": self.workspace.currency}
        self.costs: NestedLines | None = None
        self.benefits: NestedLines | None = None
        self.benefits_before = benefits
        if self.item is not None:
            self._lines(costs, benefits, outcomes)
        if ahead:
            self._ask_what_it_shifts()

    def _lines(self, costs: tuple[Row, ...], benefits: tuple[Row, ...], outcomes: Offer | None) -> None:
        """Every line can be edited; the amount of an only cost stands with the first fields."""
        self.costs = NestedLines(self, COST, costs)
        self.benefits = NestedLines(self, BENEFIT, benefits)
        for number in range(self.benefits.count):
            field: Any = self.fields[self.benefits.field(number, "outcome")]
            field.queryset = PerformanceOutcome.objects.filter(workspace=self.workspace)
            field.choices = [("", field.empty_label), *(outcomes.choices if outcomes else ())]
        self.leave_out(*(["cost"] if len(costs) > 1 else ["costs_0_amount", "costs_0_remove"]))

    def line_groups(self) -> list[LineGroup]:
        """The cost and benefit lines, for the part under More."""
        return [group for lines in (self.costs, self.benefits) if lines for group in lines.groups()]

    def shown_by(self, value: str) -> tuple[str, ...]:
        lines = {"costs": self.costs, "benefits": self.benefits}.get(value)
        return (*super().shown_by(value), *(lines.names() if lines else ()))

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
        for kind in (COST, BENEFIT):
            initial |= initial_lines(kind, values[kind.name], names)
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
        self._check_lines(said)
        return said

    def _check_lines(self, said: dict[str, Any]) -> None:
        """A benefit says what it is, ranges and rates fit, and nobody claims more than was agreed."""
        if self.costs is None or self.benefits is None:
            return
        benefits = self.benefits.numbered()
        costs = self.costs.numbered({"amount": said["cost"]} if "cost" in said else None)
        for lines, rows in ((self.costs, costs), (self.benefits, benefits)):
            for number, line in rows:
                for column, words in misfits(line, self.workspace.currency).items():
                    self.add_error(lines.field(number, column), words)
        for number, line in benefits:
            if not line["text"]:
                self.add_error(self.benefits.field(number, "text"), _("Say what it brings."))
        status = said.get("status") or Initiative.Status.PROPOSED
        assert isinstance(self.item, Initiative)  # noqa: S101 - for the type checker
        for number, words in overclaimed(self.item, status, benefits, self.benefits_before).items():
            self.add_error(self.benefits.field(number, "attribution"), words)

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
        lists["costs"] = self._cost_lines()
        if self.benefits is not None:
            lists["benefits"] = self.benefits.said()
        return lists

    def _reason(self, goal: int) -> str:
        """A claim keeps a reason of its own; the one reason that is shown counts for the others."""
        typed: str = self.cleaned_data["claim_reason"]
        mine = str(self.claimed.get(goal, ""))
        shown = next((reason for reason in self.claimed.values() if reason), "")
        return mine if goal in self.claimed and (mine != shown or typed == shown) else typed

    def _cost_lines(self) -> list[dict[str, Any]]:
        """Every line as it was typed; the one figure is the amount of the first line, or makes it."""
        amount = self.cleaned_data.get("cost")
        if self.costs is None:
            return [{"kind": CostLine.Kind.OTHER, "amount": amount}] if amount is not None else []
        if "cost" not in self.fields:
            lines = self.costs.said()
        elif amount is None and not (self.cleaned_data["costs_0_note"] or self.cleaned_data["costs_0_hours"]):
            lines = self.costs.said(dict.fromkeys(COST.columns))
        else:
            lines = self.costs.said({"amount": amount})
        return [{**line, "kind": line["kind"] or CostLine.Kind.OTHER} for line in lines]
