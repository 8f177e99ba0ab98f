"""When a version of a plan counts as agreed, and how far each of those who were asked has come.

Only the latest version of a plan counts: freezing the next one starts anew. Of the people who were
asked about it, those whose request was not withdrawn count. Of their decisions, the last one that was
not taken back counts. "Agree if changes are made" is no agreement: it becomes one when the changes are
made in a later version and the person agrees to that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

AGREE, AGREE_IF, DISAGREE = "agree", "agree_if", "disagree"


class PlanState(StrEnum):
    """How far a plan is."""

    DRAFT = "draft"  # nobody is asked about its latest version
    IN_REVIEW = "in_review"
    AGREED = "agreed"


class Stage(StrEnum):
    """How far somebody is who was asked, in the order in which it happens."""

    ASKED = "asked"
    OPENED = "opened"
    READ = "read"
    COMMENTED = "commented"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"  # not asked any more


@dataclass(frozen=True, slots=True)
class Request:
    """One person was asked about a version."""

    person: int
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about that version; in the order in which it was decided."""

    person: int | None  # None: forgotten on request; it counts for nobody any more
    decision: str
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How the people who are asked about a version stand to it."""

    asked: int
    agree: int
    agree_if: int
    disagree: int
    rule: int | None  # so many have to agree; None: all of them

    @property
    def open(self) -> int:
        """How many have not decided."""
        return self.asked - self.agree - self.agree_if - self.disagree

    @property
    def decided(self) -> int:
        """How many have decided, whatever they said."""
        return self.asked - self.open

    @property
    def needed(self) -> int:
        """How many agreements it takes."""
        return self.asked if self.rule is None else self.rule

    @property
    def missing(self) -> int:
        """How many people have to be asked beside those who are, before the rule can be met at all."""
        return max(0, self.needed - self.asked) if self.asked else 0

    @property
    def state(self) -> PlanState:
        """Draft without anybody who is asked, agreed when enough agree, else in review."""
        if not self.asked:
            return PlanState.DRAFT
        return PlanState.AGREED if self.agree >= self.needed else PlanState.IN_REVIEW


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known of one request: what happened, whenever it was."""

    withdrawn: bool = False
    opened: bool = False
    read: bool = False
    commented: bool = False
    decided: bool = False
    due: date | None = None


def standing(
    requests: Iterable[Request], decisions: Iterable[Decision], needed: int | None = None
) -> Standing:
    """Counts requests and decisions about one version by a rule: all have to agree, or `needed` of them."""
    asked = {one.person for one in requests if not one.withdrawn}
    said = [choice for person, choice in last_decisions(decisions).items() if person in asked]
    return Standing(len(asked), said.count(AGREE), said.count(AGREE_IF), said.count(DISAGREE), needed)


def last_decisions(decisions: Iterable[Decision]) -> Mapping[int, str]:
    """What each person said last and did not take back."""
    return {one.person: one.decision for one in decisions if one.person is not None and not one.taken_back}


def stage(known: Progress) -> Stage:
    """The furthest that somebody has come."""
    if known.withdrawn:
        return Stage.WITHDRAWN
    happened = (
        (Stage.DECIDED, known.decided),
        (Stage.COMMENTED, known.commented),
        (Stage.READ, known.read),
        (Stage.OPENED, known.opened),
    )
    return next((name for name, holds in happened if holds), Stage.ASKED)


def is_overdue(known: Progress, today: date) -> bool:
    """Whether a decision is awaited whose day is over. On the day itself it is not late yet."""
    awaited = not known.withdrawn and not known.decided
    return awaited and known.due is not None and known.due < today
