"""The words of briefings in a plan file: every reader's go through, what the data said stays here."""

import json
from typing import Any

from alignment.briefings.services import edit_wording
from alignment.exchange.queries import export_content
from alignment.exchange.writing import write
from alignment.models import Briefing, Plan, Reader, User, Workspace
from tests.exchange.files import chain, load
from tests.factories import make_workspace

SAID = {"headline": "Data", "decision": "", "risks": "", "next_90_days": ""}


def worded(**changes: Any) -> dict[str, Any]:
    """The chain with words for every reader."""
    raw = chain()
    words = [{"reader": reader, "headline": f"For {reader}"} | changes for reader in Reader.values]
    raw["plans"][0]["briefings"] = words
    return raw


def test_every_readers_words_come_out_as_they_went_in(ann: User, workspace: Workspace) -> None:
    load(worded(), workspace, ann)
    first = write(export_content(workspace).content)
    other = make_workspace("copy", owner=ann, name=workspace.name, currency=workspace.currency)
    load(json.loads(first), other, ann)

    assert write(export_content(other).content) == first
    assert sorted(one.reader for one in Briefing.objects.filter(workspace=other)) == sorted(Reader.values)


def test_the_same_file_again_leaves_what_the_data_said(ann: User, workspace: Workspace) -> None:
    load(worded(), workspace, ann)
    row = Briefing.objects.get(reader="cfo")
    fields = {"headline": "Written here"}
    edit_wording(Plan.objects.get(), "cfo", by=ann, version=row.version, fields=fields, said=SAID)
    basis = Briefing.objects.get(reader="cfo").basis
    text = write(export_content(workspace).content)

    report = load(json.loads(text), workspace, ann)

    assert basis["headline"]["said"] == "Data"
    assert Briefing.objects.get(reader="cfo").basis == basis
    assert report.deed is None
