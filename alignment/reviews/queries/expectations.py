"""What is expected of a person in a plan, and what they can expect."""

from dataclasses import dataclass
from datetime import date

from alignment.framework.queries.expectations import ExpectationLine, lines_of_person
from alignment.models import Direction, Person, Plan

MOST = 5


@dataclass(frozen=True)
class Expected:
    """What is not done yet, the next date first: what somebody gives and gets, and what else they agreed."""

    gives: tuple[ExpectationLine, ...]
    gets: tuple[ExpectationLine, ...]
    agreed: tuple[ExpectationLine, ...]  # somebody else gives it to us; they are to confirm it too
    left: int  # how many are not listed

    @property
    def any(self) -> bool:
        """Whether there is anything to confirm or decline."""
        return bool(self.gives or self.gets or self.agreed)


def expected_of(person: Person, plan: Plan, today: date) -> Expected:
    """What a person keeps, is promised, or is to confirm in a plan."""
    lines = [line for line in lines_of_person(plan, person, today) if not line.is_done]
    lines.sort(key=lambda line: (line.row.due is None, str(line.row.due or "")))
    gives = [line for line in lines if line.row.owner_id == person.pk]
    others = [line for line in lines if line.row.owner_id != person.pk]
    gets = [line for line in others if line.row.direction == Direction.WE_DELIVER]
    agreed = [line for line in others if line.row.direction != Direction.WE_DELIVER]
    return Expected(
        gives=tuple(gives[:MOST]),
        gets=tuple(gets[:MOST]),
        agreed=tuple(agreed[:MOST]),
        left=sum(max(0, len(some) - MOST) for some in (gives, gets, agreed)),
    )
