"""A framework as 1EdTech CASE writes it (CFPackage, JSON), turned into the rows that tables give."""

import json
from typing import Any

from django.utils.translation import gettext as _

from alignment.skills.cells import line, lines
from alignment.skills.rowwise import LONGEST_TITLE, Read, Reading
from alignment.ui.table_file import Problem, Unreadable

MOST_ITEMS = 50_000
#: Objects and lists in a package: each takes a hundred times the two bytes that it can have in the file.
MOST_PARTS = 1_000_000


def is_json(source: bytes) -> bool:
    """Whether the file begins as JSON does."""
    return source.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def read_case(source: bytes) -> tuple[str, Reading]:
    """The framework's name and its skills; Unreadable when the file is no CASE package.

    An item without an identifier or a statement is skipped, by its number in CFItems from 1 on.
    """
    if source.count(b"{") + source.count(b"[") > MOST_PARTS:
        raise Unreadable(_("There is too much in this file."))
    try:
        package = json.loads(source.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Unreadable(_("This is no JSON that can be read.")) from None
    items = package.get("CFItems") if isinstance(package, dict) else None
    if not isinstance(items, list):
        raise Unreadable(_("This is no framework in 1EdTech CASE: there are no CFItems in it."))
    if len(items) > MOST_ITEMS:
        raise Unreadable(_("There are more than %(most)s skills in it.") % {"most": f"{MOST_ITEMS:,}"})
    document = package.get("CFDocument")
    title = line(_text(document.get("title")))[:200] if isinstance(document, dict) else ""
    parents = _parents(package.get("CFAssociations"))
    found = Reading()
    first: dict[str, Read] = {}
    for number, item in enumerate(items, start=1):
        try:
            one = _item(number, item, parents, found)
        except ValueError as problem:
            found.skipped.append(Problem(number, str(problem)))
            continue
        before = first.setdefault(one.identifier, one)
        if before is one:
            found.rows.append(one)
        elif before.values == one.values:
            found.repeated += 1
        else:
            found.skipped.append(Problem(number, _("same key as row %(row)s") % {"row": before.number}))
    return title, found


def _item(number: int, item: Any, parents: dict[str, str], found: Reading) -> Read:
    if not isinstance(item, dict):
        raise ValueError(_("it is no item"))
    identifier = line(_text(item.get("identifier")))
    statement = _text(item.get("fullStatement"))
    title = line(_text(item.get("abbreviatedStatement"))) or line(statement)
    if not title:
        raise ValueError(_("it has no title"))
    if len(title) > LONGEST_TITLE:
        words = _("Row %(row)s: %(field)s is longer than %(most)s characters and was cut.")
        found.warn(words % {"row": number, "field": "title", "most": LONGEST_TITLE})
        title = title[:LONGEST_TITLE].rstrip()
    if len(identifier) > LONGEST_TITLE:
        raise ValueError(_("its key is longer than %(most)s characters") % {"most": LONGEST_TITLE})
    level = item.get("educationLevel")
    levels = [_text(one) for one in level] if isinstance(level, list) else [_text(level)]
    values = {
        "title": title,
        "description": lines(statement)[:100_000] if lines(statement) != title else "",
        "parent": parents.get(identifier, ""),
        "level": line(", ".join(one for one in levels if one))[:200],
    }
    return Read(number, identifier or title, values)


def _parents(associations: Any) -> dict[str, str]:
    """Whose child each item is, by identifiers; the document itself is nobody's parent here."""
    found: dict[str, str] = {}
    for one in associations if isinstance(associations, list) else ():
        if isinstance(one, dict) and one.get("associationType") == "isChildOf":
            child, parent = _node(one.get("originNodeURI")), _node(one.get("destinationNodeURI"))
            if child and parent and child != parent:
                found.setdefault(child, parent)
    return found


def _node(node: Any) -> str:
    return line(_text(node.get("identifier"))) if isinstance(node, dict) else ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
