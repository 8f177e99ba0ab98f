"""An import is one deed: it adds, it changes, it leaves alone, or it does nothing at all."""

import pytest

from alignment.deeds import undo
from alignment.exchange.document import read
from alignment.exchange.problems import PlanFileError
from alignment.exchange.queries import export_content
from alignment.exchange.services import import_document, workspace_for
from alignment.exchange.writing import write
from alignment.models import (
    Behaviour,
    BusinessGoal,
    Deed,
    Initiative,
    LearningLink,
    Metric,
    MomentLink,
    MomentOfTruth,
    Person,
    Plan,
    Reading,
    User,
    Workspace,
)
from tests.exchange.files import chain, changed, load, only
from tests.factories import make_plan


def suspects(workspace: Workspace) -> list[tuple[str, str]]:
    return [(link.lower, link.upper) for link in export_content(workspace).content.links if link.suspect]


def test_import_writes_everything_in_one_deed(workspace: Workspace, ann: User) -> None:
    report = load(chain(), workspace, ann)
    assert (report.added, report.changed, report.unchanged) == (13, 0, 0)
    assert report.deed is not None
    assert (report.deed.verb, report.deed.by, report.deed.subject) == ("import", ann, "People plan 2027")
    assert report.deed.plan == Plan.objects.get(key="p1")
    history = BusinessGoal.history.get(key="retention")
    assert (history.deed, history.history_user, history.history_type) == (report.deed, ann, "+")
    assert Reading.objects.get().by == ann


def test_same_file_again_changes_nothing(workspace: Workspace) -> None:
    load(chain(), workspace)
    before = (workspace.revision, Deed.objects.count(), BusinessGoal.history.count())
    report = load(chain(), workspace)
    assert (report.added, report.changed, report.unchanged, report.deed) == (0, 0, 13, None)
    workspace.refresh_from_db()
    assert (workspace.revision, Deed.objects.count(), BusinessGoal.history.count()) == before


def test_field_left_out_keeps_its_value(workspace: Workspace) -> None:
    load(chain(), workspace)
    report = load(only(goals=[{"key": "retention", "title": "Keep our people"}]), workspace)
    assert (report.changed, report.changes[3].changed[0].fields) == (1, ("title",))
    goal = BusinessGoal.objects.get()
    assert (goal.title, goal.strategy, goal.owner) == (
        "Keep our people",
        "Better managers",
        Person.objects.get(),
    )
    assert goal.version == 2


def test_field_given_empty_is_emptied(workspace: Workspace) -> None:
    load(changed("goals", horizon_end="2028-06-30"), workspace)
    load(
        only(goals=[{"key": "retention", "title": "Keep people", "owner": "", "horizon_end": None}]),
        workspace,
    )
    goal = BusinessGoal.objects.get()
    assert (goal.owner, goal.horizon_end) == (None, None)


def test_nested_list_given_replaces_the_whole_list(workspace: Workspace) -> None:
    rows = [{"effect": "helps", "text": text} for text in ("one", "two", "three")]
    load(changed("moments", behaviours=rows), workspace)
    first = Behaviour.objects.order_by("position").first()
    load(changed("moments", behaviours=[{"effect": "hinders", "text": "two"}]), workspace)
    assert list(Behaviour.objects.values_list("effect", "text")) == [("hinders", "two")]
    assert Behaviour.objects.get() == first
    load(changed("moments", behaviours=rows), workspace)
    assert list(Behaviour.objects.order_by("position").values_list("text", flat=True)) == [
        "one",
        "two",
        "three",
    ]


def test_nested_list_left_out_stays(workspace: Workspace) -> None:
    load(chain(), workspace)
    load(only(moments=[{"key": "feedback", "title": "Talk"}]), workspace)
    assert Behaviour.objects.count() == 1


def test_twin_rows_of_a_nested_list_are_kept(workspace: Workspace) -> None:
    twins = [{"effect": "helps", "text": "same"}] * 2
    raw = changed("moments", behaviours=twins)
    raw["metrics"][0]["matters_to"] = ["cfo", "cfo"]
    raw["learning_outcomes"][0]["target_groups"] = ["young", "young"]
    load(raw, workspace)
    found = export_content(workspace).content
    assert len(found.moments[0].behaviours) == 2
    assert found.metrics[0].matters_to == ("cfo", "cfo")
    assert [need.group for need in found.learning_outcomes[0].target_groups] == ["young", "young"]


