"""manage.py briefing writes the PDF that the page offers, or one clear line."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from alignment.deeds import deed
from alignment.models import Plan, User
from tests.factories import make_chain, make_goal, make_plan

READERS = "executive, cfo, department, learners, hr"


def brief(home: Plan, path: Path, **options: Any) -> PdfReader:
    options = {"workspace": home.workspace.slug, "plan": home.key, "output": str(path)} | options
    call_command("briefing", **options)
    return PdfReader(BytesIO(path.read_bytes()))


def test_it_writes_what_the_page_offers(
    client_of: Callable[[User], Client], ann: User, plan: Plan, tmp_path: Path
) -> None:
    make_chain(plan, status="running")

    brief(plan, tmp_path / "a.pdf")

    address = reverse("briefings:briefing_pdf", args=[plan.workspace.slug, plan.pk, "executive"])
    assert (tmp_path / "a.pdf").read_bytes() == client_of(ann).get(address).content
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_plan_may_be_named_by_its_id(plan: Plan, tmp_path: Path) -> None:
    reader = brief(plan, tmp_path / "a.pdf", plan=str(plan.pk))

    assert reader.metadata is not None
    assert reader.metadata.title == "People plan 2027: briefing for the executive team"


def test_one_goal_alone(plan: Plan, tmp_path: Path) -> None:
    goal, *_ = make_chain(plan, title="Kept", status="running")
    make_chain(plan, title="Left out", status="running")

    text = " ".join(page.extract_text() for page in brief(plan, tmp_path / "a.pdf", goal=goal.key).pages)

    assert ("Kept" in text, "Left out" in text) == (True, False)


@pytest.mark.parametrize(("language", "expected"), [("de", "de"), ("xx", "en")])
def test_it_speaks_the_workspaces_language_where_that_is_offered(
    settings: Any, plan: Plan, tmp_path: Path, language: str, expected: str
) -> None:
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    with deed("settings", by=None, workspace=plan.workspace):
        plan.workspace.language, plan.workspace.time_zone = language, "Nowhere/Else"
        plan.workspace.save(update_fields=["language", "time_zone"])

    assert brief(plan, tmp_path / "a.pdf").trailer["/Root"]["/Lang"] == expected


def test_an_earlier_file_is_replaced_as_a_whole(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"earlier")

    assert len(brief(plan, tmp_path / "a.pdf").pages) == 4


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"workspace": "nope"}, "There is no workspace 'nope'."),
        ({"plan": "nope"}, "Workspace 'acme' has no plan 'nope'."),
        ({"goal": "nope"}, "Plan 'leaders' has no live goal 'nope'."),
        ({"reader": "a\nb"}, f"There is no briefing for 'a b'. There is one for: {READERS}."),
        ({"group": "g"}, "--group does not go with --for executive."),
        ({"reader": "learners", "goal": "g"}, "--goal does not go with --for learners."),
        (
            {"reader": "learners", "group": "nope"},
            "Plan 'leaders' has no target group that learns something, 'nope'.",
        ),
    ],
)
def test_what_is_not_there_is_one_line_and_writes_nothing(
    plan: Plan, tmp_path: Path, options: dict[str, str], expected: str
) -> None:
    named = make_plan(plan.workspace, key="leaders")

    with pytest.raises(CommandError) as problem:
        brief(named, tmp_path / "a.pdf", **options)

    assert str(problem.value) == expected
    assert list(tmp_path.iterdir()) == []


def test_plans_and_goals_of_other_workspaces_are_unknown(plan: Plan, cleo: User, tmp_path: Path) -> None:
    theirs = make_plan(cleo.memberships.get().workspace)
    goal = make_goal(theirs)

    for options in ({"plan": str(theirs.pk)}, {"goal": goal.key}):
        with pytest.raises(CommandError):
            brief(plan, tmp_path / "a.pdf", **options)


def test_a_place_that_cannot_be_written_is_one_line(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="^Cannot write .*: No such file or directory.$"):
        brief(plan, tmp_path / "none" / "a.pdf")
