"""The versions of the sample plan: frozen from what it honestly said on those days, never from today's text.

Everything that was recorded later is taken out again: readings, starts of work, what was learnt since.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from alignment.deeds import deed
from alignment.exchange.samples import ACCOUNTS, EARLIER, MOMENT, TODAY, months_between, moved
from alignment.models import Deed, Plan, User
from alignment.rules.content import Expectation, Initiative, Link, Metric, PlanContent
from alignment.rules.graph import graph_of_content
from alignment.tracing.contents import content_now
from alignment.versions.frozen import frozen
from alignment.versions.services import store

WORKSPACE, PLAN, BY = "sample", "leaders", "lead@example.org"

#: Number, day and note of each version.
VERSIONS = ((1, date(2026, 2, 27), "Agreed for the start"), (2, date(2026, 10, 6), "After group 1"))

#: What a field said up to and with a version: list, key, field, version, value.
SAID: tuple[tuple[str, str, str, int, Any], ...] = (
    ("moments", MOMENT, "situation", 2, EARLIER),
    ("outcomes", "enps", "contribution", 1, ()),
    ("outcomes", "enps", "contribution_agreed_by", 1, ""),
    ("outcomes", "enps", "contribution_agreed_on", 1, None),
    ("initiatives", "elp", "benefits", 1, ()),
    (
        "initiatives",
        "elp",
        "description",
        1,
        "Six half-days, practice talks with an observer, tasks for the next real discussion in between. "
        "Group 1: 24 managers. Group 2: 18 managers.",
    ),
)
#: The last version in which an item was not there yet.
LATER = {"sit-in": 1}
#: What a link said before its evidence was there, up to and with a version.
UNSHOWN = {("elp", "give-feedback"): (2, "Observed practice talks in every half-day.")}


def freeze_sample(*, today: date) -> None:
    """Gives the freshly loaded sample plan its two versions, with their dates moved as the plan's are."""
    plan = Plan.objects.filter(workspace__slug=WORKSPACE, workspace__is_sample=True, key=PLAN).first()
    if plan is None or plan.snapshots.exists():
        return
    months = months_between(TODAY, today)
    by = User.objects.filter(email=BY).first()
    name = ACCOUNTS[BY][0]
    for number, day, note in VERSIONS:
        on = moved(day, months)
        at = datetime.combine(on, time(10), UTC)
        with deed("snapshot", by=by, workspace=plan.workspace, plan=plan, subject=str(number)) as row:
            Deed.objects.filter(pk=row.pk).update(at=at, by_name=name)
            was = as_it_was(content_now(plan)[0], number, on)
            what = frozen(was, graph_of_content(was), plan.key)
            store(plan, what, note=note, as_of=on, made_at=at, by=by, by_name=name)


def as_it_was(content: PlanContent, version: int, on: date) -> PlanContent:
    """What the sample plan said on the day of one of its versions."""
    gone = {key for key, last in LATER.items() if version <= last}
    lists: dict[str, Any] = {
        name: tuple(row for row in getattr(content, name) if row.key not in gone)
        for name in ("goals", "outcomes", "moments", "learning_outcomes", "initiatives")
    }
    lists["initiatives"] = tuple(_work(row, on) for row in lists["initiatives"])
    lists["metrics"] = tuple(_measured(row, on) for row in content.metrics if row.item not in gone)
    lists["links"] = tuple(_link(row, version, on) for row in content.links if row.lower not in gone)
    lists["conversations"] = tuple(row for row in content.conversations if row.date <= on)
    lists["expectations"] = tuple(
        _expected(row, on) for row in content.expectations if row.initiative not in gone
    )
    lists["stories"] = tuple(row for row in content.stories if row.date <= on and row.item not in gone)
    lists["updates"] = tuple(row for row in content.updates if row.sent_on and row.sent_on <= on)
    for name, key, field, last, value in SAID:
        if version <= last:
            lists[name] = tuple(
                replace(row, **{field: value}) if row.key == key else row for row in lists[name]
            )
    return replace(content, plans=(_plan(content.plans[0], on), *content.plans[1:]), **lists)


def _plan(plan: Any, on: date) -> Any:
    return replace(
        plan,
        consultations=tuple(one for one in plan.consultations if not one.date or one.date <= on),
        briefings=tuple(one for one in plan.briefings if not one.edited_on or one.edited_on <= on),
        dismissed_hints=tuple(one for one in plan.dismissed_hints if one.date <= on),
    )


def _expected(row: Expectation, on: date) -> Expectation:
    """What was answered and rated by then; what was done later is open."""
    return replace(
        row,
        done_on=row.done_on if row.done_on and row.done_on <= on else None,
        answers=tuple(one for one in row.answers if one.on <= on),
        ratings=tuple(one for one in row.ratings if one.on <= on),
    )


def _work(row: Initiative, on: date) -> Initiative:
    """Work that starts later is approved, not running; decisions of later days are not taken.

    What was spent or committed later was planned.
    """
    decisions = tuple(one for one in row.decisions if one.date <= on)
    costs = tuple(
        replace(one, state="planned") if one.state and one.date and one.date > on else one
        for one in row.costs
    )
    status = "approved" if row.status == "running" and row.start and row.start > on else row.status
    return replace(row, status=status, decisions=decisions, costs=costs, created_on=None)


def _measured(row: Metric, on: date) -> Metric:
    readings = tuple(one for one in row.readings if one.date <= on)
    row = replace(row, readings=readings, created_on=None)
    if row.baseline_date and row.baseline_date > on:
        row = replace(row, baseline=None, baseline_date=None)
    return row


def _link(row: Link, version: int, on: date) -> Link:
    row = replace(row, suspect=False)
    last, reason = UNSHOWN.get((row.lower, row.upper), (0, ""))
    if version <= last:
        row = replace(row, reason=reason, confidence=1, evidence="")
    if row.cited_on and row.cited_on > on:
        row = replace(row, cited_metric="", cited_on=None, confidence=min(row.confidence, 1))
    return row