def test_references_may_name_what_the_workspace_has(workspace: Workspace) -> None:
    load(chain(), workspace)
    more = only(
        initiatives=[{"key": "card", "title": "Card", "plan": "p1", "owner": "cfo"}],
        links=[{"lower": "card", "upper": "listen", "reason": "It lies on the table"}],
    )
    report = load(more, workspace)
    assert (report.added, report.changed) == (2, 0)
    assert Initiative.objects.get(key="card").owner == Person.objects.get()
    assert suspects(workspace) == []


def test_existing_item_keeps_its_home(workspace: Workspace) -> None:
    load(chain(), workspace)
    load(only(plans=[{"key": "p2", "title": "x"}], goals=[{"key": "retention", "title": "x"}]), workspace)
    assert BusinessGoal.objects.get().plan.key == "p1"


def test_item_moves_to_another_plan(workspace: Workspace) -> None:
    load(chain(), workspace)
    moved = only(
        plans=[{"key": "p2", "title": "x"}],
        goals=[{"key": "retention", "title": "Keep people", "plan": "p2"}],
    )
    load(moved, workspace)
    assert BusinessGoal.objects.get().plan.key == "p2"


def test_metric_moves_to_another_item(workspace: Workspace) -> None:
    load(chain(), workspace)
    load(changed("metrics", item="retention"), workspace)
    metric = Metric.objects.get()
    assert (metric.goal, metric.outcome) == (BusinessGoal.objects.get(), None)


def test_parents_come_first_whatever_the_order(workspace: Workspace) -> None:
    goals = [{"key": f"g{n}", "title": "x", "parent": f"g{n + 1}" if n < 5 else ""} for n in range(6)]
    load(only(plans=[{"key": "p1", "title": "x"}], goals=goals), workspace)
    found = export_content(workspace).content.goals
    assert [(goal.key, goal.parent) for goal in found] == [(row["key"], row["parent"]) for row in goals]


def test_existing_goal_gets_a_new_parent(workspace: Workspace) -> None:
    load(chain(), workspace)
    goals = [{"key": "retention", "title": "Keep people", "parent": "top"}, {"key": "top", "title": "Grow"}]
    load(chain(goals=goals), workspace)
    assert BusinessGoal.objects.get(key="retention").parent == BusinessGoal.objects.get(key="top")


def test_cycle_through_the_workspace_is_refused(workspace: Workspace) -> None:
    goals = [{"key": "g1", "title": "x", "parent": "g2"}, {"key": "g2", "title": "x"}]
    load(chain(goals=[*chain()["goals"], *goals]), workspace)
    with pytest.raises(PlanFileError, match="goals are parents of each other: g2 → g1 → g2"):
        load(only(goals=[{"key": "g2", "title": "x", "parent": "g1"}]), workspace)


def test_key_of_another_layer_is_refused(workspace: Workspace) -> None:
    load(chain(), workspace)
    with pytest.raises(
        PlanFileError, match=r"goals\[0\]\.key: the workspace has 'elp' already, as an initiative"
    ):
        load(only(goals=[{"key": "elp", "title": "x", "plan": "p1"}]), workspace)


def test_new_rows_stand_behind_existing_ones(workspace: Workspace) -> None:
    load(chain(), workspace)
    load(chain(goals=[{"key": "a", "title": "x"}, {"key": "retention", "title": "Keep people"}]), workspace)
    assert [goal.key for goal in export_content(workspace).content.goals] == ["retention", "a"]


def test_refused_file_writes_nothing(workspace: Workspace) -> None:
    load(chain(), workspace)
    before = write(export_content(workspace).content)
    deeds = Deed.objects.count()
    raw = changed("goals", title="Another title")
    raw["links"].append({"lower": "elp", "upper": "nothing"})
    with pytest.raises(PlanFileError):
        load(raw, workspace)
    assert write(export_content(workspace).content) == before
    assert Deed.objects.count() == deeds


