"""Makes stories, conversations, expectations and updates from the small lists that they are read in."""

from collections.abc import Iterator

from alignment import models
from alignment.models import METRIC_FIELD, Layer
from alignment.rules import content
from alignment.tracing.contents_lists import TRUE, Lists
from alignment.tracing.contents_shown import same


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


def stories(
    workspace: models.Workspace, lists: Lists, items: dict[tuple[Layer, int], str], names: dict[int, str]
) -> Iterator[content.Story]:
    """The stories about the items whose keys are given by layer and id."""
    for row in lists["stories"][workspace.pk]:
        layer = next(layer for layer, field in METRIC_FIELD.items() if getattr(row, f"{field}_id"))
        yield content.Story(
            item=items[layer, getattr(row, f"{METRIC_FIELD[layer]}_id")],
            person=names.get(row.person_id or 0, ""),
            archived=bool(row.archived_at),
            id=row.pk,
            **same(row, "key", "text", "kind", "who", "permission", "date"),
        )


def updates(plans: list[models.Plan], lists: Lists, names: dict[int, str]) -> Iterator[content.Update]:
    """The updates of some plans, in the order of plan and place."""
    for plan in plans:
        for row in lists["updates"][plan.pk]:
            yield content.Update(
                plan=plan.key,
                story=row.story__key or "",
                readers=tuple(names[one.person_id] for one in lists["update_readers"][row.pk]),
                id=row.pk,
                **same(row, "key", "title", "start", "end", "moved", "not_moved", "unmeasured"),
                **same(row, "needs", "sent_on"),
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
                ratings=tuple(
                    content.ExpectationRating(
                        person=names.get(one.person_id or 0, ""),
                        **same(
                            one, "side", "kept", "usefulness", "name", "words", "on", "how", "recorded_by"
                        ),
                    )
                    for one in lists["expectation_ratings"][row.pk]
                ),
                id=row.pk,
                **same(row, "key", "direction", "text", "due", "done_on"),
            )
