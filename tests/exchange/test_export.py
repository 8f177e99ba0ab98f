"""What an export holds, of a workspace and of one plan."""

from decimal import Decimal
from typing import Any

from alignment.deeds import create_all, deed
from alignment.exchange.document import read
from alignment.exchange.queries import export_content
from alignment.exchange.services import import_document
from alignment.exchange.writing import write
from alignment.models import (
    BusinessGoal,
    Metric,
    Plan,
    User,
    Workspace,
)
from tests.exchange.files import chain, changed, load, only


def test_plan_export_leaves_out_what_leads_out(workspace: Workspace) -> None:
    raw: dict[str, Any] = chain(plans=[{"key": "p1", "title": "One"}, {"key": "p2", "title": "Two"}])
    for name in ("goals", "outcomes", "moments"):
        raw[name][0]["plan"] = "p1"
    for name in ("learning_outcomes", "initiatives"):
        raw[name][0]["plan"] = "p2"
    raw["initiatives"][0]["claims"] = [{"goal": "retention"}]
    load(raw, workspace)
    export = export_content(workspace, Plan.objects.get(key="p2"))
    assert export.left_out == 2
    assert [(link.lower, link.upper) for link in export.content.links] == [("elp", "listen")]
    assert (export.content.goals, export.content.people, len(export.content.target_groups)) == ((), (), 1)
    assert load(only(), workspace).added == 0
    first = export_content(workspace, Plan.objects.get(key="p1"))
    assert ([metric.key for metric in first.content.metrics], [one.key for one in first.content.people]) == (
        ["m1"],
        ["cfo"],
    )


def test_archived_rows_are_exported(workspace: Workspace) -> None:
    load(changed("goals", archived=True), workspace)
    assert export_content(workspace).content.goals[0].archived


def test_rows_made_elsewhere_survive_the_round(workspace: Workspace, ann: User) -> None:
    load(chain(), workspace)
    goal = BusinessGoal.objects.get()
    with deed("edit", by=ann, workspace=workspace):
        create_all(
            [
                Metric(
                    workspace=workspace,
                    key="a",
                    goal=goal,
                    title="x",
                    kind="at_least",
                    target=Decimal("1.50"),
                )
            ]
        )
    text = write(export_content(workspace).content)
    copy = Workspace(slug="copy", name=workspace.name)
    import_document(read(text), workspace=copy, by=None)
    assert write(export_content(copy).content) == text
