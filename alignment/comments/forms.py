"""The forms of comments: what is said, who sees it, and which threads are shown."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.comments.queries.items import Subject
from alignment.comments.voices import Voice
from alignment.comments.words import clean_name, clean_text
from alignment.models import Comment
from alignment.models.comments import LONGEST_COMMENT
from alignment.ui.forms import BaseForm, LineField, OnceForm

LONGEST_NAME = 80
MEMBERS, GUESTS = "members", "guests"
ANY = ("", _("Any"))


class WordsField(forms.CharField):
    """What somebody says: several lines, without hidden characters. Too much is sent back, never cut off."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=LONGEST_COMMENT, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value: Any) -> str:
        return clean_text(str(super().to_python(value) or ""))


class NameField(LineField):
    """The name under which a guest of a group writes."""

    def to_python(self, value: Any) -> str:
        return clean_name(str(super().to_python(value) or ""))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if "@" in value or "://" in value:
            raise forms.ValidationError(_("Write your name alone, without an address."), code="address")


class CommentForm(OnceForm):
    """A new comment, or an answer to `head`. Members say who sees it; guests of a group say who they are."""

    name = NameField(
        label=_("Your name"), max_length=LONGEST_NAME, help_text=_("Everybody who reads the comment sees it.")
    )
    text = WordsField(label=_("Comment"))
    audience = forms.ChoiceField(
        label=_("Who sees it"),
        widget=forms.RadioSelect,
        choices=[(MEMBERS, _("Members only")), (GUESTS, _("Members and guests"))],
        help_text=_(
            "Guests are those who hold a share link that lets them comment. You cannot change it later."
        ),
    )

    def __init__(
        self, data: Any = None, *, voice: Voice, head: Comment | None = None, name: str = "", **kwargs: Any
    ) -> None:
        open_to_guests = head is not None and not head.internal
        kwargs["initial"] = {
            "audience": GUESTS if open_to_guests else MEMBERS,
            "name": name,
        }
        super().__init__(data, **kwargs)
        if voice.link is None or voice.link.person_id:
            del self.fields["name"]
        if voice.is_guest or (head is not None and head.internal):
            del self.fields["audience"]
        if head is not None:
            self.fields["text"].label = _("Your answer")
            if "audience" in self.fields:
                self.fields["audience"].help_text = _(
                    "Guests see the comment that you answer. You cannot change it later."
                )

    @property
    def said(self) -> dict[str, Any]:
        """What a valid form says, as services.writing.add_comment takes it."""
        found = self.cleaned_data
        return {
            "text": found["text"],
            "name": found.get("name", ""),
            "internal": found.get("audience", MEMBERS) == MEMBERS,
            "request_key": found["request_key"],
        }


class EditForm(BaseForm):
    """One's own comment in other words."""

    text = WordsField(label=_("Comment"), rows=5)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class FilterForm(BaseForm):
    """Which threads of a plan are shown."""

    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, ("open", _("Open")), ("resolved", _("Resolved"))]
    )
    sight = forms.ChoiceField(
        label=_("Who sees it"),
        required=False,
        choices=[ANY, ("internal", _("Members only")), ("guests", _("Members and guests"))],
    )
    item = forms.ChoiceField(label=_("About"), required=False)
    to = forms.ChoiceField(
        label=_("For whom"), required=False, choices=[("", _("Everybody")), ("me", _("To me"))]
    )

    def __init__(self, data: Any, *, items: Iterable[Subject]) -> None:
        super().__init__(data)
        titles = [(one.key, one.title) for one in items]
        self.give_choices("item", [ANY, ("-", _("The plan as a whole")), *titles])

    def asked(self) -> dict[str, Any]:
        """What is asked for; a choice that does not exist counts as none."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.asked())
