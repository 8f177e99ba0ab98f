"""Reads a framework of skills out of a file: a table, or 1EdTech CASE."""

from collections.abc import Mapping
from pathlib import PurePath

from alignment.skills.case_file import is_json, read_case
from alignment.skills.cells import line, lines
from alignment.skills.rowwise import LIMITS, LONGEST_TITLE, Reading, Target, columns_of, read_rows
from alignment.ui.table_file import Table, read_table

TARGETS = (
    Target(
        "key",
        (
            "key",
            "id",
            "identifier",
            "code",
            "skillid",
            "skillcode",
            "concepturi",
            "uri",
            "conceptid",
            "notation",
        ),
        line,
    ),
    Target(
        "title",
        ("title", "name", "skill", "skillname", "skilltitle", "preferredlabel", "label", "bezeichnung"),
        line,
        LONGEST_TITLE,
    ),
    Target(
        "description",
        ("description", "skilldescription", "definition", "text", "summary", "beschreibung"),
        lines,
        100_000,
    ),
    Target(
        "parent",
        ("parent", "parentid", "parentkey", "broader", "broaderuri", "partof", "category", "group"),
        line,
        LONGEST_TITLE,
    ),
    Target("level", ("level", "reuselevel", "proficiency", "stufe"), line, 200),
)


def read_skills(source: bytes, said: Mapping[str, str]) -> tuple[str, Reading]:
    """The name that a file gives its framework (tables give none), and its rows; else Unreadable."""
    if is_json(source):
        return read_case(source)
    table = table_of(source)
    columns = columns_of(table, TARGETS, said)
    return "", read_rows(table, columns, TARGETS)


def read_columns(source: bytes, columns: Mapping[str, int]) -> Reading:
    """The rows of a file whose columns are known by their places; a file in CASE says so itself."""
    if is_json(source):
        return read_case(source)[1]
    return read_rows(table_of(source), columns, TARGETS)


def table_of(source: bytes) -> Table:
    """The table in a file, as lists of skills are read."""
    return read_table(source, limits=LIMITS, lines=True, windows=True)


def framework_name(said: str, within: str, file_name: str) -> str:
    """What a framework is called: as said, else as its file calls it, else as the file is called."""
    return (line(said) or within or line(PurePath(file_name).stem) or "skills")[:200]
