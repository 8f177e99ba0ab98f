"""What a plan says, as plain data: the same whether it comes from the database or from a file.

Field names are those of the plan file (docs/plan-file.md). Empty text means "not given", None
means "no number" or "no date". References are keys. `id` is the primary key, 0 when there is none.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from alignment.rules import library


class Layer(IntEnum):
    """The five layers, top to bottom. The number is the step in which a layer is filled."""

    GOAL = 1
    OUTCOME = 2
    MOMENT = 3
    LEARNING = 4
    INITIATIVE = 5

    @property
    def word(self) -> str:
        """The layer's word in addresses and in JSON: goal, outcome, moment, learning, initiative."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> "Layer":
        """The layer that an address names; KeyError when there is none."""
        return cls[word.upper()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    key: str
    title: str
    description: str = ""
    consultations: tuple["Consultation", ...] = ()
    parked: tuple[str, ...] = ()
    briefings: tuple["BriefingWording", ...] = ()
    dismissed_hints: tuple["DismissedHint", ...] = ()
    budget: Decimal | None = None
    hours_budget: Decimal | None = None
    update_every: str = "two_monthly"
    archived: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    step: int
    person: str = ""
    role: str = ""
    date: datetime.date | None = None
    note: str = ""
    conversation: str = ""  # in which it happened, where one is recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingWording:
    reader: str
    headline: str = ""
    decision: str = ""
    decision_date: datetime.date | None = None
    options: str = ""
    if_nobody_decides: str = ""
    risks: str = ""
    next_90_days: str = ""
    edited_on: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissedHint:
    """A hint that was set aside: its kind, the item it is about, and for a link its upper end."""

    kind: str
    item: str
    other: str = ""
    reason: str
    date: datetime.date
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    key: str
    name: str
    email: str = ""
    role: str = ""
    team: str = ""
    interest: str = ""
    influence: str = ""
    next_contact: datetime.date | None = None
    archived: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetGroup:
    key: str
    name: str
    description: str = ""
    size: int | None = None
    outside: bool = False
    audience: str = ""
    archived: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Momentum:
    text: str
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every item has, whatever its layer."""

    key: str
    title: str
    plan: str = ""
    description: str = ""
    owner: str = ""
    archived: bool = False
    id: int = 0
    foreign: bool = False  # its home is another plan than the one that is shown

    def __str__(self) -> str:
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Item):
    parent: str = ""
    promoted_from: str = ""  # the learning outcome it grew out of
    level: str = ""
    category: str = ""
    strategy: str = ""
    why_it_matters: str = ""
    industry_context: str = ""
    external_factors: str = ""
    problem: str = ""
    horizon_start: datetime.date | None = None
    horizon_end: datetime.date | None = None
    sponsor: str = ""
    certainty: str = ""
    ld_joined: str = ""
    how_set: str = ""
    contributors: tuple[str, ...] = ()
    root_causes_known: str = ""
    challenges_understood: str = ""
    support_discussed: str = ""
    priority: int | None = None
    unit_value: Decimal | None = None
    cost_of_nothing: Decimal | None = None
    status: str = "proposed"
    agreed_by: str = ""
    agreed_on: datetime.date | None = None
    no_learning_planned: str = ""
    no_learning_by: str = ""
    goes_well: str = ""
    must_change: str = ""
    momentum: tuple[Momentum, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    who: str
    share: int
    learning: bool = False  # the share of learning, not of others


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Item):
    root_cause: str = ""
    causes: tuple[library.RivalCause, ...] = ()
    contribution: tuple[Contribution, ...] = ()
    contribution_agreed_by: str = ""
    contribution_agreed_on: datetime.date | None = None
    unit_value: Decimal | None = None
    cost_of_nothing: Decimal | None = None
    goes_well: str = ""
    must_change: str = ""
    momentum: tuple[Momentum, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    effect: str  # helps or hinders
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Item):
    situation: str = ""
    who: str = ""
    when: str = ""
    seen_by: str = ""
    behaviours: tuple[Behaviour, ...] = ()
    causes: tuple[str, ...] = ()
    not_a_learning_problem: str = ""
    remedy: str = ""
    remedy_owner: str = ""
    remedy_date: datetime.date | None = None
    starred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNeed:
    """A target group of a learning outcome, with the level it needs and the level it has."""

    group: str
    required: int | None = None
    current: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning(Item):
    kind: str = ""
    target_groups: tuple[GroupNeed, ...] = ()
    gain: str = ""
    skill: str = ""
    framework_skill: str = ""
    initiative_by: datetime.date | None = None
    levels: tuple[library.LevelReading, ...] = ()  # in the order in which they were recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    goal: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided about an initiative: keep, link, change or stop."""

    decision: str
    reason: str
    instead: str = ""
    date: datetime.date
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    kind: str
    amount: Decimal | None = None
    amount_to: Decimal | None = None  # of a range: its upper end
    currency: str = ""
    rate: Decimal | None = None  # the worth of one unit in the workspace's currency
    hours: Decimal | None = None
    date: datetime.date | None = None
    state: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitLine:
    text: str
    beneficiary: str = ""
    amount: Decimal | None = None
    amount_to: Decimal | None = None  # of a range: its upper end
    intangible: bool = False  # listed, never put into money
    attribution: Decimal | None = None  # per cent
    confidence: Decimal | None = None  # per cent
    currency: str = ""
    rate: Decimal | None = None  # the worth of one unit in the workspace's currency
    start: datetime.date | None = None
    end: datetime.date | None = None
    state: str = ""
    outcome: str = ""
    period: str = ""
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(Item):
    kind: str = ""
    purpose: str = "business_goal"
    demand: str = ""
    status: str = "proposed"
    start: datetime.date | None = None
    end: datetime.date | None = None
    needed_by: datetime.date | None = None
    hours: Decimal | None = None
    seats: int | None = None
    sourcing: str = ""
    shift: str = ""
    claims: tuple[Claim, ...] = ()
    decisions: tuple[Decision, ...] = ()
    costs: tuple[CostLine, ...] = ()
    benefits: tuple[BenefitLine, ...] = ()
    created_on: datetime.date | None = None  # known only from the database


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One hop: `lower` supports `upper`. Keys are unique over the five layers of a workspace.

    It may cite a reading as evidence, by its metric and its day: both are given, or neither
    (rules.evidence finds the reading).
    """

    lower: str
    upper: str
    reason: str = ""
    confidence: int = 0
    evidence: str = ""
    cited_metric: str = ""
    cited_on: datetime.date | None = None
    suspect: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    date: datetime.date
    value: Decimal
    note: str = ""
    evidence: str = ""
    state: str = "approved"
    group: str = ""  # of one target group: shown beside the others, never counted among them
    id: int = 0

    @property
    def counts(self) -> bool:
        """Whether it says where the metric stands: approved, and of everybody."""
        return self.state == "approved" and not self.group


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How often a person is told where a metric stands."""

    person: str
    cadence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    key: str
    item: str
    title: str
    kind: str
    unit: str = ""
    baseline: Decimal | None = None
    baseline_date: datetime.date | None = None
    target: Decimal | None = None
    target_low: Decimal | None = None
    target_high: Decimal | None = None
    target_date: datetime.date | None = None
    effect_from: datetime.date | None = None
    period: str = ""
    source: str = ""
    owner: str = ""
    cadence: str = ""
    hard: bool | None = None
    leading: bool | None = None
    type: str = ""
    reason: str = ""
    collected: bool | None = None
    volume_only: bool = False
    matters_to: tuple[str, ...] = ()
    told: tuple[Telling, ...] = ()
    readings: tuple[Reading, ...] = ()  # in the order in which they were recorded
    archived: bool = False
    created_on: datetime.date | None = None  # known only from the database
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What somebody said or saw about an item."""

    key: str
    item: str
    text: str
    kind: str
    date: datetime.date
    who: str = ""
    person: str = ""
    permission: str = ""  # named, unnamed, refused; empty: nobody has asked
    archived: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What was talked about; who took part, the plan's consultations say."""

    key: str
    title: str
    date: datetime.date
    plan: str = ""
    goal: str = ""
    questions: str = ""
    answers: str = ""
    decisions: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationAnswer:
    answer: str  # confirmed or declined
    on: datetime.date
    person: str = ""
    name: str = ""
    words: str = ""
    how: str = "told"
    recorded_by: str = ""
    outdated: bool = False  # the expectation has changed since


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationRating:
    """How one side says an expectation turned out; the last one of a side counts."""

    side: str  # owner or party
    kept: str  # kept, partly or not_kept
    on: datetime.date
    usefulness: int | None = None  # 1 of no use … 5 of great use
    person: str = ""
    name: str = ""
    words: str = ""
    how: str = "told"
    recorded_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What is delivered, or needed of others; rules.expectations says where it stands."""

    key: str
    direction: str  # we_deliver or we_need
    text: str
    plan: str = ""
    initiative: str = ""
    conversation: str = ""  # whose follow-up it is
    owner: str = ""
    party: str = ""
    due: datetime.date | None = None
    done_on: datetime.date | None = None
    answers: tuple[ExpectationAnswer, ...] = ()  # in the order in which they were given
    ratings: tuple[ExpectationRating, ...] = ()  # in the order in which they were given
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """How a plan went in a period, as a person told it."""

    key: str
    title: str
    start: datetime.date
    end: datetime.date
    plan: str = ""
    moved: str = ""
    not_moved: str = ""
    unmeasured: str = ""
    story: str = ""
    needs: str = ""
    sent_on: datetime.date | None = None
    readers: tuple[str, ...] = ()
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """One plan (or all plans of a workspace) as plain data, in the order in which it is shown.

    `cited_metrics` are metrics of items that are not shown, which links of this content cite. They
    stand in no plan file of their own. The lists from `skill_frameworks` on are a workspace's and are
    filled only where somebody needs them (exchange.whole).
    """

    workspace: str = ""
    currency: str = "EUR"
    plans: tuple[Plan, ...] = ()
    people: tuple[Person, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    goals: tuple[Goal, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    moments: tuple[Moment, ...] = ()
    learning_outcomes: tuple[Learning, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    links: tuple[Link, ...] = ()
    metrics: tuple[Metric, ...] = ()
    cited_metrics: tuple[Metric, ...] = ()
    stories: tuple[Story, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    updates: tuple[Update, ...] = ()
    skill_frameworks: tuple[library.SkillFramework, ...] = ()
    skills: tuple[library.Skill, ...] = ()
    triage_questions: tuple[library.TriageQuestion, ...] = ()
    requests: tuple[library.Request, ...] = ()
    catalogue: tuple[library.CatalogueItem, ...] = ()
    barriers: tuple[library.Barrier, ...] = ()
    practices: tuple[library.PracticeAnswer, ...] = ()

    def items(self, layer: Layer) -> tuple[Item, ...]:
        """The items of one layer."""
        return getattr(self, LISTS[layer])

    def layered(self) -> Iterator[tuple[Layer, Item]]:
        """Every item with its layer, goals first."""
        for layer in Layer:
            for item in self.items(layer):
                yield layer, item


#: The name of each layer's list in PlanContent and in the plan file.
LISTS: dict[Layer, str] = {
    Layer.GOAL: "goals",
    Layer.OUTCOME: "outcomes",
    Layer.MOMENT: "moments",
    Layer.LEARNING: "learning_outcomes",
    Layer.INITIATIVE: "initiatives",
}

GOAL_LIVE = frozenset({"proposed", "agreed", "achieved"})
INITIATIVE_LIVE = frozenset({"proposed", "approved", "in_design", "running", "completed"})


def is_live(layer: Layer, item: Item) -> bool:
    """Whether an item counts (design, section 3.1): never when archived, by status at both ends."""
    return not item.archived and live_status(layer, getattr(item, "status", ""))


def live_status(layer: Layer, status: str) -> bool:
    """Whether an item that is not archived is live by its status."""
    if layer is Layer.GOAL:
        return status in GOAL_LIVE
    if layer is Layer.INITIATIVE:
        return status in INITIATIVE_LIVE
    return True
