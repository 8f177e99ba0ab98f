"""What of the layer below is linked to an item, and why."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.fields import UppersField
from alignment.framework.queries.choices import Offer
from alignment.models import ITEM, Item, Layer
from alignment.ui.forms import BaseForm, TextField
from alignment.ui.statuses import LAYERS


class SupportForm(BaseForm):
    """Items of the layer below, several at once, with one reason."""

    lowers = UppersField(required=True, error_messages={"required": _("Tick at least one.")})
    reason = TextField(
        label=_("Why does this lead to that?"),
        required=False,
        rows=2,
        help_text=_("For all that are ticked. A link counts once it says why."),
    )

    def __init__(self, *args: Any, upper: Item, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = Layer(upper.layer + 1)
        lowers = self.fields["lowers"]
        assert isinstance(lowers, UppersField)  # noqa: S101 - for the type checker
        lowers.label = str(LAYERS[below.word].plural)
        lowers.queryset = (
            ITEM[below]
            .objects.current()
            .filter(workspace=upper.workspace_id)
            .select_related("plan", "workspace")
        )
        lowers.choices = list(offer.choices)
