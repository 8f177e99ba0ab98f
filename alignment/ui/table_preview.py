"""The preview of a table that somebody sends: which rows cannot be read, and how much of a list is shown."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import ngettext

from alignment.ui.forms import status_of
from alignment.ui.table_file import Problem

TOO_LARGE = 413
MOST_SHOWN = 50


def file_status(form: forms.BaseForm) -> int:
    """The answer's status to a form with a `file`: 413 when the file is too large, else as of any form."""
    return TOO_LARGE if form.has_error("file", "too_large") else status_of(form)


def preview_context(problems: Sequence[Problem]) -> dict[str, Any]:
    """What `ui/_table_problems.html` and the lists of a preview need."""
    title = ngettext("%(count)s row cannot be read", "%(count)s rows cannot be read", len(problems))
    return {
        "problems": problems[:MOST_SHOWN],
        "more": max(0, len(problems) - MOST_SHOWN),
        "has_errors": bool(problems),
        "most_shown": f":{MOST_SHOWN}",
        "title": title % {"count": len(problems)},
    }
