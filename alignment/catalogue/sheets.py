"""The catalogue as a table, which comes in again without changing anything."""

import html
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from alignment.catalogue.targets import TARGETS, is_out_of_use
from alignment.models import CatalogueItem, Workspace
from alignment.skills.cells import as_list, without_markup
from alignment.ui.formats import plain
from alignment.ui.spreadsheet import csv_text
from alignment.ui.table_file import Problem

FIELDS = tuple(one.name for one in TARGETS)
#: What the column of a learning system's status can be called: a bare yes or no answers its heading.
STATUS_HEADINGS = ("status", "retired", "active")


def catalogue_sheet(workspace: Workspace) -> tuple[list[str], Iterator[list[Any]]]:
    """The headings, and a row for each item that is not archived, read in portions."""
    items = CatalogueItem.objects.filter(workspace=workspace).current().order_by("position", "key")
    heading = _status_heading(dict.fromkeys(items.values_list("status", "out_of_use").order_by().distinct()))
    header = [heading if name == "status" else name for name in FIELDS]
    return header, (_cells(one) for one in items.prefetch_related("skills").iterator(2000))


def _status_heading(known: dict[tuple[str, bool], None]) -> str:
    """The heading below which the most words mean what they meant when they came in."""
    return max(
        STATUS_HEADINGS,
        key=lambda heading: sum(is_out_of_use(status, heading) is out for status, out in known),
    )


def _cells(item: CatalogueItem) -> list[Any]:
    said: dict[str, Any] = {
        "key": item.identifier,
        "skills": as_list(tuple(one.name for one in item.skills.all())),
    }
    return [_cell(said.get(name, getattr(item, name, ""))) for name in FIELDS]


def skipped_csv(problems: Iterable[Problem]) -> str:
    """The rows that were left out, each with its reason, as CSV with the mark that spreadsheets look for."""
    return "\ufeff" + csv_text([_("Row"), _("Why")], ([one.row, one.what] for one in problems))


def _cell(value: Any) -> Any:
    """A text in which nothing is taken for markup when it is read again; numbers as people write them."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return plain(value)
    return value if without_markup(value) == value else html.escape(value, quote=False)
