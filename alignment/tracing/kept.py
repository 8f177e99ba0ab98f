"""Answers kept in the process under the revision of their workspace, which every deed raises."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from alignment.models import Workspace

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """The latest answers, at most `size` of them; the oldest goes first. Safe between threads."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._answers: OrderedDict[tuple[object, ...], Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, workspace: Workspace, make: Callable[[], Answer], *place: object) -> Answer:
        """The answer for this revision of the workspace and `place` in it, made when it is not there."""
        return self._answer((workspace.pk, workspace.created, workspace.revision, *place), make)

    def get_settled(self, workspace: Workspace, make: Callable[[], Answer], *place: object) -> Answer:
        """The same for what no later deed changes: the answer holds for every revision."""
        return self._answer((workspace.pk, workspace.created, *place), make)

    def _answer(self, key: tuple[object, ...], make: Callable[[], Answer]) -> Answer:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = make()
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self.size:
                self._answers.popitem(last=False)
        return answer
