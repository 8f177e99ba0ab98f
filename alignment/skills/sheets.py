"""The skills gap and the development plan as tables to hand on (D18)."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from alignment.models import HowKnown
from alignment.rules.skills_gap import Gap
from alignment.skills.development import Development
from alignment.skills.queries.gaps import Gaps

LEVEL_HEADER = (
    _("Level needed"),
    _("Level today"),
    _("Missing"),
    _("How it is known"),
    _("As of"),
    _("Answers"),
    _("Change"),
)
GAP_HEADER = (
    _("Business goal"),
    _("Target group"),
    _("People"),
    _("Learning outcome"),
    *LEVEL_HEADER,
    _("Moments of truth"),
    _("Initiatives"),
    _("What they gain"),
)
DEVELOPMENT_HEADER = (
    _("What to learn"),
    _("What they gain"),
    *LEVEL_HEADER,
    _("Business goals"),
    _("What it changes"),
    _("Initiatives"),
    _("By when"),
)


def in_words(header: Iterable[Any]) -> list[str]:
    """Headings in the language of whoever asks."""
    return [str(name) for name in header]


def gap_rows(gaps: Gaps) -> Iterator[tuple[Any, ...]]:
    """A row for each goal, learning outcome and group."""
    nodes = gaps.graph.nodes
    for one in gaps.goals:
        for gap in one.gaps:
            yield (
                one.goal.title if one.goal else "",
                gap.group.name,
                gap.group.size,
                gap.learning.title,
                *_levels(gap),
                "; ".join(nodes[key].title for key in gap.moments),
                "; ".join(nodes[key].title for key in gap.initiatives),
                gap.learning.gain,
            )


def development_rows(plan: Development) -> Iterator[tuple[Any, ...]]:
    """A row for each thing to learn."""
    for step in plan.steps:
        gap = step.card.gap
        yield (
            gap.learning.title,
            gap.learning.gain,
            *_levels(gap),
            "; ".join(step.goals),
            " ".join(step.card.decides),
            "; ".join(one.title for one in step.work),
            step.by_when,
        )


def _levels(gap: Gap) -> tuple[Any, ...]:
    now = gap.now
    return (
        gap.required,
        _plain(now.value) if now else None,
        _plain(gap.missing) if gap.is_known else None,
        str(HowKnown(now.how).label) if now else "",
        now.on if now else None,
        now.people if now else None,
        _plain(gap.trend),
    )


def _plain(value: Decimal | None) -> Decimal | None:
    """Without the zeros that a database adds."""
    return value if value is None else value.normalize() + 0
