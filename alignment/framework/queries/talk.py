"""What people said about an item, in one query: enough for its page to know what else to read."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery

from alignment.models import (
    METRIC_FIELD,
    RESULT_FIELD,
    Answer,
    CatalogueLink,
    Comment,
    Expectation,
    Initiative,
    Item,
    LearningOutcome,
    PerformanceOutcome,
    RequestResult,
    RivalCause,
    Story,
    Workspace,
)


@dataclass(frozen=True)
class Voices:
    """How much is said about an item and not resolved yet, and what of the rest there is."""

    open_threads: int
    came_of_an_answer: bool
    is_expected: bool  # of an initiative: whether anything is
    has_stories: bool
    grew_out_of_a_request: bool
    has_causes: bool  # of an outcome: whether somebody named what could explain it
    is_on_offer: bool  # of a learning outcome: whether something in the catalogue builds it


def voices_about(item: Item) -> Voices:
    """The discussions about an item that nobody has resolved, and what else was said: one query."""
    talk: Any = Comment.objects.filter(workspace=OuterRef("pk"), item=item.key, resolved_at=None)
    threads = talk.threads().order_by().values("workspace").annotate(n=Count("pk")).values("n")
    answers = Answer.objects.filter(workspace=OuterRef("pk"), item=item.key)
    about = item.pk if isinstance(item, Initiative) else None
    expected = Expectation.objects.filter(
        workspace=OuterRef("pk"), initiative=about, initiative__isnull=False
    )
    stories = Story.objects.filter(workspace=OuterRef("pk"), **{METRIC_FIELD[item.layer]: item.pk})
    grown = RequestResult.objects.filter(workspace=OuterRef("pk"))
    field = RESULT_FIELD.get(item.layer)
    grown = grown.filter(**{field: item.pk}) if field else grown.none()
    outcome = item.pk if isinstance(item, PerformanceOutcome) else None
    causes = RivalCause.objects.filter(workspace=OuterRef("pk"), outcome=outcome, outcome__isnull=False)
    built = item.pk if isinstance(item, LearningOutcome) else None
    offers = CatalogueLink.objects.filter(
        workspace=OuterRef("pk"), learning_outcome=built, learning_outcome__isnull=False
    )
    found = Workspace.objects.filter(pk=item.workspace_id).values_list(
        Subquery(threads),
        Exists(answers),
        Exists(expected),
        Exists(stories),
        Exists(grown),
        Exists(causes),
        Exists(offers),
    )
    count, *there = found.get()
    return Voices(int(count or 0), *map(bool, there))
