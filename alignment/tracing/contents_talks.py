"""Makes conversations and expectations from the small lists that they are read in."""

from collections.abc import Iterator

from alignment import models
from alignment.rules import content
from alignment.tracing.contents_lists import Lists
from alignment.tracing.contents_shown import same

#: What databases make of "true" when it is read as text.
TRUE = frozenset({"1", "true"})


def conversations(plans: list[models.Plan], lists: Lists) -> Iterator[content.Conversation]:
    """The conversations about some plans, in the order of plan and place."""
    for plan in plans:
        for row in lists["conversations"][plan.pk]:
            yield content.Conversation(
                plan=plan.key,
                goal=row.goal__key or "",
                id=row.pk,
                **same(row, "key", "title", "date", "questions", "answers", "decisions"),
            )


def expectations(
    plans: list[models.Plan], lists: Lists, names: dict[int, str]
) -> Iterator[content.Expectation]:
    """The expectations of some plans, in the order of plan and place; `names` are people's keys by id."""
    for plan in plans:
        for row in lists["expectations"][plan.pk]:
            yield content.Expectation(
                plan=plan.key,
                initiative=row.initiative__key or "",
                conversation=row.conversation__key or "",
                owner=names.get(row.owner_id or 0, ""),
                party=names.get(row.party_id or 0, ""),
                answers=tuple(
                    content.ExpectationAnswer(
                        person=names.get(one.person_id or 0, ""),
                        outdated=str(one.outdated) in TRUE,
                        **same(one, "name", "answer", "words", "on", "how", "recorded_by"),
                    )
                    for one in lists["expectation_answers"][row.pk]
                ),
                id=row.pk,
                **same(row, "key", "direction", "text", "due", "done_on"),
            )
