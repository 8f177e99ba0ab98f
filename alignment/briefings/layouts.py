"""The order of a layout's sections: what stands in it, what could, and one change to it."""

from collections.abc import Sequence

from django.utils.functional import Promise

from alignment.briefings.queries import layouts_of
from alignment.briefings.sections import sections_for
from alignment.models import BriefingLayout, Workspace


def lines_of(layout: BriefingLayout) -> list[tuple[str, str | Promise]]:
    """The sections of a layout in their order: code and title."""
    may = sections_for(layout.reader)
    return [(code, may[code].title_for(layout.reader)) for code in layout.sections if code in may]


def spare_of(layout: BriefingLayout) -> list[tuple[str, str | Promise]]:
    """The sections that are not in it."""
    left = [one for one in sections_for(layout.reader).values() if one.code not in layout.sections]
    return [(one.code, one.title_for(layout.reader)) for one in left]


def arranged(reader: str, sections: Sequence[str], do: str) -> list[str]:
    """The sections after one change: "up:money", "down:money", "out:money", "in:money".

    Anything else changes nothing: the name alone was saved, or the page was an old one.
    """
    may = sections_for(reader)
    order = [code for code in sections if code in may]
    act, _, code = do.partition(":")
    if act == "in" and code in may and code not in order:
        return [*order, code]
    if code not in order:
        return order
    place = order.index(code)
    if act == "out":
        order.remove(code)
    elif act == "up" and place > 0:
        order[place - 1], order[place] = code, order[place - 1]
    elif act == "down" and place < len(order) - 1:
        order[place + 1], order[place] = code, order[place + 1]
    return order


def name_is_taken(workspace: Workspace, reader: str, name: str, besides: int = 0) -> bool:
    """Whether a reader has a layout of this name already."""
    return layouts_of(workspace).filter(reader=reader, name=name).exclude(pk=besides).exists()
