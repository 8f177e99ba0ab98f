"""Cells of lists that other systems wrote: HTML, lists in one cell, several lines."""

import html
import json
import re

from alignment.ui.texts import many_lines, one_line

#: A tag. It ends at the next angle bracket, whichever way that points, and nothing is looked at twice, so
#: that looking takes one pass.
_TAG = re.compile(r"<(/?)([a-zA-Z!][a-zA-Z0-9]*+)[^<>]*+>")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_BLOCK = frozenset(
    ["p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section"]
)
_UNSEEN = frozenset(("script", "style"))
_SEPARATED = re.compile(r"[;|\n]")
#: What stands in quotation marks. One that is never closed takes the rest, for the same reason.
_QUOTED = re.compile(r"""'((?:[^'\\]|\\.)*+)('|\Z)|"((?:[^"\\]|\\.)*+)("|\Z)""", re.DOTALL)
MOST_LISTED = 200


def without_markup(text: str) -> str:
    """The text without HTML; what only looks a little like it (a < b) stays as it is."""
    if not _TAG.search(text):
        return html.unescape(text) if _ENTITY.search(text) else text
    parts, place, hidden = [], 0, ""
    for tag in _TAG.finditer(text):
        closing, name = tag[1], tag[2].casefold()
        if not hidden:
            parts.append(text[place : tag.start()])
            parts.append("\n" if name in _BLOCK else "")
            hidden = name if name in _UNSEEN and not closing else ""
        elif closing and name == hidden:
            hidden = ""
        place = tag.end()
    parts.append("" if hidden else text[place:])
    return html.unescape("".join(parts))


def line(text: str) -> str:
    """One line of plain text."""
    return one_line(without_markup(text))


def lines(text: str) -> str:
    """Plain text of several lines, without blank ones in a row."""
    said = many_lines(without_markup(text))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(part.strip() for part in said.split("\n"))).strip()


def listed(text: str) -> tuple[str, ...]:
    """The entries of a list in one cell, each once: by lines, semicolons or bars, else by commas; or JSON."""
    said = without_markup(text).strip()
    if said[:1] == "[" and said[-1:] == "]":
        parts = _brackets(said)
    elif _SEPARATED.search(said):
        parts = _SEPARATED.split(said)
    else:
        parts = said.split(",")
    clean = (one_line(part).strip("•-*· ")[:300] for part in parts)
    return tuple(dict.fromkeys(part for part in clean if part))[:MOST_LISTED]


def as_list(names: tuple[str, ...]) -> str:
    """A list as one cell that `listed` reads back."""
    if any(re.search(r"[;|\n\[\]]", one) for one in names) or (len(names) == 1 and "," in names[0]):
        return json.dumps(names, ensure_ascii=False)
    return "; ".join(names)


def _brackets(said: str) -> list[str]:
    """A list as JSON or as Python writes it."""
    try:
        found = json.loads(said)
        return [str(one) for one in found if isinstance(one, str | int | float)]
    except (ValueError, RecursionError):
        quoted = [one for one in _QUOTED.findall(said) if one[1] or one[3]]
        return [one or other for one, _end, other, _end_too in quoted] or said[1:-1].split(",")
