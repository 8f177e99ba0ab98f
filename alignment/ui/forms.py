"""Forms as the pages show them, and fields that know how people type."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alignment.ui import formats
from alignment.ui.texts import many_lines, one_line

UNPROCESSABLE = 422
MOST_LINES = 200
LONGEST_TEXT = 100_000  # characters: as long as a plan file takes, so that what is saved can be moved
LONGEST_ID = 18  # digits: fits the database's big integers


def status_of(*some_forms: forms.BaseForm) -> int:
    """The answer's status: 422 when a sent form has errors, else 200."""
    return UNPROCESSABLE if any(form.is_bound and form.errors for form in some_forms) else 200


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent to a form, even if it is nothing; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


class LineField(forms.CharField):
    """One line of text: a title, a name. What is too long is sent back, never cut off while it is pasted."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value: Any) -> str:
        return one_line(str(super().to_python(value) or ""))


class TextField(forms.CharField):
    """Several lines of text, three rows high unless told otherwise."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        kwargs.setdefault("max_length", LONGEST_TEXT)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return many_lines(str(super().to_python(value) or ""))


class LinesField(TextField):
    """Many items, one on each line: gives a list of trimmed lines without the blank ones."""

    default_error_messages = {
        "too_many": _("Paste at most %(limit)s lines at once; these are %(count)s."),
    }

    def __init__(self, *, rows: int = 5, line_length: int = 120, **kwargs: Any) -> None:
        self.line_length = line_length
        super().__init__(rows=rows, **kwargs)

    def clean(self, value: Any) -> Any:
        """A list of lines; errors name the line that is too long."""
        text = super().clean(value)
        lines = [line for line in map(one_line, str(text).split("\n")) if line]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(
                self.error_messages["too_many"],
                code="too_many",
                params={"limit": MOST_LINES, "count": len(lines)},
            )
        for place, line in enumerate(lines, start=1):
            if len(line) > self.line_length:
                raise forms.ValidationError(self._too_long(place, line), code="line_too_long")
        return lines

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def _too_long(self, place: int, line: str) -> str:
        over = len(line) - self.line_length
        return ngettext(
            "Shorten line %(place)s by %(over)s character.",
            "Shorten line %(place)s by %(over)s characters.",
            over,
        ) % {"place": place, "over": over}


class BaseForm(forms.Form):
    """The form all pages use: dates with a calendar, no colons, errors that say what to do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)

    def give_choices(self, name: str, choices: Iterable[Any]) -> None:
        """Gives a choice field its choices, where they are known only once the form is made."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def first(self) -> list[forms.BoundField]:
        """The fields that are shown at once (all, unless `Meta.more` names some)."""
        more = self._more_names()
        return [field for field in self if field.name not in more and not field.is_hidden]

    def more(self) -> list[forms.BoundField]:
        """The fields that stand under More, in the order they were declared."""
        names = self._more_names()
        return [field for field in self if field.name in names and not field.is_hidden]

    def more_is_open(self) -> bool:
        """True when something under More holds an error, so that it must not stay folded."""
        return any(field.errors for field in self.more())

    def _more_names(self) -> frozenset[str]:
        return frozenset(getattr(getattr(self, "Meta", None), "more", ()))


class OnceForm(BaseForm):
    """A form that makes something: the same one sent twice makes it once (deeds.deed, `request_key`)."""

    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


class WorkspaceForm(BaseForm):
    """A form whose choices all come from one workspace, whatever ids the request names."""

    def __init__(self, *args: Any, workspace: Any, **kwargs: Any) -> None:
        self.workspace = workspace
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                scoped: QuerySet[Any] = field.queryset.filter(workspace=workspace)
                field.queryset = scoped


class ChoicesByTitle(forms.ModelMultipleChoiceField):
    """Several rows of the workspace as a list of checkboxes that can be searched.

    What cannot be an id is refused before the database hears of it.
    """

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        for one in value if isinstance(value, (list, tuple)) else ():
            if as_id(str(one)) is None:
                raise forms.ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": str(one)[:20]},
                )
        return super().clean(value)


def as_id(text: str) -> int | None:
    """What an address or a form names as an id; None for what cannot be one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID else None


def dress(field: forms.Field) -> None:
    """Give dates a calendar, numbers any step, and mistakes words that help where the field has none."""
    widget = field.widget
    if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = _required(field)
    if isinstance(field, forms.CharField):
        field.error_messages["max_length"] = _(
            "Use at most %(limit_value)s characters; these are %(show_value)s."
        )
    if isinstance(field, forms.DateField) and isinstance(widget, forms.DateInput):
        widget.input_type = "date"
        widget.format = "%Y-%m-%d"
        field.error_messages["invalid"] = _("Enter a date, such as 2026-12-05.")
    if isinstance(field, forms.DecimalField) and isinstance(widget, forms.NumberInput):
        widget.attrs.update({"step": "any", "inputmode": "decimal"})
        field.error_messages["invalid"] = _("Enter a number, such as 12.5.")
        setattr(field, "prepare_value", _tidy)  # noqa: B010  a field of its own for this would be forgotten
    if isinstance(widget, forms.TextInput):
        widget.attrs.setdefault("autocomplete", "off")


def _tidy(value: Any) -> Any:
    """A stored decimal as people wrote it: 18, not 18.000000."""
    return formats.plain(value) if isinstance(value, Decimal) else value


#: What is missing where a field of some kind was left blank, unless the field has words of its own.
_MISSING: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.ChoiceField, _("Choose one.")),
    (forms.BooleanField, _("Tick this to go on.")),
    (forms.FileField, _("Choose a file.")),
    (forms.DateField, _("Enter a date, such as 2026-12-05.")),
    (forms.DecimalField, _("Enter a number, such as 12.5.")),
    (forms.IntegerField, _("Enter a whole number.")),
    (forms.EmailField, _("Enter an e-mail address.")),
)


def _required(field: forms.Field) -> Any:
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return _("Choose at least one.")
    return next((words for kind, words in _MISSING if isinstance(field, kind)), _("Fill this in."))
