"""The pages of a plan's versions: freezing, seeing a plan as it was, and what is said when that cannot be."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alignment.deeds import CannotUndo, deed, undo
from alignment.framework.services.plans import create_plan
from alignment.models import BusinessGoal, Deed, Metric, Plan, Snapshot, User, Workspace
from alignment.versions.services import take_snapshot
from alignment.versions.snapshots import open_version, version_page
from alignment.versions.triggers import drop_triggers
from tests.factories import make_chain, make_goal, make_metric, make_plan, make_reading, make_story, make_user

SignIn = Callable[[User], Client]
PAGES = ("", "map/", "trace/", "metrics/", "briefing/")


def home(plan: Plan) -> str:
    return f"/w/acme/plans/{plan.pk}/versions/"


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def version(ann: User, plan: Plan) -> Snapshot:
    _goal, outcome, *_rest = make_chain(plan, status="running")
    make_story(outcome)
    make_reading(make_metric(outcome, baseline=12, target=30, unit="points"), "2026-09-30", 19)
    return take_snapshot(plan, note="Agreed for the start", by=ann)[0]


def test_an_editor_freezes_and_everybody_reads(client_of: SignIn, eddy: User, ben: User, plan: Plan) -> None:
    make_chain(plan)
    answer = client_of(eddy).post(home(plan), {"note": " Agreed\r\nby all ", "request_key": uuid4()})
    assert (answer.status_code, answer["Location"]) == (302, home(plan))
    row = Snapshot.objects.get()
    assert (row.number, row.note, row.made_by, row.made_by_name) == (1, "Agreed\nby all", eddy, "Eddy")
    page = text_of(client_of(ben).get(home(plan)).content.decode())
    assert "Version 1 Agreed by all" in page
    assert "Unchanged since it was frozen" in page
    assert "Freeze this plan" not in page


def test_a_viewer_does_not_freeze_and_a_stranger_sees_nothing(
    client_of: SignIn, ben: User, cleo: User, plan: Plan, version: Snapshot
) -> None:
    assert client_of(ben).post(home(plan), {"note": "x"}).status_code == 403
    assert {client_of(cleo).get(f"{home(plan)}{page}").status_code for page in ("", "1/", "1/map/")} == {404}
    assert Snapshot.objects.count() == 1


def test_sent_twice_it_is_frozen_once(client_of: SignIn, ann: User, plan: Plan) -> None:
    sent = {"note": "", "request_key": str(uuid4())}
    assert [client_of(ann).post(home(plan), sent).status_code for _ in range(2)] == [302, 302]
    assert Snapshot.objects.count() == 1


def test_a_note_that_is_too_long_is_kept_for_correcting(client_of: SignIn, ann: User, plan: Plan) -> None:
    answer = client_of(ann).post(home(plan), {"note": "x" * 2001})
    assert (answer.status_code, Snapshot.objects.count()) == (422, 0)
    assert "x" * 2001 in answer.content.decode()


def test_numbers_count_up_in_each_plan_and_digests_form_a_chain(ann: User, plan: Plan) -> None:
    other = make_plan(plan.workspace)
    rows = [take_snapshot(one, note="", by=ann)[0] for one in (plan, plan, other, plan)]
    assert [row.number for row in rows] == [1, 2, 1, 3]
    assert len({row.digest for row in rows}) == 4
    _page, lines = version_page(plan)
    assert [(line.version.number, line.intact) for line in lines] == [(3, True), (2, True), (1, True)]


def test_freezing_is_told_in_the_history_and_is_final(ann: User, plan: Plan, version: Snapshot) -> None:
    row = Deed.objects.get(verb="snapshot")
    assert (row.subject, row.plan) == ("1", plan)
    with pytest.raises(CannotUndo):
        undo(row, by=ann)


def test_a_plan_with_a_version_is_never_taken_back(ann: User, workspace: Workspace) -> None:
    plan = create_plan(workspace, title="People plan", by=ann)
    take_snapshot(plan, note="", by=ann)
    with pytest.raises(CannotUndo, match="Something has been added to it since"):
        undo(Deed.objects.get(verb="create_plan"), by=ann)
    assert Snapshot.objects.get().plan == plan


def test_whoever_froze_it_may_go_and_the_name_stays(plan: Plan, workspace: Workspace) -> None:
    gone = make_user("gus")
    version, _done = take_snapshot(plan, note="", by=gone)
    gone.delete()
    again = Snapshot.objects.select_related("plan__workspace", "workspace").get(pk=version.pk)
    assert (again.made_by, again.made_by_name, open_version(again).intact) == (None, "Gus", True)


@pytest.mark.parametrize("tab", PAGES)
def test_a_page_of_a_version_says_which_it_is(
    client_of: SignIn, ben: User, plan: Plan, version: Snapshot, tab: str
) -> None:
    answer = client_of(ben).get(f"{home(plan)}1/{tab}")
    assert answer.status_code == 200
    said = text_of(answer.content.decode())
    assert re.search(r"Version 1, frozen on \d+ \w+ \d{4} by Ann\. This is not the current plan\.", said)


@pytest.mark.parametrize("tab", PAGES)
def test_a_page_of_a_version_stays_as_it_was(
    client_of: SignIn, ann: User, plan: Plan, version: Snapshot, tab: str
) -> None:
    """Whatever is changed, added or archived afterwards, in this plan or elsewhere."""
    client = client_of(ann)
    before = bare(client.get(f"{home(plan)}1/{tab}"))
    with deed("edit", by=ann, workspace=plan.workspace, plan=plan):
        plan.title = "Another title"
        plan.save()
        for goal in BusinessGoal.objects.filter(plan=plan):
            goal.title, goal.status = "Changed", "retired"
            goal.save()
    make_chain(plan)
    make_reading(Metric.objects.get(), "2026-10-31", 29)
    assert bare(client.get(f"{home(plan)}1/{tab}")) == before


def bare(answer: Any) -> str:
    """The main part of a page, without what is new in every form."""
    page = answer.content.decode()
    page = re.sub(r'name="(?:csrfmiddlewaretoken|request_key)" value="[^"]*"', "", page)
    return str(page[page.index("<main") : page.index("</main")])


@pytest.mark.parametrize(
    ("tab", "part"),
    [
        ("map/", r'<div class="map-scroll">.*?<ul class="map-legend">'),
        ("trace/", r"<table.*</table>"),
        ("metrics/", r"<table.*</table>"),
    ],
)
def test_a_version_reads_as_the_plan_does_that_day(
    client_of: SignIn, ben: User, plan: Plan, version: Snapshot, tab: str, part: str
) -> None:
    pages = [bare(client_of(ben).get(f"/w/acme/plans/{plan.pk}/{at}{tab}")) for at in ("", "versions/1/")]
    live, old = (text_of("".join(re.findall(part, one, flags=re.DOTALL))) for one in pages)
    assert len(live) > 100
    assert old == live


@pytest.mark.parametrize("tab", PAGES)
def test_links_to_items_stay_inside_the_version(
    client_of: SignIn, ann: User, plan: Plan, version: Snapshot, tab: str
) -> None:
    found = bare(client_of(ann).get(f"{home(plan)}1/{tab}"))
    for word in ("/goal/", "/outcome/", "/initiative/", "/metrics/1", "/edit/", "/new/"):
        assert word not in found
    assert found.count('method="post"') == (tab == "briefing/")  # of a briefing a copy can be kept


def test_the_map_of_a_version_lights_a_trace_without_script(
    client_of: SignIn, ben: User, plan: Plan, version: Snapshot
) -> None:
    ref = f"goal-{BusinessGoal.objects.get(plan=plan).pk}"
    page = bare(client_of(ben).get(f"{home(plan)}1/map/?focus={ref}"))
    assert 'aria-current="true"' in page
    assert "Open this item" not in page
    assert client_of(ben).get(f"{home(plan)}1/map/?goal=4711").status_code == 404
    assert client_of(ben).get(f"{home(plan)}1/briefing/?goal=no").status_code == 404


def test_the_trace_of_a_version_is_narrowed_by_htmx(
    client_of: SignIn, ben: User, plan: Plan, version: Snapshot
) -> None:
    answer = client_of(ben).get(f"{home(plan)}1/trace/?verdict=orphan", headers={"HX-Request": "true"})
    assert "No initiative to show." in answer.content.decode()
    assert "<main" not in answer.content.decode()


@pytest.mark.parametrize("tab", ["map.pdf", "briefing.pdf"])
def test_a_version_on_paper(client_of: SignIn, ben: User, plan: Plan, version: Snapshot, tab: str) -> None:
    answer = client_of(ben).get(f"{home(plan)}1/{tab}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "people-plan-2027-version-1-" in answer["Content-Disposition"]


def test_a_version_that_does_not_exist_is_unknown(
    client_of: SignIn, ann: User, plan: Plan, version: Snapshot
) -> None:
    other = make_plan(plan.workspace)
    addresses = [f"{home(plan)}2/", f"{home(other)}1/", f"{home(plan)}0/", f"{home(plan)}{9**30}/map/"]
    assert [client_of(ann).get(address).status_code for address in addresses] == [404] * 4


@pytest.mark.django_db(transaction=True)
def test_tampering_is_said_loudly(client_of: SignIn, ann: User, plan: Plan, version: Snapshot) -> None:
    take_snapshot(plan, note="", by=ann)
    drop_triggers()
    content = version.content.replace("Employee score", "Employee pride")
    assert content != version.content
    Snapshot.objects.filter(pk=version.pk).update(content=content)
    page = text_of(client_of(ann).get(home(plan)).content.decode())
    assert "Do not rely on version 1: it was changed after it was frozen." in page
    assert "version 2: it was changed" not in page
    for one in PAGES:
        page = client_of(ann).get(f"{home(plan)}1/{one}").content.decode()
        assert "Do not rely on version 1" in page
    assert "Do not rely" in client_of(ann).get(f"{home(plan)}compare/?from=1&to=2").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_digest_made_anew_shows_in_the_version_after_it(ann: User, plan: Plan, version: Snapshot) -> None:
    second, _done = take_snapshot(plan, note="", by=ann)
    drop_triggers()
    Snapshot.objects.filter(pk=version.pk).update(digest="0" * 64)
    assert not open_version(Snapshot.objects.select_related("plan", "workspace").get(pk=second.pk)).intact


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("content", ["", "{}", '{"format": "throughline-version", "version": 99}'])
def test_what_cannot_be_read_is_said(
    client_of: SignIn, ann: User, plan: Plan, version: Snapshot, content: str
) -> None:
    drop_triggers()
    Snapshot.objects.filter(pk=version.pk).update(content=content)
    for page in (*(f"1/{one}" for one in PAGES), "1/map.pdf", "1/briefing.pdf", "compare/"):
        answer = client_of(ann).get(f"{home(plan)}{page}")
        assert answer.status_code == 500
        assert "This version cannot be read" in answer.content.decode()
    assert client_of(ann).get(home(plan)).status_code == 200


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_list_costs_the_same_for_one_and_for_three(client_of: SignIn, ann: User, plan: Plan) -> None:
    take_snapshot(plan, note="", by=ann)
    one = queries(client_of(ann), home(plan))
    for _ in range(2):
        take_snapshot(plan, note="", by=ann)
    assert queries(client_of(ann), home(plan)) == one


@pytest.mark.parametrize("tab", [*(f"1/{one}" for one in PAGES), "compare/?from=1&to=now"])
def test_a_page_costs_the_same_for_a_larger_plan(
    client_of: SignIn, ann: User, plan: Plan, version: Snapshot, tab: str
) -> None:
    client = client_of(ann)
    small = queries(client, home(plan) + tab)
    for _ in range(3):
        make_chain(plan)
        make_goal(plan)
    take_snapshot(plan, note="", by=ann)
    assert queries(client, home(plan) + tab.replace("1", "2")) == small


def test_a_version_is_read_once_whatever_happens_to_the_plan(
    ann: User, plan: Plan, version: Snapshot
) -> None:
    source, before = open_version(version).source, version.workspace.revision
    with deed("create", by=ann, workspace=plan.workspace, plan=plan):
        make_goal(plan)
    again = Snapshot.objects.select_related("plan", "workspace").get(pk=version.pk)
    assert again.workspace.revision > before
    assert open_version(again).source is source
