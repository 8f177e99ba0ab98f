"""Small forms about one item: its place, its star, who agreed, why no learning is planned."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.fields import PersonField
from alignment.models import ITEM, Item
from alignment.ui.forms import BaseForm, LineField, TextField


class VersionForm(BaseForm):
    """The version that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class RevertForm(VersionForm):
    """Whether the sense of an item moves with an earlier state, and why; asked where links rest on it."""

    why = LineField(label=_("Why does it change?"), required=False, max_length=500)
    wording_only = forms.BooleanField(
        label=_("Only the wording changes; every link still holds"), required=False
    )

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["why"], self.fields["wording_only"]


class StarForm(BaseForm):
    """Star or no star."""

    starred = forms.BooleanField(required=False)


class MoveForm(BaseForm):
    """The item of the same list whose place is taken."""

    to: Any = forms.ModelChoiceField(queryset=None)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = ITEM[item.layer].objects.current().filter(plan=item.plan_id)


class PeopleForm(VersionForm):
    """A form that asks for a person by name."""

    def __init__(self, *args: Any, names: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        self.people_list = f"{self.auto_id}".replace("%s", "people")
        for field in self.fields.values():
            if isinstance(field, PersonField):
                field.widget.attrs["list"] = self.people_list

    def people(self) -> list[str]:
        """The names that are offered while a person is typed."""
        return sorted(set(self.names.values()), key=str.casefold)


class AgreeForm(PeopleForm):
    """Who agreed, and when."""

    person = PersonField(label=_("Who agreed"), required=True)
    on = forms.DateField(label=_("When"))


class NoLearningForm(PeopleForm):
    """Why no learning is planned for a goal, and who decided."""

    reason = TextField(
        label=_("Why"), required=False, rows=2, help_text=_("Left empty: learning is planned after all.")
    )
    person = PersonField(label=_("Who decided"))
