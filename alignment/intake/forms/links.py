"""The forms about links to the request form."""

from django.utils.translation import gettext_lazy as _

from alignment.ui.forms import LineField, OnceForm


class LinkForm(OnceForm):
    """For which department a link is."""

    department = LineField(
        label=_("Department"),
        max_length=120,
        required=False,
        help_text=_(
            "Every request that comes by this link is then from this department. "
            "Leave it blank for a link that everybody may use."
        ),
    )


class RenewForm(OnceForm):
    """That a link is to get a new secret, once."""
