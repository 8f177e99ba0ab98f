"""The form of a story: what, who, when, and whether it may be quoted."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models import Permission, Person, Story
from alignment.stories.services import name_of
from alignment.ui.forms import BaseForm, LineField, OnceForm, TextField

FIELDS = ("text", "kind", "date", "permission")


class StoryForm(OnceForm, BaseForm):
    """What somebody said or saw."""

    text = TextField(
        label=_("What was said or seen"),
        help_text=_("In their own words, as short as they said it. No quotation marks."),
    )
    who = LineField(
        label=_("Who told it"),
        required=False,
        max_length=120,
        help_text=_("A person you know here, or words such as “a nurse on ward 4”."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Story.Kind.choices)
    date = forms.DateField(label=_("When"))
    permission = forms.ChoiceField(
        label=_("May it be quoted?"),
        choices=[("", _("Not asked yet")), *Permission.choices],
        required=False,
        help_text=_(
            "Only with a yes does it stand in briefings and on shared pages; the name only if allowed."
        ),
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        kwargs["initial"] = {"date": timezone.localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.names = [person.name for person in people]
        self.fields["who"].widget.attrs["list"] = "story-people"

    def clean_date(self) -> Any:
        day = self.cleaned_data["date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Enter the day on which it was told, not one to come."))
        return day

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("permission") == Permission.NAMED and not found.get("who"):
            self.add_error("who", _("Say who told it: it may be quoted with the name."))
        return found

    def fields_said(self) -> dict[str, Any]:
        """The story's own fields, for the service."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class EditStoryForm(StoryForm):
    """A story as it was written down, to be changed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def shown(story: Story) -> dict[str, Any]:
    """What the form shows of a story."""
    return {name: getattr(story, name) for name in (*FIELDS, "version")} | {"who": name_of(story)}
