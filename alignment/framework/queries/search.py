"""Finds what a workspace holds: items, plans, metrics, people, requests, skills and what is on offer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from alignment.models import (
    ITEM,
    METRIC_FIELD,
    CatalogueItem,
    DevelopmentRequest,
    Layer,
    Metric,
    Person,
    Plan,
    Skill,
    Workspace,
)

FEW = 8
MANY = 200
MOST_WORDS = 6
Part = tuple[str, bool]  # a piece of text, and whether it is what was searched for


@dataclass(frozen=True)
class Hit:
    """One row that was found: its title and a piece of its description in parts, those that match marked."""

    kind: str  # goal, outcome, moment, learning, initiative, plan, metric, person, request, skill, catalogue
    id: int
    title: tuple[Part, ...]
    excerpt: tuple[Part, ...]
    plan: str
    plan_id: int | None
    archived: bool


@dataclass(frozen=True)
class Found:
    """The hits of one kind, the best first; `more` are not listed, at least so many when `many`."""

    kind: str
    hits: tuple[Hit, ...]
    more: int
    many: bool


def search(workspace: Workspace, text: str, kind: str = "") -> list[Found]:
    """What a workspace holds that has every word of the text; one query a kind, those of one kind if asked.

    Archived rows come last. Few of each kind are listed, unless one kind is asked for.
    """
    words = text.split()[:MOST_WORDS]
    if not words:
        return []
    found = []
    for name, rows, fields in _tables(workspace):
        if kind and name != kind:
            continue
        hits = list(rows.filter(holding(words, fields))[: MANY + 1])
        if hits:
            ordered = sorted(hits[:MANY], key=lambda row: _rank(row, text))
            shown = ordered if kind else ordered[:FEW]
            listed = tuple(_hit(name, row, words) for row in shown)
            found.append(Found(name, listed, len(ordered) - len(shown), len(hits) > MANY))
    return found


def _tables(workspace: Workspace) -> Iterator[tuple[str, QuerySet[Any], tuple[str, ...]]]:
    yield "plan", Plan.objects.filter(workspace=workspace), ("title", "description", "key")
    for layer in Layer:
        more = ("situation",) if layer is Layer.MOMENT else ()
        more = ("strategy",) if layer is Layer.GOAL else more
        rows = ITEM[layer].objects.filter(workspace=workspace).select_related("plan")
        yield layer.word, rows, ("title", "description", "key", *more)
    homes = [f"{field}__plan" for field in METRIC_FIELD.values()]
    metrics = Metric.objects.filter(workspace=workspace).select_related(*homes)
    yield "metric", metrics, ("title", "source", "key")
    yield "person", Person.objects.filter(workspace=workspace), ("name", "team", "key")
    asked = DevelopmentRequest.objects.filter(workspace=workspace)
    yield "request", asked, ("title", "happening", "department", "key")
    # Of thousands of rows only what is short is searched and read.
    short = ("pk", "key", "title", "archived_at")
    skills = Skill.objects.filter(workspace=workspace, framework__archived_at=None).only(*short)
    yield "skill", skills, ("title", "key")
    offered = CatalogueItem.objects.filter(workspace=workspace).only(*short, "provider")
    yield "catalogue", offered, ("title", "provider", "key")


def holding(words: Iterable[str], fields: tuple[str, ...]) -> Q:
    """Every word in any of the fields. SQLite folds only ASCII, so others are tried in both cases."""
    wanted = Q()
    for word in words:
        here = Q()
        for form in {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}:
            for name in fields:
                here |= Q(**{f"{name}__icontains": form})
        wanted &= here
    return wanted


def _rank(row: Any, text: str) -> tuple[bool, int, str, str]:
    """In use before archived; the whole title or key, its beginning, anywhere in it, then the rest."""
    title, wanted = _title(row).casefold(), " ".join(text.split()).casefold()
    if wanted in (title, row.key.casefold()):
        place = 0
    elif title.startswith(wanted):
        place = 1
    else:
        place = 2 if wanted in title else 3
    return row.archived_at is not None, place, title, row.key


def _hit(kind: str, row: Any, words: list[str]) -> Hit:
    home = row.item.plan if kind == "metric" else getattr(row, "plan", None)
    return Hit(
        kind=kind,
        id=row.pk,
        title=marked(_title(row), words),
        excerpt=marked(_excerpt(row, words), words),
        plan=home.title if home else "",
        plan_id=home.pk if home else None,
        archived=row.archived_at is not None,
    )


def _title(row: Any) -> str:
    return str(row.name if isinstance(row, Person) else row.title)


def _excerpt(row: Any, words: list[str]) -> str:
    """A piece of the longer text around the first word that was searched for."""
    for name in ("description", "situation", "strategy", "source", "team", "happening", "provider"):
        if name in row.get_deferred_fields():
            continue
        text = " ".join(str(getattr(row, name, "") or "").split())
        places = [place for word in words if (place := text.casefold().find(word.casefold())) >= 0]
        if places:
            start = max(0, min(places) - 60)
            piece = text[start : start + 160]
            return f"{'…' if start else ''}{piece}{'…' if start + 160 < len(text) else ''}"
    return ""


def marked(text: str, words: Iterable[str]) -> tuple[Part, ...]:
    """The text cut into parts, each with whether it is one of the words, whatever its case."""
    lower = text.casefold()
    if len(lower) != len(text):  # a letter that folds into two: places would not fit
        return ((text, False),)
    hit = [False] * len(text)
    for word in (one.casefold() for one in words):
        place = lower.find(word)
        while word and place >= 0:
            hit[place : place + len(word)] = [True] * len(word)
            place = lower.find(word, place + len(word))
    parts: list[Part] = []
    for letter, is_hit in zip(text, hit, strict=True):
        if parts and parts[-1][1] == is_hit:
            parts[-1] = (parts[-1][0] + letter, is_hit)
        else:
            parts.append((letter, is_hit))
    return tuple(parts)
