"""What learning delivers and what it needs of others, read with who has answered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from alignment.models import Conversation, Expectation, Initiative, Item, Person, Plan, Side, Workspace
from alignment.rules import content
from alignment.rules.expectations import Reply, Standing, counting, missing, parties, reply, standing
from alignment.rules.roe import last_ratings, may_be_rated, sides_disagree

WITH = ("plan", "initiative", "conversation", "owner", "party")


class ExpectationLine:
    """One expectation as pages show it: where it stands, who has answered, who has not."""

    def __init__(self, row: Expectation, today: date) -> None:
        self.row, self.plain, self._today = row, as_content(row), today
        self.standing, self.reply = standing(self.plain, today), reply(self.plain)
        self._people = {person.key: person for person in (row.owner, row.party) if person is not None}

    @property
    def is_overdue(self) -> bool:
        """Whether its date is past and it is not done."""
        return self.standing is Standing.OVERDUE

    @property
    def is_done(self) -> bool:
        return self.standing is Standing.DONE

    @property
    def is_unanswered(self) -> bool:
        """Whether somebody has not answered what it says now."""
        return self.reply is Reply.UNANSWERED

    @property
    def answers(self) -> list[content.ExpectationAnswer]:
        """The answers that count, in the order of the parties."""
        found = counting(self.plain)
        return [found[key] for key in parties(self.plain) if key in found]

    @property
    def outdated(self) -> list[content.ExpectationAnswer]:
        """The last answers of parties that were given before it changed."""
        last = {answer.person: answer for answer in self.plain.answers}
        return [last[key] for key in parties(self.plain) if key in last and last[key].outdated]

    @property
    def missing(self) -> list[Person]:
        """The parties who have not answered yet."""
        return [self._people[key] for key in missing(self.plain)]

    @property
    def parties(self) -> list[Person]:
        """Who is to answer."""
        return [self._people[key] for key in parties(self.plain)]

    @property
    def may_be_rated(self) -> bool:
        """Whether both sides can say how it turned out."""
        return may_be_rated(self.plain, self._today)

    @property
    def ratings(self) -> list[content.ExpectationRating]:
        """How each side says it turned out: who keeps it first."""
        return list(last_ratings(self.plain).values())

    @property
    def sides_disagree(self) -> bool:
        return sides_disagree(self.plain)

    def rating_of(self, person: Person) -> content.ExpectationRating | None:
        """What a person says for their side, as long as it is the last word of that side."""
        last = last_ratings(self.plain).get(side_of(self.row, person))
        return last if last is not None and last.person == person.key else None

    def answer_of(self, person: Person) -> content.ExpectationAnswer | None:
        """What one party says to it as it is now."""
        return counting(self.plain).get(person.key)


def side_of(row: Expectation, person: Person) -> str:
    """On which side of an expectation a person stands."""
    return Side.OWNER if row.owner_id == person.pk else Side.PARTY


def read(rows: QuerySet[Any]) -> list[Expectation]:
    """Expectations with all that a line of them needs."""
    found = (
        rows.select_related(*WITH)
        .prefetch_related("responses__person", "ratings__person")
        .order_by("position", "pk")
    )
    return list(found)


def lines_of(rows: QuerySet[Any], today: date) -> list[ExpectationLine]:
    """Expectations as lines, in their order."""
    return [ExpectationLine(row, today) for row in read(rows)]


def lines_of_plan(plan: Plan, today: date) -> list[ExpectationLine]:
    """What is expected in a plan."""
    return lines_of(Expectation.objects.filter(plan=plan), today)


def expected_of(item: Item, today: date) -> list[ExpectationLine]:
    """What is expected of an initiative; nothing of items of other layers."""
    if not isinstance(item, Initiative):
        return []
    return lines_of(Expectation.objects.filter(initiative=item), today)


def lines_of_conversation(conversation: Conversation, today: date) -> list[ExpectationLine]:
    """The follow-ups of a conversation."""
    return lines_of(Expectation.objects.filter(conversation=conversation), today)


def lines_of_person(plan: Plan, person: Person, today: date) -> list[ExpectationLine]:
    """What one person keeps, or has agreed with us, in one plan; what is done stands last."""
    mine = Expectation.objects.filter(plan=plan, owner=person) | Expectation.objects.filter(
        plan=plan, party=person
    )
    return sorted(lines_of(mine, today), key=lambda line: line.is_done)


def late_expectations(workspace: Workspace, today: date) -> list[Expectation]:
    """What is past its date and not done, in every plan."""
    rows = Expectation.objects.filter(workspace=workspace, done_on=None, due__lt=today)
    return sorted(read(rows), key=lambda row: (row.plan.position, row.plan.key))


def owners_of(rows: Iterable[Expectation]) -> list[content.Person]:
    """Those who keep some expectations, by key and name."""
    found = {row.owner.key: row.owner.name for row in rows if row.owner is not None}
    return [content.Person(key=key, name=name) for key, name in found.items()]


def as_content(row: Expectation) -> content.Expectation:
    """An expectation as plain data; answers, ratings and whom they are of must have been read with it."""
    return content.Expectation(
        key=row.key,
        plan=row.plan.key,
        initiative=row.initiative.key if row.initiative else "",
        conversation=row.conversation.key if row.conversation else "",
        direction=row.direction,
        text=row.text,
        owner=row.owner.key if row.owner else "",
        party=row.party.key if row.party else "",
        due=row.due,
        done_on=row.done_on,
        answers=tuple(
            content.ExpectationAnswer(
                person=one.person.key if one.person else "",
                name=one.name,
                answer=one.answer,
                words=one.words,
                on=one.on,
                how=one.how,
                recorded_by=one.recorded_by,
                outdated=one.outdated,
            )
            for one in sorted(row.responses.all(), key=lambda one: (one.position, one.pk))
        ),
        ratings=tuple(
            content.ExpectationRating(
                side=one.side,
                kept=one.kept,
                usefulness=one.usefulness,
                person=one.person.key if one.person else "",
                name=one.name,
                words=one.words,
                on=one.on,
                how=one.how,
                recorded_by=one.recorded_by,
            )
            for one in sorted(row.ratings.all(), key=lambda one: (one.position, one.pk))
        ),
        id=row.pk,
    )
