"""Writes down how an expectation turned out, as one side says. What was said before stays in the list."""

from dataclasses import dataclass
from datetime import date

from alignment.conversations.services.parties import word_of_party
from alignment.framework.queries.expectations import side_of
from alignment.models import (
    Deed,
    Expectation,
    ExpectationRating,
    HowAnswered,
    Person,
    ShareLink,
    User,
)


@dataclass(frozen=True)
class Rated:
    """What one side says: kept, partly or not, how useful it was, in which words, on which day."""

    kept: str
    usefulness: int | None
    words: str
    on: date


def rate(
    expectation: Expectation,
    person: Person,
    said: Rated,
    *,
    how: HowAnswered,
    by: User | None,
    link: ShareLink | None = None,
) -> Deed:
    """Keeps what one side says. `by` wrote it down, unless it came by `link`.

    Only the two sides rate: ValidationError for anybody else.
    """
    with word_of_party(
        "rate_expectation", ExpectationRating, expectation, person, how=how, by=by, link=link
    ) as (row, known):
        made = ExpectationRating(
            side=side_of(known["expectation"], person),
            kept=said.kept,
            usefulness=said.usefulness,
            words=said.words,
            on=said.on,
            **known,
        )
        made.full_clean(exclude=["workspace"])
        made.save()
    return row
