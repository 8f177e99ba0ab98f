"""What a what-if foretells is what the trace says afterwards, whatever the workspace and the change."""

import itertools
import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from alignment.exchange.document import read
from alignment.exchange.services import import_document, workspace_for
from alignment.framework.queries.values import first_metric
from alignment.framework.queries.what_if import Foresight, foresee
from alignment.framework.services.imagining import imagine_save
from alignment.framework.services.items import save_item
from alignment.framework.services.lifecycle import archive_item
from alignment.framework.services.quick_metric import QuickMetric
from alignment.models import ITEM, BusinessGoal, CostLine, Initiative, Item, Layer, TargetGroup, Workspace
from alignment.rules.graph import Graph
from alignment.rules.score import score
from alignment.rules.verdicts import Trace
from alignment.rules.what_if import archiving
from alignment.tracing.queries import traced
from tests.rules.documents import plan_files

_slugs = (f"what-if-{number}" for number in itertools.count())
BUSINESS = "business_goal"
LINKED = {"traced", "unconfirmed"}
titles = st.sampled_from(["One", "Another", "A third"])
numbers = st.sampled_from([None, Decimal(1), Decimal("2.5")])
days = st.sampled_from([None, date(2027, 6, 30)])
marks = st.sampled_from(["", "", " ", "Because"])
maybe = st.booleans()


def load(document: dict[str, Any]) -> Workspace:
    slug = next(_slugs)
    parsed = read(json.dumps(document))
    import_document(parsed, workspace=workspace_for(parsed, slug), by=None)
    return Workspace.objects.get(slug=slug)


def fields_of(draw: Any, item: Any) -> dict[str, Any]:
    """Some fields of an item, drawn anew; the others are left alone."""
    goals = list(BusinessGoal.objects.filter(workspace=item.workspace))
    choices: dict[Layer, dict[str, st.SearchStrategy[Any]]] = {
        Layer.GOAL: {
            "strategy": titles,
            "status": st.sampled_from(BusinessGoal.Status.values),
            "parent": st.sampled_from([None, *goals]),
            "no_learning_planned": marks,
            "horizon_end": days,
        },
        Layer.OUTCOME: {"root_cause": titles},
        Layer.MOMENT: {"situation": titles, "not_a_learning_problem": marks},
        Layer.LEARNING: {"kind": st.sampled_from(["skill", "attitude"]), "gain": titles},
        Layer.INITIATIVE: {
            "kind": st.sampled_from(["course", "programme"]),
            "status": st.sampled_from(Initiative.Status.values),
            "purpose": st.sampled_from(Initiative.Purpose.values),
            "hours": numbers,
            "seats": st.sampled_from([None, 0, 7]),
        },
    }
    first = item.history.earliest("history_id").title
    offered = {"title": st.sampled_from([first, first, "Another"]), **choices[item.layer]}
    names = draw(st.sets(st.sampled_from(sorted(offered)), max_size=2))
    if "status" in offered and draw(maybe):
        names.add("status")
    return {name: draw(offered[name]) for name in sorted(names)}


def lists_of(draw: Any, item: Any) -> dict[str, Any]:
    """Some nested lists of an item, drawn anew."""
    if not (draw(maybe) and draw(maybe)):
        return {}
    if item.layer is Layer.MOMENT:
        act = st.fixed_dictionaries({"effect": st.sampled_from(["helps", "hinders"]), "text": titles})
        return {"behaviours": draw(st.lists(act, max_size=2, unique_by=str))}
    if item.layer is Layer.LEARNING:
        known = list(TargetGroup.objects.filter(workspace=item.workspace))
        groups = st.sampled_from([*known, ("Somebody new", 5), ("managers", None)])
        return {"needs": [{"group": group} for group in draw(st.lists(groups, max_size=1))]}
    if item.layer is Layer.INITIATIVE:
        goals = BusinessGoal.objects.filter(workspace=item.workspace)
        claimed = draw(st.lists(st.sampled_from(list(goals)), max_size=2, unique=True)) if goals else []
        cost = {"kind": "other", "amount": draw(numbers), "currency": "", "state": "planned", "note": ""}
        return {"claims": [{"goal": goal, "reason": ""} for goal in claimed], "costs": [cost]}
    return {}


def metric_of(draw: Any, item: Any) -> QuickMetric | None:
    if item.layer not in (Layer.GOAL, Layer.OUTCOME) or not (draw(maybe) and draw(maybe)):
        return None
    there = first_metric(item)
    version = there.version if there else 0
    return QuickMetric(baseline=draw(numbers), target=draw(numbers), target_date=draw(days), version=version)


