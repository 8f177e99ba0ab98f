"""Files of any kind are read or refused with a message; what is read adds up, and comes in once."""

import csv
import io
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from alignment.catalogue.services.importing import import_catalogue, read_catalogue
from alignment.models import CatalogueItem, Skill, Workspace
from alignment.skills.reading import read_skills
from alignment.skills.services.importing import import_skills
from alignment.ui.table_file import Unreadable
from tests.factories import make_workspace

CELLS = some.one_of(
    some.text(max_size=40),
    some.sampled_from(
        ["", "#N/A", "=1+1", "<b>x</b>", "5.3k", "-1", "1e999", "a; b", "['a']", "\x00", "é\r\nè", "Ⅳ", "٣"]
    ),
)
LETTERS = some.sampled_from(["a", "b", "c", "d", "", "A"])
QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def table(header: list[str], rows: list[list[str]], separator: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([header, *rows])
    return out.getvalue().encode("utf-8", "replace")


@QUICK
@given(some.binary(max_size=400))
def test_any_bytes_are_read_or_refused(source: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b'{"CFItems": [', b"\xff\xfe", b"title\n"):
        for read in (read_skills, read_catalogue):
            with suppress(Unreadable):
                assert read(start + source, {})


@QUICK
@given(
    some.recursive(
        some.none() | some.booleans() | some.floats() | some.text(max_size=8),
        lambda inner: (
            some.lists(inner, max_size=4)
            | some.dictionaries(
                some.sampled_from(
                    ["CFItems", "CFDocument", "CFAssociations", "identifier", "fullStatement", "title"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_is_read_or_refused(found: Any) -> None:
    package = found if isinstance(found, dict) else {"CFItems": [found]}
    with suppress(Unreadable):
        _name, reading = read_skills(json.dumps(package).encode(), {})
        assert len(reading.rows) + len(reading.skipped) + reading.repeated == len(package["CFItems"])


@pytest.mark.django_db
@QUICK
@given(
    some.lists(some.lists(CELLS, min_size=5, max_size=6), max_size=6),
    some.sampled_from(",;\t"),
)
def test_a_catalogue_comes_in_once(rows: list[list[str]], separator: str) -> None:
    workspace = fresh()
    source = table(["id", "title", "hours", "seats", "skills"], rows, separator)
    said = {name: name for name in ("title", "hours", "seats", "skills")} | {"key": "id"}
    reading = read_catalogue(source, said)
    report = import_catalogue(workspace, reading, by=None)
    assert report.read == report.added + report.changed + report.unchanged + len(report.skipped)
    assert CatalogueItem.objects.filter(workspace=workspace).count() == report.added
    again = import_catalogue(workspace, read_catalogue(source, said), by=None)
    assert (again.added, again.changed, again.deed) == (0, 0, None)
    assert again.read == report.read


@pytest.mark.django_db
@QUICK
@given(
    some.lists(
        some.lists(some.sampled_from(["a", "b", "c", "d", "", "A"]), min_size=3, max_size=3), max_size=8
    )
)
def test_skills_come_in_once_and_stand_in_no_ring(rows: list[list[str]]) -> None:
    workspace = fresh()
    source = table(["id", "name", "parent"], rows, ",")
    report = import_skills(workspace, read_skills(source, {})[1], name="Ours", by=None)
    assert report.read == report.added + report.unchanged + len(report.skipped)
    parents = dict(Skill.objects.filter(workspace=workspace).values_list("pk", "parent_id"))
    for start in parents:
        seen, one = set(), start
        while one is not None:
            assert one not in seen
            seen.add(one)
            one = parents[one]
    again = import_skills(workspace, read_skills(source, {})[1], name="Ours", by=None)
    assert (again.added, again.changed) == (0, 0)


def fresh() -> Workspace:
    """A workspace of its own for each example: examples share the test's transaction."""
    fresh.count += 1  # type: ignore[attr-defined]
    return make_workspace(slug=f"fuzz-{fresh.count}")  # type: ignore[attr-defined]


fresh.count = 0  # type: ignore[attr-defined]
