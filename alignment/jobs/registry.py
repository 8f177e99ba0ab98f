"""Which kinds of work there are: a feature marks its functions in its module `work`."""

from collections.abc import Callable
from dataclasses import dataclass

from alignment.models import Job, Role
from alignment.outbox.registry import discover


class CannotWork(Exception):
    """The work cannot be done, and trying again would not help; the message tells whoever asked why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The file that came out."""

    file_name: str
    content_type: str
    body: bytes


#: Says how far it is: so many done, of so many.
Progress = Callable[[int, int], None]
Work = Callable[[Job, Progress], Outcome]

_works: dict[str, Work] = {}
_pages: dict[str, str] = {}
_roles: dict[str, str] = {}


def work(kind: str, *, page: str = "", role: str = Role.VIEWER) -> Callable[[Work], Work]:
    """Marks the function that does work of a kind.

    It may run more than once for a job, so it only reads, or writes by a deed with a request's key. `page`
    names the address that shows what came out, where that is no file to be opened; `role` is what whoever
    asked must still have in the workspace when it begins.
    """

    def keep(function: Work) -> Work:
        _works[kind] = function
        _pages[kind] = page
        _roles[kind] = role
        return function

    return keep


def work_of(kind: str) -> Work:
    """The function that does this kind; CannotWork when no feature has it any more."""
    discover("work")
    if kind not in _works:
        raise CannotWork(f"There is no work of the kind “{kind}”.")
    return _works[kind]


def page_of(kind: str) -> str:
    """The name of the address that shows what work of this kind came to; empty where it is a file."""
    discover("work")
    return _pages.get(kind, "")


def role_for(kind: str) -> str:
    """The role that work of this kind asks for."""
    discover("work")
    return _roles.get(kind, Role.VIEWER)
