"""What is done with items of the catalogue and with barriers, and that undo takes it back."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from alignment.attention.queries import matters_of
from alignment.catalogue.queries.audit_page import audit_page, shares_of
from alignment.catalogue.queries.suggestions import LOOKED_AT, suggestion_page, suggestions_for
from alignment.catalogue.services import approvals, barriers, items, links
from alignment.deeds import StaleWrite, create_all, deed, undo
from alignment.models import AuditPoint, Barrier, CatalogueItem, CatalogueLink, Layer, RelevanceApproval
from alignment.rules.attention import Source
from alignment.tracing.addresses import item_address
from tests.factories import make_chain, make_goal, make_item, make_plan, make_workspace
from tests.offers import make_barrier, make_offer


@pytest.fixture
def chain(plan: Any) -> Any:
    return make_chain(plan)


def test_a_decision_is_kept_with_who_and_when_and_can_be_taken_back(workspace, ann):
    item = make_offer(workspace)
    done = items.decide(item, fate="retire", reason=" Nobody books it ", version=1, by=ann)
    item.refresh_from_db()
    assert (item.fate, item.fate_reason, item.fate_by, item.fate_on) == (
        "retire", "Nobody books it", "Ann", timezone.localdate(),
    )  # fmt: skip
    with pytest.raises(StaleWrite):
        items.decide(item, fate="keep", reason="x", version=1, by=ann)
    undo(done, by=ann)
    item.refresh_from_db()
    assert (item.fate, item.fate_reason, item.is_retired) == ("", "", False)


def test_several_are_decided_about_as_one_deed(workspace, ann, cleo):
    mine = [make_offer(workspace) for _ in range(3)]
    count, done = items.decide_many(workspace, [one.pk for one in mine[:2]], fate="keep", reason="x", by=ann)
    assert (count, CatalogueItem.objects.filter(fate="keep").count()) == (2, 2)
    undo(done, by=ann)
    assert not CatalogueItem.objects.filter(fate="keep").exists()
    with pytest.raises(ValidationError):
        items.decide_many(workspace, [0], fate="keep", reason="x", by=ann)
    with pytest.raises(ValidationError):
        items.decide_many(workspace, [mine[0].pk], fate="keep", reason=" ", by=ann)


def test_the_share_follows_what_is_linked_and_is_noted_by_day(workspace, ann, chain):
    *_rest, learning, _initiative = chain
    one, _two = make_offer(workspace, hours=2, cost=10), make_offer(workspace, hours=6, cost=30)
    done = links.build(one, [learning], by=ann, reason="It trains it")
    half = {"items": Decimal("0.5"), "hours": Decimal("0.25"), "spend": Decimal("0.25")}
    assert audit_page(workspace).audit.demand_share == half
    point = AuditPoint.objects.get()
    assert (point.on, shares_of(point.counted)) == (timezone.localdate(), half)
    with pytest.raises(ValidationError):
        links.build(one, [learning], by=ann)
    undo(done, by=ann)
    assert not CatalogueLink.objects.exists()


def test_a_claim_needs_a_reason_and_does_not_count(workspace, ann, chain):
    item = make_offer(workspace)
    with pytest.raises(ValidationError):
        links.claim(item, chain[0], by=ann, reason="")
    links.claim(item, chain[0], by=ann, reason="The vendor says so")
    page = audit_page(workspace)
    assert (page.claims, page.audit.demand_share["items"]) == (1, 0)
    with pytest.raises(ValidationError):
        links.claim(item, chain[0], by=ann, reason="again")


def test_nothing_of_another_workspace_is_linked(workspace, ann, chain, cleo):
    other = make_plan(make_workspace("elsewhere", owner=cleo))
    item = make_offer(workspace)
    with pytest.raises(ValidationError):
        links.build(item, [make_chain(other)[3]], by=ann)
    with pytest.raises(ValidationError):
        links.claim(item, make_goal(other), by=ann, reason="x")


def test_a_suggestion_is_accepted_or_set_aside(workspace, ann, plan):
    near = make_item(Layer.LEARNING, plan, title="Listen well in a talk")
    make_item(Layer.LEARNING, plan, title="Budget a project")
    item = make_offer(workspace, title="Listen well in talks")
    assert [one.outcome for one in suggestions_for(item, [])] == [near]
    done = links.dismiss(item, near, by=ann)
    assert suggestions_for(item, []) == []
    undo(done, by=ann)
    assert [one.outcome for one in suggestion_page(workspace).found] == [near]
    links.build(item, [near], by=ann, suggested=True)
    assert suggestion_page(workspace).found == []
    assert CatalogueLink.objects.get().suggested


def test_suggestions_look_at_a_bounded_part_of_the_catalogue(workspace, ann, plan):
    with deed("import_catalogue", by=ann, workspace=workspace):
        create_all(
            [
                CatalogueItem(workspace=workspace, key=f"a{n}", identifier=f"C{n}", title=f"Course {n}")
                for n in range(LOOKED_AT + 10)
            ]
        )
    first = suggestion_page(workspace)
    assert (first.found, first.looked_at, first.after is None) == ([], LOOKED_AT, False)
    rest = suggestion_page(workspace, first.after or 0)
    assert (rest.looked_at, rest.after) == (10, None)


def test_a_supervisors_word_is_recorded(workspace, ann):
    item = make_offer(workspace, purpose="personal_development")
    done = approvals.approve(
        item,
        for_whom="Mia",
        supervisor="Otto Lang",
        approved=True,
        why="She leads",
        on=date(2027, 1, 5),
        by=ann,
    )
    said = RelevanceApproval.objects.get()
    assert (said.supervisor.name, said.for_whom, said.approved) == ("Otto Lang", "Mia", True)
    approvals.remove_approval(item, said.pk, by=ann)
    with pytest.raises(StaleWrite):
        approvals.remove_approval(item, said.pk, by=ann)
    assert done.verb == "approve_relevance"


def test_barriers_have_owners_and_are_overdue_until_they_are_out_of_the_way(workspace, ann):
    made, _done = barriers.add(
        workspace,
        by=ann,
        fields={"text": "Seats are the target", "next_step": "Talk", "due": timezone.localdate()},
        owner="Otto Lang",
    )
    today = timezone.localdate()
    assert [one for one in matters_of(workspace, today) if one.source is Source.BARRIER] == []
    later = today + timedelta(days=1)
    (matter,) = [one for one in matters_of(workspace, later) if one.source is Source.BARRIER]
    assert (matter.title, matter.who, matter.since) == ("Seats are the target", "Otto Lang", today)
    done = barriers.resolve(made, version=1, by=ann)
    assert Barrier.objects.get().resolved_on == today
    assert [one for one in matters_of(workspace, later) if one.source is Source.BARRIER] == []
    undo(done, by=ann)
    assert Barrier.objects.get().resolved_on is None
    with pytest.raises(StaleWrite):
        barriers.edit(made, version=1, by=ann, fields={"text": "x"}, owner="")


def test_what_needs_attention_names_an_overdue_barrier(client_of, workspace, ann):
    barrier = make_barrier(workspace, due=date(2020, 1, 1))
    page = client_of(ann).get("/w/acme/attention/").content.decode()
    assert "Was to be out of the way by 1 January 2020. Nobody takes it on yet." in page
    assert f"/w/acme/library/barriers/{barrier.pk}/edit/" in page


def test_a_learning_outcome_shows_what_builds_it(client_of, workspace, ann, chain):
    item = make_offer(workspace, builds=chain[3], title="Listening course", hours="1.5")
    page = client_of(ann).get(item_address("acme", "learning", chain[3].pk))
    assert page.status_code == 200
    assert f"/w/acme/library/catalogue/{item.pk}/" in page.content.decode()
