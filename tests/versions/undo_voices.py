"""The cases of comments, reviews and guided sessions, for the property that every deed can be taken back."""

from collections.abc import Callable
from typing import Any

from alignment.comments.services.writing import add_comment, settle
from alignment.models import Layer, ReviewRequest, SignOffRule
from alignment.reviews.services import asking
from alignment.sessions.services import leading, sorting
from alignment.versions.services import take_snapshot
from tests.factories import make_answer, make_participant, make_person, make_session
from tests.versions.undo_world import World

Act = Callable[[], Any]


def resolve_comment(w: World) -> Act:
    comment, _done = add_comment(w.plan, text=w.words(), subject=None, internal=False, by=w.by)
    return lambda: settle(comment, resolved=True, subject=None, by=w.by)


def reopen_comment(w: World) -> Act:
    comment, _done = add_comment(w.plan, text=w.words(), subject=None, internal=False, by=w.by)
    settle(comment, resolved=True, subject=None, by=w.by)
    return lambda: settle(comment, resolved=False, subject=None, by=w.by)


def edit_request(w: World) -> Act:
    version, _done = take_snapshot(w.plan, note="", by=w.by)
    person = make_person(w.plan.workspace, w.words())
    asking.ask(version, {person: ""}, due=None, by=w.by)
    row = ReviewRequest.objects.select_related("plan", "workspace", "person").get(snapshot=version)
    return lambda: asking.edit_request(row, needed=w.words(), due=None, version=row.version, by=w.by)


def set_rule(w: World) -> Act:
    rule = SignOffRule.objects.filter(plan=w.plan).first()
    return lambda: asking.set_rule(w.plan, needed=2, version=rule.version if rule else 0, by=w.by)


def edit_session(w: World) -> Act:
    session = make_session(w.plan)
    return lambda: leading.edit_session(session, title=w.words(), votes_each=5, version=1, by=w.by)


def withdraw_answer(w: World) -> Act:
    answer = make_answer(make_session(w.plan))
    return lambda: sorting.withdraw_answer(answer, by=w.by)


def take_out(w: World) -> Act:
    session = make_session(w.plan)
    joker = make_participant(session)
    make_answer(session, participant=joker)
    return lambda: sorting.take_out(joker, by=w.by)


def sort_answers(w: World) -> Act:
    session = make_session(w.plan)
    one, other = make_answer(session), make_answer(session)
    return lambda: sorting.merge_answers(session, [other], into=one, by=w.by)


def turn_answer(w: World) -> Act:
    answer = make_answer(make_session(w.plan))
    return lambda: sorting.turn_answer(answer, layer=Layer.MOMENT, title=w.words(), by=w.by)


VOICES: tuple[Callable[[World], Act], ...] = (
    resolve_comment,
    reopen_comment,
    edit_request,
    set_rule,
    edit_session,
    withdraw_answer,
    take_out,
    sort_answers,
    turn_answer,
)