def foreseen(draw: Any, item: Item) -> tuple[Foresight, Any] | None:
    """A random change, foreseen, and how it is made; None for one that is refused both ways."""
    graph, _known = traced(item.workspace)
    if draw(maybe) and draw(maybe):
        told = foresee(item.workspace, archiving(graph, item.key))
        return told, lambda: archive_item(item, by=None, version=item.version)
    sent: dict[str, Any] = {
        "version": item.version,
        "fields": fields_of(draw, item),
        "lists": lists_of(draw, item),
        "metric": metric_of(draw, item),
        "wording_only": draw(maybe) and draw(maybe),
    }
    try:
        imagined = imagine_save(item, graph, **sent)
    except ValidationError as refused:
        with pytest.raises(ValidationError, match=re.escape(str(refused))):
            save_item(item, by=None, **sent)
        event("refused")
        return None
    event(f"{item.layer.word}: links suspect {set(imagined.change.doubts.values()) or ''}")
    told = foresee(item.workspace, imagined.change, imagined.work)
    return told, lambda: save_item(item, by=None, **sent)


def said(trace: Trace) -> dict[str, Any]:
    """All that a trace says, by key."""
    initiatives = {
        key: (one.verdict, one.stops_at, one.builds, one.goals) for key, one in trace.initiatives.items()
    }
    return {"goals": dict(trace.goals), "initiatives": initiatives}


def suspects(graph: Graph) -> set[tuple[str, str]]:
    return {(edge.lower, edge.upper) for edge in graph.counted if edge.suspect}


def compared(told: Foresight, before: tuple[Graph, Trace], after: tuple[Graph, Trace], plan: str) -> None:
    """Everything that was foreseen against what came."""
    (old, was), (new, now) = before, after
    foretold = told.prediction
    assert foretold.then.nodes == new.nodes
    assert sorted(map(repr, foretold.then.edges)) == sorted(map(repr, new.edges))
    goals = {key: (was.goals.get(key), now.goals.get(key)) for key in {*was.goals, *now.goals}}
    verdicts = {
        key: (one and (one.verdict, one.strength, one.outcomes, one.outcomes_reached) for one in pair)
        for key, pair in goals.items()
    }
    moved = {key for key, (one, other) in verdicts.items() if one != other}
    assert moved <= {shift.key for shift in foretold.goals}
    for shift in foretold.goals:
        assert (shift.before, shift.after) == goals[shift.key]
    ups = {key: (said(was)["initiatives"].get(key), said(now)["initiatives"].get(key)) for key in new.nodes}
    other = {
        key
        for key, (one, two) in ups.items()
        if (one and (*one[:2], set(one[3]))) != (two and (*two[:2], set(two[3])))
    }
    assert other == {shift.key for shift in foretold.initiatives}
    for shift in foretold.initiatives:
        had, has = (set(one[3]) if one else set() for one in ups[shift.key])
        assert (set(shift.lost), set(shift.gained)) == (had - has, has - had)
        assert [
            one and said(was if one is shift.before else now) and one.verdict
            for one in (shift.before, shift.after)
        ] == [one and one[0] for one in ups[shift.key]]
    assert {(one.lower, one.upper) for one in foretold.to_check} == suspects(new) - suspects(old)
    assert {(one.lower, one.upper) for one in foretold.settled} == suspects(old) - suspects(new)
    home = {key for key, node in new.nodes.items() if node.plan == plan}
    assert (foretold.workspace.before, foretold.workspace.after) == (score(old), score(new))
    assert (foretold.plan.before, foretold.plan.after) == (score(old, home), score(new, home))


def money(told: Foresight, workspace: Workspace, old: Trace, new: Trace) -> None:
    """The money and hours that were foreseen against the rows there are now."""
    rows = Initiative.objects.filter(workspace=workspace)
    linked = {
        row.key: tuple(
            (one := trace.initiatives.get(row.key)) and one.verdict in LINKED for trace in (old, new)
        )
        for row in rows
    }
    idle = [row for row in rows if linked[row.key] == (True, False) and row.purpose == BUSINESS]
    freed = [row for row in rows if row.key in old.initiatives and row.key not in new.initiatives]
    for effort, mine in ((told.idle, idle), (told.freed, freed)):
        lines = CostLine.objects.filter(initiative__in=mine).exclude(amount=None)
        sums: dict[str, Decimal] = {}
        for line in lines:
            code = line.currency or workspace.currency
            sums[code] = sums.get(code, Decimal(0)) + line.amount
        assert {one.currency: one.total for one in effort.costs} == sums
        assert effort.count == len(mine)
        assert effort.hours == sum(
            (row.hours * row.seats for row in mine if row.hours is not None and row.seats is not None),
            Decimal(0),
        )


@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(plan_files(most=3), st.data())
def test_what_is_foreseen_is_what_comes(document: dict[str, Any], data: st.DataObject) -> None:
    workspace = load(document)
    for _step in range(data.draw(st.integers(1, 4))):
        workspace = Workspace.objects.get(pk=workspace.pk)
        rows = [row for model in ITEM.values() for row in model.objects.filter(workspace=workspace).current()]
        if not rows:
            return
        item = data.draw(st.sampled_from(sorted(rows, key=lambda row: row.key)))
        item.workspace = workspace
        before, written = traced(workspace), workspace.revision
        found = foreseen(data.draw, item)
        assert Workspace.objects.get(pk=workspace.pk).revision == written
        if found is None:
            continue
        told, make_it_so = found
        make_it_so()
        after = traced(Workspace.objects.get(pk=workspace.pk))
        compared(told, before, after, item.plan.key)
        money(told, workspace, before[1], after[1])
