"""What a plan file says of citations, decisions, dismissed hints and where a goal grew out of."""

import json
from datetime import date
from typing import Any

import pytest

from alignment.deeds import undo
from alignment.exchange.document import to_content
from alignment.exchange.problems import PlanFileError
from alignment.exchange.queries import export_content
from alignment.exchange.writing import write
from alignment.models import BusinessGoal, Decision, DismissedHint, OutcomeLink, Plan, User, Workspace
from alignment.rules.evidence import cited_reading, metrics_of
from alignment.tracing.contents import content_of
from tests.exchange.files import chain, changed, document_of, load, only

DAY = "2027-03-31"
HINT = {"kind": "no_evidence", "item": "enps", "other": "retention", "reason": "Known", "date": DAY}
SECOND = {"kind": "many_parents", "item": "enps", "reason": "So be it", "date": DAY, "by": "Ann"}
STOP = {"decision": "stop", "reason": "Nobody comes", "instead": "A checklist", "date": DAY, "by": "Ann"}


def full() -> dict[str, Any]:
    """The chain with everything that this page is about."""
    raw = chain()
    raw["links"][0] |= {"confidence": 3, "cited_metric": "m1", "cited_on": DAY}
    raw["goals"][0]["promoted_from"] = "listen"
    raw["initiatives"][0]["decisions"] = [{"decision": "keep", "reason": "Good", "date": DAY}, STOP]
    raw["plans"][0]["dismissed_hints"] = [HINT, SECOND]
    return raw


def two_plans() -> dict[str, Any]:
    """The same in two plans: the learning outcome and the metric's item stand in the second."""
    raw = full()
    raw["plans"].append({"key": "p2", "title": "Two"})
    for name in ("goals", "outcomes", "moments", "initiatives", "learning_outcomes"):
        raw[name][0]["plan"] = "p2" if name == "learning_outcomes" else "p1"
    raw["metrics"][0]["item"] = "listen"
    raw["plans"][0]["dismissed_hints"] = [HINT, {**SECOND, "item": "listen"}]
    return raw


def refused(raw: Any, workspace: Workspace) -> list[str]:
    with pytest.raises(PlanFileError) as error:
        load(raw, workspace)
    return error.value.problems


def test_all_of_it_comes_back(workspace: Workspace) -> None:
    report = load(full(), workspace)
    text = write(export_content(workspace).content)
    link = OutcomeLink.objects.get()
    assert (link.cited_metric.key, link.cited_on, report.warnings) == ("m1", date(2027, 3, 31), ())
    assert BusinessGoal.objects.get().promoted_from.key == "listen"
    assert [(one.decision, one.by_name) for one in Decision.objects.all()] == [("keep", ""), ("stop", "Ann")]
    second = Workspace(slug="second", name=workspace.name)
    assert load(full(), workspace).deed is None
    load(full(), second)
    assert write(export_content(second).content) == text
    assert write(to_content(document_of(full()))).replace('"EUR"', "") == text.replace(
        '  "workspace": {\n    "name": "Acme",\n    "currency": "EUR"\n  },\n', ""
    )


def test_undo_of_an_import_takes_all_of_it_away(workspace: Workspace, ann: User) -> None:
    load(only(plans=[{"key": "p0", "title": "First"}]), workspace, ann)
    before = write(export_content(workspace).content)
    report = load(full(), workspace, ann)
    assert report.deed is not None
    undo(report.deed, by=ann)
    assert write(export_content(workspace).content) == before


def test_existing_rows_are_changed(workspace: Workspace, ann: User) -> None:
    load(chain(), workspace, ann)
    before = write(export_content(workspace).content)
    report = load(full(), workspace, ann)
    after = write(export_content(workspace).content)
    second = Workspace(slug="second", name=workspace.name)
    load(full(), second)
    assert (write(export_content(second).content), report.changed) == (after, 4)
    assert report.deed is not None
    undo(report.deed, by=ann)
    assert write(export_content(workspace).content) == before


@pytest.mark.parametrize("given", [{"cited_metric": ""}, {"cited_on": None}])
def test_emptied_citation_is_gone(workspace: Workspace, given: dict[str, Any]) -> None:
    load(full(), workspace)
    report = load(only(links=[{"lower": "enps", "upper": "retention", **given}]), workspace)
    link = OutcomeLink.objects.get()
    assert (link.cited_metric, link.cited_on, link.confidence) == (None, None, 3)
    assert report.warnings == ("links[0]: confidence 3 without a cited reading that shows it",)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (
            changed("links", cited_metric="x", cited_on=DAY),
            "links[0].cited_metric: unknown reference 'x'",
        ),
        (
            changed("links", cited_metric="m1"),
            "links[0].cited_on: missing: a reading is cited by its metric and its day",
        ),
        (
            changed("links", cited_on=DAY),
            "links[0].cited_metric: missing: a reading is cited by its metric and its day",
        ),
        (
            changed("goals", promoted_from="nobody"),
            "goals[0].promoted_from: unknown reference 'nobody'",
        ),
        (
            changed("goals", promoted_from="enps"),
            "goals[0].promoted_from: wrong layer: 'enps' is an outcome",
        ),
        (
            changed("plans", dismissed_hints=[{**HINT, "other": "x"}]),
            "plans[0].dismissed_hints[0].other: unknown reference 'x'",
        ),
        (
            changed("plans", dismissed_hints=[HINT, SECOND, HINT]),
            "plans[0].dismissed_hints[2]: this hint is set aside already, see plans[0].dismissed_hints[0]",
        ),
    ],
)
def test_what_cannot_be_stored_is_refused(workspace: Workspace, raw: Any, problem: str) -> None:
    assert refused(raw, workspace) == [problem]


