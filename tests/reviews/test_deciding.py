"""What a decision records, what refuses it, and taking it back: the services."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from alignment.deeds import CannotUndo, undo, why_not_undo
from alignment.framework.queries.agreement import reviews_of
from alignment.guests.services import revoke_link
from alignment.models import (
    BusinessGoal,
    Deed,
    OutgoingMail,
    Plan,
    ReviewRequest,
    SignOff,
    SignOffWithdrawal,
    Snapshot,
    User,
)
from alignment.reviews.again import changed_since
from alignment.reviews.lines import version_lines
from alignment.reviews.services import asking, deciding
from alignment.reviews.services.asking import Sent
from alignment.reviews.services.deciding import NotNow, Reviewer
from alignment.versions.services import take_snapshot
from alignment.versions.triggers import drop_triggers
from tests.reviews.conftest import request_of

Asked = dict[str, Sent]
Of = Callable[[str], Reviewer]


def state(plan: Plan) -> str:
    return reviews_of(plan, timezone.localdate()).state.value


def agree(who: Reviewer, decision: str = "agree", words: str = "", name: str = "Tom  Birch ") -> SignOff:
    return deciding.sign_off(who, decision=decision, words=words, name=name)


def test_a_decision_keeps_who_what_when_and_the_fingerprint_of_the_version(
    asked: Asked, reviewer: Of, plan: Plan
) -> None:
    found = agree(reviewer("tom"), "agree_if", " Half of the share ")
    version = Snapshot.objects.get()
    assert (found.name, found.decision, found.words) == ("Tom Birch", "agree_if", "Half of the share")
    assert (found.snapshot, found.snapshot_digest, found.plan) == (version, version.digest, plan)
    assert (found.person, found.link_id, found.user) == (
        asked["tom"].request.person,
        asked["tom"].link.pk,
        None,
    )
    assert (found.email, found.email_verified) == ("tom@example.org", False)
    row = Deed.objects.get(verb="sign_off")
    assert (row.link_id, row.by, row.by_name, row.at) == (asked["tom"].link.pk, None, "Tom Birch", found.at)


@pytest.mark.parametrize("edited", ["title", "strategy"])
def test_whatever_is_edited_afterwards_shows_as_changed_since(
    asked: Asked, reviewer: Of, plan: Plan, chain: Any, ann: User, edited: str
) -> None:
    from alignment.deeds import deed  # noqa: PLC0415 - beside its one use

    found = agree(reviewer("tom"))
    today = timezone.localdate()
    assert changed_since(plan, found.snapshot, today) == 0
    with deed("edit", by=ann, workspace=plan.workspace, plan=plan):
        goal = BusinessGoal.objects.get(pk=chain["goal"].pk)
        setattr(goal, edited, "Another")
        goal.save()
    assert changed_since(plan, found.snapshot, today) == 1
    assert SignOff.objects.get().snapshot_digest == Snapshot.objects.get().digest


@pytest.mark.parametrize("decision", ["agree_if", "disagree"])
def test_who_does_not_simply_agree_says_why(asked: Asked, reviewer: Of, decision: str) -> None:
    with pytest.raises(ValidationError):
        agree(reviewer("tom"), decision, "  ")
    assert SignOff.objects.count() == 0


@pytest.mark.parametrize(("decision", "name"), [("maybe", "Tom"), ("", "Tom"), ("agree", " ")])
def test_what_cannot_be_is_refused(asked: Asked, reviewer: Of, decision: str, name: str) -> None:
    with pytest.raises(ValidationError):
        agree(reviewer("tom"), decision, name=name)
    assert SignOff.objects.count() == 0


def test_one_decides_once_and_again_after_taking_it_back(asked: Asked, reviewer: Of, plan: Plan) -> None:
    first = agree(reviewer("tom"))
    with pytest.raises(NotNow, match="already"):
        agree(reviewer("tom"), "disagree", "No")
    deciding.withdraw(reviewer("tom"), reason="The budget is gone")
    second = agree(reviewer("tom"), "disagree", "No budget")
    assert [(one.pk, hasattr(one, "withdrawal")) for one in SignOff.objects.order_by("pk")] == [
        (first.pk, True),
        (second.pk, False),
    ]
    assert reviews_of(plan, timezone.localdate()).latest.standing.disagree == 1  # type: ignore[union-attr]


def test_a_decision_is_taken_back_once_and_with_a_reason(asked: Asked, reviewer: Of) -> None:
    with pytest.raises(NotNow):
        deciding.withdraw(reviewer("tom"), reason="Nothing there")
    agree(reviewer("tom"))
    with pytest.raises(ValidationError):
        deciding.withdraw(reviewer("tom"), reason=" ")
    found = deciding.withdraw(reviewer("tom"), reason=" The budget is gone ")
    assert (found.reason, found.name) == ("The budget is gone", "Tom Birch")
    assert (found.link_id, found.user, found.how) == (asked["tom"].link.pk, None, "by link")
    with pytest.raises(NotNow):
        deciding.withdraw(reviewer("tom"), reason="Again")
    with pytest.raises(NotNow):
        deciding.withdraw(reviewer("mia"), reason="Not mine")
    assert SignOffWithdrawal.objects.count() == 1


def test_the_plan_is_agreed_when_the_rule_holds_and_not_any_more_after_a_withdrawal(
    asked: Asked, reviewer: Of, plan: Plan, ann: User
) -> None:
    assert state(plan) == "in_review"
    agree(reviewer("tom"))
    assert state(plan) == "in_review"
    asking.set_rule(plan, needed=1, version=0, by=ann)
    assert state(plan) == "agreed"
    asking.set_rule(plan, needed=None, version=1, by=ann)
    assert state(plan) == "in_review"
    agree(reviewer("mia"), name="Mia Lindqvist")
    assert state(plan) == "agreed"
    deciding.withdraw(reviewer("mia"), reason="Something came up")
    assert state(plan) == "in_review"
    asking.withdraw_request(request_of(asked["mia"]), by=ann)
    assert state(plan) == "agreed"


def test_a_later_version_starts_anew(asked: Asked, reviewer: Of, plan: Plan, ann: User) -> None:
    agree(reviewer("tom"))
    agree(reviewer("mia"))
    assert state(plan) == "agreed"
    take_snapshot(plan, note="", by=ann)
    found = reviews_of(plan, timezone.localdate())
    assert (found.state.value, found.agreed.version.number) == ("draft", 1)  # type: ignore[union-attr]


def test_whose_request_was_withdrawn_decides_no_more(asked: Asked, reviewer: Of, ann: User) -> None:
    asking.withdraw_request(request_of(asked["tom"]), by=ann)
    with pytest.raises(NotNow, match="not asked"):
        agree(reviewer("tom"))
    with pytest.raises(NotNow, match="not asked"):
        deciding.confirm_read(reviewer("tom"))
    assert request_of(asked["tom"]).link.is_open is False  # type: ignore[union-attr]


def test_a_link_that_was_revoked_meanwhile_decides_nothing(asked: Asked, reviewer: Of, ann: User) -> None:
    """The request was let in before, and waited for its turn to write."""
    late, early = reviewer("tom"), reviewer("mia")
    agree(early, name="Mia Lindqvist")
    for name in ("tom", "mia"):
        revoke_link(reviewer(name).link, by=ann)  # type: ignore[arg-type]
    with pytest.raises(NotNow, match="opens nothing"):
        agree(late)
    with pytest.raises(NotNow, match="opens nothing"):
        deciding.confirm_read(late)
    with pytest.raises(NotNow, match="opens nothing"):
        deciding.withdraw(early, reason="No")
    assert (SignOff.objects.count(), SignOffWithdrawal.objects.count()) == (1, 0)


def test_nobody_agrees_to_a_version_that_was_tampered_with(asked: Asked, reviewer: Of) -> None:
    drop_triggers()
    Snapshot.objects.update(note="Something else")
    with pytest.raises(NotNow, match="changed after it was frozen"):
        agree(reviewer("tom"))
    assert SignOff.objects.count() == 0


def test_a_reviewing_link_alone_is_a_question_too(plan: Plan, ann: User, tom: Any) -> None:
    """As the command `share` makes it."""
    from alignment.guests.services import make_link  # noqa: PLC0415 - beside its one use

    version, _done = take_snapshot(plan, note="", by=ann)
    link, _token = make_link(plan, by=ann, rights="review", person=tom, snapshot=version)
    deciding.sign_off(deciding.of_link(link), decision="agree", words="", name="Tom Birch")
    row = ReviewRequest.objects.get()
    assert (row.person, row.asked_by, row.asked_at) == (tom, ann, link.created)
    assert state(plan) == "agreed"


def test_reading_is_noted_once_and_opens_the_link(asked: Asked, reviewer: Of) -> None:
    deciding.confirm_read(reviewer("tom"))
    first = request_of(asked["tom"])
    assert first.read_at is not None
    assert first.link is not None
    assert first.link.started_at is not None
    deciding.confirm_read(reviewer("tom"))
    assert request_of(asked["tom"]).read_at == first.read_at


def test_what_happened_is_told_in_the_order_in_which_it_did(asked: Asked, reviewer: Of, plan: Plan) -> None:
    """Whoever decides has opened the link by then, even without pressing Start."""
    agree(reviewer("tom"))
    review = reviews_of(plan, timezone.localdate()).latest
    assert review is not None
    (line,) = [one for one in version_lines(review, {}) if one.one.decision]
    assert [done.words for done in line.trail] == ["Asked", "Opened", "Decided"]
    assert line.trail[1].at <= line.trail[2].at


def test_who_asked_hears_of_a_decision_and_of_taking_it_back(asked: Asked, reviewer: Of) -> None:
    agree(reviewer("tom"), "disagree", "Too dear")
    deciding.withdraw(reviewer("tom"), reason="I misread it")
    told, back = OutgoingMail.objects.order_by("pk")
    assert (told.to, back.to) == ("ann@example.org", "ann@example.org")
    assert "Tom Birch has decided" in told.subject
    assert "“Too dear”" in told.text
    assert "I misread it" in back.text
    assert f"/plans/{asked['tom'].request.plan_id}/reviews/" in told.text
    assert asked["tom"].token not in told.text + back.text


def test_no_deed_of_a_review_is_taken_back(asked: Asked, reviewer: Of, ann: User) -> None:
    agree(reviewer("tom"))
    deciding.withdraw(reviewer("tom"), reason="No")
    deciding.confirm_read(reviewer("tom"))
    asking.withdraw_request(request_of(asked["mia"]), by=ann)
    before = list(SignOff.objects.values()), list(SignOffWithdrawal.objects.values())
    verbs = ("ask_review", "sign_off", "withdraw_sign_off", "confirm_read", "withdraw_request")
    for row in Deed.objects.filter(verb__in=verbs):
        assert why_not_undo(row) == "This cannot be undone."
        with pytest.raises(CannotUndo):
            undo(row, by=ann)
    assert (list(SignOff.objects.values()), list(SignOffWithdrawal.objects.values())) == before


def test_a_person_who_signed_is_not_undone_away(asked: Asked, reviewer: Of, ann: User) -> None:
    from alignment.models import Person  # noqa: PLC0415 - beside its one use

    agree(reviewer("tom"))
    made = Deed.objects.get(pk=Person.history.get(name="Tom Birch", history_type="+").deed_id)
    with pytest.raises(CannotUndo):
        undo(made, by=ann)
    assert SignOff.objects.get().person is not None
