"""What is said in the sample plans."""

from datetime import date
from typing import Any

import pytest

from alignment.exchange.samples import TODAY
from alignment.management.demo import load_demo
from alignment.models import Comment, OutgoingMail, Plan

QUESTIONS = [
    "Should the learning teams become one unit as well?",
    "How do people from two units learn to work for one customer?",
    "Which goal should the learning team set itself?",
]


@pytest.mark.parametrize("local", [True, False])
def test_the_samples_talk_and_nobody_gets_mail(db: None, settings: Any, local: bool) -> None:
    settings.LOCAL_MODE = local
    for reset in (False, True, False):
        load_demo(today=TODAY, reset=reset)
    said = Comment.objects.filter(plan__key="one-company", item="one-earnings")
    assert list(said.values_list("text", flat=True)) == QUESTIONS
    card, answer = Comment.objects.filter(item="card")
    assert (answer.parent, card.resolved_by_name, card.internal) == (card, "Tom Birch (sample)", False)
    (asked,) = Comment.objects.filter(item="sit-in")
    assert [str(one) for one in asked.mentions.all()] == ["Tom Birch (sample)"]
    assert (asked.user is not None, asked.person.key) == (local, "dana")
    assert (Comment.objects.count(), OutgoingMail.objects.count()) == (6, 0)
    assert max(Comment.objects.values_list("created", flat=True)).date() == date(2026, 11, 16)
    assert Plan.objects.get(key="leaders").deeds.filter(verb="comment").count() == 3
