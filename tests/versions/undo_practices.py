"""The cases of the five practices, for the property that every deed can be taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

from alignment.models import PracticeAnswer
from alignment.practices import services
from tests.versions.undo_world import World

Act = Callable[[], Any]


def answer_practice(w: World) -> Act:
    said = {"practice": "culture", "score": 3, "on": date(2026, 11, 2), "note": w.words()}
    return lambda: services.answer_practice(w.plan.workspace, by=w.by, **said)


def answered(w: World) -> PracticeAnswer:
    answer_practice(w)()
    return PracticeAnswer.objects.select_related("workspace").filter(workspace=w.plan.workspace).latest("pk")


def archive_practice_answer(w: World) -> Act:
    answer = answered(w)
    return lambda: services.archive_answer(answer, by=w.by)


def restore_practice_answer(w: World) -> Act:
    answer = answered(w)
    services.archive_answer(answer, by=w.by)
    return lambda: services.restore_answer(answer, by=w.by)


#: By verb: those that are called like their function.
PRACTISED: tuple[Callable[[World], Act], ...] = (
    answer_practice,
    archive_practice_answer,
    restore_practice_answer,
)
