"""Possible causes of a request or of an outcome, and what would tell them apart."""

from dataclasses import dataclass

from alignment.models import DevelopmentRequest, PerformanceOutcome, RivalCause
from alignment.rules.verdict_of_request import causes_missing


@dataclass(frozen=True)
class Causes:
    """The explanations of one thing, in their order."""

    lines: list[RivalCause]

    @property
    def chosen(self) -> list[RivalCause]:
        return [one for one in self.lines if one.chosen]

    @property
    def missing(self) -> int:
        """How many others to name before one is chosen; nothing is asked while none is named."""
        return causes_missing(len(self.lines)) if self.lines else 0


NO_CAUSES = Causes([])


def causes_of(about: DevelopmentRequest | PerformanceOutcome) -> Causes:
    """What could explain a request or an outcome. One query."""
    if isinstance(about, DevelopmentRequest):
        return Causes(list(RivalCause.objects.filter(request=about)))
    return Causes(list(RivalCause.objects.filter(outcome=about)))
