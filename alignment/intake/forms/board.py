"""What of the requests is shown, and how."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.intake.queries.board import Book, Line
from alignment.models import DevelopmentRequest
from alignment.rules.requests import Stand
from alignment.ui.forms import BaseForm
from alignment.ui.statuses import status


class BoardFilter(BaseForm):
    """How the requests are shown, and which of them: all in the address, so that it can be sent on."""

    BOARD, TABLE = "board", "table"

    view = forms.ChoiceField(
        label=_("Show as"), choices=[(BOARD, _("Board")), (TABLE, _("Table"))], required=False
    )
    stand = forms.ChoiceField(label=_("Where it stands"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    mode = forms.ChoiceField(label=_("Order or consultation"), required=False)
    lead = forms.TypedChoiceField(label=_("Who works on it"), coerce=int, empty_value=None, required=False)
    which = forms.ChoiceField(
        label=_("Which requests"),
        choices=[("", _("Current")), ("duplicates", _("Duplicates")), ("archived", _("Archived"))],
        required=False,
    )

    def __init__(self, *args: Any, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stands = [(str(one), status(f"request_{one}").label) for one in Stand]
        self.give_choices("stand", [("", _("Anywhere")), *stands])
        self.give_choices(
            "department", [("", _("Any department")), *((one, one) for one in book.departments)]
        )
        self.give_choices("mode", [("", _("Either")), *DevelopmentRequest.Mode.choices])
        self.give_choices("lead", [("", _("Anybody")), *book.leads])
        self.is_valid()  # a field with a mistake chooses nothing
        self.book = book

    @property
    def is_table(self) -> bool:
        return self.cleaned_data.get("view") == self.TABLE

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return any(value for name, value in self.cleaned_data.items() if name != "view")

    def lines(self) -> list[Line]:
        """The requests that are asked for."""
        said = self.cleaned_data
        which = said.get("which", "")
        if which == "archived":
            lines = [one for one in self.book.lines if one.archived]
        elif which == "duplicates":
            lines = [one for one in self.book.lines if one.duplicate_of is not None and not one.archived]
        else:
            lines = self.book.current
        wanted = {name: said[name] for name in ("stand", "department", "mode") if said.get(name)}
        found = [one for one in lines if all(getattr(one, name) == value for name, value in wanted.items())]
        lead = said.get("lead")
        return [one for one in found if one.lead_id == lead] if lead else found
