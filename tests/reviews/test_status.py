"""How far each stakeholder is, read with the same number of queries for any number of plans and people."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from alignment.deeds import deed
from alignment.framework.agreement_words import (
    count_words,
    missing_words,
    named,
    sentence,
    signed_words,
    version_sentence,
)
from alignment.framework.queries.agreement import VersionReview, reviews_of, reviews_of_all
from alignment.guests.services import start
from alignment.models import Comment, Plan, ReviewRequest, User
from alignment.reviews.services import asking, deciding
from alignment.reviews.services.asking import Sent, ask
from alignment.reviews.services.deciding import Reviewer
from alignment.rules.sign_off import Standing
from alignment.versions.services import take_snapshot
from tests.factories import make_chain, make_person, make_plan
from tests.reviews.conftest import request_of

Asked = dict[str, Sent]
Of = Callable[[str], Reviewer]


def latest(plan: Plan) -> VersionReview:
    found = reviews_of(plan, timezone.localdate()).latest
    assert found is not None
    return found


def codes(plan: Plan) -> dict[str, str]:
    return {one.person.name.split()[0]: one.code for one in latest(plan).people}


def comment(plan: Plan, sent: Sent, **fields: Any) -> Comment:
    text = "" if fields.get("withdrawn_at") else "Why?"
    with deed("comment", by=None, workspace=plan.workspace, plan=plan):
        return Comment.objects.create(
            workspace=plan.workspace,
            plan=plan,
            person=sent.request.person,
            link=sent.link,
            text=text,
            author_name=sent.request.person.name,
            internal=False,
            **fields,
        )


def test_every_status_in_its_turn(asked: Asked, reviewer: Of, plan: Plan, ann: User) -> None:
    assert codes(plan) == {"Tom": "asked", "Mia": "asked"}
    start(reviewer("tom").link)  # type: ignore[arg-type]
    assert codes(plan)["Tom"] == "opened"
    deciding.confirm_read(reviewer("tom"))
    assert codes(plan)["Tom"] == "has_read"
    comment(plan, asked["tom"])
    assert codes(plan)["Tom"] == "commented"
    for decision in ("agree_if", "disagree", "agree"):
        deciding.sign_off(reviewer("tom"), decision=decision, words="So", name="Tom Birch")
        assert codes(plan)["Tom"] == decision
        deciding.withdraw(reviewer("tom"), reason="Another thought")
        assert codes(plan)["Tom"] == "commented"
    asking.withdraw_request(request_of(asked["tom"]), by=ann)
    assert codes(plan) == {"Tom": "not_asked", "Mia": "asked"}
    assert [one.person.name for one in latest(plan).asked] == ["Mia Lindqvist"]


def test_a_comment_counts_that_was_made_since_and_stands(asked: Asked, plan: Plan) -> None:
    before = asked["tom"].request.asked_at - timedelta(hours=1)
    comment(plan, asked["tom"], created=before)
    comment(plan, asked["tom"], withdrawn_at=timezone.now())
    assert codes(plan)["Tom"] == "asked"


def test_late_is_who_has_not_decided_when_the_day_is_over(asked: Asked, reviewer: Of, plan: Plan) -> None:
    deciding.sign_off(reviewer("tom"), decision="agree", words="", name="Tom Birch")
    due = asked["tom"].request.due
    assert due is not None
    late = [
        [one.person.name for one in reviews_of(plan, day).latest.people if one.overdue]  # type: ignore[union-attr]
        for day in (due, due + timedelta(days=1))
    ]
    assert late == [[], ["Mia Lindqvist"]]


def test_the_state_in_one_sentence(asked: Asked, reviewer: Of, plan: Plan, ann: User) -> None:
    def said() -> str:
        return sentence(reviews_of(plan, timezone.localdate()))

    assert said() == "Version 1: 0 of 2 agree; Tom Birch and Mia Lindqvist have not decided."
    deciding.sign_off(reviewer("tom"), decision="agree_if", words="Half", name="Tom Birch")
    assert said() == "Version 1: 0 of 2 agree; Tom Birch wants changes; Mia Lindqvist has not decided."
    deciding.withdraw(reviewer("tom"), reason="No")
    deciding.sign_off(reviewer("tom"), decision="disagree", words="No", name="Tom Birch")
    deciding.sign_off(reviewer("mia"), decision="agree", words="", name="Mia Lindqvist")
    assert said() == "Version 1: 1 of 2 agrees; Tom Birch does not agree."
    deciding.withdraw(reviewer("tom"), reason="Yes")
    deciding.sign_off(reviewer("tom"), decision="agree", words="", name="Tom Birch")
    assert said() == "Version 1: all 2 agree."
    take_snapshot(plan, note="", by=ann)
    assert said() == "Version 2: nobody is asked to agree to it yet."
    assert version_sentence(reviews_of(plan, timezone.localdate()).earlier[0]) == "Version 1: all 2 agree."


def test_without_a_version_nobody_signs_off(plan: Plan) -> None:
    found = reviews_of(plan, timezone.localdate())
    assert (found.state.value, found.latest, found.agreed, found.last_asked) == ("draft", None, None, None)
    assert sentence(found) == "No version is frozen yet, so nobody can sign off."


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D"], "A, B, C and 1 other"),
        (["A", "B", "C", "D", "E"], "A, B, C and 2 others"),
    ],
)
def test_many_names_end_in_a_number(names: list[str], words: str) -> None:
    assert named(names) == words


def test_counts_in_words() -> None:
    assert [count_words(Standing(asked, agree, 0, 0, None)) for asked, agree in ((1, 1), (3, 0), (3, 3))] == [
        "1 of 1 agrees",
        "0 of 3 agree",
        "all 3 agree",
    ]
    assert (signed_words(Standing(0, 0, 0, 0, None)), signed_words(Standing(5, 2, 1, 0, None))) == (
        "–",
        "2 of 5",
    )
    assert missing_words(Standing(2, 2, 0, 0, 2)) == ""
    assert "asks for 3 agreements, but only 2 are asked" in missing_words(Standing(2, 2, 0, 0, 3))


@pytest.mark.parametrize("count", [1, 3])
def test_plans_versions_and_people_cost_five_queries(
    workspace: Any, ann: User, count: int, django_assert_num_queries: Any
) -> None:
    plans = [make_plan(workspace, title=f"Plan {number}") for number in range(count)]
    people = [make_person(workspace, f"Person {number}") for number in range(count)]
    for plan in plans:
        make_chain(plan)
        for _version in range(count):
            version, _done = take_snapshot(plan, note="", by=ann)
            version.plan = plan
            for sent in ask(version, dict.fromkeys(people, ""), due=None, by=ann):
                link = sent.link
                link.plan, link.workspace, link.snapshot = plan, workspace, version
                who = deciding.of_link(link)
                deciding.sign_off(who, decision="agree", words="", name="X")
    assert ReviewRequest.objects.count() == count**3
    with django_assert_num_queries(5):
        found = reviews_of_all(plans, timezone.localdate())
        said = [sentence(one) for one in found.values()]
        codes = [
            one.code for review in found.values() for one in (review.latest and review.latest.people) or ()
        ]
    assert (len(said), set(codes)) == (count, {"agree"})
