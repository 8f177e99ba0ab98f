"""Writes down what is expected, what those concerned say to it, and that it is done."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from alignment.conversations.services.parties import word_of_party
from alignment.deeds import check_version, deed, update_all
from alignment.framework.queries.expectations import as_content
from alignment.keys import row_key
from alignment.models import (
    Conversation,
    Deed,
    Expectation,
    ExpectationAnswer,
    HowAnswered,
    Person,
    Plan,
    ShareLink,
    User,
)
from alignment.people.services.people import find_or_make_person
from alignment.rules.expectations import makes_outdated


@dataclass(frozen=True)
class Said:
    """What somebody answers: confirmed or declined, in which words, on which day."""

    answer: str
    words: str
    on: date


def add(
    plan: Plan,
    *,
    by: User | None,
    fields: dict[str, Any],
    owner: str = "",
    party: str = "",
    conversation: Conversation | None = None,
    request_key: UUID | None = None,
) -> tuple[Expectation, Deed]:
    """A new expectation; people are found by name or made. AlreadyDone when the same form was sent before."""
    with deed(
        "expect",
        by=by,
        workspace=plan.workspace,
        plan=plan,
        subject=fields["text"],
        request_key=request_key,
    ) as row:
        made = Expectation(
            workspace=plan.workspace,
            plan=plan,
            key=row_key(plan.workspace, Expectation),
            position=Expectation.objects.filter(plan=plan).next_position(),
            conversation=conversation,
            owner=_person(plan, owner, by),
            party=_person(plan, party, by),
            **fields,
        )
        made.full_clean(exclude=["workspace"])
        made.save()
    return made, row


def edit(
    expectation: Expectation,
    *,
    by: User | None,
    version: int,
    fields: dict[str, Any],
    owner: str,
    party: str,
) -> Deed:
    """Changes an expectation; answers to what it said before become outdated (rules.expectations).

    StaleWrite when somebody else saved it since `version`.
    """
    plan = expectation.plan
    with deed("edit_expectation", by=by, workspace=plan.workspace, plan=plan, subject=fields["text"]) as row:
        fresh: Expectation = check_version(expectation, version)
        before = as_content(fresh)
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.owner, fresh.party = _person(plan, owner, by), _person(plan, party, by)
        fresh.version += 1
        fresh.full_clean(exclude=["workspace"])
        fresh.save()
        if makes_outdated(before, as_content(fresh)):
            _ask_again(fresh)
    return row


def remove(expectation: Expectation, *, by: User | None) -> Deed:
    """Takes an expectation out, with its answers; undo brings both back. StaleWrite when it was changed."""
    plan = expectation.plan
    with deed(
        "remove_expectation", by=by, workspace=plan.workspace, plan=plan, subject=expectation.text
    ) as row:
        check_version(expectation, expectation.version).delete()
    return row


def keep(expectation: Expectation, *, by: User | None, on: date, version: int) -> Deed:
    """Marks an expectation as done on a day. StaleWrite when it was changed since `version`."""
    plan = expectation.plan
    with deed(
        "keep_expectation", by=by, workspace=plan.workspace, plan=plan, subject=expectation.text
    ) as row:
        fresh: Expectation = check_version(expectation, version)
        fresh.done_on = on
        fresh.version += 1
        fresh.save()
    return row


def answer(
    expectation: Expectation,
    person: Person,
    said: Said,
    *,
    how: HowAnswered,
    by: User | None,
    link: ShareLink | None = None,
) -> Deed:
    """Keeps what one party says. `by` wrote it down, unless it came by `link`.

    Only parties answer: ValidationError for anybody else, and when it is gone.
    """
    with word_of_party(
        "answer_expectation", ExpectationAnswer, expectation, person, how=how, by=by, link=link
    ) as (row, known):
        made = ExpectationAnswer(answer=said.answer, words=said.words, on=said.on, **known)
        made.full_clean(exclude=["workspace"])
        made.save()
    return row


def _ask_again(expectation: Expectation) -> None:
    """Marks all answers as given before it changed."""
    rows = list(expectation.responses.filter(outdated=False))
    for row in rows:
        row.outdated = True
    update_all(rows, ["outdated"])


def _person(plan: Plan, name: str, by: User | None) -> Person | None:
    return find_or_make_person(plan.workspace, name=name, by=by) if name.strip() else None
