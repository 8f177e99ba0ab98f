"""Forms of links: what to link to and why, what a link says, why it still holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.base import ASKED
from alignment.framework.forms.fields import UppersField
from alignment.framework.queries.choices import Offer
from alignment.models import ITEM, Confidence, Item, Layer
from alignment.ui.forms import BaseForm, TextField


def _confidence() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("How sure are we"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Follows from the reason")), *Confidence.choices],
    )


class LinkForm(BaseForm):
    """What one link says."""

    reason = TextField(label=_("Why does this lead to that?"), required=False, rows=2)
    confidence = _confidence()
    evidence = TextField(
        label=_("Evidence"), required=False, rows=2, help_text=_("What was seen, or where it can be read.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    class Meta:
        more = ("confidence", "evidence")


class LinkNewForm(BaseForm):
    """What an item is to be linked to: several at once, each with a reason of its own or one for all."""

    uppers = UppersField(required=True, error_messages={"required": _("Tick at least one.")})
    reason = TextField(
        label=_("Why does this lead to that?"),
        required=False,
        rows=2,
        help_text=_("For all that are ticked. A link counts once it says why."),
    )
    confidence = _confidence()
    evidence = TextField(label=_("Evidence"), required=False, rows=2)

    class Meta:
        more = ("confidence", "evidence")

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


class ConfirmForm(BaseForm):
    """Why a link still holds."""

    why = TextField(label=_("Why does it still hold?"), rows=2)
