"""The sample plans are sound, canonical, and survive the way through the database byte for byte."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from alignment.exchange.document import read, to_content
from alignment.exchange.queries import export_content
from alignment.exchange.services import import_document
from alignment.exchange.writing import write
from alignment.models import User, Workspace

SAMPLES = sorted((Path(settings.BASE_DIR) / "alignment" / "samples").glob("*.json"))


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> str:
    return request.param.read_text(encoding="utf-8")


def test_sample_gives_its_readers_no_advice_for_authors(sample: str) -> None:
    """Guests read a plan's description as well: what to fix is said where it can be fixed."""
    said = " ".join(plan.description for plan in to_content(read(sample)).plans)
    assert [words for words in ("Fix next", "Gaps are planted") if words in said] == []


def test_sample_is_written_as_it_is_exported(sample: str) -> None:
    assert write(to_content(read(sample))) == sample


def test_sample_survives_import_and_export(sample: str, ann: User) -> None:
    document = read(sample)
    workspace = Workspace(slug="fresh", name=document.workspace["name"])
    import_document(document, workspace=workspace, by=ann)
    # No file claims how an answer came in, or who else wrote it down.
    told = re.sub(r'"how": "signed_in"|"recorded_by": "[^"]*"', '"recorded_by": "Ann"', sample)
    assert write(export_content(workspace).content) == told


def test_sample_a_second_time_changes_nothing(sample: str, ann: User) -> None:
    document = read(sample)
    workspace = Workspace(slug="fresh", name=document.workspace["name"])
    import_document(document, workspace=workspace, by=ann)
    again = import_document(document, workspace=workspace, by=ann)
    assert (again.added, again.changed, again.deed) == (0, 0, None)
    assert workspace.deeds.count() == 1
