"""Reads what is exported."""

from dataclasses import dataclass, replace
from typing import Any

from alignment.exchange.writing import in_order
from alignment.models import Plan, Workspace
from alignment.rules.content import LISTS, Layer, PlanContent
from alignment.tracing.contents import content_of


@dataclass(frozen=True)
class Export:
    """What is exported. With one plan, `left_out` counts links and references that lead out of it."""

    content: PlanContent
    left_out: int = 0


def workspace_named(slug: str) -> Workspace | None:
    """The workspace at an address."""
    return Workspace.objects.filter(slug=slug).first()


def plan_named(workspace: Workspace, name: str) -> Plan | None:
    """A plan of the workspace by its key or, since keys are never digits alone, by its id."""
    plans = Plan.objects.filter(workspace=workspace)
    if name.isdecimal() and name.isascii():
        return plans.filter(pk=int(name)).first() if len(name) < 19 else None
    return plans.filter(key=name).first()


def next_position(workspace: Workspace, *models: type[Any]) -> int:
    """The position after the last one of a workspace's rows of some models."""
    return max(model.objects.filter(workspace=workspace).next_position() for model in models)


def export_content(workspace: Workspace, plan: Plan | None = None) -> Export:
    """All that people entered into a workspace, or into one plan of it, in the order of the plan file."""
    content = content_of(workspace, plan)
    if plan is None:
        return Export(in_order(content))
    return _of_plan(content, plan.key)


def _of_plan(content: PlanContent, plan: str) -> Export:
    """One plan's own items with the people and groups they name; what leads out of it is left out."""
    own = {item.key for _layer, item in content.layered() if item.plan == plan}
    out = 0
    lists = {name: [item for item in getattr(content, name) if item.key in own] for name in LISTS.values()}
    goals = []
    for goal in lists[LISTS[Layer.GOAL]]:
        leaves = bool(goal.parent) and goal.parent not in own
        out += leaves
        goals.append(replace(goal, parent="") if leaves else goal)
    initiatives = []
    for one in lists[LISTS[Layer.INITIATIVE]]:
        claims = tuple(claim for claim in one.claims if claim.goal in own)
        benefits = tuple(line if line.outcome in own else replace(line, outcome="") for line in one.benefits)
        out += (
            len(one.claims) - len(claims) + sum(a != b for a, b in zip(one.benefits, benefits, strict=True))
        )
        initiatives.append(replace(one, claims=claims, benefits=benefits))
    lists |= {LISTS[Layer.GOAL]: goals, LISTS[Layer.INITIATIVE]: initiatives}
    links = [link for link in content.links if link.lower in own and link.upper in own]
    out += sum((link.lower in own) != (link.upper in own) for link in content.links)
    found = PlanContent(
        workspace=content.workspace,
        currency=content.currency,
        plans=tuple(one for one in content.plans if one.key == plan),
        links=tuple(links),
        metrics=tuple(metric for metric in content.metrics if metric.item in own),
        **{name: tuple(items) for name, items in lists.items()},
    )
    people, groups = _named(found)
    return Export(
        in_order(
            replace(
                found,
                people=tuple(person for person in content.people if person.key in people),
                target_groups=tuple(group for group in content.target_groups if group.key in groups),
            )
        ),
        out,
    )


def _named(content: PlanContent) -> tuple[set[str], set[str]]:
    """The keys of the people and of the target groups that a content names."""
    people = {item.owner for _layer, item in content.layered()}
    for goal in content.goals:
        people |= {goal.sponsor, goal.agreed_by, goal.no_learning_by, *(one.owner for one in goal.momentum)}
    for outcome in content.outcomes:
        people |= {one.owner for one in outcome.momentum}
    people |= {moment.remedy_owner for moment in content.moments}
    people |= {line.confirmed_by for one in content.initiatives for line in one.benefits}
    for metric in content.metrics:
        people |= {metric.owner, *metric.matters_to}
    people |= {one.person for plan in content.plans for one in plan.consultations}
    groups = {need.group for one in content.learning_outcomes for need in one.target_groups}
    return people, groups
