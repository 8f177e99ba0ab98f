"""The history of what belongs to no plan: requests, skills, what is on offer; and what of it is archived."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alignment import models
from alignment.models import Deed, Workspace
from alignment.versions.filters import NAMELESS

#: Deeds about who belongs to the workspace: they stand in no history.
ABOUT_RIGHTS = frozenset(
    {"found", "invite", "revoke_invitation", "join", "leave", "change_role", "remove_member"}
)
#: So many archived rows of a kind are listed; search finds the others.
MOST_ARCHIVED = 50


@dataclass(frozen=True)
class Kind:
    """Rows that can be archived and belong to no plan; `field` names a row."""

    model: Any
    title: str | Promise
    field: str = "title"


#: By the word that stands for them in addresses.
KINDS: dict[str, Kind] = {
    "request": Kind(models.DevelopmentRequest, _("Requests")),
    "question": Kind(models.TriageQuestion, _("Triage questions"), "text"),
    "framework": Kind(models.SkillFramework, _("Skills frameworks")),
    "skill": Kind(models.Skill, _("Skills")),
    "catalogue": Kind(models.CatalogueItem, _("On offer")),
    "barrier": Kind(models.Barrier, _("Barriers"), "text"),
}


@dataclass(frozen=True)
class ArchivedRow:
    """One archived row, and its kind."""

    kind: str
    id: int
    title: str
    row: Any


@dataclass(frozen=True)
class ArchivedGroup:
    """The archived rows of one kind, the latest first; `more` are not listed."""

    title: str
    rows: tuple[ArchivedRow, ...]
    more: int


def deeds_outside(workspace: Workspace) -> QuerySet[Deed]:
    """The deeds of no plan, without those about who belongs to the workspace."""
    found = Deed.objects.filter(workspace=workspace, plan=None).exclude(verb__in=ABOUT_RIGHTS)
    return found.exclude(NAMELESS)


def archived_outside(workspace: Workspace) -> list[ArchivedGroup]:
    """What is archived, kind by kind; two queries a kind that has any, one for the others."""
    found = []
    for word, kind in KINDS.items():
        archived = kind.model.objects.filter(workspace=workspace).archived()
        shown = list(archived.select_related("archived_by").order_by("-archived_at")[: MOST_ARCHIVED + 1])
        if shown:
            more = archived.count() - MOST_ARCHIVED if len(shown) > MOST_ARCHIVED else 0
            rows = (ArchivedRow(word, row.pk, getattr(row, kind.field), row) for row in shown[:MOST_ARCHIVED])
            found.append(ArchivedGroup(str(kind.title), tuple(rows), more))
    return found
