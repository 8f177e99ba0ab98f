"""What an update quotes: a story that was put away is not told any more."""

import pytest
from django.core.exceptions import ValidationError

from alignment.models import OutgoingMail, Plan, Update, User
from alignment.stories.services import archive_story
from alignment.updates import services
from alignment.updates.telling import telling_of
from tests.factories import make_goal, make_person, make_story, make_update


def test_an_archived_story_is_not_sent(plan: Plan, ann: User) -> None:
    tom = make_person(plan.workspace, "Tom Birch", email="tom@example.org")
    story = make_story(make_goal(plan), text="I sit down with them now.", permission="named")
    make_update(plan, tom, story=story)
    archive_story(story, by=ann)
    there = Update.objects.select_related("plan__workspace", "story__person").get()
    assert telling_of(there).story is None
    with pytest.raises(ValidationError):
        services.send(there, by=ann, version=1)
    there.refresh_from_db()
    assert (there.sent_on, OutgoingMail.objects.count()) == (None, 0)
