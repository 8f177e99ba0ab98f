"""Reads what is exported."""

from dataclasses import dataclass, replace
from typing import Any

from alignment.exchange.whole import whole
from alignment.exchange.within import LIBRARY_LISTS, requests_within, skills_within
from alignment.exchange.writing import in_order
from alignment.models import Person, Plan, Workspace
from alignment.rules.content import LISTS, Conversation, Expectation, Layer, Link, PlanContent, Update
from alignment.rules.content import Plan as PlanRow
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


def erased_people(workspace: Workspace) -> frozenset[str]:
    """The keys of the people of a workspace who were taken out on request."""
    found = Person.objects.filter(workspace=workspace, erased_at__isnull=False)
    return frozenset(found.values_list("key", flat=True))


def next_position(workspace: Workspace, *models: type[Any]) -> int:
    """The position after the last one of a workspace's rows of some models."""
    return max(model.objects.filter(workspace=workspace).next_position() for model in models)


def export_content(workspace: Workspace, plan: Plan | None = None) -> Export:
    """All that people entered into a workspace, or into one plan of it, in the order of the plan file."""
    if plan is None:
        content = whole(workspace)
        known = {item.key for _layer, item in content.layered()}
        return Export(in_order(replace(content, plans=tuple(_hints_on(one, known) for one in content.plans))))
    content = content_of(workspace, plan)
    lists = whole(workspace)
    return _of_plan(replace(content, **{name: getattr(lists, name) for name in LIBRARY_LISTS}), plan.key)


