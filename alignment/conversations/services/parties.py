"""What a party of an expectation says of it: who said it, how, and who wrote it down."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError

from alignment.deeds import deed
from alignment.models import (
    Deed,
    Expectation,
    ExpectationAnswer,
    ExpectationRating,
    HowAnswered,
    Person,
    ShareLink,
    User,
)


@contextmanager
def word_of_party(
    verb: str,
    kind: type[ExpectationAnswer | ExpectationRating],
    expectation: Expectation,
    person: Person,
    *,
    how: HowAnswered,
    by: User | None,
    link: ShareLink | None,
) -> Iterator[tuple[Deed, dict[str, Any]]]:
    """A deed in which a party says something, and what every row that keeps it begins with.

    `by` wrote it down, unless it came by `link`. ValidationError for anybody who is no party, and when
    it is gone.
    """
    plan = expectation.plan
    with deed(
        verb,
        by=by,
        link=link,
        name=link.holder if link else "",
        workspace=plan.workspace,
        plan=plan,
        subject=expectation.text,
    ) as row:
        fresh = Expectation.objects.filter(pk=expectation.pk).first()
        if fresh is None or person.pk not in (fresh.owner_id, fresh.party_id):
            raise ValidationError("Only those whom it concerns can answer and rate.")
        yield (
            row,
            {
                "workspace": plan.workspace,
                "expectation": fresh,
                "person": person,
                "name": person.name,
                "how": how,
                "recorded_by": by.public_name[:120] if by and how is HowAnswered.TOLD else "",
                "position": kind.objects.filter(expectation=fresh).next_position(),
            },
        )
