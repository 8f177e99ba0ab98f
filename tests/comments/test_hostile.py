"""Comments, names and mentions that would like to be more than words."""

from collections.abc import Callable

import pytest
from django.test import Client

from alignment.comments.services.writing import settle
from alignment.models import Comment, Plan, User
from tests import factories as make
from tests.comments.talking import account, comment, guest_of, place

SignIn = Callable[[User], Client]
ATTACKS = [
    "<script>alert('XSS')</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }}{% csrf_token %}",
    "<div hx-get=/ hx-trigger=load>x</div>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_words_and_names_are_only_words(
    ann: User, plan: Plan, client_of: SignIn, attack: str
) -> None:
    hostile = account(make.make_person(plan.workspace, attack[:80]), make.make_user("mallory"))
    make.make_member(plan.workspace, hostile.user)
    guest = guest_of(plan, group_name="Heads")
    made = comment(plan, f"{attack} @{hostile.name}", by=ann)
    assert [one.person for one in made.mentions.all()] == [hostile]
    guest.say(attack, name=attack.replace("://", "")[:80])
    own = Comment.objects.get(link=guest.link)
    settle(own, resolved=True, subject=None, by=ann)
    client = client_of(ann)
    for page in (
        client.get(place("comment_list", plan.pk)),
        client.get(place("thread", made.pk)),
        guest.client.get(guest.url("comment_list")),
        guest.client.get(guest.url("comment_withdraw", own.pk)),
        guest.client.get(guest.url("comment_edit", own.pk)),
    ):
        text = page.content.decode()
        assert page.status_code == 200
        for live in ("<script>alert", "<img src=x", "<div hx-get=/ ", ">14<"):
            assert live not in text
