"""The skills of a workspace: one page of the list, one level of the tree, one skill with what hangs on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, QuerySet

from alignment.framework.queries.search import MOST_WORDS, holding
from alignment.models import CatalogueSkill, LearningOutcome, Skill, SkillFramework, Workspace

ROWS_A_PAGE = 50
DEEPEST = 30  # levels of a tree that are named above a skill
FEW_SHOWN = 50  # of what hangs on a skill, on its page
FOUND = 20  # skills that a search offers to choose from


@dataclass(frozen=True)
class SkillLine:
    """A skill in a list, with what hangs on it."""

    skill: Skill
    children: int
    required: int  # learning outcomes that ask for it
    taught: int  # items of the catalogue that teach it


@dataclass(frozen=True)
class SkillPage:
    """One page of skills. `parent` is whose parts they are; None in a search, or at the top."""

    page: Page[Skill]
    lines: tuple[SkillLine, ...]
    parent: Skill | None
    above: tuple[Skill, ...]
    is_search: bool


@dataclass(frozen=True)
class FrameworkLine:
    """A framework and how many skills it has."""

    framework: SkillFramework
    skills: int


def skills_of(workspace: Workspace) -> QuerySet[Skill]:
    """The skills in use: neither they nor their framework are archived."""
    found: QuerySet[Skill] = Skill.objects.filter(
        workspace=workspace, archived_at=None, framework__archived_at=None
    )
    return found


def frameworks_of(workspace: Workspace, *, archived: bool = False) -> list[FrameworkLine]:
    """The frameworks of a workspace with their sizes."""
    rows = SkillFramework.objects.filter(workspace=workspace, archived_at__isnull=not archived)
    counted = rows.annotate(count=Count("skills"))
    return [FrameworkLine(one, one.count) for one in counted]


def skill_page(
    workspace: Workspace,
    *,
    number: Any = 1,
    text: str = "",
    framework: SkillFramework | None = None,
    priority: str = "",
    parent: Skill | None = None,
) -> SkillPage:
    """The parts of a skill, or what stands at the top; with a text or a priority whatever has it."""
    rows = skills_of(workspace).select_related("framework")
    words = text.split()[:MOST_WORDS]
    is_search = bool(words or priority)
    if framework is not None:
        rows = rows.filter(framework=framework)
    if priority:
        rows = rows.filter(priority=priority)
    if words:
        rows = rows.filter(holding(words, ("title", "description", "identifier")))
    if not is_search:
        rows = rows.filter(parent=parent)
    page = Paginator(rows.order_by("framework__position", "position", "pk"), ROWS_A_PAGE).get_page(number)
    return SkillPage(
        page=page,
        lines=tuple(lines_of(page.object_list)),
        parent=None if is_search else parent,
        above=() if is_search or parent is None else above(parent),
        is_search=is_search,
    )


def lines_of(skills: Iterable[Skill]) -> list[SkillLine]:
    """Skills with what hangs on each: three queries however many they are."""
    rows = list(skills)
    ids = [one.pk for one in rows]
    children = _counted(Skill.objects.filter(parent__in=ids, archived_at=None), "parent")
    required = _counted(
        LearningOutcome.objects.filter(framework_skill__in=ids, archived_at=None), "framework_skill"
    )
    taught = _counted(CatalogueSkill.objects.filter(skill__in=ids, item__archived_at=None), "skill")
    return [
        SkillLine(one, children.get(one.pk, 0), required.get(one.pk, 0), taught.get(one.pk, 0))
        for one in rows
    ]


def above(skill: Skill) -> tuple[Skill, ...]:
    """What a skill is part of, the outermost first. Trees are a few levels high."""
    found: list[Skill] = []
    seen = {skill.pk}
    place = skill.parent
    while place is not None and place.pk not in seen and len(found) < DEEPEST:
        seen.add(place.pk)
        found.append(place)
        place = place.parent
    return tuple(reversed(found))


def required_by(skill: Skill) -> list[LearningOutcome]:
    """The learning outcomes that ask for a skill."""
    rows = LearningOutcome.objects.filter(framework_skill=skill, archived_at=None)
    return list(rows.select_related("plan").order_by("plan__position", "position", "key")[:FEW_SHOWN])


def taught_by(skill: Skill) -> list[CatalogueSkill]:
    """The items of the catalogue that teach a skill."""
    rows = CatalogueSkill.objects.filter(skill=skill, item__archived_at=None)
    return list(rows.select_related("item").order_by("item__title", "item__pk")[:FEW_SHOWN])


def skills_like(workspace: Workspace, text: str) -> list[Skill]:
    """The skills that have every word of a text, those first whose title begins with it."""
    words = text.split()[:MOST_WORDS]
    if not words:
        return []
    rows = skills_of(workspace).filter(holding(words, ("title", "identifier"))).select_related("framework")
    begins = list(rows.filter(title__istartswith=text.strip()).order_by("title", "pk")[:FOUND])
    there = {one.pk for one in begins}
    others = rows.exclude(pk__in=there).order_by("title", "pk")[: FOUND - len(begins)]
    return [*begins, *others]


def _counted(rows: QuerySet[Any], field: str) -> dict[int, int]:
    pairs = rows.order_by().values_list(F(f"{field}_id")).annotate(n=Count("pk"))
    return dict(pairs)
