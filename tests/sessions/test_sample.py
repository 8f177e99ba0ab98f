"""The session of the sample plan, as the demo loads it."""

from datetime import date

import pytest

from alignment.framework.queries.origins import origin_of
from alignment.management.demo import load_demo
from alignment.models import GuidedSession, MomentOfTruth, Participant, Phase
from alignment.sessions.queries.boards import board_of
from alignment.sessions.samples import TITLE

pytestmark = pytest.mark.django_db


def test_the_sample_has_a_closed_session_and_a_moment_that_came_from_it() -> None:
    load_demo(today=date(2027, 1, 20))
    load_demo(today=date(2027, 1, 20))
    session = GuidedSession.objects.get()
    assert (session.title, session.phase, session.step) == (TITLE, Phase.CLOSED, 3)
    assert session.opened_at.date() == date(2026, 4, 12)  # two months on, as the plan is
    assert {name.endswith(" (sample)") for name in Participant.objects.values_list("name", flat=True)} == {
        True
    }
    first = board_of(session).ranked[0]
    assert (first.votes, len(first.merged), first.made is not None) == (5, 1, True)
    moment = MomentOfTruth.objects.get(workspace=session.workspace, key="feedback")
    origin = origin_of(moment)
    assert origin is not None
    assert (origin.session, origin.title) == (session.pk, TITLE)
