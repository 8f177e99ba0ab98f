"""What a password must be beyond Django's own rules."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class MaximumLengthValidator:
    """Refuses passwords so long that hashing them would keep the server busy."""

    def __init__(self, max_length: int = 128) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when the password has more than `max_length` characters."""
        if len(password) > self.max_length:
            raise ValidationError(
                _("This password is too long. Use at most %(max)d characters.") % {"max": self.max_length},
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        """One sentence for the form."""
        return ngettext(
            "Your password may have at most %(max)d character.",
            "Your password may have at most %(max)d characters.",
            self.max_length,
        ) % {"max": self.max_length}
