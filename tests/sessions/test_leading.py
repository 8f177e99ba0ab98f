"""What the lead does with a session: opening, moving on, sorting, items, the end."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from alignment.deeds import CannotUndo, StaleWrite, undo
from alignment.framework.queries.origins import origin_of
from alignment.models import (
    Answer,
    Deed,
    GuidedSession,
    Layer,
    MomentOfTruth,
    OutgoingMail,
    Phase,
    Plan,
    Rights,
    ShareLink,
    User,
    Vote,
)
from alignment.sessions.queries.boards import board_of
from alignment.sessions.queries.sessions import mark_of, people_to_mail
from alignment.sessions.services import leading, sorting
from alignment.sessions.services.rows import NotNow
from alignment.tokens import digest
from tests.factories import make_answer, make_outcome, make_participant, make_person, make_plan, make_session


def again(session: GuidedSession) -> GuidedSession:
    return GuidedSession.objects.select_related("plan", "workspace").get(pk=session.pk)


def vote(answer: Answer, participant: object) -> Vote:
    return Vote.objects.create(workspace=answer.workspace, answer=answer, participant=participant)


def test_a_session_is_opened_with_its_link(plan: Plan, ann: User) -> None:
    session, link, token = leading.open_session(
        plan, step=3, title="Where", votes_each=3, asks_names=False, by=ann
    )
    assert link is not None
    assert (link.rights, link.session_id, link.token_hash) == (Rights.ANSWER, session.pk, digest(token))
    row = Deed.objects.get(verb="open_session")
    assert (row.by, row.subject) == (ann, "Where")
    with pytest.raises(CannotUndo):
        undo(row, by=ann)


def test_a_session_moves_on_and_back_until_it_is_closed(session: GuidedSession, ann: User) -> None:
    phases = [session.phase]
    for to in (Phase.VOTING, Phase.RESULTS, Phase.VOTING, Phase.COLLECTING):
        leading.move_on(session, to, by=ann)
        phases.append(again(session).phase)
    assert phases == ["collecting", "voting", "results", "voting", "collecting"]
    closed = leading.close_session(again(session), summary="Done", version=again(session).version, by=ann)
    assert closed.phase == Phase.CLOSED
    with pytest.raises(NotNow):
        leading.move_on(session, Phase.VOTING, by=ann)
    with pytest.raises(NotNow):
        leading.new_code(session, by=ann)
    assert ShareLink.objects.count() == 0


def test_undo_takes_a_phase_back_and_pages_hear_of_it(session: GuidedSession, ann: User) -> None:
    done = leading.move_on(session, Phase.VOTING, by=ann)
    marks = {mark_of(session), mark_of(again(session))}
    undo(done, by=ann)
    assert again(session).phase == Phase.COLLECTING
    assert len(marks | {mark_of(again(session))}) == 3


def test_closing_asks_for_a_summary_and_mails_it_once_to_an_address(
    session: GuidedSession, ann: User
) -> None:
    home = session.workspace
    people = [
        make_person(home, "Dana Okoro", email="dana@example.org"),
        make_person(home, "Dana again", email="DANA@example.org"),
        make_person(home, "Nobody"),
    ]
    one, two = make_participant(session), make_participant(session)
    picked, other = make_answer(session, text="The one-to-one"), make_answer(session, text="Elsewhere")
    vote(picked, one)
    vote(picked, two)
    with pytest.raises(ValidationError):
        leading.close_session(session, summary="  ", version=1, by=ann)
    leading.close_session(session, summary="We go for it.", people=people, version=1, by=ann)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.kind, mail.person) == ("dana@example.org", "session_summary", people[0])
    assert mail.subject == f"Summary: {session.title}"
    assert ("We go for it." in mail.text, "- The one-to-one (2 votes)" in mail.text) == (True, True)
    assert other.text not in mail.text


def test_a_summary_goes_to_the_account_of_whoever_has_no_address_of_their_own(
    session: GuidedSession, ann: User, rita: User, cleo: User
) -> None:
    member = make_person(session.workspace, "Rita", user=rita)
    stranger = make_person(session.workspace, "Cleo", user=cleo)
    make_person(session.workspace, "Nobody")
    assert list(people_to_mail(session.workspace)) == [member]
    leading.close_session(session, summary="Done", people=[member, stranger], version=1, by=ann)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.user, mail.person) == (rita.email, rita, member)


def test_closing_meets_who_moved_the_session_on(session: GuidedSession, ann: User) -> None:
    leading.move_on(session, Phase.VOTING, by=ann)
    with pytest.raises(StaleWrite):
        leading.close_session(session, summary="Done", version=1, by=ann)
    assert (again(session).phase, OutgoingMail.objects.count()) == (Phase.VOTING, 0)


def test_merged_answers_count_a_person_once(session: GuidedSession, ann: User) -> None:
    one, two, three = (make_participant(session) for _ in range(3))
    first, second, third = (make_answer(session) for _ in range(3))
    for answer, who in ((first, one), (second, one), (second, two), (third, three)):
        vote(answer, who)
    sorting.merge_answers(session, [second], into=first, by=ann)
    sorting.merge_answers(session, [first], into=third, by=ann)
    (line,) = board_of(session).lines
    assert (line.answer, line.votes) == (third, 3)
    assert sorted(one.pk for one in line.merged) == [first.pk, second.pk]


def test_a_merge_is_taken_back_and_an_answer_taken_apart(session: GuidedSession, ann: User) -> None:
    first, second, third = (make_answer(session) for _ in range(3))
    done = sorting.merge_answers(session, [second, third], into=first, by=ann)
    sorting.split_answer(second, by=ann)
    assert [line.answer for line in board_of(session).lines] == [first, second]
    with pytest.raises(CannotUndo):
        undo(done, by=ann)
    done = sorting.merge_answers(session, [first], into=second, by=ann)
    assert [line.answer for line in board_of(session).lines] == [second]
    undo(done, by=ann)
    (line, other) = board_of(session).lines
    assert (line.answer, line.merged, other.answer) == (first, [third], second)


def test_nothing_is_merged_with_itself_or_with_another_sessions_answer(
    session: GuidedSession, plan: Plan, ann: User
) -> None:
    mine, foreign = make_answer(session), make_answer(make_session(plan))
    with pytest.raises(ValidationError):
        sorting.merge_answers(session, [mine], into=mine, by=ann)
    with pytest.raises(StaleWrite):
        sorting.merge_answers(session, [foreign], into=mine, by=ann)
    with pytest.raises(StaleWrite):
        sorting.group_answers(session, [foreign], label="Group", by=ann)
    assert set(Answer.objects.values_list("group", "merged_into")) == {("", None)}


def test_a_withdrawn_answer_lets_go_what_was_merged_into_it(session: GuidedSession, ann: User) -> None:
    first, second = make_answer(session), make_answer(session)
    sorting.merge_answers(session, [second], into=first, by=ann)
    done = sorting.withdraw_answer(first, by=ann)
    assert [line.answer for line in board_of(session).lines] == [second]
    with pytest.raises(StaleWrite):
        sorting.withdraw_answer(first, by=ann)
    undo(done, by=ann)
    (line,) = board_of(session).lines
    assert (line.answer, line.merged) == (first, [second])


def test_answers_are_put_under_a_label(session: GuidedSession, ann: User) -> None:
    first, second = make_answer(session), make_answer(session)
    sorting.group_answers(session, [first, second], label="Talks", by=ann)
    assert board_of(session).groups == ["Talks"]
    sorting.group_answers(session, [first, second], label="", by=ann)
    assert board_of(session).groups == []


def test_an_answer_becomes_a_moment_that_knows_where_it_came_from(
    session: GuidedSession, plan: Plan, ann: User
) -> None:
    outcome = make_outcome(plan)
    long = "In the weekly one-to-one " * 8
    answer = make_answer(session, text=long.strip())
    done, item = sorting.turn_answer(
        answer, layer=Layer.MOMENT, title="One-to-one", uppers=[(outcome, "Said so")], by=ann
    )
    answer.refresh_from_db()
    assert (answer.item, item.description) == (item.key, answer.text)
    assert [(link.upper, link.reason) for link in item.links_up.all()] == [(outcome, "Said so")]
    assert done.why.startswith(f"From an answer in the session “{session.title}” of ")
    origin = origin_of(item)
    assert origin is not None
    assert (origin.text, origin.session, origin.title) == (answer.text, session.pk, session.title)
    with pytest.raises(StaleWrite):
        sorting.turn_answer(answer, layer=Layer.MOMENT, title="Twice", by=ann)
    undo(done, by=ann)
    answer.refresh_from_db()
    assert (answer.item, MomentOfTruth.objects.count()) == ("", 0)


def test_a_repeated_request_opens_one_session(plan: Plan, ann: User) -> None:
    key = uuid4()
    said = {"step": 1, "title": "Goals", "votes_each": 3, "asks_names": True}
    first = leading.open_session(plan, by=ann, request_key=key, **said)
    second = leading.open_session(plan, by=ann, request_key=key, **said)
    assert (first[0], second[1:]) == (second[0], (None, ""))
    other = leading.open_session(make_plan(plan.workspace), by=ann, request_key=key, **said)
    assert other[0] != first[0]
