"""What a workspace asks for, knows of skills and offers, as plain data: requests, skills, catalogue.

Field names are those of the plan file (docs/plan-file.md); references are keys, as in rules.content.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalCause:
    """One explanation of a request or of an outcome."""

    kind: str  # skill, motivation, tools, time, process, information, staffing
    text: str
    would_show: str = ""
    found: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageQuestion:
    key: str
    text: str
    archived: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageAnswer:
    question: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestResult:
    """What a request became: an item, and the cause that it goes after, in words."""

    item: str
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A development request: a problem, what was found behind it, what was decided."""

    key: str
    title: str
    asked_on: datetime.date
    came: str = "recorded"
    department: str = ""
    requester: str = ""
    requester_name: str = ""
    requester_email: str = ""
    happening: str = ""
    wanted: str = ""
    numbers: str = ""
    impact: str = ""
    contribution: str = ""
    tried: str = ""
    by_when: datetime.date | None = None
    belief: str = ""
    mode: str = ""
    stage: str = ""
    planned: bool | None = None
    effort: str = ""
    hours: Decimal | None = None
    cost: Decimal | None = None
    lead: str = ""
    taken_up_on: datetime.date | None = None
    duplicate_of: str = ""
    manager_supports: str = ""
    time_released: str = ""
    measure_agreed: str = ""
    verdict: str = ""
    verdict_reason: str = ""
    verdict_on: datetime.date | None = None
    verdict_by: str = ""
    no_whys_reason: str = ""
    remedy: str = ""
    remedy_owner: str = ""
    remedy_date: datetime.date | None = None
    look_again_on: datetime.date | None = None
    reply: str = ""
    replied_on: datetime.date | None = None
    goals: tuple[str, ...] = ()
    whys: tuple[str, ...] = ()
    causes: tuple[RivalCause, ...] = ()
    triage: tuple[TriageAnswer, ...] = ()
    results: tuple[RequestResult, ...] = ()
    archived: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillFramework:
    key: str
    title: str
    source: str = ""
    archived: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A skill of a framework; `identifier` is the framework's own name for it, `key` is ours."""

    key: str
    framework: str
    identifier: str
    title: str
    description: str = ""
    parent: str = ""
    level: str = ""
    priority: str = ""
    archived: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelReading:
    """How far a target group is with a learning outcome on a day, and how that is known."""

    group: str
    date: datetime.date
    level: Decimal
    how: str  # self_assessment, manager or estimate
    people: int | None = None  # who answered
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueSkill:
    name: str
    skill: str = ""  # the key of the framework's skill, where one is known


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueLink:
    """What an item is for: a learning outcome that it builds, or a goal that it claims."""

    learning_outcome: str = ""
    goal: str = ""
    reason: str = ""
    suggested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelevanceApproval:
    for_whom: str
    why: str
    on: datetime.date
    supervisor: str = ""
    supervisor_name: str = ""
    approved: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueItem:
    """Something on offer; `identifier` is its list's own name for it, `key` is ours."""

    key: str
    identifier: str
    title: str
    description: str = ""
    url: str = ""
    provider: str = ""
    kind: str = ""
    level: str = ""
    hours: Decimal | None = None
    cost: Decimal | None = None
    currency: str = ""
    seats: int | None = None
    status: str = ""
    out_of_use: bool = False
    purpose: str = ""
    gone_on: datetime.date | None = None
    fate: str = ""  # keep, link, retire; empty: nobody has decided
    fate_reason: str = ""
    fate_on: datetime.date | None = None
    fate_by: str = ""
    skills: tuple[CatalogueSkill, ...] = ()
    links: tuple[CatalogueLink, ...] = ()
    approvals: tuple[RelevanceApproval, ...] = ()
    archived: bool = False
    id: int = 0

    @property
    def is_retired(self) -> bool:
        """Whether nobody should book it any more: decided here, or said by the learning system."""
        return self.fate == "retire" or self.out_of_use


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    key: str
    text: str
    owner: str = ""
    next_step: str = ""
    due: datetime.date | None = None
    resolved_on: datetime.date | None = None
    archived: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeAnswer:
    """How far one of the five practices is kept, 1 to 5, as somebody judged it on a day."""

    key: str
    practice: str
    score: int
    on: datetime.date
    note: str = ""
    by_name: str = ""
    archived: bool = False
    id: int = 0
