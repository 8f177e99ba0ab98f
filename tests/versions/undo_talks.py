"""The cases of talks, expectations and updates, for the property that every deed can be taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

from alignment.conversations.services import expectations, talks
from alignment.updates import services as updates
from tests.factories import make_person, make_update
from tests.versions.undo_world import World

Act = Callable[[], Any]


def converse(w: World) -> Act:
    fields = {"title": w.words(), "date": date(2026, 11, 3)}
    parts, more = [talks.Part(1, w.words())], [talks.FollowUp(w.words(), "we_need", w.words())]
    return lambda: talks.record(w.plan, by=w.by, fields=fields, parts=parts, follow_ups=more)


def edit_conversation(w: World) -> Act:
    row = w.talk()
    fields = {"title": w.words(), "date": date(2026, 11, 4)}
    parts = [talks.Part(2, w.words()), talks.Part(3, role="learner")]
    return lambda: talks.edit(row, by=w.by, version=1, fields=fields, parts=parts)


def remove_conversation(w: World) -> Act:
    row = w.talk()
    return lambda: talks.remove(row, by=w.by)


def expect(w: World) -> Act:
    fields = {"text": w.words(), "direction": "we_deliver"}
    return lambda: expectations.add(w.plan, by=w.by, fields=fields, owner=w.words())


def edit_expectation(w: World) -> Act:
    row = w.expectation()
    fields = {"text": w.words(), "due": date(2026, 12, 1)}
    return lambda: expectations.edit(
        row, by=w.by, version=1, fields=fields, owner=row.owner.name, party=w.words()
    )


def remove_expectation(w: World) -> Act:
    row = w.expectation()
    return lambda: expectations.remove(row, by=w.by)


def keep_expectation(w: World) -> Act:
    row = w.expectation()
    return lambda: expectations.keep(row, by=w.by, on=date(2026, 11, 3), version=1)


def write_update(w: World) -> Act:
    fields = {"title": w.words(), "start": date(2026, 9, 30), "end": date(2026, 11, 30), "moved": w.words()}
    reader = make_person(w.plan.workspace, w.words())
    return lambda: updates.write(w.plan, by=w.by, fields=fields, readers=[reader])


def edit_update(w: World) -> Act:
    gone, new = (make_person(w.plan.workspace, w.words()) for _ in range(2))
    row = make_update(w.plan, gone)
    return lambda: updates.edit(row, by=w.by, version=1, fields={"title": w.words()}, readers=[new])


def remove_update(w: World) -> Act:
    row = make_update(w.plan, make_person(w.plan.workspace, w.words()))
    return lambda: updates.remove(row, by=w.by)


TALKS: tuple[Callable[[World], Act], ...] = (
    converse,
    edit_conversation,
    remove_conversation,
    expect,
    edit_expectation,
    remove_expectation,
    keep_expectation,
    write_update,
    edit_update,
    remove_update,
)
