"""Makes the items of the five layers from their rows, nested lists included."""

from collections import defaultdict
from typing import Any

from alignment import models
from alignment.models import Layer
from alignment.rules import content
from alignment.tracing.contents_shown import Shown, hanging, same

Momentum = dict[tuple[Layer, int], list[content.Momentum]]


def momentum_on(shown: Shown, names: dict[int, str]) -> Momentum:
    """What already drives progress, by the layer and id of the goal or outcome."""
    on = shown.items(Layer.GOAL, "goal") | shown.items(Layer.OUTCOME, "outcome")
    found: Momentum = defaultdict(list)
    for row in models.Momentum.objects.filter(on).order_by("position", "pk"):
        place = (Layer.GOAL, row.goal_id) if row.goal_id else (Layer.OUTCOME, row.outcome_id or 0)
        found[place].append(content.Momentum(text=row.text, owner=names.get(row.owner_id or 0, "")))
    return found


def goals(rows: list[Any], momentum: Momentum, names: dict[int, str], common: Any) -> list[content.Goal]:
    return [
        content.Goal(
            **common(row),
            parent=row.parent_key or "",
            promoted_from=row.promoted_key or "",
            sponsor=names.get(row.sponsor_id, ""),
            contributors=tuple(row.contributors),
            agreed_by=names.get(row.agreed_by_id, ""),
            no_learning_by=names.get(row.no_learning_by_id, ""),
            momentum=tuple(momentum[Layer.GOAL, row.pk]),
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


def outcomes(shown: Shown, rows: list[Any], momentum: Momentum, common: Any) -> list[content.Outcome]:
    shares = hanging(models.Contribution.objects.filter(shown.items(Layer.OUTCOME, "outcome")), "outcome")
    return [
        content.Outcome(
            **common(row),
            contribution=tuple(content.Contribution(who=one.who, share=one.share) for one in shares[row.pk]),
            momentum=tuple(momentum[Layer.OUTCOME, row.pk]),
            **same(row, "root_cause", "goes_well", "must_change"),
        )
        for row in rows
    ]


def moments(shown: Shown, rows: list[Any], names: dict[int, str], common: Any) -> list[content.Moment]:
    acts = hanging(models.Behaviour.objects.filter(shown.items(Layer.MOMENT, "moment")), "moment")
    return [
        content.Moment(
            **common(row),
            behaviours=tuple(content.Behaviour(effect=one.effect, text=one.text) for one in acts[row.pk]),
            causes=tuple(row.causes),
            remedy_owner=names.get(row.remedy_owner_id, ""),
            **same(row, "situation", "who", "when", "seen_by", "not_a_learning_problem", "remedy"),
            **same(row, "remedy_date", "starred"),
        )
        for row in rows
    ]


def learning(shown: Shown, rows: list[Any], groups: dict[int, Any], common: Any) -> list[content.Learning]:
    needs = hanging(
        models.GroupNeed.objects.filter(shown.items(Layer.LEARNING, "learning_outcome")), "learning_outcome"
    )
    return [
        content.Learning(
            **common(row),
            target_groups=tuple(
                content.GroupNeed(group=groups[one.group_id].key, required=one.required, current=one.current)
                for one in needs[row.pk]
            ),
            **same(row, "kind", "gain", "skill", "initiative_by"),
        )
        for row in rows
    ]


def initiatives(
    shown: Shown, rows: list[Any], keys: dict[Layer, dict[int, str]], names: dict[int, str], common: Any
) -> list[content.Initiative]:
    mine = shown.items(Layer.INITIATIVE, "initiative")
    claims = hanging(models.Claim.objects.filter(mine).select_related("goal"), "initiative")
    decided = hanging(models.Decision.objects.filter(mine), "initiative")
    costs = hanging(models.CostLine.objects.filter(mine), "initiative")
    benefits = hanging(models.BenefitLine.objects.filter(mine).select_related("outcome"), "initiative")
    by_hand = _entered_by_hand(shown)
    return [
        content.Initiative(
            **common(row),
            claims=tuple(content.Claim(goal=one.goal.key, reason=one.reason) for one in claims[row.pk]),
            decisions=tuple(
                content.Decision(by=one.by_name, **same(one, "decision", "reason", "instead", "date"))
                for one in decided[row.pk]
            ),
            costs=tuple(
                content.CostLine(**same(one, "kind", "amount", "currency", "state", "note"))
                for one in costs[row.pk]
            ),
            benefits=tuple(
                content.BenefitLine(
                    outcome=one.outcome.key if one.outcome else "",
                    confirmed_by=names.get(one.confirmed_by_id or 0, ""),
                    **same(one, "text", "amount", "attribution", "confidence", "currency", "state", "period"),
                )
                for one in benefits[row.pk]
            ),
            created_on=row.created.date() if row.pk in by_hand else None,
            **same(row, "kind", "purpose", "demand", "status", "start", "end", "needed_by", "hours", "seats"),
            **same(row, "sourcing", "shift"),
        )
        for row in rows
    ]


def _entered_by_hand(shown: Shown) -> set[int]:
    """The initiatives that somebody typed in: only for them is the day of creation a day at work."""
    created = models.Initiative.history.filter(
        workspace=shown.workspace, history_type="+", deed__verb="create"
    )
    return set(created.values_list("id", flat=True))
