"""Every kind of gap and hint leads to a page whose one act closes it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from alignment.conversations.services.expectations import Said, add, answer
from alignment.deeds import deed
from alignment.framework.services.items import create_item
from alignment.framework.services.meaning import fresh_meaning
from alignment.models import (
    ITEM,
    LINK_UP,
    Claim,
    Expectation,
    HowAnswered,
    Layer,
    Plan,
    Reading,
    User,
    Workspace,
)
from alignment.rules.gaps import Gap, GapKind
from alignment.tracing.fixes import fixes_of
from alignment.tracing.gaps import findings_of
from tests.clock import TODAY
from tests.factories import (
    make_chain,
    make_goal,
    make_initiative,
    make_learning,
    make_link,
    make_metric,
    make_moment,
    make_outcome,
    make_reading,
)
from tests.page_forms import PageForms

Clients = Callable[[User], Client]
Act = tuple[GapKind, Callable[[Plan, User], dict[str, Any]]]
pytestmark = pytest.mark.usefixtures("still_clock")
OTHERWISE = "something else"  # what an item meant when its link was confirmed
LONG_AGO = date(2024, 1, 31)
SOON = (TODAY + timedelta(days=90)).isoformat()


def no_link_up(plan: Plan, by: User) -> dict[str, Any]:
    make_initiative(plan, title="It")
    return {"uppers": [make_learning(plan).pk], "reason": "Because"}


def claim(plan: Plan, by: User) -> dict[str, Any]:
    goal, _outcome, _moment, learning, _initiative = make_chain(plan)
    one = make_initiative(plan, title="It")
    with deed("edit", by=by, workspace=plan.workspace):
        Claim.objects.create(workspace=plan.workspace, initiative=one, goal=goal)
    return {"uppers": [learning.pk], "reason": "Because"}


def no_link_down(plan: Plan, by: User) -> dict[str, Any]:
    make_moment(plan, title="It")
    return {"lowers": [make_learning(plan).pk], "reason": "Because"}


def stale(plan: Plan, by: User) -> dict[str, Any]:
    measured(plan, cadence="monthly", read=LONG_AGO)
    return {"value": "13", "date": TODAY.isoformat()}


def no_reading(plan: Plan, by: User) -> dict[str, Any]:
    measured(plan)
    return {"value": "13", "date": TODAY.isoformat()}


def target_passed(plan: Plan, by: User) -> dict[str, Any]:
    measured(plan, target_date=LONG_AGO)
    return {"value": "30", "date": TODAY.isoformat()}


def target_missed(plan: Plan, by: User) -> dict[str, Any]:
    measured(plan, target_date=LONG_AGO, read=TODAY)
    return METRIC


def target_before_baseline(plan: Plan, by: User) -> dict[str, Any]:
    measured(plan, baseline_date=TODAY, target_date=LONG_AGO, read=TODAY)
    return METRIC


def not_concrete(plan: Plan, by: User) -> dict[str, Any]:
    goal = make_goal(plan, title="It")
    return {"item": f"goal-{goal.pk}", **METRIC}


def half_concrete(plan: Plan, by: User) -> dict[str, Any]:
    measured(plan, target=None)
    return METRIC


def suspect(plan: Plan, by: User) -> dict[str, Any]:
    make_link(make_outcome(plan, title="It"), make_goal(plan), upper_meaning=OTHERWISE)
    return {"why": "It still leads there"}


def no_reason(plan: Plan, by: User) -> dict[str, Any]:
    make_link(make_outcome(plan, title="It"), make_goal(plan), reason="", confidence=0)
    return {"reason": "Because"}


def no_strategy(plan: Plan, by: User) -> dict[str, Any]:
    make_goal(plan, title="It")
    return {"strategy": "Give every team a manager who listens"}


def horizon_over(plan: Plan, by: User) -> dict[str, Any]:
    make_goal(plan, title="It", horizon_start=date(2023, 1, 1), horizon_end=LONG_AGO)
    return {"horizon_end": SOON}


def not_traced(plan: Plan, by: User) -> dict[str, Any]:
    learning = make_chain(plan)[3]
    make_initiative(plan, title="It", status="running")
    return {"uppers": [learning.pk], "reason": "Because"}


def not_traced_above(plan: Plan, by: User) -> dict[str, Any]:
    """The chain breaks off above: at the moment, which is linked there."""
    moment = make_moment(plan)
    make_initiative(plan, make_learning(plan, moment), title="It", status="running")
    return {"uppers": [make_chain(plan)[1].pk], "reason": "Because"}


def not_traced_without_reason(plan: Plan, by: User) -> dict[str, Any]:
    outcome = make_outcome(plan)
    make_link(outcome, make_goal(plan), reason="")
    make_initiative(plan, make_learning(plan, make_moment(plan, outcome)), title="It", status="running")
    return {"reason": "Because"}


def not_traced_and_suspect(plan: Plan, by: User) -> dict[str, Any]:
    learning = make_chain(plan)[3]
    make_link(make_initiative(plan, title="It", status="running"), learning, upper_meaning=OTHERWISE)
    return {"why": "It still leads there"}


def after_start(plan: Plan, by: User) -> dict[str, Any]:
    create_item(Layer.INITIATIVE, by=by, plan=plan, fields={"title": "It", "start": LONG_AGO})
    return {"shift": "Fewer complaints"}


def no_evidence(plan: Plan, by: User) -> dict[str, Any]:
    make_link(make_outcome(plan, title="It"), make_goal(plan), confidence=2)
    return {"evidence": "The survey of May"}


def unanswered(plan: Plan, by: User) -> dict[str, Any]:
    one = expected(plan)
    return {"person": str(one.owner_id), "answer": "confirmed", "on": TODAY.isoformat()}


def not_kept(plan: Plan, by: User) -> dict[str, Any]:
    one = expected(plan)
    assert one.owner is not None
    answer(one, one.owner, Said("confirmed", "", TODAY), how=HowAnswered.TOLD, by=by)
    return {"on": TODAY.isoformat()}


def expected(plan: Plan) -> Expectation:
    """Something that was to be done long ago."""
    fields = {"text": "Dates", "direction": "we_need", "due": LONG_AGO}
    initiative = make_initiative(plan, title="It")
    return add(plan, by=None, fields=fields | {"initiative": initiative}, owner="Tom Birch")[0]


METRIC = {
    "title": "Employee score",
    "kind": "increase",
    "baseline": "12",
    "baseline_date": "2024-01-01",
    "target": "30",
    "target_date": SOON,
}


def measured(plan: Plan, read: date | None = None, **fields: Any) -> None:
    said = {"baseline": 12, "target": 30, "target_date": TODAY + timedelta(days=30), **fields}
    metric = make_metric(make_goal(plan, title="It"), **said)
    if read:
        make_reading(metric, read, 13, state=Reading.State.APPROVED)


ACTS: dict[str, Act] = {
    "nothing above": (GapKind.NO_LINK_UP, no_link_up),
    "a claim": (GapKind.CLAIM, claim),
    "nothing below": (GapKind.NO_LINK_DOWN, no_link_down),
    "read long ago": (GapKind.STALE, stale),
    "to re-check": (GapKind.SUSPECT, suspect),
    "promise not answered": (GapKind.UNANSWERED, unanswered),
    "promise not kept": (GapKind.NOT_KEPT, not_kept),
    "no reason": (GapKind.NO_REASON, no_reason),
    "target passed, not read since": (GapKind.TARGET_PASSED, target_passed),
    "target missed": (GapKind.TARGET_PASSED, target_missed),
    "target before baseline": (GapKind.TARGET_BEFORE_BASELINE, target_before_baseline),
    "no metric": (GapKind.NOT_CONCRETE, not_concrete),
    "metric without target": (GapKind.NOT_CONCRETE, half_concrete),
    "no strategy": (GapKind.NO_STRATEGY, no_strategy),
    "time is over": (GapKind.HORIZON_OVER, horizon_over),
    "never read": (GapKind.NO_READING, no_reading),
    "goes on, supports nothing": (GapKind.NOT_TRACED, not_traced),
    "goes on, breaks off above": (GapKind.NOT_TRACED, not_traced_above),
    "goes on, reason missing above": (GapKind.NOT_TRACED, not_traced_without_reason),
    "goes on, to re-check": (GapKind.NOT_TRACED, not_traced_and_suspect),
    "entered late": (GapKind.AFTER_START, after_start),
    "no evidence": (GapKind.NO_EVIDENCE, no_evidence),
}


def test_every_kind_is_followed() -> None:
    assert {kind for kind, _make in ACTS.values()} | {GapKind.MANY_PARENTS} == set(GapKind)


def settle(plan: Plan) -> None:
    """Gives rows that factories made the meanings that services would have given them."""
    with deed("edit", by=None, workspace=plan.workspace):
        for model in ITEM.values():
            for item in model.objects.filter(plan=plan):
                item.meaning = fresh_meaning(item)
                item.save()
        for model in LINK_UP.values():
            for link in model.objects.filter(workspace=plan.workspace):
                changed = link.upper_meaning == OTHERWISE
                link.lower_meaning = link.lower.meaning
                link.upper_meaning = OTHERWISE if changed else link.upper.meaning
                link.save()


def seen(plan: Plan) -> list[Gap]:
    plan.workspace = Workspace.objects.get(pk=plan.workspace_id)
    found = findings_of(plan, TODAY)
    return [*found.gaps, *found.hints]


def about(plan: Plan, kind: GapKind) -> Iterator[Gap]:
    return (gap for gap in seen(plan) if gap.kind is kind and gap.title == "It")


@pytest.mark.parametrize(("kind", "make"), ACTS.values(), ids=ACTS)
def test_the_page_of_a_gap_closes_it_and_leads_back(
    kind: GapKind, make: Callable[[Plan, User], dict[str, Any]], plan: Plan, ann: User, client_of: Clients
) -> None:
    act = make(plan, ann)
    settle(plan)
    (gap,) = about(plan, kind)
    back = f"/w/acme/plans/{plan.pk}/check/"
    (fix,) = fixes_of([gap], "acme", plan.pk, back)
    client = client_of(ann)
    page = client.get(fix.action_address)
    assert (page.status_code, f'name="next" value="{back}"' in page.content.decode()) == (200, True)
    answer = sent(client, page, fix.action_address, back, act)
    assert (answer.status_code in (302, 303), answer.headers.get("Location")) == (True, back)
    assert list(about(plan, kind)) == []


def sent(client: Client, page: Any, address: str, back: str, act: dict[str, Any]) -> Any:
    """The form of a page that leads back, sent as a browser sends it, with some fields filled in."""
    forms = PageForms(page.content.decode()).forms
    (form,) = [form for form in forms if form.says("next", back) and form.method == "post"]
    return client.post(form.action or address, form.fields | act)


def test_too_many_parents_are_looked_at_on_the_item_and_taken_apart_there(
    plan: Plan, ann: User, client_of: Clients
) -> None:
    outcome = make_outcome(plan, title="It")
    links = [make_link(outcome, make_goal(plan)) for _ in range(4)]
    (gap,) = about(plan, GapKind.MANY_PARENTS)
    (fix,) = fixes_of([gap], "acme", plan.pk)
    page, _hash, part = fix.action_address.partition("#")
    body = client_of(ann).get(page).content.decode()
    remove = f"/w/acme/links/outcome/{links[0].pk}/remove/"
    assert (f'id="{part}"' in body, remove in body) == (True, True)
    client_of(ann).post(remove)
    assert list(about(plan, GapKind.MANY_PARENTS)) == []
