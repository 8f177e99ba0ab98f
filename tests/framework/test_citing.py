"""A reading cited as evidence of a link: offered, chosen, shown, refused."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from alignment.deeds import undo
from alignment.framework.queries.citing import offer_readings, with_citations
from alignment.framework.services.checks import ForeignRow
from alignment.framework.services.evidence import Citation
from alignment.framework.services.links import edit_link, link, link_many
from alignment.framework.services.plans import archive_plan
from alignment.measurement.services import correct_reading, remove_reading
from alignment.models import Link, Metric, OutcomeLink, Plan, Reading, User, Workspace
from tests.factories import make_goal, make_metric, make_moment, make_outcome, make_plan, make_reading
from tests.factories import make_workspace as elsewhere

Clients = Callable[[User], Client]
JUNE = datetime.date(2026, 6, 30)
MARCH = datetime.date(2026, 3, 31)


@pytest.fixture
def hop(plan: Plan) -> OutcomeLink:
    make_outcome(plan, make_goal(plan, title="Keep people"), title="The score rises")
    return OutcomeLink.objects.get()


@pytest.fixture
def metric(hop: OutcomeLink) -> Metric:
    return make_metric(hop.lower, title="Engagement score", unit="points")


@pytest.fixture
def reading(metric: Metric) -> Reading:
    return make_reading(metric, JUNE, 19)


def value(metric: Metric, day: datetime.date = JUNE) -> str:
    return f"{metric.pk}:{day.isoformat()}"


def edit_url(hop: Link, workspace: Workspace) -> str:
    return reverse("framework:link_edit", args=[workspace.slug, "outcome", hop.pk])


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


@pytest.mark.parametrize("path", ["link_edit", "link_new"])
def test_foreign_metric_is_refused_by_the_forms(
    path: str, hop: OutcomeLink, reading: Reading, workspace: Workspace, ann: User, client_of: Clients
) -> None:
    theirs = make_metric(make_goal(make_plan(elsewhere("other"))))
    make_reading(theirs, JUNE, 19)
    ident = hop.pk if path == "link_edit" else hop.lower.pk
    upper = make_goal(hop.lower.plan)
    url = reverse(f"framework:{path}", args=[workspace.slug, "outcome", ident])
    for bad in (value(theirs), "x", f"{reading.metric_id}:2020-01-01", f"{reading.metric_id}:"):
        said = {"version": 1, "uppers": [upper.pk], "reason": "Kept words", "cited": bad, "confidence": "2"}
        answer = client_of(ann).post(url, said)
        assert (answer.status_code, answer.context["form"].errors["cited"]) == (
            422,
            ["Choose one of the readings that are listed."],
        )
        assert answer.context["form"]["reason"].value() == "Kept words"
    assert OutcomeLink.objects.exclude(cited_metric=None).count() == 0


def test_form_refuses_measured_and_keeps_what_was_typed(
    hop: OutcomeLink, reading: Reading, workspace: Workspace, ann: User, client_of: Clients
) -> None:
    said = {"version": 1, "reason": "Kept words", "confidence": "3", "evidence": "Survey", "cited": ""}
    answer = client_of(ann).post(edit_url(hop, workspace), said)
    form = answer.context["form"]
    assert (answer.status_code, form["reason"].value(), form["evidence"].value()) == (
        422,
        "Kept words",
        "Survey",
    )
    assert list(form.errors) == ["cited"]
    answer = client_of(ann).post(edit_url(hop, workspace), {**said, "cited": value(reading.metric)})
    assert answer.status_code == 302
    hop.refresh_from_db()
    assert (hop.confidence, hop.cited_on) == (3, JUNE)


def test_new_link_form_refuses_measured_without_a_reading(
    hop: OutcomeLink, workspace: Workspace, ann: User, client_of: Clients
) -> None:
    upper = make_goal(hop.lower.plan)
    url = reverse("framework:link_new", args=[workspace.slug, "outcome", hop.lower.pk])
    said = {"uppers": [upper.pk], "reason": "Kept words", "confidence": "3"}
    answer = client_of(ann).post(url, said)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["cited"])
    assert answer.context["form"].more_is_open()
    assert OutcomeLink.objects.count() == 1


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


def test_item_page_shows_what_is_cited_and_whether_it_stands(
    hop: OutcomeLink, reading: Reading, workspace: Workspace, ann: User, client_of: Clients
) -> None:
    edit_link(hop, by=ann, version=1, reason="Seen", confidence=3, cited=Citation(reading.metric, JUNE))
    url = reverse("framework:item", args=[workspace.slug, "outcome", hop.lower.pk])
    client = client_of(ann)
    page = client.get(url).content.decode()
    words = "Engagement score, 30 Jun 2026: 19\u00a0points"
    address = reverse("measurement:metric_detail", args=[workspace.slug, reading.metric_id])
    assert page.count(f'<a href="{address}" hx-boost="false">{words}</a>') == 2  # among the links, on the way
    remove_reading(reading, by=ann)
    page = client.get(url).content.decode()
    gone = "Engagement score, 30 Jun 2026: no approved reading any more, so it counts as no evidence"
    assert (page.count(gone), page.count(words)) == (2, 0)


def test_corrected_date_takes_citations_along(hop: OutcomeLink, reading: Reading, ann: User) -> None:
    edit_link(hop, by=ann, version=1, reason="Seen", confidence=3, cited=Citation(reading.metric, JUNE))
    from_history = reading.history.latest().history_id
    done = correct_reading(reading, by=ann, version=from_history, fields={"date": MARCH})
    hop.refresh_from_db()
    assert (hop.cited_on, hop.version) == (MARCH, 3)
    assert not OutcomeLink.objects.with_suspect().get().suspect
    undo(done, by=ann)
    hop.refresh_from_db()
    reading.refresh_from_db()
    assert (hop.cited_on, reading.date) == (JUNE, JUNE)


def test_reading_that_was_corrected_by_another_takes_nothing_along(
    hop: OutcomeLink, reading: Reading, ann: User
) -> None:
    make_reading(reading.metric, JUNE, 20, position=1)
    edit_link(hop, by=ann, version=1, reason="Seen", confidence=3, cited=Citation(reading.metric, JUNE))
    correct_reading(reading, by=ann, version=reading.history.latest().history_id, fields={"date": MARCH})
    hop.refresh_from_db()
    assert hop.cited_on == JUNE


def test_removing_a_cited_reading_asks_first(
    hop: OutcomeLink, reading: Reading, workspace: Workspace, ann: User, client_of: Clients
) -> None:
    edit_link(hop, by=ann, version=1, reason="Seen", confidence=3, cited=Citation(reading.metric, JUNE))
    client = client_of(ann)
    url = reverse("measurement:reading_remove", args=[workspace.slug, reading.pk])
    answer = client.post(url)
    assert (answer.status_code, Reading.objects.count()) == (200, 1)
    assert "1 link cites it as evidence." in answer.content.decode()
    assert client.post(url, {"cited": "7"}).status_code == 200
    assert client.post(url, answer.context["fields"]).status_code == 302
    assert Reading.objects.count() == 0


def test_removing_a_reading_that_nothing_cites_asks_nothing(
    reading: Reading, workspace: Workspace, ann: User, client_of: Clients
) -> None:
    client_of(ann).post(reverse("measurement:reading_remove", args=[workspace.slug, reading.pk]))
    assert Reading.objects.count() == 0


def test_pages_of_a_metric_say_what_cites_it(
    hop: OutcomeLink, reading: Reading, workspace: Workspace, ann: User, client_of: Clients
) -> None:
    edit_link(hop, by=ann, version=1, reason="Seen", confidence=3, cited=Citation(reading.metric, JUNE))
    client = client_of(ann)
    page = client.get(reverse("measurement:metric_detail", args=[workspace.slug, reading.metric_id]))
    assert [(one.day, one.lower, one.upper) for one in page.context["cited_in"]] == [
        (JUNE, "The score rises", "Keep people")
    ]
    edit = client.get(reverse("measurement:reading_edit", args=[workspace.slug, reading.pk]))
    assert (edit.context["cited"], "1 link cites this reading" in edit.content.decode()) == (1, True)


def test_hop_is_edited_where_it_stands(
    hop: OutcomeLink, reading: Reading, workspace: Workspace, ann: User, client_of: Clients
) -> None:
    client = client_of(ann)
    place = f"hop-up-outcome-{hop.pk}"
    headers = {"HX-Request": "true", "HX-Target": place}
    page = reverse("framework:item", args=[workspace.slug, "outcome", hop.lower.pk])
    answer = client.get(edit_url(hop, workspace), {"next": page}, headers=headers)
    assert (answer["HX-Retarget"], answer["HX-Reselect"]) == (f"#{place}", f"#{place}")
    assert f'<li class="item layer-outcome" id="{place}">' in answer.content.decode()
    said = {"version": 1, "reason": "Kept words", "confidence": "3", "hop": place, "next": page}
    answer = client.post(edit_url(hop, workspace), said, headers={"HX-Request": "true", "HX-Target": "main"})
    assert (answer.status_code, answer["HX-Retarget"]) == (422, f"#{place}")
    assert "Kept words" in answer.content.decode()
    said["cited"] = value(reading.metric)
    answer = client.post(edit_url(hop, workspace), said, headers={"HX-Request": "true", "HX-Target": "main"})
    assert (answer.status_code, answer["Location"]) == (302, page)


def test_hop_form_stays_on_this_site(
    hop: OutcomeLink, workspace: Workspace, ann: User, client_of: Clients
) -> None:
    said = {"version": 1, "reason": "x", "hop": "hop-up-1", "next": "https://evil.example/"}
    answer = client_of(ann).post(edit_url(hop, workspace), said, headers={"HX-Request": "true"})
    assert "evil" not in answer.get("Location", "") + answer.content.decode()


def test_conflict_shows_both_citations_in_words(
    hop: OutcomeLink, reading: Reading, workspace: Workspace, ann: User, eddy: User, client_of: Clients
) -> None:
    edit_link(hop, by=eddy, version=1, reason="Seen", confidence=3, cited=Citation(reading.metric, JUNE))
    said = {"version": 1, "reason": "Seen", "confidence": "3", "cited": ""}
    answer = client_of(ann).post(edit_url(hop, workspace), said)
    assert answer.status_code == 409
    contested = {one.label: (one.theirs, one.yours) for one in answer.context["conflict"].contested}
    assert contested["Cited reading"] == ("Engagement score, 30 Jun 2026: 19\u00a0points", "")


def test_moment_of_an_archived_plan_can_be_cited(plan: Plan, hop: OutcomeLink, ann: User) -> None:
    far = make_plan(plan.workspace)
    metric = make_metric(make_moment(far))
    make_reading(metric, JUNE, 1)
    archive_plan(far, by=ann)
    saved = edit_link(hop, by=ann, version=1, reason="x", confidence=3, cited=Citation(metric, JUNE))
    assert saved.cited_metric == metric
