"""A reading cited as evidence of a link: offered, chosen, copied, refused."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from alignment.deeds import deed, undo
from alignment.framework.queries.citing import offer_readings, with_citations
from alignment.framework.services.checks import ForeignRow
from alignment.framework.services.copying import copy_plan
from alignment.framework.services.evidence import Citation
from alignment.framework.services.links import edit_link, link, link_many
from alignment.framework.services.plans import archive_plan
from alignment.measurement.services import remove_reading
from alignment.models import (
    BusinessGoal,
    Decision,
    DismissedHint,
    Initiative,
    LearningOutcome,
    Metric,
    OutcomeLink,
    Plan,
    Reading,
    User,
)
from tests.factories import (
    make_goal,
    make_initiative,
    make_learning,
    make_metric,
    make_moment,
    make_outcome,
    make_plan,
    make_reading,
)
from tests.factories import make_workspace as elsewhere

JUNE = datetime.date(2026, 6, 30)
MARCH = datetime.date(2026, 3, 31)


def test_measured_needs_a_cited_reading(hop: OutcomeLink, metric: Metric, ann: User) -> None:
    for cited in (None, Citation(metric, JUNE)):
        with pytest.raises(ValidationError) as error:
            edit_link(hop, by=ann, version=1, reason="Seen", confidence=3, cited=cited)
        assert list(error.value.message_dict) == ["cited"]
    hop.refresh_from_db()
    assert (hop.confidence, hop.version) == (1, 1)


def test_measured_with_an_approved_reading(hop: OutcomeLink, reading: Reading, ann: User) -> None:
    citation = Citation(reading.metric, JUNE)
    saved = edit_link(hop, by=ann, version=1, reason="Seen", confidence=3, cited=citation)
    assert (saved.confidence, saved.cited_metric, saved.cited_on) == (3, reading.metric, JUNE)
    undo(saved.done, by=ann)
    hop.refresh_from_db()
    assert (hop.confidence, hop.cited_metric, hop.cited_on) == (1, None, None)


def test_volume_measures_no_link(hop: OutcomeLink, ann: User) -> None:
    completions = make_metric(hop.lower, volume_only=True)
    make_reading(completions, JUNE, 120)
    cited = Citation(completions, JUNE)
    with pytest.raises(ValidationError) as error:
        edit_link(hop, by=ann, version=1, reason="Seen", confidence=3, cited=cited)
    assert list(error.value.message_dict) == ["cited"]
    assert edit_link(hop, by=ann, version=1, reason="Seen", confidence=2, cited=cited).confidence == 2


def test_citation_stays_unless_another_is_given(hop: OutcomeLink, reading: Reading, ann: User) -> None:
    citation = Citation(reading.metric, JUNE)
    edit_link(hop, by=ann, version=1, reason="Seen", confidence=3, cited=citation)
    again = edit_link(hop, by=ann, version=2, reason="Seen again", confidence=3)
    assert (again.cited_metric, again.cited_on) == (reading.metric, JUNE)
    last = edit_link(hop, by=ann, version=3, reason="Not seen", confidence=1, cited=None)
    assert (last.cited_metric, last.cited_on) == (None, None)


def test_draft_cannot_be_cited(hop: OutcomeLink, metric: Metric, ann: User) -> None:
    make_reading(metric, JUNE, 19, state="draft")
    with pytest.raises(ValidationError):
        edit_link(hop, by=ann, version=1, reason="Seen", confidence=2, cited=Citation(metric, JUNE))
    assert offer_readings(hop.lower.plan, [hop.lower]) == []


def test_reading_that_is_gone_may_stay_cited_below_measured(
    hop: OutcomeLink, reading: Reading, ann: User
) -> None:
    edit_link(hop, by=ann, version=1, reason="Seen", confidence=2, cited=Citation(reading.metric, JUNE))
    remove_reading(reading, by=ann)
    saved = edit_link(
        hop, by=ann, version=2, reason="Still", confidence=2, cited=Citation(reading.metric, JUNE)
    )
    assert (saved.reason, saved.cited_on) == ("Still", JUNE)
    with pytest.raises(ValidationError):
        edit_link(hop, by=ann, version=3, reason="Still", confidence=3)


def test_new_links_cite(plan: Plan, hop: OutcomeLink, reading: Reading, ann: User) -> None:
    citation = Citation(reading.metric, JUNE)
    second = make_goal(plan)
    one = link(hop.lower, second, by=ann, reason="Seen", confidence=3, cited=citation)
    assert (one.cited_metric, one.confidence) == (reading.metric, 3)
    with pytest.raises(ValidationError):
        link_many(hop.lower, [(make_goal(plan), "x")], by=ann, confidence=3)


def test_metric_of_another_workspace_is_foreign(hop: OutcomeLink, ann: User) -> None:
    theirs = make_metric(make_goal(make_plan(elsewhere("other"))))
    make_reading(theirs, JUNE, 19)
    with pytest.raises(ForeignRow):
        edit_link(hop, by=ann, version=1, reason="Seen", cited=Citation(theirs, JUNE))


def test_readings_of_the_ends_are_offered_first(plan: Plan, hop: OutcomeLink, reading: Reading) -> None:
    other = make_metric(make_goal(plan), title="Turnover")
    make_reading(other, JUNE, 12)
    make_reading(reading.metric, MARCH, 17)
    make_reading(reading.metric, JUNE, 20)  # the correction of the same day counts
    make_reading(make_metric(make_goal(make_plan(plan.workspace)), title="Far"), JUNE, 1)
    offered = offer_readings(plan, [hop.lower, hop.upper])
    assert [[(one.cited.title, one.cited.day, one.cited.value) for one in group] for group in offered] == [
        [("Engagement score", JUNE, 20), ("Engagement score", MARCH, 17)],
        [("Turnover", JUNE, 12)],
    ]


def test_what_is_cited_elsewhere_or_gone_stays_offered(
    plan: Plan, hop: OutcomeLink, reading: Reading, ann: User
) -> None:
    far = make_metric(make_goal(make_plan(plan.workspace)), title="Far")
    gone = make_reading(far, JUNE, 1)
    saved = edit_link(hop, by=ann, version=1, reason="x", confidence=2, cited=Citation(far, JUNE))
    remove_reading(gone, by=ann)
    offered = offer_readings(plan, [hop.lower, hop.upper], keep=saved)
    assert [(group[0].cited.title, group[0].cited.value) for group in offered] == [
        ("Far", None),
        ("Engagement score", 19),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_offer_costs_two_queries(
    count: int, plan: Plan, hop: OutcomeLink, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        make_reading(make_metric(make_goal(plan)), JUNE, 1)
    ends = [hop.lower, hop.upper]
    with django_assert_num_queries(2):
        offer_readings(plan, ends)


@pytest.mark.parametrize("count", [1, 3])
def test_citations_cost_two_queries(
    count: int, plan: Plan, reading: Reading, ann: User, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        link(
            make_outcome(plan),
            make_goal(plan),
            by=ann,
            reason="x",
            confidence=3,
            cited=Citation(reading.metric, JUNE),
        )
    links = list(OutcomeLink.objects.order_by("pk"))
    with django_assert_num_queries(2):
        with_citations(links, "acme")
    assert [one.cited.words if one.cited else "" for one in links] == [
        "",
        *["Engagement score, 30 Jun 2026: 19\u00a0points"] * count,
    ]


def test_copy_of_a_plan_cites_what_the_plan_cites(
    plan: Plan, hop: OutcomeLink, reading: Reading, ann: User
) -> None:
    edit_link(hop, by=ann, version=1, reason="Seen", confidence=3, cited=Citation(reading.metric, JUNE))
    learning = make_learning(plan)
    with deed("edit", by=ann, workspace=plan.workspace):
        BusinessGoal.objects.update(promoted_from=learning)
        add_decision(make_initiative(plan))
        DismissedHint.objects.create(
            workspace=plan.workspace, plan=plan, kind="no_evidence", item="o", reason="x", date=JUNE
        )
    new = copy_plan(plan, title="Copy", by=ann).plan
    copied = OutcomeLink.objects.get(lower__plan=new)
    assert (copied.confidence, copied.cited_metric, copied.cited_on) == (3, reading.metric, JUNE)
    assert BusinessGoal.objects.get(plan=new).promoted_from == LearningOutcome.objects.get(plan=new)
    assert (Decision.objects.count(), DismissedHint.objects.count()) == (1, 1)


def add_decision(initiative: Initiative) -> None:
    Decision.objects.create(
        workspace=initiative.workspace, initiative=initiative, decision="keep", reason="x", date=JUNE
    )


def test_moment_of_an_archived_plan_can_be_cited(plan: Plan, hop: OutcomeLink, ann: User) -> None:
    far = make_plan(plan.workspace)
    metric = make_metric(make_moment(far))
    make_reading(metric, JUNE, 1)
    archive_plan(far, by=ann)
    saved = edit_link(hop, by=ann, version=1, reason="x", confidence=3, cited=Citation(metric, JUNE))
    assert saved.cited_metric == metric
