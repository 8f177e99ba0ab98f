"""A list that comes in by the browser, of skills or of courses: its file, its columns, what became of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self
from uuid import uuid4

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alignment.jobs.registry import Outcome
from alignment.models import Deed, Job
from alignment.skills.rowwise import LIMITS, Report, Target, guess
from alignment.ui.forms import OnceForm
from alignment.ui.table_file import Problem, Table
from alignment.ui.uploads import UploadField, table_field

MOST_UPLOAD = 20 * 2**20
#: With more rows than this the import runs in the background.
LARGE = 500
#: A larger import is not taken back by one click.
MOST_TO_UNDO = 5_000


def list_field(*, also: tuple[str, ...] = ()) -> UploadField:
    """The field for the file: a table, and what else ends as `also` says."""
    field = table_field(most=MOST_UPLOAD, limits=LIMITS)
    field.endings = (*field.endings, *also)
    field.widget.attrs["accept"] = ",".join(field.endings)
    if also:
        field.label = _("File")
        field.wrong_ending = format_lazy(
            _("Choose a file that ends in {endings}."), endings=", ".join(field.endings)
        )
    return field


class ListColumnsForm(OnceForm):
    """Which column of a list says what. Kinds of lists name `targets`, `labels` and more fields."""

    targets: ClassVar[tuple[Target, ...]] = ()
    labels: ClassVar[Mapping[str, Any]] = {}

    file = forms.CharField(widget=forms.HiddenInput, max_length=64)
    file_name = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)

    def __init__(self, *args: Any, table: Table | None, **kwargs: Any) -> None:
        """`table` is None for a file that says itself what is what."""
        super().__init__(*args, **kwargs)
        self.table = table
        names = range(len(table.header)) if table else ()
        columns = [(str(place), table.column_name(place)) for place in names] if table else []
        for target in self.targets if table else ():
            self.fields[target.name] = forms.ChoiceField(
                label=self.labels[target.name],
                choices=[("", _("Not in this file")), *columns],
                required=target.name == "title",
                error_messages={"required": _("Choose the column with the titles.")},
            )

    @classmethod
    def guessed(cls, table: Table | None, *, remembered: Mapping[str, str], **known: Any) -> Self:
        """The form as the last import and the headings suggest it."""
        places = guess(table, cls.targets, remembered) if table else {}
        data = {name: str(place) for name, place in places.items()}
        return cls({**data, **known, "request_key": str(uuid4())}, table=table)

    def clean(self) -> dict[str, Any]:
        """One column says one thing."""
        cleaned = super().clean() or {}
        taken: set[str] = set()
        for target in self.targets:
            column = cleaned.get(target.name, "")
            if column and column in taken:
                self.add_error(target.name, _("This column is chosen twice. Choose another."))
            taken.add(column)
        return cleaned

    def column_fields(self) -> list[forms.BoundField]:
        """The fields that name columns."""
        return [self[target.name] for target in self.targets if target.name in self.fields]

    def other_fields(self) -> list[forms.BoundField]:
        """What else is asked."""
        columns = {target.name for target in self.targets}
        return [field for field in self.visible_fields() if field.name not in columns]

    def columns(self) -> dict[str, int]:
        """The place of the column of each field that the file has."""
        names = [target.name for target in self.targets if self.table]
        return {name: int(self.cleaned_data[name]) for name in names if self.cleaned_data.get(name)}

    def unread(self) -> list[str]:
        """The headings of the columns that nothing is taken from."""
        if self.table is None:
            return []
        read = set(self.columns().values())
        return [name for place, name in enumerate(self.table.header) if name and place not in read]

    def headings(self) -> dict[str, str]:
        """The heading of each of those columns, where it has one: what the next import begins with."""
        if self.table is None:
            return {}
        found = {name: self.table.header[place] for name, place in self.columns().items()}
        return {name: heading for name, heading in found.items() if heading}


@dataclass(frozen=True)
class Told:
    """What an import in the background did, as its page tells it."""

    title: str
    added: int
    changed: int
    unchanged: int
    skipped: tuple[Problem, ...]
    warnings: tuple[str, ...]
    deed: int | None

    @property
    def read(self) -> int:
        return self.added + self.changed + self.unchanged + len(self.skipped)

    @property
    def can_undo(self) -> bool:
        return self.deed is not None and self.added + self.changed <= MOST_TO_UNDO


def kept_report(report: Report, *, title: str, file_name: str) -> Outcome:
    """The report as the result of a job."""
    said = {
        **report.as_json(),
        "warnings": report.warnings,
        "deed": report.deed.pk if isinstance(report.deed, Deed) else None,
        "title": title,
    }
    return Outcome(file_name, "application/json", json.dumps(said, ensure_ascii=False).encode())


def told_by(job: Job) -> Told | None:
    """What the report of a job says; None when it is not kept any more."""
    if job.finished_at is None or job.result is None:
        return None
    said = json.loads(bytes(job.result))
    return Told(
        title=said["title"],
        added=said["added"],
        changed=said["changed"],
        unchanged=said["unchanged"],
        skipped=tuple(Problem(one["row"], one["why"]) for one in said["skipped"]),
        warnings=tuple(said["warnings"]),
        deed=said["deed"],
    )
