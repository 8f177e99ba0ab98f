"""Which learning outcomes an item of the catalogue may build, by the likeness of their texts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from alignment.catalogue.queries.items import RETIRED
from alignment.models import CatalogueItem, CatalogueLink, Deed, LearningOutcome, Workspace
from alignment.rules.likeness import most_alike

#: For one item; and on the list of a whole catalogue how many items are looked at for one page.
MOST, LOOKED_AT, ON_A_PAGE = 5, 250, 20
#: A skill and a title are few words: what is less alike than this is chance.
LEAST = 0.62
MOST_OUTCOMES = 1_500


@dataclass(frozen=True)
class Suggestion:
    """A learning outcome that an item may build, and how alike they are (0 to 1)."""

    item: CatalogueItem
    outcome: LearningOutcome
    likeness: float


@dataclass(frozen=True)
class SuggestionPage:
    """Suggestions for a part of the catalogue; `after` is where the next part begins, None at the end."""

    found: list[Suggestion]
    looked_at: int
    after: int | None


def outcomes_to_build(workspace: Workspace) -> list[LearningOutcome]:
    """The learning outcomes that an item can be linked to: live ones of plans in use."""
    found = LearningOutcome.objects.filter(workspace=workspace, plan__archived_at=None).current()
    return list(found.select_related("plan").order_by("plan__position", "position", "key")[:MOST_OUTCOMES])


def outcomes_to_offer(item: CatalogueItem) -> list[LearningOutcome]:
    """Those that an item is not linked to yet, the most alike first."""
    there = set(item.links.values_list("learning_outcome_id", flat=True))
    found = [one for one in outcomes_to_build(item.workspace) if one.pk not in there]
    near = [pk for pk, _likeness in most_alike(item.title, {one.pk: one.title for one in found}, MOST, 0.4)]
    ranks = {pk: rank for rank, pk in enumerate(near)}
    return sorted(found, key=lambda one: ranks.get(one.pk, len(ranks)))


class Suggesting:
    """Suggests for items of one workspace: the texts are read once."""

    def __init__(self, workspace: Workspace) -> None:
        self.outcomes = {one.pk: one for one in outcomes_to_build(workspace)}
        self.texts: dict[tuple[int, str], str] = {}
        for pk, one in self.outcomes.items():
            self.texts[pk, "title"] = one.title
            if one.skill:
                self.texts[pk, "skill"] = one.skill
        aside = Deed.objects.filter(workspace=workspace, verb="dismiss_suggestion", undone=None)
        pairs = (made for made in aside.values_list("made", flat=True) if len(made) == 2)
        self.aside = {(item[1], outcome[1]) for item, outcome in pairs}

    def of(self, item: CatalogueItem, linked: Iterable[int], most: int = MOST) -> list[Suggestion]:
        """The closest learning outcomes that the item is not linked to and that nobody has set aside."""
        gone = set(linked)
        best: dict[int, float] = {}
        for words in (item.title, *(one.name for one in item.skills.all()[:10])):
            for (pk, _what), likeness in most_alike(words, self.texts, 2 * most + len(gone), LEAST):
                if pk not in gone and (item.pk, pk) not in self.aside:
                    best[pk] = max(best.get(pk, 0.0), likeness)
        ranked = sorted(best.items(), key=lambda one: -one[1])[:most]
        return [Suggestion(item, self.outcomes[pk], likeness) for pk, likeness in ranked]


def suggestions_for(item: CatalogueItem, linked: Iterable[int]) -> list[Suggestion]:
    """For the page of one item."""
    return Suggesting(item.workspace).of(item, linked)


def suggestion_page(workspace: Workspace, after: int = 0) -> SuggestionPage:
    """The best suggestion of each item on offer that builds nothing yet, from one item on.

    However large the catalogue, at most LOOKED_AT items are compared for one page.
    """
    built = CatalogueLink.objects.filter(item=OuterRef("pk"), learning_outcome__isnull=False)
    bare = CatalogueItem.objects.filter(workspace=workspace, gone_on=None, pk__gt=after).current()
    bare = bare.exclude(RETIRED).exclude(Exists(built)).defer("description", "url").order_by("pk")
    items = list(bare.prefetch_related("skills")[: LOOKED_AT + 1])
    suggesting, found = Suggesting(workspace), []
    looked = 0
    for item in items[:LOOKED_AT]:
        looked += 1
        found += suggesting.of(item, (), most=1)
        if len(found) >= ON_A_PAGE:
            break
    more = looked < len(items)
    return SuggestionPage(found, looked, items[looked - 1].pk if more else None)