@pytest.mark.django_db
def test_refused_file_makes_no_workspace() -> None:
    with pytest.raises(PlanFileError):
        load(changed("goals", owner="nobody"), Workspace(slug="fresh", name="Fresh"))
    assert not Workspace.objects.filter(slug="fresh").exists()


def test_dry_run_says_what_would_be_and_writes_nothing(workspace: Workspace) -> None:
    assert load(chain(), workspace, dry_run=True).added == 13
    load(chain(), workspace)
    report = load(changed("goals", title="Another"), workspace, dry_run=True)
    assert (report.added, report.changed, report.unchanged) == (0, 1, 12)
    assert BusinessGoal.objects.get().title == "Keep people"


def test_name_and_currency_of_a_workspace_stay(workspace: Workspace) -> None:
    report = load(chain(workspace={"name": "Elsewhere", "currency": "USD"}), workspace)
    assert report.differences == (
        "workspace name: the file says 'Elsewhere', 'Acme' is kept",
        "workspace currency: the file says 'USD', 'EUR' is kept",
    )
    workspace.refresh_from_db()
    assert (workspace.name, workspace.currency) == ("Acme", "EUR")


def test_first_import_can_be_undone(workspace: Workspace, ann: User) -> None:
    empty = write(export_content(workspace).content)
    row = load(chain(), workspace, ann).deed
    assert row is not None
    undo(row, by=ann)
    assert write(export_content(workspace).content) == empty


def test_change_by_import_can_be_undone(workspace: Workspace, ann: User) -> None:
    load(chain(), workspace, ann)
    before = write(export_content(workspace).content)
    raw = changed("goals", strategy="Higher pay")
    raw["moments"][0]["behaviours"] = [{"effect": "hinders", "text": "Cancels"}] * 2
    raw["metrics"][0]["readings"] = []
    row = load(raw, workspace, ann).deed
    assert row is not None
    undo(row, by=ann)
    assert write(export_content(workspace).content) == before


def test_another_workspace_is_left_alone(workspace: Workspace, cleo: User) -> None:
    other = Workspace.objects.get(slug="other")
    load(chain(), other, cleo)
    load(changed("goals", title="Ours"), workspace)
    assert BusinessGoal.objects.get(workspace=other).title == "Keep people"
    assert MomentOfTruth.objects.filter(workspace=workspace).count() == 1
    assert not MomentLink.objects.filter(workspace=workspace).exclude(upper__workspace=workspace).exists()
    assert not LearningLink.objects.filter(workspace=workspace).exclude(lower__workspace=workspace).exists()


def test_a_file_without_any_plan_gets_a_first_one(ann: User) -> None:
    document = read('{"format": "throughline-plan", "version": 1, "goals": [{"key": "g", "title": "Grow"}]}')
    found = workspace_for(document, "fresh")

    import_document(document, workspace=found, by=ann)
    again = import_document(document, workspace=found, by=ann)

    assert [(plan.key, plan.title) for plan in Plan.objects.filter(workspace=found)] == [("p1", "fresh")]
    assert BusinessGoal.objects.get(workspace=found).plan.key == "p1"
    assert (again.added, again.changed) == (0, 0)


def test_a_file_without_any_plan_goes_into_the_only_one(ann: User, workspace: Workspace, plan: Plan) -> None:
    document = read('{"format": "throughline-plan", "version": 1, "goals": [{"key": "g", "title": "Grow"}]}')

    import_document(document, workspace=workspace, by=ann)

    assert BusinessGoal.objects.get().plan == plan


def test_a_file_without_any_plan_is_refused_where_there_are_several(
    ann: User, workspace: Workspace, plan: Plan
) -> None:
    make_plan(workspace)
    document = read('{"format": "throughline-plan", "version": 1, "goals": [{"key": "g", "title": "Grow"}]}')

    with pytest.raises(PlanFileError, match="say which plan is its home"):
        import_document(document, workspace=workspace, by=ann)
    assert not BusinessGoal.objects.exists()
