"""A reading cited as evidence of a link, as pages: forms that keep what was typed, hops edited in place."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from alignment.framework.services.evidence import Citation
from alignment.framework.services.links import edit_link
from alignment.measurement.services import remove_reading
from alignment.models import (
    Link,
    Metric,
    OutcomeLink,
    Reading,
    User,
    Workspace,
)
from tests.factories import (
    make_goal,
    make_metric,
    make_plan,
    make_reading,
)
from tests.factories import make_workspace as elsewhere

Clients = Callable[[User], Client]
JUNE = datetime.date(2026, 6, 30)


def edit_url(hop: Link, workspace: Workspace) -> str:
    return reverse("framework:link_edit", args=[workspace.slug, "outcome", hop.pk])


def value(metric: Metric, day: datetime.date = JUNE) -> str:
    return f"{metric.pk}:{day.isoformat()}"


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
