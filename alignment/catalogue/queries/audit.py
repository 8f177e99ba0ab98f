"""Reads the audit of a workspace's catalogue."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from alignment.catalogue.queries.serving import reaching_outcomes
from alignment.catalogue.queries.skills import SkillNames
from alignment.models import (
    CatalogueItem,
    CatalogueLink,
    CatalogueSkill,
    LearningOutcome,
    Skill,
    Workspace,
)
from alignment.rules.audit import Audit, Named, Offer, audit


def audit_of(workspace: Workspace) -> Audit:
    """The audit as things stand: a fixed number of queries, whatever is on offer.

    On offer is what is neither archived nor gone from the learning system. Required is what live learning
    outcomes of plans that are not archived name, by a skill of a framework or in words.
    """
    skills = _Skills(workspace)
    return audit(_offers(workspace, skills), skills.required())


def audit_json(found: Audit) -> dict[str, Any]:
    """The audit in the shape that the command prints (design, section 5); shares have four places."""
    return {
        **{
            name: [{"key": one.key, "title": one.title} for one in getattr(found, name)]
            for name in ("required_not_taught", "taught_not_required", "items_without_skill")
        },
        "seats_on_retired": found.seats_on_retired,
        "demand_share": {
            name: None if share is None else float(round(share, 4))
            for name, share in found.demand_share.items()
        },
    }


class _Skills:
    """Skills under one name each, however items and learning outcomes call them."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.names = SkillNames(workspace)
        self.spelled: dict[str, Named] = {}
        wanted = LearningOutcome.objects.filter(
            workspace=workspace, archived_at=None, plan__archived_at=None
        ).exclude(skill="", framework_skill=None)
        self.wanted = list(wanted.order_by("key").values_list("framework_skill_id", "skill"))
        self.taught: dict[int, list[tuple[int | None, str]]] = defaultdict(list)
        rows = CatalogueSkill.objects.filter(workspace=workspace).order_by("item_id", "position", "pk")
        for item, skill, name in rows.values_list("item_id", "skill_id", "name").iterator(2000):
            self.taught[item].append((skill, name))
        pks = {self._pk(*one) for one in self.wanted} | {
            self._pk(*one) for rows in self.taught.values() for one in rows
        }
        found = Skill.objects.filter(workspace=workspace).values_list("pk", "identifier", "title")
        self.known = {pk: Named(key, title) for pk, key, title in found.iterator(2000) if pk in pks}

    def _pk(self, skill: int | None, name: str) -> int | None:
        return skill or self.names.find(name)

    def _named(self, skill: int | None, name: str) -> Named:
        pk = self._pk(skill, name)
        if pk in self.known:
            return self.known[pk]
        return self.spelled.setdefault(name.strip().casefold(), Named(name.strip(), name.strip()))

    def required(self) -> frozenset[Named]:
        return frozenset(self._named(*one) for one in self.wanted)

    def of(self, item: int) -> frozenset[Named]:
        return frozenset(self._named(*one) for one in self.taught.get(item, ()))


def _offers(workspace: Workspace, skills: _Skills) -> list[Offer]:
    serving = _serving(workspace)
    rows = CatalogueItem.objects.filter(workspace=workspace, archived_at=None, gone_on=None)
    return [
        Offer(
            named=Named(row.identifier, row.title),
            skills=skills.of(row.pk),
            retired=row.is_retired,
            serves=row.pk in serving,
            seats=row.seats,
            hours=row.hours,
            spend=_spend(row, workspace.currency),
        )
        for row in rows.defer("description", "url").iterator(2000)
    ]


def _spend(row: CatalogueItem, currency: str) -> Decimal | None:
    return row.cost if row.currency in ("", currency) else None


def _serving(workspace: Workspace) -> set[int]:
    """The items that build a learning outcome from which a path leads up to a live goal."""
    links = CatalogueLink.objects.filter(
        workspace=workspace, learning_outcome__in=reaching_outcomes(workspace)
    )
    return set(links.values_list("item_id", flat=True))
