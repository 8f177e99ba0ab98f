"""What members choose about their mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.models import MailChoice
from alignment.ui.forms import BaseForm


class MailChoiceForm(BaseForm):
    """How often a digest comes, and whether reminders do."""

    digest = forms.ChoiceField(
        label=_("Digest of this workspace"),
        choices=MailChoice.Often.choices,
        help_text=_("What waits for you and what changed, by titles. Nothing is sent when there is nothing."),
    )
    reminders = forms.BooleanField(
        label=_("Remind me of what is due"),
        required=False,
        help_text=_("Reviews and expectations that you have not answered in time."),
    )
