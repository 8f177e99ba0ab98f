"""What a guest reads: the first page, the map, the trace and every item; and nothing beyond."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alignment.deeds import deed
from alignment.help.topics import ENTRIES
from alignment.models import Deed, Plan, Rights, ShareLink
from alignment.versions.services import take_snapshot
from alignment.versions.triggers import drop_triggers
from tests import factories as make
from tests.access_world import addresses
from tests.sharing.conftest import CANARY, every_right

pytestmark = pytest.mark.django_db
PAGES = ("", "map/", "trace/")
SERVED = ("/static/", "/icons.svg")
COST = 2  # the session, and the link


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def items_of(known):
    return [f"items/{item.layer.word}/{item.pk}/" for item in (*known["own"], known["near"])]


def reachable(known):
    """Every page below a link that is read by a plain address, of all features, and each of the items."""
    plain = [
        one.route.removeprefix("shared/<int:share_id>/")
        for one in addresses()
        if one.admits and "GET" in one.admits and one.kwargs == ("share_id",)
    ]
    focus = f"map/?focus=goal-{known['own'][0].pk}"
    comments = [f"{path}comments/" for path in items_of(known)]
    return [*plain, *items_of(known), *comments, focus, "trace/?show=gaps"]


@pytest.mark.parametrize("number", range(6))
def test_nothing_private_stands_on_any_page_of_any_link(guest, secrets_around, number):
    fields = every_right(secrets_around["version"])[number]
    link, client = guest(secrets_around["plan"], **fields)
    if fields["rights"] == Rights.REVIEW:
        assert link.snapshot == secrets_around["version"]
    read = 0
    for path in reachable(secrets_around):
        answer = client.get(f"/shared/{link.pk}/{path}")
        page = answer.content.decode()
        assert (path, [one for one in (CANARY, "424242", "777777", "High") if one in page]) == (path, [])
        read += answer.status_code == 200
    assert read >= (1 if fields["rights"] == Rights.ANSWER else 9)


@pytest.mark.parametrize("shows", ["now", "version"])
def test_only_what_the_link_shows_is_reachable(guest, secrets_around, shows):
    snapshot = secrets_around["version"] if shows == "version" else None
    link, client = guest(secrets_around["plan"], snapshot=snapshot)
    for path in items_of(secrets_around):
        assert (path, client.get(f"/shared/{link.pk}/{path}").status_code) == (path, 200)
    for item in (*secrets_around["hidden"], *secrets_around["archived"]):
        answer = client.get(f"/shared/{link.pk}/items/{item.layer.word}/{item.pk}/")
        assert (item.title, answer.status_code) == (item.title, 404)
    for path in ("items/goal/0/", "items/moon/1/", "map/?goal=999999", "items/goal/99999999999999999999/"):
        assert (path, client.get(f"/shared/{link.pk}/{path}").status_code) == (path, 404)


def test_an_item_of_a_version_that_came_later_is_not_reachable(guest, secrets_around):
    plan = secrets_around["plan"]
    late = make.make_goal(plan, title="Came later")
    now, then = guest(plan), guest(plan, snapshot=secrets_around["version"])
    answers = [client.get(f"/shared/{link.pk}/items/goal/{late.pk}/") for link, client in (now, then)]
    assert [answer.status_code for answer in answers] == [200, 404]
    for path in PAGES:
        assert "Came later" not in text_of(then[1].get(f"/shared/{then[0].pk}/{path}"))


def test_a_version_is_shown_as_it_was(guest, plan, ann):
    goal, *_rest = make.make_chain(plan)
    version, _done = take_snapshot(plan, note="", by=ann)
    with deed("edit", by=ann, workspace=plan.workspace, plan=plan):
        Plan.objects.filter(pk=plan.pk).update(title="Renamed since")
        type(goal).objects.filter(pk=goal.pk).update(title="Reworded since")
    link, client = guest(plan, snapshot=version)
    for path in (*PAGES, f"items/goal/{goal.pk}/"):
        said = text_of(client.get(f"/shared/{link.pk}/{path}"))
        assert "Version 1, as of" in said
        assert [one for one in ("Renamed since", "Reworded since") if one in said] == []
    assert goal.title in text_of(client.get(f"/shared/{link.pk}/map/"))


def test_a_version_that_cannot_be_read_says_so(guest, plan, ann):
    version, _done = take_snapshot(plan, note="", by=ann)
    link, client = guest(plan, snapshot=version)
    drop_triggers()
    type(version).objects.filter(pk=version.pk).update(content="{")
    answer = client.get(f"/shared/{link.pk}/map/")
    assert (answer.status_code, "This version cannot be shown" in text_of(answer)) == (500, True)


def test_a_version_that_was_tampered_with_says_so(guest, plan, ann):
    make.make_goal(plan, title="Grow")
    version, _done = take_snapshot(plan, note="", by=ann)
    link, client = guest(plan, snapshot=version)
    page = f"/shared/{link.pk}/map/"
    assert "Do not rely on this version" not in text_of(client.get(page))
    drop_triggers()
    type(version).objects.filter(pk=version.pk).update(content=version.content.replace("Grow", "Shrink"))
    assert "Do not rely on this version" in text_of(client.get(page))


def test_an_item_says_what_it_supports_what_supports_it_and_why(guest, plan):
    goal, outcome, moment, *_rest = make.make_chain(plan, status="running")
    make.make_reading(make.make_metric(outcome, baseline=12, target=30, unit="points"), "2026-09-30", 19)
    link, client = guest(plan)
    said = text_of(client.get(f"/shared/{link.pk}/items/outcome/{outcome.pk}/"))
    for words in (
        f"Business goals it serves {goal.title} Because it helps How sure: reasoned",
        f"Moments of truth that decide it {moment.title} Because it helps",
        "Employee score from 12 · now 19 points (30 Sep 2026) · wanted 30 points",
    ):
        assert words in said
    behaviours = text_of(client.get(f"/shared/{link.pk}/items/moment/{moment.pk}/"))
    assert "What helps Asks first What hinders Cancels" in behaviours


def test_of_a_neighbour_only_the_card_of_the_map_is_shown(guest, secrets_around):
    near, goal = secrets_around["near"], secrets_around["own"][0]
    link, client = guest(secrets_around["plan"])
    said = text_of(client.get(f"/shared/{link.pk}/items/outcome/{near.pk}/"))
    assert "It belongs to another plan." in said
    assert f"Business goals it serves {goal.title}" in said
    assert "About it" not in said
    assert "From another plan" in text_of(client.get(f"/shared/{link.pk}/map/"))


def test_the_map_leads_to_the_items_and_keeps_what_was_chosen(guest, plan):
    goal, *_rest = make.make_chain(plan)
    make.make_chain(plan)
    link, client = guest(plan)
    page = client.get(f"/shared/{link.pk}/map/?goal={goal.pk}&focus=goal-{goal.pk}").content.decode()
    assert page.count(f'href="/shared/{link.pk}/items/goal/{goal.pk}/"') == 2  # the card, and "Read about it"
    assert f"goal={goal.pk}&amp;focus=outcome-" in page


def test_no_page_leads_where_a_guest_may_not_go(guest, plan, ann):
    make.make_chain(plan, status="running")
    make.make_initiative(plan, status="stopped")
    for fields in every_right(take_snapshot(plan, note="", by=ann)[0]):
        link, client = guest(plan, **fields)
        waiting, seen = [f"/shared/{link.pk}/"], set()
        while waiting:
            path = waiting.pop()
            answer = client.get(path, follow=True)
            assert (fields["rights"], path, answer.status_code) == (fields["rights"], path, 200)
            page = answer.content.decode()
            led = {one for one in re.findall(r'href="(/[^"#?]*)', page) if not one.startswith(SERVED)}
            sent = set(re.findall(r'action="(/[^"#?]*)', page))
            assert (path, [one for one in led | sent if not one.startswith(f"/shared/{link.pk}/")]) == (
                path,
                [],
            )
            waiting += led - seen
            seen |= led


@pytest.mark.parametrize(("rights", "leads"), [(Rights.VIEW, "map/"), (Rights.COMMENT, "map/")])
def test_start_says_that_a_person_opened_it_and_leads_on(guest, plan, rights, leads):
    link, client = guest(plan, rights=rights, group_name="Shift managers")
    for _time in range(2):
        answer = client.post(f"/shared/{link.pk}/start/")
        assert (answer.status_code, answer["Location"]) == (302, f"/shared/{link.pk}/{leads}")
    assert ShareLink.objects.get(pk=link.pk).started_at is not None
    done = Deed.objects.get(verb="start_review")
    assert (done.by, done.by_name, done.link, done.plan) == (None, "Shift managers", link, plan)
    assert "Go on" in text_of(client.get(f"/shared/{link.pk}/"))


def test_a_group_s_link_begins_anew_in_each_browser(plan):
    link, token = make.make_share(plan, group_name="Shift managers")
    one, another = Client(), Client()
    for browser in (one, another):
        browser.get(f"/r/{token}/")
    one.post(f"/shared/{link.pk}/start/")
    first, second = (text_of(browser.get(f"/shared/{link.pk}/")) for browser in (one, another))
    assert ("Go on" in first, "Go on" in second) == (True, False)


def test_a_link_to_answer_leads_to_its_questions_at_once(guest, plan):
    session = make.make_session(plan, title="Where is it decided?")
    link, client = guest(plan, rights="answer", session=session)
    home = client.get(f"/shared/{link.pk}/", follow=True)
    assert [where for where, _status in home.redirect_chain] == [
        f"/shared/{link.pk}/session/",
        f"/shared/{link.pk}/session/{session.pk}/",
    ]
    said = text_of(home)
    assert [
        part for part in ("Where is it decided?", "Join", "The link works until") if part not in said
    ] == []
    row = ShareLink.objects.get(pk=link.pk)
    assert (row.started_at, session.participants.count()) == (None, 0)


def test_the_history_of_the_plan_says_who_opened_it_by_link(guest, client_of, ann, plan):
    link, client = guest(plan, group_name="Shift managers")
    client.post(f"/shared/{link.pk}/start/")
    said = text_of(client_of(ann).get(f"/w/acme/plans/{plan.pk}/history/"))
    assert "Opened the plan by a link: Shift managers" in said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"rights": "view"}, "Acme shows you this plan."),
        ({"rights": "comment"}, "Acme shows you this plan and asks what you think of it."),
        ({"rights": "review"}, "Acme asks Tom Birch to look at this plan and to decide about it."),
        ({"rights": "answer"}, "Acme asks you some questions about your work."),
    ],
)
def test_the_first_page_says_who_asks_for_what(guest, plan, ann, fields, said):
    take_snapshot(plan, note="", by=ann)
    link, client = guest(plan, **fields)
    page = client.get(f"/shared/{link.pk}/", follow=True)
    assert said in text_of(page)
    assert "Ann" not in text_of(page)  # the token against forgeries stands outside the text, and is random


def test_the_words_are_those_of_the_glossary(guest, plan):
    link, client = guest(plan)
    page = client.get(f"/shared/{link.pk}/map/").content.decode()
    block = page[page.index("What the words mean") :]
    found = re.findall(r"<dt[^>]*>(.*?)</dt>\s*<dd>(.*?)</dd>", block, re.S)
    said = [(" ".join(re.sub(r"<[^>]+>", " ", word).split()), meaning) for word, meaning in found]
    known = {str(one.word): str(one.meaning) for one in ENTRIES}
    assert [word for word, _meaning in said] == [
        "Business goal", "Performance outcome", "Moment of truth", "Learning outcome", "Initiative",
        "Confidence", "Trace", "Version",
    ]  # fmt: skip
    assert said == [(word, known[word]) for word, _meaning in said]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_for_one_chain_and_for_three(guest, plan, path, count):
    chains = [make.make_chain(plan) for _number in range(count)]
    link, client = guest(plan)
    address = f"/shared/{link.pk}/{path}"
    client.get(address)
    with CaptureQueriesContext(connection) as again:  # nothing was changed: who asks, and the link
        client.get(address)
        client.get(f"/shared/{link.pk}/items/goal/{chains[0][0].pk}/")
    assert len(again) == 2 * COST


def test_a_guest_reads_of_stories_what_may_be_quoted(guest, plan):
    goal = make.make_chain(plan)[0]
    zoe = make.make_person(plan.workspace, "Zoe Guest")
    for said in ("named", "unnamed", "refused", ""):
        make.make_story(goal, text=f"Told {said}.", permission=said, person=zoe)
    link, client = guest(plan)
    read = text_of(client.get(f"/shared/{link.pk}/items/goal/{goal.pk}/"))
    assert "Told named." in read
    assert "Told unnamed." in read
    assert read.count("Told") == 2
    assert read.count("Zoe Guest") == 1
