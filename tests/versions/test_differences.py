"""What differs between two states of a plan, in words."""

import time
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from alignment.exchange.nested import NESTED
from alignment.exchange.shape import KINDS
from alignment.framework.services.items import save_item
from alignment.framework.services.lifecycle import archive_item
from alignment.models import Plan, User
from alignment.rules import content
from alignment.rules.content import Contribution, PlanContent
from alignment.rules.graph import graph_of_content
from alignment.rules.verdicts import trace
from alignment.tracing.sources import Source
from alignment.versions import differences as words
from alignment.versions.differences import FieldWords, Part, differences
from alignment.versions.services import take_snapshot
from alignment.versions.value_words import label
from tests.factories import make_chain, make_goal, make_metric, make_reading
from tests.rules import making as new
from tests.versions.test_version_pages import text_of

SignIn = Callable[[User], Client]


def source(said: PlanContent) -> Source:
    graph = graph_of_content(said)
    return Source(said, graph, trace(graph), "p", date(2026, 11, 20))


def plan_of(*rows: Any) -> PlanContent:
    homed = [replace(row, plan="p") if hasattr(row, "foreign") else row for row in rows]
    return new.plan(*homed, plans=(content.Plan(key="p", title="People plan"),))


def only(before: PlanContent, after: PlanContent) -> list[FieldWords]:
    """The fields of the one row that differs."""
    found = differences(source(before), source(after))
    (section,) = found.sections
    (row,) = section.rows
    return list(row.fields)


def test_every_field_of_every_kind_has_a_name() -> None:
    for kind in (*KINDS.values(), *NESTED.values()):
        for one in fields(kind.row):
            assert "_" not in label(kind, one.name)
            assert label(kind, one.name)[:1].isupper()


def test_nothing_differs_from_itself() -> None:
    found = differences(source(plan_of(*new.whole())), source(plan_of(*new.whole())))
    assert (found.is_empty, found.sections, found.effects, found.counts) == (True, (), (), {})


def test_choices_flags_numbers_and_names_are_told_in_words() -> None:
    before = plan_of(new.initiative(status="proposed", hours=None, demand="demand"))
    after = plan_of(new.initiative(status="in_design", archived=True, demand="supply"))
    assert [(one.label, one.before, one.after) for one in only(before, after)] == [
        ("Archived", "No", "Yes"),
        ("Where it comes from", "The business asked for it", "The catalogue offered it"),
        ("Status", "Proposed", "In design"),
    ]


def test_a_longer_text_shows_the_words_that_changed() -> None:
    before = plan_of(new.goal(strategy="Give every team a manager who listens"))
    after = plan_of(new.goal(strategy="Give each team a manager who listens well"))
    assert only(before, after)[0].parts == (
        Part("Give"),
        Part("every", "removed"),
        Part("each", "added"),
        Part("team a manager who listens"),
        Part("well", "added"),
    )


def test_a_text_written_anew_stands_whole_on_both_sides() -> None:
    found = only(plan_of(new.goal(strategy="Sell more")), plan_of(new.goal(strategy="Keep our people")))
    assert (found[0].parts, found[0].before, found[0].after) == ((), "Sell more", "Keep our people")


def test_rows_of_a_list_come_and_go() -> None:
    old, same, fresh = (Contribution(who=who, share=n) for who, n in (("Pay", 30), ("Us", 40), ("Luck", 5)))
    found = only(
        plan_of(new.outcome(contribution=(old, same))), plan_of(new.outcome(contribution=(same, fresh)))
    )
    assert found[0].entries == (
        Part("Pay, Share in %: 30", "removed"),
        Part("Us, Share in %: 40"),
        Part("Luck, Share in %: 5", "added"),
    )


