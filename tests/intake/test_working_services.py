"""Whys, causes, verdict, reply and results of a request: each is one deed that is undone as a whole."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from alignment.deeds import StaleWrite, undo, version_of
from alignment.framework.services.checks import ForeignRow
from alignment.framework.services.lifecycle import archive_item
from alignment.intake.queries.results import results_of
from alignment.intake.queries.working import past_verdicts, working_on
from alignment.intake.services import causes, deciding, replying, results, whys
from alignment.models import (
    Deed,
    DevelopmentRequest,
    Initiative,
    Layer,
    OutgoingMail,
    Person,
    Plan,
    RequestResult,
    RivalCause,
    User,
    Why,
    Workspace,
)
from alignment.rules.verdict_of_request import SaidOfVerdict
from tests.asking import make_request
from tests.factories import make_chain, make_person, make_plan, make_workspace
from tests.intake.working import make_cause, make_result, make_why

NO = {
    "verdict": "not_learning",
    "verdict_reason": "Changes come after the deadline.",
    "remedy": "The plan is closed on Thursday at noon",
    "remedy_owner": "Tom Birch",
    "remedy_date": date(2026, 11, 2),
}


@pytest.fixture
def asked(workspace: Workspace) -> DevelopmentRequest:
    return make_request(
        workspace, title="Plans are late", requester_name="Tom", requester_email="tom@example.org"
    )


def again(asked: DevelopmentRequest) -> DevelopmentRequest:
    return DevelopmentRequest.objects.select_related("workspace", "remedy_owner").get(pk=asked.pk)


def decided(asked: DevelopmentRequest, by: User, **said: Any) -> DevelopmentRequest:
    now = again(asked)
    deciding.decide_request(now, said=SaidOfVerdict(**(said or NO)), version=now.version, by=by)
    return again(asked)


def rungs(asked: DevelopmentRequest) -> list[str]:
    return [why.text for why in Why.objects.filter(request=asked)]


def test_rungs_stand_in_order_move_and_go(asked, ann: User) -> None:
    for text in ("Plans are late", "Changes come late", "Nobody keeps the deadline"):
        whys.add_why(asked, text=text, by=ann)
    last = Why.objects.get(request=asked, position=2)
    whys.move_why(last, up=True, by=ann)
    assert rungs(asked) == ["Plans are late", "Nobody keeps the deadline", "Changes come late"]
    moved = whys.move_why(Why.objects.get(pk=last.pk), up=True, by=ann)
    assert rungs(asked)[0] == "Nobody keeps the deadline"
    undo(moved, by=ann)
    assert rungs(asked) == ["Plans are late", "Nobody keeps the deadline", "Changes come late"]
    removed = whys.remove_why(last, by=ann)
    assert rungs(asked) == ["Plans are late", "Changes come late"]
    with pytest.raises(StaleWrite):
        whys.remove_why(last, by=ann)
    undo(removed, by=ann)
    assert len(rungs(asked)) == 3


def test_the_first_rung_stays_where_it_is(asked, ann: User) -> None:
    first, _second = make_why(asked, "One"), make_why(asked, "Two")
    whys.move_why(first, up=True, by=ann)
    assert rungs(asked) == ["One", "Two"]


def test_a_rung_that_somebody_changed_is_not_written_over(asked, ann: User) -> None:
    why = make_why(asked)
    seen = version_of(why)
    whys.edit_why(why, text="Theirs", version=seen, by=ann)
    with pytest.raises(StaleWrite):
        whys.edit_why(why, text="Mine", version=seen, by=ann)
    assert rungs(asked) == ["Theirs"]


def test_several_causes_may_be_chosen(asked, plan: Plan, ann: User) -> None:
    outcome = make_chain(plan)[1]
    for about in (asked, outcome):
        for text in ("Skill", "Tools", "Staff"):
            causes.add_cause(about, by=ann, fields={"kind": "skill", "text": text})
        first, second, _third = RivalCause.objects.filter(
            **{"request" if about is asked else "outcome": about}
        )
        causes.choose_cause(first, chosen=True, by=ann)
        done = causes.choose_cause(second, chosen=True, by=ann)
        assert [one.chosen for one in RivalCause.objects.filter(pk__in=[first.pk, second.pk])] == [True, True]
        assert done.plan == (None if about is asked else plan)
        undo(done, by=ann)
        assert not RivalCause.objects.get(pk=second.pk).chosen


def test_a_verdict_keeps_who_and_when(asked, ann: User) -> None:
    now = decided(asked, ann)
    assert (now.verdict, now.verdict_on, now.verdict_by) == ("not_learning", timezone.localdate(), "Ann")
    assert now.remedy_owner == Person.objects.get(name="Tom Birch")
    assert now.taken_up_on == timezone.localdate()


def test_nothing_is_accepted_without_a_why_or_a_reason_for_that(asked, ann: User) -> None:
    said = SaidOfVerdict(verdict="learning", verdict_reason="It helps.")
    with pytest.raises(ValidationError) as refused:
        deciding.decide_request(asked, said=said, version=asked.version, by=ann)
    assert list(refused.value.message_dict) == ["no_whys_reason"]
    make_why(asked)
    assert decided(asked, ann, verdict="learning", verdict_reason="It helps.").verdict == "learning"


def test_another_verdict_clears_what_belonged_to_the_first(asked, ann: User) -> None:
    first = decided(asked, ann)
    replying.write_reply(first, reply="Thank you.", version=first.version, by=ann)
    now = decided(
        asked, ann, verdict="wait", verdict_reason="Not now.", look_again_on=date(2027, 1, 15), remedy="X"
    )
    assert (now.remedy, now.remedy_owner, now.remedy_date, now.reply) == ("", None, None, "")
    assert now.look_again_on == date(2027, 1, 15)
    assert [(one.verdict, one.reason, one.by) for one in past_verdicts(now)] == [
        ("not_learning", "Changes come after the deadline.", "Ann")
    ]


def test_a_verdict_is_taken_back_by_undo_and_by_opening_the_request_again(asked, ann: User) -> None:
    decided(asked, ann)
    undo(Deed.objects.filter(verb="decide_request").latest("pk"), by=ann)
    assert (again(asked).verdict, past_verdicts(again(asked))) == ("", [])
    now = decided(asked, ann)
    deciding.reopen_request(now, version=now.version, by=ann)
    opened = again(asked)
    assert (opened.verdict, opened.verdict_on, opened.remedy) == ("", None, "")
    assert [one.label for one in past_verdicts(opened)] == ["Not a learning problem"]


def test_two_who_decide_at_once_do_not_write_over_each_other(asked, ann: User) -> None:
    seen = again(asked)
    decided(asked, ann)
    with pytest.raises(StaleWrite):
        deciding.decide_request(seen, said=SaidOfVerdict(**NO), version=seen.version, by=ann)


def test_a_reply_is_sent_once_to_whoever_asked(asked, ann: User) -> None:
    now = decided(asked, ann)
    with pytest.raises(ValidationError):
        replying.send_reply(now, version=now.version, by=ann)
    replying.write_reply(now, reply="Thank you for raising it.", version=now.version, by=ann)
    now = again(asked)
    replying.send_reply(now, version=now.version, by=ann)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.kind, mail.subject) == (
        "tom@example.org",
        "request_reply",
        "Your request: Plans are late",
    )
    assert mail.text == "Hello Tom,\n\nThank you for raising it.\n\nAnn\nAcme\n\n"
    now = again(asked)
    assert now.replied_on == timezone.localdate()
    for act in (replying.send_reply, replying.note_reply_given):
        with pytest.raises(replying.AlreadyReplied):
            act(now, version=now.version, by=ann)
    with pytest.raises(replying.AlreadyReplied):
        replying.write_reply(now, reply="Something else", version=now.version, by=ann)
    assert OutgoingMail.objects.count() == 1


def test_a_reply_goes_to_the_address_on_record_before_the_typed_one(asked, ann: User) -> None:
    person = make_person(asked.workspace, "Tom Birch", email="birch@example.org")
    asked.requester = person
    assert working_on(asked).to.address == "birch@example.org"
    person.email = ""
    assert working_on(asked).to.address == "tom@example.org"


def test_a_reply_without_an_address_is_passed_on_by_hand(workspace: Workspace, ann: User) -> None:
    asked = decided(make_request(workspace), ann)
    replying.write_reply(asked, reply="Thank you.", version=asked.version, by=ann)
    now = again(asked)
    with pytest.raises(ValidationError):
        replying.send_reply(now, version=now.version, by=ann)
    assert (OutgoingMail.objects.count(), again(asked).replied_on) == (0, None)
    replying.note_reply_given(now, version=now.version, by=ann)
    assert again(asked).replied_on == timezone.localdate()


def test_an_item_that_is_made_keeps_request_and_cause(asked, plan: Plan, ann: User) -> None:
    _goal, _outcome, _moment, learning, _initiative = make_chain(plan)
    made = results.make_item(
        asked,
        plan=plan,
        layer=Layer.INITIATIVE,
        fields={"title": "Answer cards"},
        uppers=[(learning, "Opens beside the case")],
        cause="No search in the tool",
        by=ann,
    )
    line = results_of(asked)[0]
    assert (line.item, line.cause, line.code) == (made, "No search in the tool", "unconfirmed")
    undo(made.done, by=ann)
    assert (RequestResult.objects.count(), Initiative.objects.filter(pk=made.pk).count()) == (0, 0)


def test_the_result_says_where_an_item_leads(asked, plan: Plan, ann: User) -> None:
    _goal, outcome, _moment, _learning, initiative = make_chain(plan)
    alone = results.make_item(asked, plan=plan, layer=Layer.LEARNING, fields={"title": "Alone"}, by=ann)
    make_result(asked, outcome)
    make_result(asked, initiative)
    archive_item(initiative, by=ann, version=initiative.version)
    found = {line.item.pk if line.item == alone else line.layer: line.code for line in results_of(asked)}
    assert found == {alone.pk: "orphan", "outcome": "traced", "initiative": "archived"}


def test_what_is_there_is_linked_once_and_unlinked(asked, plan: Plan, ann: User) -> None:
    initiative = make_chain(plan)[4]
    results.link_item(asked, item=initiative, cause="Time", by=ann)
    with pytest.raises(results.AlreadyResult):
        results.link_item(asked, item=initiative, by=ann)
    results.remove_result(RequestResult.objects.get(), by=ann)
    assert RequestResult.objects.count() == 0
    assert Initiative.objects.filter(pk=initiative.pk).exists()


def test_nothing_is_made_in_a_plan_of_another_workspace(asked, ann: User, cleo: User) -> None:
    other = make_plan(make_workspace("third", owner=cleo))
    with pytest.raises(ForeignRow):
        results.make_item(asked, plan=other, layer=Layer.INITIATIVE, fields={"title": "X"}, by=ann)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_reads_the_same_for_one_and_for_three(
    asked, plan: Plan, count: int, django_assert_num_queries: Any
) -> None:
    for _number in range(count):
        make_why(asked)
        make_cause(asked)
        make_result(asked, make_chain(plan)[4])
    results_of(asked)  # the trace is kept from here on
    with django_assert_num_queries(5):
        working_on(again(asked))
