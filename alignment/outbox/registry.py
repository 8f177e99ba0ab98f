"""What features add to the outbox without being named here: mail that falls due, is written when sent, or
is asked about once more when it is sent.

A feature writes all of it into its module `reminders`; what runs long stands in its module `work`.
"""

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypeVar

import alignment
from alignment.models import OutgoingMail

#: Queues what is due now and says how many mails that were. Called again and again: `once` keeps it single.
DueFunction = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a mail."""

    subject: str
    text: str
    html: str = ""


#: The words of a mail, made when it is sent; None when there is nothing to say any more.
Composer = Callable[[OutgoingMail], Letter | None]

#: Why nobody may get a mail any more, in words, asked when it is sent; empty when it may go.
Check = Callable[[OutgoingMail], str]

_due: dict[str, DueFunction] = {}
_composers: dict[str, Composer] = {}
_checks: dict[str, Check] = {}
Function = TypeVar("Function", bound=DueFunction)


def due(function: Function) -> Function:
    """Marks a function of a module `reminders` that queues what is due."""
    _due[f"{function.__module__}.{function.__qualname__}"] = function
    return function


def composes(kind: str) -> Callable[[Composer], Composer]:
    """Marks the function that writes mails of a kind when they are sent, from the rights of that moment."""

    def keep(function: Composer) -> Composer:
        _composers[kind] = function
        return function

    return keep


def checks(kind: str) -> Callable[[Check], Check]:
    """Marks the function that says when a mail of a kind is sent whether it may still go."""

    def keep(function: Check) -> Check:
        _checks[kind] = function
        return function

    return keep


def due_functions() -> dict[str, DueFunction]:
    """Every function that queues what is due, by its name."""
    discover("reminders")
    return dict(sorted(_due.items()))


def composer_of(kind: str) -> Composer | None:
    """Who writes mails of this kind when they are sent; None when they are written with their cause."""
    discover("reminders")
    return _composers.get(kind)


def check_of(kind: str) -> Check | None:
    """Who says whether mails of this kind may still go; None when the rights of the recipient say it all."""
    discover("reminders")
    return _checks.get(kind)


@cache
def discover(module: str) -> tuple[str, ...]:
    """Imports the module of this name of every feature that has one, once in a process."""
    found = []
    for feature in pkgutil.iter_modules(alignment.__path__):
        name = f"{alignment.__name__}.{feature.name}.{module}"
        if feature.ispkg and importlib.util.find_spec(name) is not None:
            importlib.import_module(name)
            found.append(name)
    return tuple(found)
