"""The cases of taking requests in, for the property that every deed can be taken back."""

from collections.abc import Callable
from typing import Any

from alignment.intake.services import questions, requests
from tests.versions.undo_consulting import again, asked_by
from tests.versions.undo_world import World

Act = Callable[[], Any]


def take_up(w: World) -> Act:
    asked = asked_by(w)
    return lambda: requests.take_up(asked, by=w.by, version=asked.version)


def answer_triage(w: World) -> Act:
    asked = asked_by(w)
    question = questions.add_question(w.plan.workspace, text=w.words(), by=w.by)[0]
    said = {question.pk: w.words()}
    return lambda: questions.answer(asked, answers=said, by=w.by, version=asked.version)


def mark_duplicate(w: World) -> Act:
    asked, other = asked_by(w), asked_by(w)
    return lambda: requests.mark_duplicate(asked, of=other, by=w.by, version=asked.version)


def unmark_duplicate(w: World) -> Act:
    first, other = asked_by(w), asked_by(w)
    requests.mark_duplicate(first, of=other, by=w.by, version=first.version)
    asked = again(first)
    return lambda: requests.unmark_duplicate(asked, by=w.by, version=asked.version)


def name_requester(w: World) -> Act:
    asked = asked_by(w)
    fields = {"title": asked.title, "asked_on": asked.asked_on, "requester_name": w.words()}
    requests.edit(asked, by=w.by, version=asked.version, fields=fields, goals=())
    named = again(asked)
    return lambda: requests.add_requester(named, by=w.by, version=named.version)


#: By verb: those that are called like their function.
ASKING: tuple[Callable[[World], Act], ...] = (
    take_up,
    answer_triage,
    mark_duplicate,
    unmark_duplicate,
    name_requester,
)
