"""A file that somebody chooses: no larger than it may be, and called what it is."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alignment.ui.table_file import USUAL, Limits

TABLES = (".csv", ".tsv", ".txt", ".xlsx")
MOST_TABLE = 2 * 2**20


class UploadField(forms.FileField):
    """A file whose name ends as one of `endings`, of at most `most` bytes; else says what to do.

    A file that is too large has the code "too_large" (and is answered 413).
    """

    def __init__(
        self, *, most: int, endings: tuple[str, ...], too_large: Any, wrong_ending: Any, **kwargs: Any
    ) -> None:
        self.most, self.endings = most, endings
        self.too_large, self.wrong_ending = too_large, wrong_ending
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("widget", forms.ClearableFileInput(attrs={"accept": ",".join(endings)}))
        kwargs.setdefault(
            "error_messages",
            {
                "empty": _("This file is empty. Choose another."),
                "max_length": _("The file's name is too long. Rename it."),
            },
        )
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The upload, not read yet."""
        upload = super().clean(data, initial)
        if upload.size > self.most:
            raise forms.ValidationError(self.too_large, code="too_large")
        if not upload.name.lower().endswith(self.endings):
            raise forms.ValidationError(self.wrong_ending, code="wrong_ending")
        return upload


def table_field(*, most: int = MOST_TABLE, limits: Limits = USUAL) -> UploadField:
    """A table of people, readings and the like; `limits` are those with which it is read then."""
    said = {"mb": most // 2**20, "rows": f"{limits.rows:,}"}
    return UploadField(
        label=_("CSV or Excel file"),
        most=most,
        endings=TABLES,
        too_large=format_lazy(_("This file is larger than {mb} MB. Divide it, or take out columns."), **said),
        wrong_ending=_("Choose a file that ends in .csv, .tsv, .txt or .xlsx."),
        help_text=format_lazy(
            _(
                "Up to {mb} MB and {rows} rows. The first row names the columns. "
                "Nothing is written before you have seen what would change."
            ),
            **said,
        ),
    )
