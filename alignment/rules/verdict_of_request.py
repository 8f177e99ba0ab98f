"""What a verdict on a development request still lacks, and what speaks against approving one.

A verdict that lacks something is refused; what speaks against it is only told.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

ACCEPTS = ("learning", "partly")  # something is learned because of it
FREES = ("not_learning", "decline")  # what a course would have taken stays free
BECOMES = (*ACCEPTS, "not_learning")  # what is known of it is worth an item of a plan

#: Explanations that are looked at before one of them is chosen: that one and two others.
ENOUGH_CAUSES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOfVerdict:
    """What somebody says about a request when they decide; the names are those of the request."""

    verdict: str
    verdict_reason: str = ""
    no_whys_reason: str = ""
    remedy: str = ""
    remedy_owner: str = ""
    remedy_date: datetime.date | None = None
    look_again_on: datetime.date | None = None


def lacking(said: SaidOfVerdict, whys: int) -> tuple[str, ...]:
    """The fields that have to be filled in before this verdict can stand, given so many whys."""
    needed = ["verdict", "verdict_reason"]
    if said.verdict in ACCEPTS and not whys:
        needed.append("no_whys_reason")
    if said.verdict == "not_learning":
        needed += ["remedy", "remedy_owner", "remedy_date"]
    if said.verdict == "wait":
        needed.append("look_again_on")
    return tuple(name for name in needed if not _filled(getattr(said, name)))


def not_ready(manager_supports: str, time_released: str, measure_agreed: str) -> tuple[str, ...]:
    """Which of the three a learning needs to help is not there yet, or nobody has asked (E02)."""
    answers = {
        "manager_supports": manager_supports,
        "time_released": time_released,
        "measure_agreed": measure_agreed,
    }
    return tuple(name for name, answer in answers.items() if answer != "yes")


def causes_missing(named: int) -> int:
    """How many other explanations to name before one of them is chosen."""
    return max(0, ENOUGH_CAUSES - named)


@dataclass(frozen=True, slots=True)
class Freed:
    """What a no leaves for something else; None where nobody said what it would have taken."""

    hours: Decimal | None
    cost: Decimal | None


def freed(verdict: str, hours: Decimal | None, cost: Decimal | None) -> Freed | None:
    """What a verdict frees; None when it frees nothing that is known."""
    if verdict not in FREES or not (hours or cost):
        return None
    return Freed(hours or None, cost or None)


def _filled(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None
