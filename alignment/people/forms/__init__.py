"""What the pages about people accept."""

from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from alignment.models import Audience, Role, TargetGroup, User
from alignment.people.forms.person import NOT_SAID
from alignment.people.forms.person import PersonForm as PersonForm
from alignment.ui.forms import BaseForm, LineField, OnceForm, TextField, WorkspaceForm


@lru_cache(maxsize=1)
def time_zones() -> list[tuple[str, str]]:
    """Every time zone of the world that has a place in its name, and UTC."""
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places)]


class CurrencyField(LineField):
    """A currency by its three letters."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Currency"))
        kwargs.setdefault("help_text", _("Three letters, such as EUR, USD or CHF."))
        kwargs.setdefault(
            "validators", [RegexValidator(r"^[A-Z]{3}$", _("Use a three-letter code such as EUR."))]
        )
        super().__init__(max_length=3, **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).upper()


class SettingsForm(BaseForm):
    """What a workspace is called, how it shows money, words and times, and who approves readings."""

    name = LineField(label=_("Name"), max_length=120)
    currency = CurrencyField()
    language = forms.ChoiceField(label=_("Language"))
    time_zone = forms.ChoiceField(label=_("Time zone"))
    second_person = forms.BooleanField(
        label=_("A second person approves readings"),
        required=False,
        help_text=_("Nobody then approves a reading of a metric that they wrote or corrected themselves."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = time_zones()  # type: ignore[attr-defined]


class WorkspaceNewForm(BaseForm):
    """A further workspace."""

    name = LineField(
        label=_("Organisation"), max_length=120, help_text=_("The organisation whose goals the plans serve.")
    )
    currency = CurrencyField(initial="EUR")


class RoleForm(BaseForm):
    """Which rights a member has."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class InvitationForm(BaseForm):
    """Whom an owner invites, with which rights."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.EDITOR)


class NewPasswordForm(BaseForm):
    """A name and a password for an account that has none yet."""

    name = LineField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("The same password again"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ. Type the same one twice."))
        elif first:
            try:
                validate_password(first, User(email=self.email, name=cleaned.get("name", "")))
            except ValidationError as problem:
                self.add_error("password1", problem)
        return cleaned


class PreferencesForm(BaseForm):
    """What a user chooses for themselves."""

    name = LineField(label=_("Your name"), max_length=120, required=False)
    theme = forms.ChoiceField(label=_("Appearance"), choices=User.Theme.choices)
    language = forms.ChoiceField(label=_("Language"), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_there = [("", _("As the workspace"))]
        self.fields["language"].choices = [*as_there, *settings.LANGUAGES]  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = [*as_there, *time_zones()]  # type: ignore[attr-defined]


class ThemeForm(BaseForm):
    """The theme alone, from the account menu."""

    theme = forms.ChoiceField(choices=User.Theme.choices)


class VersionForm(BaseForm):
    """Which version of a row a button was shown for."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


#: What is said of a target group.
GROUP_FIELDS = ("name", "size", "description", "audience", "outside")


class GroupForm(OnceForm, WorkspaceForm):
    """A target group."""

    name = LineField(label=_("Name"), max_length=120)
    size = forms.IntegerField(
        label=_("Number of people"), min_value=0, max_value=2_000_000_000, required=False
    )
    description = TextField(
        label=_("Persona"),
        required=False,
        max_length=5000,
        help_text=_("Who they are, what their day looks like, what stands in their way."),
    )
    audience = forms.ChoiceField(
        label=_("Level in the organisation"), choices=[*NOT_SAID, *Audience.choices], required=False
    )
    outside = forms.BooleanField(label=_("Outside the organisation"), required=False)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)

    @staticmethod
    def initial_of(group: TargetGroup, memberships: dict[int, int]) -> dict[str, Any]:
        """What the form shows of a target group."""
        return {field: getattr(group, field) for field in (*GROUP_FIELDS, "version")}

    def fields_of_row(self) -> dict[str, Any]:
        """The cleaned values under the names of the model."""
        return {field: self.cleaned_data[field] for field in GROUP_FIELDS}