@pytest.mark.parametrize(
    ("name", "field", "row"),
    [
        ("initiatives", "decisions", {**STOP, "reason": " "}),
        ("plans", "dismissed_hints", {**HINT, "reason": ""}),
    ],
)
def test_reason_must_be_given(workspace: Workspace, name: str, field: str, row: Any) -> None:
    assert refused(changed(name, **{field: [row]}), workspace) == [
        f"{name}[0].{field}[0].reason: must not be empty"
    ]


def test_hint_of_another_plan_is_named(workspace: Workspace) -> None:
    load(full(), workspace)
    other = only(plans=[{"key": "p2", "title": "Two", "dismissed_hints": [HINT]}])
    assert refused(other, workspace) == [
        "plans[0].dismissed_hints[0]: this hint is set aside already, see plan 'p1'"
    ]


def test_hints_change_places_and_plans(workspace: Workspace) -> None:
    load(full(), workspace)
    load(changed("plans", dismissed_hints=[SECOND, HINT]), workspace)
    assert [one.kind for one in DismissedHint.objects.order_by("position")] == ["many_parents", "no_evidence"]
    plans = [
        {"key": "p1", "title": "People plan 2027", "dismissed_hints": [SECOND]},
        {"key": "p2", "title": "Two", "dismissed_hints": [HINT]},
    ]
    load(only(plans=plans), workspace)
    found = {(one.plan.key, one.kind) for one in DismissedHint.objects.select_related("plan")}
    assert found == {("p1", "many_parents"), ("p2", "no_evidence")}


@pytest.mark.parametrize(
    ("raw", "warning"),
    [
        (changed("links", confidence=3), "links[0]: confidence 3 without a cited reading that shows it"),
        (
            changed("links", confidence=3, cited_metric="m1", cited_on="2027-01-31"),
            "links[0].cited_on: 'm1' has no approved reading on 2027-01-31: "
            "what is cited counts as no evidence",
        ),
    ],
)
def test_slip_is_warned_of_and_taken(workspace: Workspace, raw: Any, warning: str) -> None:
    assert load(raw, workspace, dry_run=True).warnings == (warning,)
    assert load(raw, workspace).warnings == (warning,)
    assert OutcomeLink.objects.get().confidence == 3


def test_draft_is_no_evidence(workspace: Workspace) -> None:
    raw = full()
    raw["metrics"][0]["readings"][0]["state"] = "draft"
    assert len(load(raw, workspace).warnings) == 1


def test_evidence_of_any_kind_is_enough_below_measured(workspace: Workspace) -> None:
    assert load(changed("links", confidence=2, cited_metric="m1", cited_on=DAY), workspace).warnings == ()


def test_reading_that_the_file_takes_away_is_warned_of(workspace: Workspace) -> None:
    load(full(), workspace)
    readings = [{"date": "2027-06-30", "value": "20"}]
    report = load(only(metrics=[{**chain()["metrics"][0], "readings": readings}]), workspace)
    assert report.warnings == (
        f"metrics[0].readings: no approved reading on {DAY}, which 'enps' → 'retention' cites as evidence",
    )


def test_plan_export_leaves_out_what_it_cites_elsewhere(workspace: Workspace) -> None:
    load(two_plans(), workspace)
    export = export_content(workspace, Plan.objects.get(key="p1"))
    found = export.content
    # two links, the citation, where the goal grew out of, one hint
    assert export.left_out == 5
    assert [(link.lower, link.cited_metric, link.cited_on) for link in found.links] == [
        ("enps", "", None),
        ("feedback", "", None),
    ]
    assert (found.goals[0].promoted_from, [one.kind for one in found.plans[0].dismissed_hints]) == (
        "",
        ["no_evidence"],
    )
    again = Workspace(slug="again", name="Acme")
    assert load(json.loads(write(found)), again).added == 8


def test_plan_shows_what_is_cited_from_elsewhere(workspace: Workspace) -> None:
    raw = two_plans()
    raw["learning_outcomes"].append({"key": "far", "title": "Far away", "plan": "p2"})
    raw["metrics"][0]["item"] = "far"
    load(raw, workspace)
    content = content_of(workspace, Plan.objects.get(key="p1"))
    assert [metric.key for metric in content.metrics] == []
    assert [(metric.key, metric.item) for metric in content.cited_metrics] == [("m1", "far")]
    assert "far" not in {item.key for _layer, item in content.layered()}
    reading = cited_reading(content.links[0], metrics_of(content))
    assert reading is not None
    assert reading.value == 19
    assert content_of(workspace).cited_metrics == ()


def test_metric_of_another_workspace_cannot_be_cited(workspace: Workspace) -> None:
    load(full(), Workspace(slug="elsewhere", name="Elsewhere"))
    raw = chain(metrics=[])
    raw["links"][0] |= {"cited_metric": "m1", "cited_on": DAY}
    assert refused(raw, workspace) == ["links[0].cited_metric: unknown reference 'm1'"]
