"""Reads a plan, or a whole workspace, as plain data: what map, trace, briefing and export are made from.

A fixed number of queries, whatever the number of rows: one a table, and one for all small lists. For a plan
it holds the plan's own items, whatever stands below its goals, and the direct neighbours of its items; what
is at home elsewhere is marked foreign.
"""

from collections import defaultdict
from typing import Any

from django.db.models import Q

from alignment import models
from alignment.models import LINK_UP, METRIC_FIELD, Layer, Workspace
from alignment.rules import content
from alignment.rules.content import LISTS, PlanContent
from alignment.rules.graph import Graph
from alignment.tracing import contents_items as made
from alignment.tracing import contents_talks as talks
from alignment.tracing.contents_lists import Lists, lists_of
from alignment.tracing.contents_shown import Shown, hanging, place, rows_of, same
from alignment.tracing.kept import Kept
from alignment.tracing.queries import graph_of, links_of

_contents: Kept[PlanContent] = Kept(16)


def content_of(workspace: Workspace, plan: models.Plan | None = None) -> PlanContent:
    """A workspace's content, or one plan's, in the order of plan, position, key; archived rows are flagged.

    The plans come with the asked one first. Costs a fixed number of queries, and none for a plan
    whose content was read since the workspace's last deed.
    """
    if plan is None:
        return _read(workspace, None)
    return _contents.get(workspace, lambda: _read(workspace, plan), plan.pk)


def content_now(plan: models.Plan) -> tuple[PlanContent, Graph]:
    """A plan's content and its workspace's graph, read anew whatever is kept: for what is stored for good."""
    graph = graph_of(plan.workspace)
    return _read(plan.workspace, plan, graph), graph


def _read(workspace: Workspace, plan: models.Plan | None, graph: Graph | None = None) -> PlanContent:
    shown = Shown(workspace, plan, graph)
    homes = _homes(workspace, plan)
    order = {row.pk: place for place, row in enumerate(homes)}
    people = {row.pk: row for row in models.Person.objects.filter(workspace=workspace)}
    groups = {row.pk: row for row in models.TargetGroup.objects.filter(workspace=workspace)}
    names = {pk: row.key for pk, row in people.items()}
    rows = {layer: rows_of(shown, layer, order) for layer in Layer}
    keys = {layer: {row.pk: row.key for row in rows[layer]} for layer in Layer}
    home = {row.pk: row.key for row in homes}
    links = _link_rows(shown, keys)
    metrics = _metric_rows(shown, links)
    lists = lists_of(shown, metrics)

    def common(row: models.Item) -> dict[str, Any]:
        return {
            "key": row.key,
            "title": row.title,
            "plan": home[row.plan_id],
            "description": row.description,
            "owner": names.get(row.owner_id, ""),
            "archived": row.is_archived,
            "id": row.pk,
            "foreign": plan is not None and row.plan_id != plan.pk,
        }

    parts: dict[Layer, Any] = {
        Layer.GOAL: made.goals(rows[Layer.GOAL], lists, names, common),
        Layer.OUTCOME: made.outcomes(rows[Layer.OUTCOME], lists, names, common),
        Layer.MOMENT: made.moments(rows[Layer.MOMENT], lists, names, common),
        Layer.LEARNING: made.learning(rows[Layer.LEARNING], lists, groups, names, common),
        Layer.INITIATIVE: made.initiatives(shown, rows[Layer.INITIATIVE], lists, names, common),
    }
    here = {(layer, pk): key for layer, found in keys.items() for pk, key in found.items()}
    measured = _metrics(shown, metrics, lists, {**shown.elsewhere, **here}, names, groups)
    shown_keys = set(here.values())
    return PlanContent(
        workspace=workspace.name,
        currency=workspace.currency,
        plans=tuple(_plans(shown, homes, lists, names)),
        people=tuple(_person(row) for row in sorted(people.values(), key=place)),
        target_groups=tuple(_group(row) for row in sorted(groups.values(), key=place)),
        links=tuple(_links(links, keys, {row.pk: row.key for row in metrics})),
        metrics=tuple(one for one in measured if one.item in shown_keys),
        stories=tuple(talks.stories(workspace, lists, here, names)),
        conversations=tuple(talks.conversations(homes, lists)),
        expectations=tuple(talks.expectations(homes, lists, names)),
        updates=tuple(talks.updates(homes, lists, names)),
        cited_metrics=tuple(one for one in measured if one.item not in shown_keys),
        **{LISTS[layer]: tuple(found) for layer, found in parts.items()},
    )


def _homes(workspace: Workspace, first: models.Plan | None) -> list[models.Plan]:
    rows = sorted(models.Plan.objects.filter(workspace=workspace), key=place)
    if first is not None:
        rows.sort(key=lambda row: row.pk != first.pk)
    return rows


