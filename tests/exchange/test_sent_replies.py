"""A plan file changes nothing of what whoever asked was told, and tells them nothing."""

from datetime import date
from typing import Any

import pytest

from alignment.exchange.document import read
from alignment.exchange.queries import export_content
from alignment.exchange.services import import_document
from alignment.exchange.writing import write
from alignment.models import DevelopmentRequest, User, Workspace
from tests.asking import make_request
from tests.exchange.files import load, only

ROW = {"title": "Plans are late", "asked_on": "2026-11-02"}
TOLD = {"verdict": "decline", "verdict_reason": "No.", "reply": "We cannot help here."}


@pytest.fixture
def answered(workspace: Workspace) -> DevelopmentRequest:
    return make_request(workspace, key="late", replied_on=date(2026, 11, 20), **TOLD)


@pytest.mark.parametrize(
    "said",
    [
        {"reply": "Of course!"},
        {"replied_on": None},
        {"replied_on": "2026-11-01"},
        {"verdict": "learning"},
        {"verdict_by": "Somebody Else"},
        {"verdict_reason": ""},
    ],
)
def test_what_they_were_told_stays(
    said: dict[str, Any], answered: DevelopmentRequest, workspace: Workspace, ann: User
) -> None:
    report = load(only(requests=[{"key": "late", **ROW, **said}]), workspace, ann)
    assert report.warnings == ("requests[0]: 'late' was answered: verdict and reply stay as they were told",)
    now = DevelopmentRequest.objects.get()
    assert {name: getattr(now, name) for name in TOLD} == TOLD
    assert (now.title, now.replied_on, now.verdict_by) == ("Plans are late", date(2026, 11, 20), "")


def test_no_file_says_that_an_open_request_was_answered(workspace: Workspace, ann: User) -> None:
    make_request(workspace, key="late", verdict="wait")
    row = {"key": "late", **ROW, "reply": "Later.", "replied_on": "2026-11-30"}
    report = load(only(requests=[row]), workspace, ann)
    assert report.warnings == ("requests[0]: 'late' was not answered: a file sends nothing",)
    now = DevelopmentRequest.objects.get()
    assert (now.reply, now.replied_on) == ("Later.", None)


def test_an_export_comes_back_without_a_change(
    answered: DevelopmentRequest, workspace: Workspace, ann: User
) -> None:
    file = read(write(export_content(workspace).content))
    report = import_document(file, workspace=workspace, by=ann)
    assert (report.deed, report.warnings) == (None, ())


def test_a_request_that_is_new_comes_with_what_was_told(workspace: Workspace, ann: User) -> None:
    load(only(requests=[{"key": "late", **ROW, **TOLD, "replied_on": "2026-11-20"}]), workspace, ann)
    assert DevelopmentRequest.objects.get().replied_on == date(2026, 11, 20)
