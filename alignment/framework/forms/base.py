"""What the forms of the five layers have in common."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.fields import PersonField, UppersField
from alignment.framework.forms.nested_lines import LineGroup
from alignment.framework.queries.choices import Offer
from alignment.framework.queries.stake import Stake
from alignment.framework.queries.values import Values
from alignment.models import ITEM, Item, Layer, Plan
from alignment.ui.formats import plain
from alignment.ui.forms import LineField, OnceForm, TextField, WorkspaceForm

#: The question that links of a layer answer.
ASKED = {
    Layer.OUTCOME: _("Which goals does it serve?"),
    Layer.MOMENT: _("Which performance outcomes does it decide?"),
    Layer.LEARNING: _("Which moments of truth does it prepare for?"),
    Layer.INITIATIVE: _("Which learning outcomes does it build?"),
}

Names = Mapping[int, str]
Rows = tuple[tuple[str, ...], ...]


class ItemForm(OnceForm, WorkspaceForm):
    """The form of one item, new or there already; says what the services are to save.

    `ROWS` are the fields shown first, `MORE` those that stand under More, in rows of up to four.
    """

    layer: ClassVar[Layer]
    ROWS: ClassVar[Rows] = ()
    MORE: ClassVar[Rows] = ()
    #: Which fields of the form show a value that is named otherwise on the item.
    SHOWN_BY: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    title = LineField(label=_("Title"), max_length=120)
    description = TextField(label=_("Notes"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    why = LineField(label=_("Why does it change?"), required=False, max_length=500)
    wording_only = forms.BooleanField(
        label=_("Only the wording changes; every link still holds"), required=False
    )
    uppers = UppersField()
    reason = TextField(label=_("Why does this lead to that?"), required=False, rows=2)

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        item: Item | None = None,
        names: Names | None = None,
        offer: Offer | None = None,
        stake: Stake | None = None,
        **kwargs: Any,
    ) -> None:
        self.plan, self.item, self.stake = plan, item, stake
        self.names = names or {}
        self.rows, self.more_names = self.ROWS, self.MORE
        kwargs.setdefault("auto_id", f"{self.layer.word}-{item.pk if item else 'new'}-%s")
        super().__init__(*args, workspace=plan.workspace, **kwargs)
        self.fields["version"].required = item is not None
        self._links(offer)
        if not stake:
            self.leave_out("why", "wording_only")
        self.people_list = f"{self.auto_id}".replace("%s", "people")
        for field in self.fields.values():
            if isinstance(field, PersonField):
                field.widget.attrs["list"] = self.people_list

    def _links(self, offer: Offer | None) -> None:
        """Links are chosen here only for a new item; later they have forms of their own."""
        if self.item is not None or self.layer is Layer.GOAL or offer is None:
            self.leave_out("uppers", "reason")
            return
        uppers = self.fields["uppers"]
        assert isinstance(uppers, UppersField)  # noqa: S101 - for the type checker
        uppers.queryset = ITEM[Layer(self.layer - 1)].objects.current().filter(workspace=self.workspace)
        uppers.choices = list(offer.choices)
        uppers.label = ASKED[self.layer]
        if offer.left_out:
            uppers.help_text = _("There are more. Save first, then link to any of them.")

    def leave_out(self, *names: str) -> None:
        """Takes fields out of this form."""
        for name in names:
            self.fields.pop(name, None)

    @classmethod
    def initial_of(cls, values: Values, names: Names) -> dict[str, Any]:
        """What the form shows for an item that says `values`; `names` are people's by id."""
        initial: dict[str, Any] = {}
        for name, field in cls.base_fields.items():
            if isinstance(field, PersonField):
                initial[name] = names.get(values.get(f"{name}_id") or 0, "")
            elif name in values:
                initial[name] = _shown(values[name])
            elif f"{name}_id" in values:
                initial[name] = values[f"{name}_id"]
        return initial

    def fields_of_item(self) -> dict[str, Any]:
        """The item's own fields, for the services. Only what this form asks."""
        model = ITEM[self.layer]
        mine = {field.name for field in model._meta.concrete_fields if field.editable}
        return {name: value for name, value in self.cleaned_data.items() if name in mine}

    def lists_of_item(self) -> dict[str, list[dict[str, Any]]]:
        """The item's nested lists, for the services."""
        return {}

    def links_of_item(self) -> list[tuple[Item, str]]:
        """What a new item is to be linked to, each with the reason."""
        reason = self.cleaned_data.get("reason", "")
        return [(upper, reason) for upper in self.cleaned_data.get("uppers") or ()]

    def metric_of_item(self) -> Any:
        """The quick fields of the first metric; None where the form has none."""
        return None

    def top_rows(self) -> list[list[BoundField]]:
        """The fields shown first, row by row."""
        return self._rows(self.rows)

    def more_rows(self) -> list[list[BoundField]]:
        """The fields under More, row by row."""
        return self._rows(self.more_names)

    def line_groups(self) -> list[LineGroup]:
        """The rows of its nested lists, for the part under More; empty where the form has none."""
        return []

    def more_has_errors(self) -> bool:
        fields = [field for row in self.more_rows() for field in row]
        fields += [field for group in self.line_groups() for field in group.fields]
        return any(field.errors for field in fields)

    def _rows(self, rows: Rows) -> list[list[BoundField]]:
        there = ([self[name] for name in row if name in self.fields] for row in rows)
        return [row for row in there if row]

    def people(self) -> list[str]:
        """The names that are offered while a person is typed."""
        return sorted(set(self.names.values()), key=str.casefold)

    def shown_by(self, value: str) -> tuple[str, ...]:
        """The form's fields that show one of the item's values."""
        found = self.SHOWN_BY.get(value, (value.removesuffix("_id"),))
        return tuple(name for name in found if name in self.fields)


def _shown(value: Any) -> Any:
    return plain(value) if isinstance(value, Decimal) else value
