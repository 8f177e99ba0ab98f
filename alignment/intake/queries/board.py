"""All requests of a workspace as lean lines: for the board, the table, the files and the figures."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils import timezone

from alignment.models import DevelopmentRequest, RequestGoal, RequestResult, Workspace
from alignment.rules.content import GOAL_LIVE
from alignment.rules.requests import (
    Asked,
    Figures,
    Stand,
    Value,
    age_of,
    figures_of,
    first_start,
    stand_of,
    value_of,
)

#: Columns of a line; texts are left out, a board of thousands would read them all.
COLUMNS = (
    "id", "key", "title", "department", "requester__name", "requester_name", "came", "asked_on", "by_when",
    "mode", "stage", "planned", "effort", "hours", "cost", "lead_id", "lead__name", "taken_up_on",
    "duplicate_of_id", "verdict", "verdict_on", "archived_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One request of the board."""

    id: int
    key: str
    title: str
    department: str
    who: str
    came: str
    asked_on: date
    by_when: date | None
    mode: str
    stage: str
    planned: bool | None
    effort: str
    hours: Decimal | None
    cost: Decimal | None
    lead: str
    lead_id: int | None
    taken_up_on: date | None
    duplicate_of: int | None
    verdict: str
    archived: bool
    stand: Stand
    age: int
    value: Value
    facts: Asked

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.stand in (Stand.NEW, Stand.TALKING)

    @property
    def is_late(self) -> bool:
        """Whether it should be better by now, and nobody has decided."""
        return self.is_open and self.by_when is not None and self.by_when < timezone.localdate()


@dataclass(frozen=True)
class Book:
    """Every request of a workspace, archived ones and duplicates included."""

    lines: list[Line]

    @cached_property
    def current(self) -> list[Line]:
        """What stands on the board: each problem once."""
        return [line for line in self.lines if not line.archived and line.duplicate_of is None]

    @cached_property
    def figures(self) -> Figures:
        return figures_of(line.facts for line in self.current)

    @cached_property
    def departments(self) -> list[str]:
        return sorted({line.department for line in self.lines if line.department}, key=str.casefold)

    @cached_property
    def leads(self) -> list[tuple[int, str]]:
        """Who works on any of them."""
        found = {line.lead_id: line.lead for line in self.lines if line.lead_id is not None}
        return sorted(found.items(), key=lambda one: (one[1].casefold(), one[0]))


def book_of(workspace: Workspace) -> Book:
    """All requests of a workspace, the newest first. Three queries, whatever their number."""
    today = timezone.localdate()
    ranks, starts = _ranks(workspace), _starts(workspace)
    rows = (
        DevelopmentRequest.objects.filter(workspace=workspace).order_by("-asked_on", "-pk").values(*COLUMNS)
    )
    return Book([_line(row, ranks.get(row["id"], []), starts.get(row["id"], []), today) for row in rows])


def by_worth(lines: Iterable[Line]) -> list[Line]:
    """The most valuable first, then the oldest."""
    return sorted(lines, key=lambda line: (line.value.order, line.asked_on, line.id))


def facts_of(asked: DevelopmentRequest) -> Asked:
    """What the rules need to know of one request; when it was delivered is left out."""
    names = ("asked_on", "verdict", "verdict_on", "taken_up_on", "mode", "planned", "hours", "cost")
    return Asked(**{name: getattr(asked, name) for name in names})


def _line(
    row: dict[str, Any], ranks: list[int | None], starts: list[tuple[str, date | None]], today: date
) -> Line:
    facts = Asked(
        asked_on=row["asked_on"],
        verdict=row["verdict"],
        verdict_on=row["verdict_on"],
        taken_up_on=row["taken_up_on"],
        mode=row["mode"],
        planned=row["planned"],
        hours=row["hours"],
        cost=row["cost"],
        first_start=first_start(starts),
    )
    same = ("id", "key", "title", "department", "came", "asked_on", "by_when", "mode", "stage", "planned",
            "effort", "hours", "cost", "lead_id", "taken_up_on", "verdict")  # fmt: skip
    return Line(
        **{name: row[name] for name in same},
        who=row["requester__name"] or row["requester_name"],
        lead=row["lead__name"] or "",
        duplicate_of=row["duplicate_of_id"],
        archived=row["archived_at"] is not None,
        stand=stand_of(facts.verdict, facts.taken_up_on),
        age=age_of(facts, today),
        value=value_of(ranks),
        facts=facts,
    )


def _ranks(workspace: Workspace) -> dict[int, list[int | None]]:
    """The ranks of the live goals that each request serves."""
    rows = RequestGoal.objects.filter(
        workspace=workspace, goal__archived_at=None, goal__status__in=GOAL_LIVE
    ).values_list("request_id", "goal__priority")
    found: dict[int, list[int | None]] = defaultdict(list)
    for request, rank in rows:
        found[request].append(rank)
    return found


def _starts(workspace: Workspace) -> dict[int, list[tuple[str, date | None]]]:
    """The status and start of the initiatives that each request became."""
    rows = RequestResult.objects.filter(
        workspace=workspace, initiative__isnull=False, initiative__archived_at=None
    ).values_list("request_id", "initiative__status", "initiative__start")
    found: dict[int, list[tuple[str, date | None]]] = defaultdict(list)
    for request, status, start in rows:
        found[request].append((status, start))
    return found
