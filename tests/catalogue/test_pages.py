"""The pages of the library: what they show, what they refuse, and how many queries they take."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alignment.deeds import deed
from alignment.models import CatalogueItem, Deed, Fate
from tests.factories import make_chain
from tests.offers import make_barrier, make_offer

LIST = "/w/acme/library/catalogue/"


@pytest.fixture
def client(client_of: Any, ann: Any) -> Any:
    return client_of(ann)


@pytest.fixture
def chain(plan: Any) -> Any:
    return make_chain(plan)


def titles(client: Any, query: str) -> list[str]:
    table = client.get(f"{LIST}?{query}").context["table"]
    return [row.record.title for row in table.paginated_rows]


def test_the_list_is_narrowed(client, workspace, chain):
    goal, _outcome, _moment, learning, _initiative = chain
    make_offer(workspace, "Listening", builds=learning, title="One", provider="Acme Learning")
    make_offer(workspace, claims=goal, title="Two", purpose="compliance")
    make_offer(workspace, "Excel", title="Three", out_of_use=True, description="Sheets and lists")
    make_offer(workspace, title="Four", fate=Fate.RETIRE, gone_on="2026-01-01")
    assert titles(client, "") == ["One", "Two", "Three", "Four"]
    assert titles(client, "serves=serves") == ["One"]
    assert titles(client, "serves=claims") == ["Two"]
    assert titles(client, "serves=nothing") == ["Three", "Four"]
    assert titles(client, "show=offer") == ["One", "Two"]
    assert titles(client, "show=retired") == ["Three"]
    assert titles(client, "show=gone") == ["Four"]
    assert titles(client, "show=archived") == []
    assert titles(client, "fate=retire") == ["Four"]
    assert titles(client, "fate=none&show=offer") == ["One", "Two"]
    assert titles(client, "purpose=compliance") == ["Two"]
    assert titles(client, "skills=none&show=offer") == ["Two"]
    assert titles(client, "teaches=excel") == ["Three"]
    assert titles(client, "q=acme") == ["One"]
    assert titles(client, "q=sheets+lists") == ["Three"]
    assert titles(client, "sort=-title") == ["Two", "Three", "One", "Four"]
    assert titles(client, "fate=nonsense&show=x") == ["One", "Two", "Three", "Four"]


def test_no_value_stands_last_whichever_way_it_is_sorted(client, workspace):
    for title, hours in (("a", 2), ("b", None), ("c", 1)):
        make_offer(workspace, title=title, hours=hours)
    assert titles(client, "sort=hours") == ["c", "a", "b"]
    assert titles(client, "sort=-hours") == ["a", "c", "b"]


def test_several_items_are_decided_about_at_once(client, workspace):
    one, two, three = (make_offer(workspace) for _ in range(3))
    sent = {"item": [one.pk, two.pk], "fate": "retire", "reason": "Nobody books them"}
    response = client.post(f"{LIST}decide/?show=offer", sent)
    assert (response.status_code, response["Location"]) == (303, f"{LIST}?show=offer")
    fates = dict(CatalogueItem.objects.values_list("pk", "fate"))
    assert fates == {one.pk: "retire", two.pk: "retire", three.pk: ""}
    found = CatalogueItem.objects.get(pk=one.pk)
    assert (found.fate_reason, found.fate_by, found.version) == ("Nobody books them", "Ann", 2)
    client.post(f"/w/acme/history/{Deed.objects.latest('pk').pk}/undo/")


@pytest.mark.parametrize(
    "sent",
    [
        {"fate": "retire", "reason": ""},
        {"fate": "", "reason": "x"},
        {"fate": "keep", "reason": "x", "item": "a"},
    ],
)
def test_a_decision_without_a_reason_or_an_item_keeps_what_was_ticked(client, workspace, sent):
    item = make_offer(workspace)
    response = client.post(f"{LIST}decide/", {"item": item.pk} | sent)
    assert response.status_code == 422
    ticked = f'value="{item.pk}" id="pick-{item.pk}" checked'
    assert (ticked in response.content.decode()) == (sent.get("item") != "a")
    assert CatalogueItem.objects.get().fate == ""


def test_a_reader_sees_everything_and_ticks_nothing(client_of, ben, workspace, chain):
    item = make_offer(workspace, "Listening", builds=chain[3], purpose="personal_development")
    make_barrier(workspace)
    for page in ("", "catalogue/", f"catalogue/{item.pk}/", "catalogue/suggestions/", "audit/", "barriers/"):
        answer = client_of(ben).get(f"/w/acme/library/{page}")
        assert answer.status_code == 200
        assert 'method="post"' not in answer.content.decode().split("</header>")[1]


def queries(client: Any, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(page).status_code == 200
    return len(caught)


def test_pages_take_the_same_queries_whatever_they_list(client, workspace, chain):
    goal, *_rest, learning, _initiative = chain

    def fill() -> Any:
        made = make_offer(workspace, "Listening", "Excel", builds=learning, claims=goal)
        make_offer(workspace, "Listening at work", title="Listening well")
        make_barrier(workspace)
        return made

    item = fill()
    pages = [
        "/w/acme/library/",
        LIST,
        f"{LIST}{item.pk}/",
        f"{LIST}suggestions/",
        "/w/acme/library/audit/",
        "/w/acme/library/barriers/",
    ]
    before = {page: queries(client, page) for page in pages}
    fill()
    fill()
    assert {page: queries(client, page) for page in pages} == before
    assert max(before.values()) <= 25


def test_the_audit_misses_no_skill_that_nobody_asked_for(client, workspace, chain):
    learning = chain[3]
    make_offer(workspace, "Listening", "Excel")
    page = "/w/acme/library/audit/"
    assert "No live learning outcome names a skill yet" in client.get(page).content.decode()
    with deed("edit", by=None, workspace=workspace):
        learning.skill = "Excel"
        learning.save()
    assert "every skill that a live learning outcome names is taught" in client.get(page).content.decode()


@pytest.mark.parametrize(("purpose", "blamed"), [("", True), ("business_goal", True), ("compliance", False)])
def test_only_what_should_serve_a_goal_is_blamed_for_serving_none(client, workspace, purpose, blamed):
    item = make_offer(
        workspace, "A", "B", "C", "D", title="One", purpose=purpose, cost="49.5", currency="USD"
    )
    page = client.get(LIST).content.decode()
    table = page[page.index("<tbody") :]
    assert ("Serves nothing" in table, "Need not" in table) == (blamed, not blamed)
    assert ("A, B, C and 1 more" in table, "USD\xa049.50" in table) == (True, True)
    detail = client.get(f"{LIST}{item.pk}/").content.decode()
    assert ("Serves nothing" in detail) == blamed