def _of_plan(content: PlanContent, plan: str) -> Export:
    """One plan's own items with the people and groups they name; what leads out of it is left out."""
    own = {item.key for _layer, item in content.layered() if item.plan == plan}
    out = 0
    lists = {name: [item for item in getattr(content, name) if item.key in own] for name in LISTS.values()}
    goals = []
    for goal in lists[LISTS[Layer.GOAL]]:
        inside = {
            name: getattr(goal, name) if getattr(goal, name) in own else ""
            for name in ("parent", "promoted_from")
        }
        out += sum(getattr(goal, name) != value for name, value in inside.items())
        goals.append(replace(goal, **inside))
    initiatives = []
    for one in lists[LISTS[Layer.INITIATIVE]]:
        claims = tuple(claim for claim in one.claims if claim.goal in own)
        benefits = tuple(line if line.outcome in own else replace(line, outcome="") for line in one.benefits)
        out += (
            len(one.claims) - len(claims) + sum(a != b for a, b in zip(one.benefits, benefits, strict=True))
        )
        initiatives.append(replace(one, claims=claims, benefits=benefits))
    lists |= {LISTS[Layer.GOAL]: goals, LISTS[Layer.INITIATIVE]: initiatives}
    links, leading_out = _links_within(content, own)
    out += leading_out
    here = next(one for one in content.plans if one.key == plan)
    out += len(here.dismissed_hints) - len(_hints_on(here, own).dismissed_hints)
    found = PlanContent(
        workspace=content.workspace,
        currency=content.currency,
        plans=(_hints_on(here, own),),
        links=links,
        metrics=tuple(metric for metric in content.metrics if metric.item in own),
        stories=tuple(story for story in content.stories if story.item in own),
        updates=tuple(_told(one, content, own) for one in content.updates if one.plan == plan),
        **{name: tuple(items) for name, items in lists.items()},
    )
    talks, expected, more = _said_in(content, plan, own)
    out += more
    found = replace(
        found, plans=(_talked(found.plans[0], talks),), conversations=talks, expectations=expected
    )
    asked, more = requests_within(content, own)
    out += more
    found = replace(found, requests=asked, **skills_within(content, found.learning_outcomes))
    questions = {one.question for request in asked for one in request.triage}
    found = replace(
        found, triage_questions=tuple(one for one in content.triage_questions if one.key in questions)
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


def _links_within(content: PlanContent, own: set[str]) -> tuple[tuple[Link, ...], int]:
    """The links between a plan's own items, citing only its own metrics; and how much leads out of it."""
    metrics = {metric.key for metric in content.metrics if metric.item in own}
    inner = [link for link in content.links if link.lower in own and link.upper in own]
    links = [
        link if link.cited_metric in metrics else replace(link, cited_metric="", cited_on=None)
        for link in inner
    ]
    out = sum(before != after for before, after in zip(inner, links, strict=True))
    return tuple(links), out + sum((link.lower in own) != (link.upper in own) for link in content.links)


def _said_in(
    content: PlanContent, plan: str, own: set[str]
) -> tuple[tuple[Conversation, ...], tuple[Expectation, ...], int]:
    """A plan's conversations and expectations, and how many of them name an item of another plan."""
    talks = [one for one in content.conversations if one.plan == plan]
    expected = [one for one in content.expectations if one.plan == plan]
    out = sum(one.goal not in own | {""} for one in talks)
    out += sum(one.initiative not in own | {""} for one in expected)
    inside = {one.key for one in talks}
    return (
        tuple(one if one.goal in own else replace(one, goal="") for one in talks),
        tuple(
            replace(
                one,
                initiative=one.initiative if one.initiative in own else "",
                conversation=one.conversation if one.conversation in inside else "",
            )
            for one in expected
        ),
        out,
    )


def _told(update: Update, content: PlanContent, own: set[str]) -> Update:
    """An update that names no story about an item of another plan."""
    inside = {story.key for story in content.stories if story.item in own}
    return update if update.story in inside else replace(update, story="")


def _talked(plan: PlanRow, talks: tuple[Conversation, ...]) -> PlanRow:
    """A plan whose consultations name no conversation about another plan."""
    inside = {one.key for one in talks}
    kept = [
        one if one.conversation in inside else replace(one, conversation="") for one in plan.consultations
    ]
    return replace(plan, consultations=tuple(kept))


def _hints_on(plan: PlanRow, items: set[str]) -> PlanRow:
    """A plan with those of its dismissed hints that are about the items of a file."""
    kept = [one for one in plan.dismissed_hints if {one.item, one.other} <= items | {""}]
    return replace(plan, dismissed_hints=tuple(kept))


def _spoke(expected: Expectation) -> set[str]:
    """Who answered an expectation, or rated it."""
    return {one.person for one in expected.answers} | {one.person for one in expected.ratings}


def _named(content: PlanContent) -> tuple[set[str], set[str]]:
    """The keys of the people and of the target groups that a content names."""
    people = {item.owner for _layer, item in content.layered()}
    people |= {story.person for story in content.stories}
    people |= {person for update in content.updates for person in update.readers}
    people |= {outcome.contribution_agreed_by for outcome in content.outcomes}
    for goal in content.goals:
        people |= {goal.sponsor, goal.agreed_by, goal.no_learning_by, *(one.owner for one in goal.momentum)}
    for outcome in content.outcomes:
        people |= {one.owner for one in outcome.momentum}
    people |= {moment.remedy_owner for moment in content.moments}
    people |= {line.confirmed_by for one in content.initiatives for line in one.benefits}
    for metric in content.metrics:
        people |= {metric.owner, *metric.matters_to, *(one.person for one in metric.told)}
    people |= {one.person for plan in content.plans for one in plan.consultations}
    for one in content.expectations:
        people |= {one.owner, one.party, *_spoke(one)}
    for request in content.requests:
        people |= {request.requester, request.lead, request.remedy_owner}
    people |= {level.by for one in content.learning_outcomes for level in one.levels}
    groups = {need.group for one in content.learning_outcomes for need in one.target_groups}
    groups |= {level.group for one in content.learning_outcomes for level in one.levels}
    groups |= {reading.group for metric in content.metrics for reading in metric.readings}
    return people, groups