def _plans(shown: Shown, rows: list[models.Plan], lists: Lists, names: dict[int, str]) -> list[content.Plan]:
    mine = {"workspace": shown.workspace} if shown.plan is None else {"plan": shown.plan}
    briefings: dict[int, list[models.Briefing]] = defaultdict(list)
    for briefing in models.Briefing.objects.filter(**mine):
        briefings[briefing.plan_id].append(briefing)
    return [
        content.Plan(
            key=row.key,
            title=row.title,
            description=row.description,
            consultations=tuple(
                content.Consultation(
                    step=one.step,
                    person=names.get(one.person_id or 0, ""),
                    role=one.role,
                    date=one.date,
                    note=one.note,
                    conversation=one.conversation__key or "",
                )
                for one in lists["consultations"][row.pk]
            ),
            parked=tuple(note.text for note in lists["parked"][row.pk]),
            briefings=tuple(
                content.BriefingWording(
                    reader=one.reader,
                    headline=one.headline,
                    decision=one.decision,
                    decision_date=one.decision_date,
                    options=one.options,
                    if_nobody_decides=one.if_nobody_decides,
                    risks=one.risks,
                    next_90_days=one.next_90_days,
                    edited_on=one.edited_on,
                )
                for one in sorted(briefings[row.pk], key=lambda one: one.reader)
            ),
            dismissed_hints=tuple(
                content.DismissedHint(by=one.by_name, **same(one, "kind", "item", "other", "reason", "date"))
                for one in lists["dismissed"][row.pk]
            ),
            archived=row.is_archived,
            id=row.pk,
            **same(row, "budget", "hours_budget", "update_every"),
        )
        for row in rows
    ]


def _person(row: models.Person) -> content.Person:
    return content.Person(
        key=row.key,
        name=row.name,
        email=row.email,
        role=row.role,
        team=row.team,
        interest=row.interest,
        influence=row.influence,
        next_contact=row.next_contact,
        archived=row.is_archived,
        id=row.pk,
    )


def _group(row: models.TargetGroup) -> content.TargetGroup:
    return content.TargetGroup(
        key=row.key,
        name=row.name,
        description=row.description,
        size=row.size,
        outside=row.outside,
        audience=row.audience,
        archived=row.is_archived,
        id=row.pk,
    )


def _link_rows(shown: Shown, keys: dict[Layer, dict[int, str]]) -> list[Any]:
    """The links both of whose ends are shown, as `links_of` reads them."""
    wanted = {layer: shown.items(layer, "lower") for layer in LINK_UP}
    rows = links_of(wanted, "reason", "confidence", "evidence", "cited_metric_id", "cited_on")
    return [row for row in rows if row[3] in keys[row[0]] and row[4] in keys[Layer(row[0] - 1)]]


def _links(rows: list[Any], keys: dict[Layer, dict[int, str]], metrics: dict[int, str]) -> list[content.Link]:
    found: list[tuple[tuple[Any, ...], content.Link]] = []
    for layer, position, pk, low, up, suspect, reason, confidence, evidence, metric, cited_on in rows:
        lower, upper = keys[layer][low], keys[Layer(layer - 1)][up]
        link = content.Link(
            lower=lower,
            upper=upper,
            reason=reason,
            confidence=confidence,
            evidence=evidence,
            cited_metric=metrics[metric] if metric else "",
            cited_on=cited_on,
            suspect=suspect,
            id=pk,
        )
        found.append(((position, layer, lower, upper), link))
    return [link for _place, link in sorted(found, key=lambda one: one[0])]


def _metric_rows(shown: Shown, links: list[Any]) -> list[models.Metric]:
    """The metrics of the shown items, and those of others that the shown links cite."""
    mine = Q()
    if shown.plan is not None:
        mine = Q(workspace=shown.workspace, pk__in={row[-2] for row in links} - {None})
    for layer, field in METRIC_FIELD.items():
        mine |= shown.items(layer, field) & Q(**{f"{field}__isnull": False})
    return sorted(models.Metric.objects.filter(mine), key=place)


def _metrics(
    shown: Shown,
    rows: list[models.Metric],
    lists: Lists,
    items: dict[tuple[Layer, int], str],
    names: dict[int, str],
    groups: dict[int, models.TargetGroup],
) -> list[content.Metric]:
    of_these = Q(workspace=shown.workspace)
    if shown.plan is not None:
        of_these &= Q(metric__in=[row.pk for row in rows])
    readings = hanging(models.Reading.objects.filter(of_these), "metric")
    return [
        content.Metric(
            item=items[row.layer, getattr(row, f"{METRIC_FIELD[row.layer]}_id")],
            owner=names.get(row.owner_id or 0, ""),
            matters_to=tuple(names[one.person_id] for one in lists["readers"][row.pk]),
            told=tuple(
                content.Telling(person=names[one.person_id], cadence=one.cadence)
                for one in lists["told"][row.pk]
            ),
            readings=tuple(
                content.Reading(
                    id=one.pk,
                    group=groups[one.group_id].key if one.group_id else "",
                    **same(one, "date", "value", "note", "evidence", "state"),
                )
                for one in readings[row.pk]
            ),
            archived=row.is_archived,
            created_on=row.created.date(),
            id=row.pk,
            **same(row, "key", "title", "kind", "unit", "baseline", "baseline_date", "target", "target_low"),
            **same(row, "target_high", "target_date", "effect_from", "period", "source", "cadence", "hard"),
            **same(row, "leading", "type", "reason", "collected", "volume_only"),
        )
        for row in rows
    ]
