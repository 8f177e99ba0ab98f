"""Writes down how an expectation turned out, as one side says. What was said before stays in the list."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from alignment.deeds import deed
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
    plan = expectation.plan
    with deed(
        "rate_expectation",
        by=by,
        link=link,
        name=link.holder if link else "",
        workspace=plan.workspace,
        plan=plan,
        subject=expectation.text,
    ) as row:
        fresh = Expectation.objects.get(pk=expectation.pk)
        if person.pk not in (fresh.owner_id, fresh.party_id):
            raise ValidationError("Only those whom it concerns can rate it.")
        made = ExpectationRating(
            workspace=plan.workspace,
            expectation=fresh,
            side=side_of(fresh, person),
            person=person,
            name=person.name,
            kept=said.kept,
            usefulness=said.usefulness,
            words=said.words,
            on=said.on,
            how=how,
            recorded_by=by.public_name[:120] if by and how is HowAnswered.TOLD else "",
            position=ExpectationRating.objects.filter(expectation=fresh).next_position(),
        )
        made.full_clean(exclude=["workspace"])
        made.save()
    return row
