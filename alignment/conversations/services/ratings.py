"""Writes down how an expectation turned out, as one side says. What was said before stays in the list."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from alignment.conversations.services.parties import word_of_party
from alignment.framework.queries.expectations import as_content, read, side_of
from alignment.models import (
    Deed,
    Expectation,
    ExpectationRating,
    HowAnswered,
    Person,
    ShareLink,
    User,
)
from alignment.rules.roe import may_be_rated


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

    Only the two sides rate, and only at its end: ValidationError for anybody else, and when it is gone or
    was changed meanwhile, so that nobody rates what they have not confirmed.
    """
    with word_of_party(
        "rate_expectation", ExpectationRating, expectation, person, how=how, by=by, link=link
    ) as (row, known):
        (now,) = read(Expectation.objects.filter(pk=expectation.pk))
        if not may_be_rated(as_content(now), timezone.localdate()):
            raise ValidationError("It is rated at its end.")
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
