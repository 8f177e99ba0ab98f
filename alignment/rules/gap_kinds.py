"""What a gap can be, and where each kind is put right (design, section 3.8)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from alignment.rules.content import DismissedHint, Layer


class GapKind(StrEnum):
    """What is wrong; in the order in which it is worth putting right. The sentences are in tracing.words."""

    NO_LINK_UP = "no_link_up"
    CLAIM = "claim"
    NO_LINK_DOWN = "no_link_down"
    STALE = "stale"
    SUSPECT = "suspect"
    UNANSWERED = "unanswered"
    NOT_KEPT = "not_kept"
    NO_REASON = "no_reason"
    TARGET_PASSED = "target_passed"
    TARGET_BEFORE_BASELINE = "target_before_baseline"
    NOT_CONCRETE = "not_concrete"
    NO_STRATEGY = "no_strategy"
    HORIZON_OVER = "horizon_over"
    NO_READING = "no_reading"
    # Hints: worth a thought, can be dismissed with a reason.
    NOT_TRACED = "not_traced"
    AFTER_START = "after_start"
    MANY_PARENTS = "many_parents"
    NO_EVIDENCE = "no_evidence"


HINTS = frozenset({GapKind.NOT_TRACED, GapKind.AFTER_START, GapKind.MANY_PARENTS, GapKind.NO_EVIDENCE})


class Action(StrEnum):
    """Where a gap is put right."""

    LINK_UP = "link_up"
    LINK_DOWN = "link_down"
    LINK = "link"  # edit the link itself
    CONFIRM = "confirm"  # say that the link still holds
    LINKS = "links"  # look at all links of the item
    METRIC_NEW = "metric_new"
    METRIC = "metric"
    READING = "reading"
    ITEM = "item"
    ANSWER = "answer"  # write down what somebody says to an expectation
    KEEP = "keep"  # mark an expectation as done


#: The usual place; a gap that is put right elsewhere says so (`Gap.instead`).
ACTIONS = {
    GapKind.NO_LINK_UP: Action.LINK_UP,
    GapKind.CLAIM: Action.LINK_UP,
    GapKind.NO_LINK_DOWN: Action.LINK_DOWN,
    GapKind.STALE: Action.READING,
    GapKind.SUSPECT: Action.CONFIRM,
    GapKind.UNANSWERED: Action.ANSWER,
    GapKind.NOT_KEPT: Action.KEEP,
    GapKind.NO_REASON: Action.LINK,
    GapKind.TARGET_PASSED: Action.READING,
    GapKind.TARGET_BEFORE_BASELINE: Action.METRIC,
    GapKind.NOT_CONCRETE: Action.METRIC_NEW,
    GapKind.NO_STRATEGY: Action.ITEM,
    GapKind.HORIZON_OVER: Action.ITEM,
    GapKind.NO_READING: Action.READING,
    GapKind.NOT_TRACED: Action.LINK_UP,
    GapKind.AFTER_START: Action.ITEM,
    GapKind.MANY_PARENTS: Action.LINKS,
    GapKind.NO_EVIDENCE: Action.LINK,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing to put right. `key`, `layer`, `title`, `id` name the item that it is about.

    For a link that is its lower end, and `other…` the upper one; for a claim `other…` is the goal.
    For an expectation that is its initiative; one of the plan as a whole has no item, and `id` is 0.
    `day` is the last reading, the target date, the horizon's end or when something was promised for;
    `amount` what an initiative costs.
    """

    kind: GapKind
    key: str
    layer: Layer
    title: str
    id: int = 0
    plan: str = ""
    other: str = ""
    other_layer: Layer | None = None
    other_title: str = ""
    other_id: int = 0
    other_plan: str = ""
    link_id: int = 0
    confidence: int = 0  # of the link
    metric: str = ""
    metric_title: str = ""
    metric_id: int = 0
    expectation: str = ""  # what it says
    expectation_id: int = 0
    who: str = ""  # who keeps the expectation, by name
    day: date | None = None
    amount: Decimal | None = None
    currency: str = ""
    under_way: bool = False
    instead: Action | None = None  # where it is put right, when that is not the usual place of its kind
    at_layer: Layer | None = None  # the item on which that stands, when it is another one
    at_id: int = 0

    @property
    def has_item(self) -> bool:
        """Whether it is about an item; an expectation of the plan as a whole is about none."""
        return bool(self.id) or not self.expectation_id

    @property
    def is_hint(self) -> bool:
        """Whether it may be dismissed with a reason."""
        return self.kind in HINTS

    @property
    def action(self) -> Action:
        """Where it is put right."""
        return self.instead or ACTIONS[self.kind]

    @property
    def place(self) -> tuple[Layer, int]:
        """The item on whose page it is put right; of a link that is its lower end."""
        return (self.at_layer or self.layer, self.at_id or self.id)

    @property
    def plans(self) -> frozenset[str]:
        """The keys of the plans that list it: a gap of a link stands in the plans of both its ends."""
        of_link = self.kind in {GapKind.SUSPECT, GapKind.NO_REASON}
        return frozenset({self.plan, self.other_plan} if of_link else {self.plan})


@dataclass(frozen=True, slots=True)
class SetAside:
    """A hint that somebody dismissed; `holds` says whether it would show again."""

    hint: Gap
    said: DismissedHint
    holds: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What is to be put right, what is worth a thought, and what was set aside; the most useful first."""

    gaps: tuple[Gap, ...]
    hints: tuple[Gap, ...]
    set_aside: tuple[SetAside, ...]
