"""Whether a PDF is built as PDF/UA-1 wants it: what is wrong with its structure, in words.

It reads the file alone, so that it serves every PDF of the product.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader

HEADINGS = {f"/H{level}": level for level in range(1, 7)}
SCOPES = {"/Column", "/Row", "/Both"}


def wrong_with_pdf(body: bytes, *, title: str = "", language: str = "en", headed: bool = True) -> list[str]:
    """Everything that is wrong; `headed`: it has headings, as every text has (a picture alone need not)."""
    reader = PdfReader(BytesIO(body))
    return list(dict.fromkeys([*_about(reader, title, language), *_inside(reader, headed)]))


def _about(reader: PdfReader, title: str, language: str) -> Iterator[str]:
    root = reader.trailer["/Root"].get_object()
    if root.get("/MarkInfo", {}).get("/Marked") != True:  # noqa: E712 (a PDF's own truth)
        yield "it is not marked as tagged"
    if root.get("/Lang") != language:
        yield f"its language is {root.get('/Lang')}"
    said = reader.metadata.title if reader.metadata else None
    if not said:
        yield "it has no title"
    elif title and said != title:
        yield f"its title is {said}"
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") != True:  # noqa: E712 (as above)
        yield "its title is not shown"
    if "/Metadata" not in root or b"pdfuaid:part" not in root["/Metadata"].get_object().get_data():
        yield "it does not say that it is PDF/UA"
    untagged = [number for number, page in enumerate(reader.pages, 1) if "/StructParents" not in page]
    if untagged:
        yield f"pages {untagged} are not tagged"


def _inside(reader: PdfReader, headed: bool) -> Iterator[str]:
    found = list(elements(reader))
    levels = [HEADINGS[one["/S"]] for one in found if one["/S"] in HEADINGS]
    if headed and (not levels or levels[0] != 1 or levels.count(1) != 1):
        yield f"its headings begin with {levels[:3]}"
    for before, after in zip(levels, levels[1:], strict=False):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"
    for table in (one for one in found if one["/S"] == "/Table"):
        heads = [one for one in elements_of(table) if one["/S"] == "/TH"]
        if not heads:
            yield "a table has no header"
        for head in heads:
            if _attribute(head, "/Scope") not in SCOPES:
                yield "the header of a table has no scope"
    for one in found:
        if one["/S"] == "/Figure" and not str(one.get("/Alt", "")).strip():
            yield "a figure has no description"


def elements(reader: PdfReader) -> Iterator[Any]:
    """The structure of a PDF from its first to its last element."""
    root = reader.trailer["/Root"].get_object()
    if "/StructTreeRoot" in root:
        yield from elements_of(root["/StructTreeRoot"])


def elements_of(top: Any) -> Iterator[Any]:
    """An element and everything below it, in reading order."""
    waiting = [top]
    while waiting:
        element = waiting.pop(0).get_object()
        if "/S" in element:
            yield element
        children = element.get("/K", [])
        children = children.get_object() if hasattr(children, "get_object") else children
        below = children if isinstance(children, list) else [children]
        waiting[:0] = [child for child in below if not isinstance(child, int)]


def _attribute(element: Any, name: str) -> Any:
    """An attribute of an element, wherever its attribute objects hold it."""
    given = element.get("/A", [])
    given = given.get_object() if hasattr(given, "get_object") else given
    for one in given if isinstance(given, list) else [given]:
        found = one.get_object()
        if hasattr(found, "get") and found.get(name) is not None:
            return found.get(name)
    return None
