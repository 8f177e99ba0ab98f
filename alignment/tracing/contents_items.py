"""Makes the items of the five layers from their rows, nested lists included."""

from decimal import Decimal
from typing import Any

from alignment import models
from alignment.models import Layer
from alignment.rules import content, library
from alignment.tracing.contents_lists import TRUE, Lists
from alignment.tracing.contents_shown import Shown, hanging, same


def goals(rows: list[Any], lists: Lists, names: dict[int, str], common: Any) -> list[content.Goal]:
    return [
        content.Goal(
            **common(row),
            parent=row.parent_key or "",
            promoted_from=row.promoted_key or "",
            sponsor=names.get(row.sponsor_id, ""),
            contributors=tuple(row.contributors),
            agreed_by=names.get(row.agreed_by_id, ""),
            no_learning_by=names.get(row.no_learning_by_id, ""),
            momentum=_momentum(lists["goal_momentum"][row.pk], names),
            **same(
                row,
                *("level", "category", "strategy", "why_it_matters", "industry_context", "external_factors"),
                *("problem", "horizon_start", "horizon_end", "certainty", "ld_joined", "how_set"),
                *(
                    "root_causes_known",
                    "challenges_understood",
                    "support_discussed",
                    "priority",
                    "unit_value",
                ),
                *(
                    "cost_of_nothing",
                    "status",
                    "agreed_on",
                    "no_learning_planned",
                    "goes_well",
                    "must_change",
                ),
            ),
        )
        for row in rows
    ]


def outcomes(rows: list[Any], lists: Lists, names: dict[int, str], common: Any) -> list[content.Outcome]:
    return [
        content.Outcome(
            **common(row),
            causes=tuple(cause(one) for one in lists["causes"][row.pk]),
            contribution=tuple(
                content.Contribution(who=one.who, share=one.share, learning=str(one.learning) in TRUE)
                for one in lists["contribution"][row.pk]
            ),
            contribution_agreed_by=names.get(row.contribution_agreed_by_id, ""),
            momentum=_momentum(lists["outcome_momentum"][row.pk], names),
            **same(row, "root_cause", "goes_well", "must_change", "unit_value", "cost_of_nothing"),
            **same(row, "contribution_agreed_on"),
        )
        for row in rows
    ]


def moments(rows: list[Any], lists: Lists, names: dict[int, str], common: Any) -> list[content.Moment]:
    return [
        content.Moment(
            **common(row),
            behaviours=tuple(
                content.Behaviour(effect=one.effect, text=one.text) for one in lists["behaviours"][row.pk]
            ),
            causes=tuple(row.causes),
            remedy_owner=names.get(row.remedy_owner_id, ""),
            **same(row, "situation", "who", "when", "seen_by", "not_a_learning_problem", "remedy"),
            **same(row, "remedy_date", "starred"),
        )
        for row in rows
    ]


def cause(row: Any) -> library.RivalCause:
    """A possible cause of an outcome or of a request."""
    return library.RivalCause(
        chosen=str(row.chosen).lower() in TRUE, **same(row, "kind", "text", "would_show", "found")
    )


def _levels(
    rows: list[Any], groups: dict[int, Any], names: dict[int, str]
) -> tuple[library.LevelReading, ...]:
    return tuple(
        library.LevelReading(
            group=groups[one.group_id].key,
            level=Decimal(one.level).normalize() + 0,
            by=names.get(one.by_id or 0, ""),
            **same(one, "date", "how", "people", "note"),
        )
        for one in rows
    )


def learning(
    rows: list[Any], lists: Lists, groups: dict[int, Any], names: dict[int, str], common: Any
) -> list[content.Learning]:
    return [
        content.Learning(
            **common(row),
            target_groups=tuple(
                content.GroupNeed(group=groups[one.group_id].key, required=one.required, current=one.current)
                for one in lists["needs"][row.pk]
            ),
            framework_skill=row.skill_key or "",
            levels=_levels(lists["levels"][row.pk], groups, names),
            **same(row, "kind", "gain", "skill", "initiative_by"),
        )
        for row in rows
    ]


def initiatives(
    shown: Shown, rows: list[Any], lists: Lists, names: dict[int, str], common: Any
) -> list[content.Initiative]:
    mine = shown.items(Layer.INITIATIVE, "initiative")
    costs = hanging(models.CostLine.objects.filter(mine), "initiative")
    benefits = hanging(models.BenefitLine.objects.filter(mine).select_related("outcome"), "initiative")
    return [
        content.Initiative(
            **common(row),
            claims=tuple(
                content.Claim(goal=one.goal__key, reason=one.reason) for one in lists["claims"][row.pk]
            ),
            decisions=tuple(
                content.Decision(by=one.by_name, **same(one, "decision", "reason", "instead", "date"))
                for one in lists["decisions"][row.pk]
            ),
            costs=tuple(
                content.CostLine(
                    **same(one, "kind", "amount", "amount_to", "currency", "rate", "hours", "date"),
                    **same(one, "state", "note"),
                )
                for one in costs[row.pk]
            ),
            benefits=tuple(
                content.BenefitLine(
                    outcome=one.outcome.key if one.outcome else "",
                    confirmed_by=names.get(one.confirmed_by_id or 0, ""),
                    **same(one, "text", "beneficiary", "amount", "amount_to", "intangible", "attribution"),
                    **same(one, "confidence", "currency", "rate", "start", "end", "state", "period"),
                )
                for one in benefits[row.pk]
            ),
            created_on=row.created.date() if row.pk in lists["typed_in"] else None,
            **same(row, "kind", "purpose", "demand", "status", "start", "end", "needed_by", "hours", "seats"),
            **same(row, "sourcing", "shift"),
        )
        for row in rows
    ]


def _momentum(rows: list[Any], names: dict[int, str]) -> tuple[content.Momentum, ...]:
    return tuple(content.Momentum(text=one.text, owner=names.get(one.owner_id or 0, "")) for one in rows)
