"""The forms in which a request becomes an item of a plan, or is tied to one that is there."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.framework.queries.choices import Offer
from alignment.models import ITEM, RESULT_FIELD, DevelopmentRequest, Item, Layer, Plan
from alignment.ui.forms import BaseForm, ChoicesByTitle, LineField, OnceForm, TextField
from alignment.ui.statuses import LAYERS

NEW, THERE = "new", "there"

#: The question that links of a layer answer.
SERVES = {
    Layer.OUTCOME: _("Which goals does it serve?"),
    Layer.MOMENT: _("Which performance outcomes does it decide?"),
    Layer.LEARNING: _("Which moments of truth does it prepare for?"),
    Layer.INITIATIVE: _("Which learning outcomes does it build?"),
}
#: The fields that a layer is asked for besides.
OWN: dict[Layer, tuple[str, ...]] = {
    Layer.OUTCOME: ("root_cause",),
    Layer.MOMENT: ("situation", "not_a_learning_problem", "remedy"),
    Layer.LEARNING: (),
    Layer.INITIATIVE: (),
}


class WhereForm(BaseForm):
    """In which plan, as what, and whether it is there already."""

    plan = forms.ChoiceField(label=_("In which plan?"))
    layer = forms.ChoiceField(
        label=_("As what?"),
        choices=[(layer.word, LAYERS[layer.word].name) for layer in RESULT_FIELD],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=_("Is it there already?"),
        choices=[(NEW, _("No, make it new")), (THERE, _("Yes, link one that is there"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, plans: Iterable[Plan], of_goals: int | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"layer": Layer.INITIATIVE.word, "kind": NEW, "plan": of_goals})
        super().__init__(*args, **kwargs)
        self.give_choices("plan", [(str(plan.pk), plan.title) for plan in plans])


class _CauseChoice(BaseForm):
    """Which cause the item goes after: the chosen ones first."""

    cause = forms.ChoiceField(
        label=_("Which cause does it go after?"),
        required=False,
        help_text=_("Kept with the item, in the words of today."),
    )

    def offer_causes(self, causes: Iterable[str]) -> None:
        texts = list(dict.fromkeys(causes))
        self.give_choices("cause", [*((text, text) for text in texts), ("", _("None of them"))])
        self.initial.setdefault("cause", next(iter(texts), ""))


class NewResultForm(OnceForm, _CauseChoice):
    """The item that is made, prefilled from the request."""

    title = LineField(label=_("Title"), max_length=120)
    description = TextField(label=_("Notes"), required=False, rows=4)
    situation = TextField(label=_("The situation in more words"), required=False)
    root_cause = TextField(label=_("What causes it today"), required=False)
    not_a_learning_problem = TextField(
        label=_("Why it is not a learning problem"),
        required=False,
        rows=2,
        help_text=_("Leave it blank if learning helps."),
    )
    remedy = TextField(
        label=_("What would change it"),
        required=False,
        rows=2,
        help_text=_("Who takes it on, and from when, comes with it from the request."),
    )
    uppers = ChoicesByTitle(queryset=None, required=False)
    reason = TextField(
        label=_("Why does this lead to that?"),
        required=False,
        rows=2,
        help_text=_("A link counts once it says why."),
    )
    field_order = (
        "title",
        "cause",
        "uppers",
        "reason",
        "situation",
        "root_cause",
        "not_a_learning_problem",
        "remedy",
        "description",
    )

    def __init__(
        self, *args: Any, plan: Plan, layer: Layer, causes: Iterable[str], offer: Offer, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.layer = layer
        self.offer_causes(causes)
        for name in {name for names in OWN.values() for name in names} - set(OWN[layer]):
            del self.fields[name]
        uppers: Any = self.fields["uppers"]
        uppers.queryset = ITEM[Layer(layer - 1)].objects.current().filter(workspace=plan.workspace_id)
        uppers.choices = list(offer.choices)
        uppers.label = SERVES[layer]
        if offer.left_out:
            uppers.help_text = _("There are more. Save first, then link to any of them.")

    def fields_of_item(self, request: DevelopmentRequest, kinds: list[str]) -> dict[str, Any]:
        """The item's own fields, for the service; a remedy brings its owner and date along.

        `kinds` are the kinds of the chosen causes, which a moment keeps.
        """
        found = {name: self.cleaned_data[name] for name in ("title", "description", *OWN[self.layer])}
        if self.layer is Layer.MOMENT:
            found["causes"] = kinds
        if found.get("remedy", "").strip():
            found |= {"remedy_owner": request.remedy_owner, "remedy_date": request.remedy_date}
        return found

    def links(self) -> list[tuple[Item, str]]:
        """What the item is to be linked to, each with the reason."""
        return [(upper, self.cleaned_data["reason"]) for upper in self.cleaned_data["uppers"]]


class LinkResultForm(_CauseChoice):
    """An item that is there already, and the cause that it goes after."""

    item: Any = forms.ModelChoiceField(queryset=None, label=_("Which one?"), empty_label=None)
    field_order = ("item", "cause")

    def __init__(self, *args: Any, items: Any, causes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        field.queryset = items
        self.offer_causes(causes)
