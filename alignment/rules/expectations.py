"""Where an expectation stands: who has answered, whether it is late, which changes ask everybody again."""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from alignment.rules.content import Expectation, ExpectationAnswer


class Reply(StrEnum):
    """What those whom an expectation concerns say to it as it is now."""

    UNANSWERED = "unanswered"  # somebody has not answered yet
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Standing(StrEnum):
    """Where an expectation stands; in the order in which it is worth looking at."""

    OVERDUE = "overdue"
    UNANSWERED = "unanswered"
    DECLINED = "declined"
    OPEN = "open"
    DONE = "done"


#: A change of these asks for new answers: nobody has agreed to what it says now.
AGREED_TO = ("direction", "text", "owner", "due")


def parties(one: Expectation) -> tuple[str, ...]:
    """The people who are to answer: who keeps it, and with whom it was agreed."""
    return tuple(dict.fromkeys(key for key in (one.owner, one.party) if key))


def counting(one: Expectation) -> dict[str, ExpectationAnswer]:
    """The answers that count: the last one of each party, unless the expectation has changed since."""
    last = {answer.person: answer for answer in one.answers}
    return {key: last[key] for key in parties(one) if key in last and not last[key].outdated}


def missing(one: Expectation) -> tuple[str, ...]:
    """The parties who have not answered what it says now."""
    answered = counting(one)
    return tuple(key for key in parties(one) if key not in answered)


def reply(one: Expectation) -> Reply:
    """What everybody together says. A single no is a no; with nobody named there is no answer."""
    said = [answer.answer for answer in counting(one).values()]
    if "declined" in said:
        return Reply.DECLINED
    return Reply.CONFIRMED if said and not missing(one) else Reply.UNANSWERED


def is_late(one: Expectation, today: date) -> bool:
    """Whether its date is past and it is not done, whatever was answered."""
    return one.done_on is None and one.due is not None and one.due < today


def standing(one: Expectation, today: date) -> Standing:
    """Where it stands on a day."""
    if one.done_on is not None:
        return Standing.DONE
    if is_late(one, today):
        return Standing.OVERDUE
    found = reply(one)
    return Standing.OPEN if found is Reply.CONFIRMED else Standing(found.value)


def makes_outdated(before: Expectation, after: Expectation) -> bool:
    """Whether answers to what it said before are none to what it says now."""
    return any(getattr(before, name) != getattr(after, name) for name in AGREED_TO)


def with_outdated(one: Expectation) -> Expectation:
    """The same with all its answers marked as given before it changed."""
    return replace(one, answers=tuple(replace(answer, outdated=True) for answer in one.answers))