def test_texts_made_to_be_slow_stand_whole_on_both_sides() -> None:
    old, later = (" ".join(f"{side}{n} a" for n in range(300)) for side in "xy")
    keys = [f"g{n}" for n in range(100)]
    before = plan_of(*(new.goal(key, strategy=f"{old} a") for key in keys))
    after = plan_of(*(new.goal(key, strategy=f"a {later}") for key in keys))
    start = time.process_time()
    rows = differences(source(before), source(after)).sections[0].rows
    assert time.process_time() - start < 10  # each of them takes a second and more
    assert (len(rows), rows[-1].fields[0].parts, rows[-1].fields[0].after) == (100, (), f"a {later}")


def test_a_list_made_to_be_slow_shows_what_went_first() -> None:
    old, same, fresh = (Contribution(who="Us", share=share) for share in (10, 20, 30))
    many = 2000
    before = plan_of(new.outcome(contribution=(old, same) * many))
    after = plan_of(new.outcome(contribution=(same, fresh) * many))
    start = time.process_time()
    (found,) = only(before, after)
    assert time.process_time() - start < 10
    went, stayed, came = (f"Us, Share in %: {share}" for share in (10, 20, 30))
    assert found.entries == (*[Part(went, "removed")] * many, *(Part(stayed), Part(came, "added")) * many)


def test_more_rows_than_a_page_takes_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_ROWS", 2)
    (section,) = differences(source(plan_of()), source(plan_of(*(new.goal(key) for key in "abcde")))).sections
    assert (len(section.rows), section.more) == (2, 3)


def test_two_versions_and_now(client_of: SignIn, ann: User, plan: Plan) -> None:
    goal, outcome, _moment, _learning, initiative = make_chain(plan, status="running")
    metric = make_metric(outcome, baseline=12, target=30)
    take_snapshot(plan, note="", by=ann)
    save_item(goal, by=ann, version=1, fields={"title": "Keep our people"}, why="Said Tom")
    make_reading(metric, "2026-10-31", 29)
    take_snapshot(plan, note="", by=ann)
    archive_item(initiative, by=ann, version=initiative.version)
    make_goal(plan, title="Sell more")
    client, address = client_of(ann), f"/w/acme/plans/{plan.pk}/versions/compare/"
    first = text_of(client.get(address, {"from": "1", "to": "2"}).content.decode())
    assert "2 changed" not in first
    assert "Keep our people" in first
    assert "Readings added: 31 October 2026, 29" in first
    assert "To re-check before: No after: Yes" in first
    now = text_of(client.get(address).content.decode())
    assert "Sell more Added" in now
    assert "Archived before: No after: Yes" in now
    assert "Supported; 1 of 1 outcome reached; 1 under way" in now
    assert "Reaches learning outcomes" in now
    back = text_of(client.get(address, {"from": "now", "to": "2"}).content.decode())
    assert "Sell more Removed" in back
    same = text_of(client.get(address, {"from": "2", "to": "2"}).content.decode())
    assert "Nothing differs." in same


@pytest.mark.parametrize("asked", ["from=9&to=now", "from=1&to=x", "from=&to=", "to=1'--"])
def test_what_is_no_version_is_said(client_of: SignIn, ann: User, plan: Plan, asked: str) -> None:
    take_snapshot(plan, note="", by=ann)
    answer = client_of(ann).get(f"/w/acme/plans/{plan.pk}/versions/compare/?{asked}")
    assert answer.status_code == 422
    assert "Choose" in text_of(answer.content.decode())


def test_without_a_version_there_is_nothing_to_compare(client_of: SignIn, ben: User, plan: Plan) -> None:
    answer = client_of(ben).get(f"/w/acme/plans/{plan.pk}/versions/compare/")
    assert (answer.status_code, "Nothing to compare yet" in answer.content.decode()) == (200, True)


def test_titles_from_people_are_never_markup(client_of: SignIn, ann: User, plan: Plan) -> None:
    take_snapshot(plan, note="<b>note</b>", by=ann)
    make_goal(plan, title="<script>alert(1)</script>", strategy="<i>x</i>")
    for tab in ("", "1/", "compare/"):
        page = client_of(ann).get(f"/w/acme/plans/{plan.pk}/versions/{tab}").content.decode()
        assert "<script>alert" not in page
        assert "<b>note" not in page
