"""All that the page of a request says of the work on it: whys, causes, verdict, reply and what it became."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from alignment.framework.queries.rival_causes import Causes, causes_of
from alignment.intake.queries.replies import Recipient, recipient
from alignment.intake.queries.results import ResultLine, results_of
from alignment.models import Deed, DevelopmentRequest, Verdict, Why
from alignment.rules.verdict_of_request import ACCEPTS, BECOMES, Freed, freed, not_ready


@dataclass(frozen=True)
class Working:
    """A request and the work on it."""

    asked: DevelopmentRequest
    whys: list[Why]
    causes: Causes
    results: list[ResultLine]
    past: list["PastVerdict"]
    to: Recipient

    @property
    def not_ready(self) -> tuple[str, ...]:
        """Which of the answers about readiness is not yes."""
        return not_ready(self.asked.manager_supports, self.asked.time_released, self.asked.measure_agreed)

    @property
    def is_accepted(self) -> bool:
        return self.asked.verdict in ACCEPTS

    @property
    def may_become(self) -> bool:
        """Whether something of a plan can be made of it."""
        return self.asked.verdict in BECOMES

    @property
    def freed(self) -> Freed | None:
        """What a no leaves for something else."""
        return freed(self.asked.verdict, self.asked.hours, self.asked.cost)


@dataclass(frozen=True)
class PastVerdict:
    """A verdict that was given before the one that counts now."""

    verdict: str
    label: str
    reason: str
    by: str
    on: date | None
    replied_on: date | None


def working_on(asked: DevelopmentRequest) -> Working:
    """The work on one request: a fixed number of queries."""
    return Working(
        asked=asked,
        whys=list(Why.objects.filter(request=asked)),
        causes=causes_of(asked),
        results=results_of(asked),
        past=past_verdicts(asked),
        to=recipient(asked),
    )


def past_verdicts(asked: DevelopmentRequest) -> list[PastVerdict]:
    """The verdicts that were given and taken back or replaced since, the latest first. One query."""
    found: list[PastVerdict] = []
    taken_back = Deed.objects.filter(verb="undo").exclude(undoes=None).values("undoes")
    rows: Any = asked.history.exclude(deed__in=taken_back).order_by("history_id")
    now = (asked.verdict, asked.verdict_reason, asked.verdict_by, asked.verdict_on)
    for verdict, reason, by, on, replied_on in rows.values_list(
        "verdict", "verdict_reason", "verdict_by", "verdict_on", "replied_on"
    ):
        if not verdict or (verdict, reason, by, on) == now:
            continue
        one = PastVerdict(verdict, str(Verdict(verdict).label), reason, by, on, replied_on)
        if found and (found[-1].verdict, found[-1].reason, found[-1].on) == (verdict, reason, on):
            found.pop()
        found.append(one)
    return found[::-1]
