"""Forms of links: what to link to and why, what a link says, why it still holds."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.base import ASKED
from alignment.framework.forms.fields import UppersField
from alignment.framework.queries.choices import Offer
from alignment.framework.queries.citing import Offered
from alignment.framework.services.evidence import Citation
from alignment.models import ITEM, Confidence, Item, Layer
from alignment.tracing.evidence_words import cited_words
from alignment.ui.forms import BaseForm, TextField


def _confidence() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("How sure are we"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Follows from the reason")), *Confidence.choices],
    )


def _evidence() -> TextField:
    return TextField(
        label=_("Evidence"), required=False, rows=2, help_text=_("What was seen, or where it can be read.")
    )


class CitedField(forms.ChoiceField):
    """One approved reading, from a select that is grouped by metric. What is not offered is refused."""

    default_error_messages = {"invalid_choice": _("Choose one of the readings that are listed.")}

    def __init__(self) -> None:
        super().__init__(
            label=_("Cited reading"),
            required=False,
            help_text=_("“Measured” needs one. Its value and date are shown wherever the link is."),
        )
        self.by_value: dict[str, Offered] = {}

    def offer(self, readings: Sequence[Sequence[Offered]]) -> None:
        """What can be chosen, a list for each metric."""
        self.by_value = {one.value: one for of_metric in readings for one in of_metric}
        groups = [
            (of_metric[0].cited.title, [(one.value, cited_words(one.cited)) for one in of_metric])
            for of_metric in readings
        ]
        nothing = _("No reading") if groups else _("There is no approved reading yet")
        self.choices = [("", nothing), *groups]

    def citation(self, value: str) -> Citation | None:
        """What was chosen."""
        found = self.by_value.get(value)
        return Citation(found.metric, found.cited.day) if found else None


class EvidenceForm(BaseForm):
    """How sure a link is, and what speaks for it: for the forms that ask for a reason besides."""

    def __init__(self, *args: Any, readings: Sequence[Sequence[Offered]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cited.offer(readings)

    @property
    def _cited(self) -> CitedField:
        field = self.fields["cited"]
        assert isinstance(field, CitedField)  # noqa: S101 - for the type checker
        return field

    def said(self) -> dict[str, Any]:
        """How sure the link is and what it cites, for the services."""
        return {
            "confidence": self.cleaned_data["confidence"],
            "evidence": self.cleaned_data["evidence"],
            "cited": self._cited.citation(self.cleaned_data["cited"]),
        }


class LinkForm(EvidenceForm):
    """What one link says."""

    reason = TextField(label=_("Why does this lead to that?"), required=False, rows=2)
    confidence = _confidence()
    cited = CitedField()
    evidence = _evidence()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def said(self) -> dict[str, Any]:
        """All that the form says, for the services."""
        return {
            **super().said(),
            "reason": self.cleaned_data["reason"],
            "version": self.cleaned_data["version"],
        }


class LinkNewForm(EvidenceForm):
    """What an item is to be linked to: several at once, each with a reason of its own or one for all."""

    uppers = UppersField(required=True, error_messages={"required": _("Tick at least one.")})
    reason = TextField(
        label=_("Why does this lead to that?"),
        required=False,
        rows=2,
        help_text=_("For all that are ticked. A link counts once it says why."),
    )
    confidence = _confidence()
    cited = CitedField()
    evidence = _evidence()

    class Meta:
        more = ("confidence", "cited", "evidence")

    def __init__(self, *args: Any, item: Item, offer: Offer, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"link-{item.layer.word}-{item.pk}-%s")
        super().__init__(*args, **kwargs)
        self.offer = offer
        uppers = self.fields["uppers"]
        assert isinstance(uppers, UppersField)  # noqa: S101 - for the type checker
        uppers.label = ASKED[item.layer]
        above = ITEM[Layer(item.layer - 1)]
        uppers.queryset = above.objects.current().filter(workspace=item.workspace_id)
        uppers.choices = list(offer.choices)

    def pairs(self) -> list[tuple[Item, str]]:
        """Each ticked item with its reason: its own where one was typed, else the common one."""
        common = self.cleaned_data["reason"]
        return [(upper, self.own_reason(upper.pk) or common) for upper in self.cleaned_data["uppers"]]

    def own_reason(self, pk: int) -> str:
        """The reason typed beside one of the choices."""
        return str(self.data.get(f"reason-{pk}", ""))[:4000].replace("\x00", "").strip()

    def rows(self) -> list[dict[str, Any]]:
        """The choices with a field for the reason beside each."""
        ticked = {str(one) for one in self["uppers"].value() or ()}
        return [
            {"pk": pk, "title": title, "ticked": str(pk) in ticked, "reason": self._typed(pk)}
            for pk, title in self.offer.choices
        ]

    def _typed(self, pk: int) -> str:
        return self.own_reason(pk) if self.is_bound else ""
