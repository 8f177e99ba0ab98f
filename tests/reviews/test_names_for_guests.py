"""A member without a name is nobody's address to guests: on the page, in the reminder, in the invitation."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from alignment.deeds import deed
from alignment.models import OutgoingMail, Person, ReviewRequest, User
from alignment.reviews.invitations import invitations_of
from alignment.reviews.services.asking import Sent
from alignment.reviews.services.reminding import remind

Asked = dict[str, Sent]


def said(asked: Asked, ann: User, browser: Client) -> str:
    page = browser.get(reverse("guest_reviews:review", args=[asked["tom"].link.pk]))
    (invitation,) = invitations_of([asked["tom"]], ann)
    rows = ReviewRequest.objects.select_related("plan", "workspace", "person", "snapshot", "asked_by")
    assert remind(rows.get(pk=asked["tom"].request.pk), by=ann)
    return page.content.decode() + invitation.text + OutgoingMail.objects.get().text


@pytest.mark.parametrize("name", ["", "ann@example.org"])
def test_a_member_without_a_name_stays_nameless(
    asked: Asked, ann: User, guest_of: Callable[[Sent], Client], name: str
) -> None:
    User.objects.filter(pk=ann.pk).update(name=name)
    words = said(asked, User.objects.get(pk=ann.pk), guest_of(asked["tom"]))
    assert ("ann@example.org" in words, "Do you agree to version 1" in words) == (False, True)


def test_or_is_called_as_the_workspace_calls_them(
    asked: Asked, ann: User, guest_of: Callable[[Sent], Client]
) -> None:
    User.objects.filter(pk=ann.pk).update(name="")
    workspace = asked["tom"].request.workspace
    with deed("create", by=ann, workspace=workspace):
        Person.objects.create(workspace=workspace, key="me", name="Ann Archer", user=ann)
    words = said(asked, User.objects.get(pk=ann.pk), guest_of(asked["tom"]))
    assert "Ann Archer asks whether you agree" in words
    assert "Use the link that Ann Archer has sent" in words
