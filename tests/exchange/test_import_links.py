"""Which links an import confirms, and which it leaves to be looked at again."""

from alignment.exchange.queries import export_content
from alignment.models import (
    BusinessGoal,
    OutcomeLink,
    PerformanceOutcome,
    User,
    Workspace,
)
from tests.exchange.files import chain, changed, load


def suspects(workspace: Workspace) -> list[tuple[str, str]]:
    return [(link.lower, link.upper) for link in export_content(workspace).content.links if link.suspect]


def test_import_confirms_the_links_it_makes(workspace: Workspace, ann: User) -> None:
    load(chain(), workspace, ann)
    link = OutcomeLink.objects.get()
    goal, outcome = BusinessGoal.objects.get(), PerformanceOutcome.objects.get()
    assert (link.lower_meaning, link.upper_meaning) == (outcome.meaning, goal.meaning)
    assert len(goal.meaning) == len(outcome.meaning) == 32
    assert (link.confirmed_by, link.confirmed_at is not None) == (ann, True)
    assert suspects(workspace) == []


def test_link_marked_suspect_stays_suspect(workspace: Workspace) -> None:
    load(changed("links", 2, suspect=True), workspace)
    assert suspects(workspace) == [("listen", "feedback")]
    load(chain(), workspace)  # left out changes nothing
    load(changed("links", 2, suspect=False), workspace)
    load(changed("links", 2, reason="Another reason"), workspace)
    assert suspects(workspace) == [("listen", "feedback")]


def test_suspect_makes_an_existing_link_suspect(workspace: Workspace) -> None:
    load(chain(), workspace)
    report = load(changed("links", 2, suspect=True), workspace)
    assert (report.changed, suspects(workspace)) == (1, [("listen", "feedback")])
    assert load(changed("links", 2, suspect=True), workspace).changed == 0


def test_moved_meaning_makes_links_suspect(workspace: Workspace) -> None:
    load(chain(), workspace)
    load(changed("goals", strategy="Higher pay"), workspace)
    assert suspects(workspace) == [("enps", "retention")]


def test_moved_target_makes_links_suspect(workspace: Workspace) -> None:
    load(chain(), workspace)
    load(changed("metrics", target="31"), workspace)
    assert suspects(workspace) == [("enps", "retention"), ("feedback", "enps")]


def test_changed_behaviours_make_links_suspect(workspace: Workspace) -> None:
    load(chain(), workspace)
    load(changed("moments", behaviours=[]), workspace)
    assert suspects(workspace) == [("feedback", "enps"), ("listen", "feedback")]


def test_item_that_comes_back_has_its_links_looked_at(workspace: Workspace) -> None:
    load(changed("outcomes", archived=True), workspace)
    assert suspects(workspace) == []
    load(changed("outcomes", archived=False), workspace)
    assert suspects(workspace) == [("enps", "retention"), ("feedback", "enps")]


def test_initiative_that_starts_again_has_its_links_looked_at(workspace: Workspace) -> None:
    load(changed("initiatives", status="stopped"), workspace)
    load(changed("initiatives", status="running"), workspace)
    assert suspects(workspace) == [("elp", "listen")]
