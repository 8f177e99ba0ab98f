"""A plan with a canary in everything that is nobody else's business, and guests who look for it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from alignment.deeds import deed
from alignment.models import (
    OF_A_PLAN,
    BusinessGoal,
    Comment,
    Consultation,
    CostLine,
    Decision,
    DismissedHint,
    Initiative,
    ParkedNote,
    Plan,
    Rights,
    ShareLink,
    User,
)
from alignment.versions.services import take_snapshot
from tests import factories as make

CANARY = "Kanarie"
Guest = Callable[..., tuple[ShareLink, Client]]


@pytest.fixture
def guest() -> Guest:
    """A link of a plan and a browser of its own that has followed it: guest(plan, rights="comment")."""

    def enter(plan: Plan, **fields: Any) -> tuple[ShareLink, Client]:
        link, token = make.make_share(plan, **fields)
        client = Client()
        client.get(f"/r/{token}/")
        return link, client

    return enter


@pytest.fixture
def secrets_around(plan: Plan, ann: User, ben: User) -> dict[str, Any]:
    """The plan with a chain, a neighbour in another plan, and the canary in every place that is private."""
    workspace = plan.workspace
    # Whoever asks for a review is named; no other member is, and nobody's address.
    User.objects.filter(pk=ann.pk).update(email=f"{CANARY}@ann.example.org")
    User.objects.filter(pk=ben.pk).update(name=f"Ben {CANARY}")
    owner = make.make_person(
        workspace, "Olga Owner", email=f"{CANARY}@example.org", team=f"Team {CANARY}", interest="high",
        influence="low",
    )  # fmt: skip
    make.make_person(workspace, f"Unnamed {CANARY}")
    other = make.make_plan(workspace, title=f"Other {CANARY}")
    goal, outcome, moment, learning, initiative = make.make_chain(plan, status="running", owner=owner)
    far_goal = make.make_goal(other, title=f"Far {CANARY}")
    near = make.make_outcome(other, goal, title="Neighbour", description=CANARY)
    make.make_link(near, far_goal, reason=CANARY, evidence=CANARY)
    near_moment = make.make_moment(other, helps=CANARY, hinders=CANARY, situation=CANARY, title="Their talk")
    near_learning = make.make_learning(other, gain=CANARY, title="Their skill")
    near_course = make.make_initiative(other, title="Their course", description=CANARY, status="running")
    for lower, upper in ((near_moment, near), (near_learning, near_moment), (near_course, near_learning)):
        make.make_link(lower, upper, reason=CANARY, evidence=CANARY)
    far_outcome = make.make_outcome(other, far_goal, title=f"Far outcome {CANARY}")
    hidden = make.make_learning(other, title=f"Hidden {CANARY}")
    make.make_reading(make.make_metric(outcome, baseline=1, target=3), date(2026, 5, 1), 2, note=CANARY)
    make.make_reading(make.make_metric(outcome, title="Draft"), date(2026, 5, 1), 777777, state="draft")
    for said in ("", "refused"):
        make.make_story(outcome, text=CANARY, permission=said)
    make.make_story(outcome, text="It was calm", permission="unnamed", who=CANARY)
    for item in (goal, initiative):
        make.make_item(item.layer, plan, title=f"Archived {CANARY}", archived_at=timezone.now())
    with deed("edit", by=ann, workspace=workspace, plan=plan, subject=CANARY, why=CANARY):
        said = {"workspace": workspace, "plan": plan}
        ParkedNote.objects.create(text=CANARY, **said)
        Consultation.objects.create(step=1, note=CANARY, **said)
        DismissedHint.objects.create(kind="no_reason", item=goal.key, reason=CANARY, date=date(2026, 1, 1),
                                     by_name=CANARY, **said)  # fmt: skip
        Comment.objects.create(text=f"Internal {CANARY}", internal=True, user=ben, author_name=CANARY, **said)
        CostLine.objects.create(workspace=workspace, initiative=initiative, kind="delivery", amount=424242,
                                note=CANARY)  # fmt: skip
        Decision.objects.create(workspace=workspace, initiative=initiative, decision="keep", reason=CANARY,
                                date=date(2026, 1, 1), by_name=CANARY)  # fmt: skip
        BusinessGoal.objects.filter(pk=goal.pk).update(cost_of_nothing=424242, unit_value=424242)
    version, _done = take_snapshot(plan, note=f"Note {CANARY}", by=ann)
    return {
        "plan": plan,
        "version": version,
        "own": [goal, outcome, moment, learning, initiative],
        "near": near,
        "hidden": [far_goal, far_outcome, hidden],
        "archived": [*BusinessGoal.objects.archived(), *Initiative.objects.archived()],
    }


def every_right(version: Any) -> list[dict[str, Any]]:
    """A link of each right, of the plan as it is and of a version."""
    links: list[dict[str, Any]] = [{"rights": right} for right in OF_A_PLAN]
    return [*links, *({"rights": right, "snapshot": version} for right in (Rights.VIEW, Rights.COMMENT))]
