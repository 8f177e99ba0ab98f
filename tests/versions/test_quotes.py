"""A version quotes no further than whoever said it permits now, on pages of members and of guests."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from alignment.deeds import deed, undo
from alignment.models import Plan, Story, User
from alignment.stories.services import add_story
from alignment.versions.services import take_snapshot
from tests.factories import make_chain, make_share, make_story

Clients = Callable[[User], Client]
SAID, WHO = "I sit down with them now.", "a nurse on ward 4"


def permit(story: Story, permission: str) -> None:
    with deed("edit_story", by=None, workspace=story.workspace):
        story.permission = permission
        story.save()


@pytest.mark.parametrize(
    ("then", "now", "text", "name"),
    [
        ("named", "named", True, True),
        ("named", "unnamed", True, False),
        ("named", "refused", False, False),
        ("unnamed", "", False, False),
        ("unnamed", "named", True, False),
        ("refused", "named", False, False),
    ],
)
def test_the_narrower_of_two_permissions_holds(
    then: str, now: str, text: bool, name: bool, plan: Plan, ann: User, client_of: Clients
) -> None:
    goal, *_rest = make_chain(plan)
    story = make_story(goal, text=SAID, permission=then, who=WHO)
    version, _done = take_snapshot(plan, note="", by=ann)
    link, token = make_share(plan, rights="view", snapshot=version)
    guest = Client()
    guest.get(f"/r/{token}/")
    briefing = reverse("briefings:version_briefing", args=["acme", plan.pk, version.number])
    pages = (
        lambda: guest.get(f"/shared/{link.pk}/items/goal/{goal.pk}/"),
        lambda: client_of(ann).get(briefing),
    )
    for page in pages:  # as it was frozen
        assert (SAID in page().content.decode()) == (then != "refused")
    permit(story, now)
    for page in pages:
        words = page().content.decode()
        assert (SAID in words, WHO in words) == (text, name)


def test_a_story_that_was_taken_back_is_quoted_no_more(plan: Plan, ann: User) -> None:
    goal, *_rest = make_chain(plan)
    fields = {"text": SAID, "kind": "customer", "date": plan.created.date(), "permission": "named"}
    _story, done = add_story(goal, by=ann, fields=fields, who=WHO)
    version, _frozen = take_snapshot(plan, note="", by=ann)
    undo(done, by=ann)
    link, token = make_share(plan, rights="view", snapshot=version)
    guest = Client()
    guest.get(f"/r/{token}/")
    assert SAID not in guest.get(f"/shared/{link.pk}/items/goal/{goal.pk}/").content.decode()
