"""The forms in which a request is decided: what is ready, the verdict, and the reply."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alignment.intake.services.deciding import ASK_FOR, READINESS, check_verdict
from alignment.models import DevelopmentRequest, Extent, Person, Verdict
from alignment.rules.verdict_of_request import SaidOfVerdict
from alignment.ui.forms import BaseForm, LineField, TextField

SAID = (
    "verdict",
    "verdict_reason",
    "no_whys_reason",
    "remedy",
    "remedy_owner",
    "remedy_date",
    "look_again_on",
)


def _extent(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", _("Not asked yet")), *Extent.choices])


class ReadinessForm(BaseForm):
    """What has to be there, or learning helps nobody."""

    manager_supports = _extent(_("Do their managers support it?"))
    time_released = _extent(_("Do people get the time for it?"))
    measure_agreed = _extent(_("Is it agreed by which number you will see that it helped?"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def answers(self) -> dict[str, str]:
        """The three answers, for the service."""
        return {name: self.cleaned_data[name] for name in READINESS}


class VerdictForm(BaseForm):
    """What is decided, and why; which of the other fields are needed depends on it."""

    verdict = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Learning, wholly or partly, becomes part of a plan. What waits comes up again on its day. "
            "The other two say no, with a kind reply."
        ),
    )
    verdict_reason = TextField(
        label=_("Why"),
        rows=3,
        help_text=_("In words that whoever asked may read: the draft of the reply quotes them."),
        error_messages={"required": ASK_FOR["verdict_reason"]},
    )
    no_whys_reason = TextField(
        label=_("Accepted without a why, because"),
        required=False,
        rows=2,
        help_text=_("Nobody has asked why yet. That is the better way; if it cannot be, say why not."),
    )
    remedy = TextField(
        label=_("What helps instead, or besides"),
        required=False,
        rows=2,
        help_text=_("Needed with “Not a learning problem”. Not kept with “Learning” and “Wait”."),
    )
    remedy_owner = LineField(
        label=_("Who takes that on"),
        required=False,
        max_length=120,
        help_text=_("Needed with “Not a learning problem”."),
    )
    remedy_date = forms.DateField(
        label=_("From when"), required=False, help_text=_("Needed with “Not a learning problem”.")
    )
    look_again_on = forms.DateField(
        label=_("Look at it again on"),
        required=False,
        help_text=_("Needed with “Wait”. Kept with “Partly learning”, too."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, whys: int, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whys = whys
        self.names = [person.name for person in people]
        self.fields["remedy_owner"].widget.attrs["list"] = "verdict-people"
        if whys:
            del self.fields["no_whys_reason"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        try:
            check_verdict(self.said(), self.whys)
        except ValidationError as error:
            for name, words in error.message_dict.items():
                if not self.has_error(name):
                    self.add_error(name, words)
        return found

    def said(self) -> SaidOfVerdict:
        """The verdict with what belongs to it, for the service."""
        blank: dict[str, Any] = {"remedy_date": None, "look_again_on": None}
        return SaidOfVerdict(**{name: self.cleaned_data.get(name) or blank.get(name, "") for name in SAID})


def shown(asked: DevelopmentRequest) -> dict[str, Any]:
    """What the forms show of a request."""
    names = (*READINESS, *SAID, "reply", "version")
    return {name: getattr(asked, name) for name in names} | {"remedy_owner": str(asked.remedy_owner or "")}


class ReplyForm(BaseForm):
    """What whoever asked is told."""

    reply = TextField(
        label=_("Reply"),
        rows=10,
        help_text=_("Read it as they will: plain, kind, and nobody is blamed. It begins with a greeting."),
        error_messages={"required": _("Write what you tell them.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class VersionForm(BaseForm):
    """What was seen of a request when a button was pressed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
