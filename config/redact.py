"""Keeps secrets out of the logs: what stands in an address after a word that announces a secret is cut.

Imports nothing from Django, because the server loads it before Django is ready.
"""

import logging
import re
from typing import Any

SECRET_IN_ADDRESS = re.compile(
    r"((?:/|%2f)(?:r|s|ask|join|invitations?|sign-in|confirm-email|password/reset/key|mail/stop)(?:/|%2f))"
    r"(?:(?!%2f)[^\s/?#\"']){8,}",
    re.IGNORECASE,
)


def redacted(value: Any) -> Any:
    """The value with every secret of an address replaced, at any depth of tuples, lists and dicts."""
    if isinstance(value, str):
        return SECRET_IN_ADDRESS.sub(r"\1[redacted]", value)
    if isinstance(value, dict):
        return {key: redacted(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return type(value)([redacted(one) for one in value])
    return value


class RedactSecrets(logging.Filter):
    """Stands on every handler."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Cut secrets out of the message and its arguments; let every record pass."""
        record.msg = redacted(record.msg)
        if record.args:
            record.args = redacted(record.args)
        return True
