"""The stories of a frozen plan stay beside its numbers, as they were told by then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.test import Client

from alignment.models import Plan, Story, User
from alignment.versions.services import take_snapshot
from tests.factories import make_goal, make_person, make_plan, make_story

GONE = "2026-11-05T00:00Z"


def test_a_version_tells_the_stories_that_the_plan_told(
    client_of: Callable[[User], Client], ann: User, plan: Plan
) -> None:
    client, goal = client_of(ann), make_goal(plan)
    for day, text in ((3, "Early"), (4, "Late")):
        make_story(goal, text=text, date=date(2026, 11, day), person=make_person(plan.workspace))
    make_story(goal, text="Put away", archived_at=GONE)
    make_story(make_goal(plan, archived_at=GONE), text="Of what is put away")
    make_story(make_goal(make_plan(plan.workspace)), text="Of another plan")
    live = client.get(f"/w/acme/plans/{plan.pk}/metrics/").context["stories"]
    take_snapshot(plan, note="", by=ann)
    Story.objects.update(text="Changed", archived_at=GONE)
    here = f"/w/acme/plans/{plan.pk}/versions/1/"
    page = client.get(f"{here}metrics/")
    found = page.context["stories"]
    assert [(one.text, one.who) for one in found] == [("Late", "Dana Okoro"), ("Early", "Dana Okoro")]
    assert [replace(one, item=goal) for one in found] == [replace(one, item=goal) for one in live]
    assert f"{here}map/?focus=goal-{goal.pk}" in page.content.decode()
    assert "/stories/" not in page.content.decode()
