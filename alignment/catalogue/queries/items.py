"""Reads the catalogue: narrowed to what is asked for, and one item with all that is known of it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from alignment.catalogue.queries.serving import only, reaching_outcomes, with_serving
from alignment.framework.queries.history import Entry, Kind, entries_of
from alignment.models import (
    CatalogueItem,
    CatalogueLink,
    CatalogueSkill,
    Fate,
    RelevanceApproval,
    Workspace,
)

RETIRED = Q(fate=Fate.RETIRE) | Q(out_of_use=True)
NONE = "none"  # in place of a choice: nothing was said


@dataclass(frozen=True)
class Wanted:
    """What of the catalogue is asked for; what is blank narrows nothing."""

    q: str = ""
    show: str = ""  # offer, retired, gone, archived; else all that is not archived
    fate: str = ""
    purpose: str = ""
    serves: str = ""  # one of queries.serving
    skills: str = ""  # "none": those without one
    teaches: str = ""  # a skill by its identifier or name


def items_of(workspace: Workspace, wanted: Wanted) -> QuerySet[Any]:
    """The items that are asked for, with what a row of the list shows."""
    found: Any = CatalogueItem.objects.filter(workspace=workspace)
    found = found.archived() if wanted.show == "archived" else found.current()
    if wanted.show == "offer":
        found = found.filter(gone_on=None).exclude(RETIRED)
    elif wanted.show == "retired":
        found = found.filter(RETIRED, gone_on=None)
    elif wanted.show == "gone":
        found = found.exclude(gone_on=None)
    for name in ("fate", "purpose"):
        if value := getattr(wanted, name):
            found = found.filter(**{name: "" if value == NONE else value})
    taught = CatalogueSkill.objects.filter(item=OuterRef("pk"))
    if wanted.skills == NONE:
        found = found.exclude(Exists(taught))
    if wanted.teaches:
        named = Q(name__iexact=wanted.teaches) | Q(skill__identifier=wanted.teaches)
        found = found.filter(Exists(taught.filter(named | Q(skill__title__iexact=wanted.teaches))))
    for word in wanted.q.split()[:8]:
        found = found.filter(
            Q(title__icontains=word)
            | Q(identifier__icontains=word)
            | Q(provider__icontains=word)
            | Q(kind__icontains=word)
            | Q(description__icontains=word)
        )
    standing = only(with_serving(found, reaching_outcomes(workspace)), wanted.serves)
    return standing.defer("description", "url").prefetch_related("skills").order_by("position", "key")


@dataclass(frozen=True)
class ItemPage:
    """One item: what it teaches, what it builds or claims, and who said that it matters."""

    item: CatalogueItem
    skills: list[CatalogueSkill]
    builds: list[CatalogueLink]
    claims: list[CatalogueLink]
    approvals: list[RelevanceApproval]
    reaching: frozenset[int]  # learning outcomes that lead up to a live goal

    @property
    def built(self) -> list[int]:
        """The learning outcomes that it builds, by id."""
        return [one.learning_outcome_id for one in self.builds if one.learning_outcome_id]

    @property
    def serves(self) -> bool:
        return any(one.learning_outcome_id in self.reaching for one in self.builds)


def item_page(item: CatalogueItem) -> ItemPage:
    """All that the page of an item shows, in a fixed number of queries."""
    links = list(item.links.select_related("learning_outcome__plan", "goal__plan"))
    return ItemPage(
        item=item,
        skills=list(item.skills.select_related("skill__framework")),
        builds=[one for one in links if one.learning_outcome_id],
        claims=[one for one in links if one.goal_id],
        approvals=list(item.approvals.select_related("supervisor")),
        reaching=frozenset(reaching_outcomes(item.workspace)),
    )


def history_of_item(item: CatalogueItem) -> list[Entry]:
    """The latest deeds that touched an item, its skills, its links and what supervisors said of it."""
    parts = {
        CatalogueSkill: _("Skill"),
        CatalogueLink: _("What it is for"),
        RelevanceApproval: _("What a supervisor says"),
    }
    nested = [Kind(model, Q(item_id=item.pk), label, "item") for model, label in parts.items()]
    return entries_of([Kind(CatalogueItem, Q(id=item.pk), ""), *nested])


@dataclass(frozen=True)
class Counts:
    """How much there is in a catalogue that is not archived."""

    items: int
    undecided: int


def counts_of(workspace: Workspace) -> Counts:
    """Of the items that are not archived."""
    there = CatalogueItem.objects.filter(workspace=workspace).current()
    return Counts(there.count(), there.filter(fate="", gone_on=None, out_of_use=False).count())
