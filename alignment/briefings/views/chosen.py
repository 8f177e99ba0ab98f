"""What an address asks for: a reader, what the briefing is narrowed to, and a layout."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.utils.text import slugify

from alignment.briefings.briefs import Asked
from alignment.briefings.choosing import asked_for, query_of
from alignment.briefings.queries import layout_for
from alignment.briefings.readers import READERS, ReaderKind
from alignment.models import BriefingLayout, Workspace
from alignment.ui.forms import as_id


@dataclass(frozen=True)
class Chosen:
    """A briefing that is asked for."""

    asked: Asked
    layout: BriefingLayout | None

    @property
    def query(self) -> str:
        """The same for the next address."""
        return query_of(self.asked, self.layout)

    def file_name(self, base: str, ending: str) -> str:
        """What a file of it is called: by the plan and, but for the executive, by the reader."""
        name = "briefing" if self.asked.reader == "executive" else f"briefing-{self.asked.reader}"
        return f"{slugify(base) or 'plan'}-{name}.{ending}"


def chosen_of(
    request: HttpRequest, workspace: Workspace, reader: str, query: QueryDict | None = None
) -> Chosen:
    """What is asked for; 404 for a reader, or a layout of this reader, that there is none of."""
    given: Any = request.GET if query is None else query
    if reader not in READERS:
        raise Http404
    layout, wanted = None, given.get("layout", "")
    if wanted:
        number = as_id(wanted)
        layout = layout_for(workspace, reader, number) if number is not None else None
        if layout is None:
            raise Http404
    return Chosen(asked_for(reader, given), layout)


def kind_or_404(reader: str) -> ReaderKind:
    """A reader by code."""
    if reader not in READERS:
        raise Http404
    return READERS[reader]
