"""Mail to people without an account: what their links show is asked again when it is sent."""

from collections.abc import Callable

import pytest
from django.core import mail as sent_mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import deed
from alignment.guests.services import revoke_link
from alignment.models import OutgoingMail, Person, Plan, ShareLink, SignOffCode, User
from alignment.outbox.sending import send_due
from alignment.reviews.services import asking, deciding
from alignment.reviews.services.codes import send_code
from alignment.reviews.services.reminding import remind
from tests import factories as make
from tests.comments.talking import comment
from tests.reviews.conftest import asked, chain, mia, reviewer, tom  # noqa: F401

Asked = dict[str, asking.Sent]


@pytest.fixture
def guest(plan: Plan) -> Person:
    return make.make_person(plan.workspace, "Tom Guest", email="guest@example.org")


@pytest.fixture
def link(plan: Plan, guest: Person) -> ShareLink:
    link = make.make_share(plan, rights="comment", person=guest)[0]
    link.plan, link.workspace = plan, plan.workspace
    return link


def what_is_sent() -> list[str]:
    sent_mail.outbox.clear()
    send_due()
    return [one.to[0] for one in sent_mail.outbox]


def problems() -> list[str]:
    return list(OutgoingMail.objects.exclude(dropped_at=None).values_list("problem", flat=True))


def test_whoever_still_holds_a_link_gets_the_comment(plan: Plan, ann: User, link: ShareLink) -> None:
    comment(plan, "@Tom Guest look at this", by=ann)
    assert what_is_sent() == ["guest@example.org"]


def test_whose_link_was_revoked_gets_no_comment(plan: Plan, ann: User, link: ShareLink) -> None:
    comment(plan, "@Tom Guest the merger is in May", by=ann)
    revoke_link(link, by=ann)
    assert (what_is_sent(), problems()) == ([], ["Holds no link that shows the comment any more."])
    assert OutgoingMail.objects.get().text == ""


def test_an_item_that_the_link_shows_no_more_is_not_mailed(plan: Plan, ann: User, link: ShareLink) -> None:
    goal = make.make_goal(plan)
    comment(plan, "@Tom Guest about the goal", by=ann, item=goal)
    with deed("archive", by=ann, workspace=plan.workspace, plan=plan):
        goal.archived_at = timezone.now()
        goal.save(update_fields=["archived_at"])
    assert what_is_sent() == []


def test_revoking_on_the_page_drops_what_waits(
    plan: Plan, ann: User, link: ShareLink, client_of: Callable[[User], Client]
) -> None:
    comment(plan, "@Tom Guest look at this", by=ann)
    client_of(ann).post(reverse("sharing:link_revoke", args=[plan.workspace.slug, link.pk]))
    assert OutgoingMail.objects.get().dropped_at is not None


def test_revoking_all_drops_what_waits(
    plan: Plan, ann: User, link: ShareLink, client_of: Callable[[User], Client]
) -> None:
    comment(plan, "@Tom Guest look at this", by=ann)
    client_of(ann).post(reverse("sharing:link_revoke_all", args=[plan.workspace.slug, plan.pk]))
    assert OutgoingMail.objects.get().dropped_at is not None


def test_revoking_one_of_two_links_keeps_what_the_other_allows(
    plan: Plan, ann: User, guest: Person, link: ShareLink, client_of: Callable[[User], Client]
) -> None:
    make.make_share(plan, rights="comment", person=guest)
    comment(plan, "@Tom Guest look at this", by=ann)
    client_of(ann).post(reverse("sharing:link_revoke", args=[plan.workspace.slug, link.pk]))
    assert what_is_sent() == ["guest@example.org"]


def test_no_reminder_of_a_request_that_was_withdrawn(asked: Asked, ann: User) -> None:  # noqa: F811
    row = asked["tom"].request
    remind(row, by=ann)
    asking.withdraw_request(row, by=ann)
    assert problems() == ["The request was withdrawn."]
    assert what_is_sent() == []


def test_no_reminder_once_somebody_has_decided(
    asked: Asked,  # noqa: F811
    ann: User,
    reviewer: Callable[[str], deciding.Reviewer],  # noqa: F811
) -> None:
    remind(asked["tom"].request, by=ann)
    deciding.sign_off(reviewer("tom"), decision="agree", words="", name="Tom Birch")
    assert "tom@example.org" not in what_is_sent()
    assert problems() == ["The person has decided."]


def test_no_reminder_and_no_code_behind_a_closed_link(asked: Asked, ann: User) -> None:  # noqa: F811
    row = asked["tom"].request
    remind(row, by=ann)
    send_code(row.link)
    revoke_link(row.link, by=ann)
    assert (what_is_sent(), problems()) == ([], ["The link opens nothing any more."] * 2)


def test_a_code_that_is_over_is_not_mailed(asked: Asked) -> None:  # noqa: F811
    send_code(asked["tom"].link)
    SignOffCode.objects.update(expires_at=timezone.now())
    assert (what_is_sent(), problems()) == ([], ["The code is over."])


def test_a_code_that_is_good_is_mailed(asked: Asked) -> None:  # noqa: F811
    send_code(asked["tom"].link)
    assert what_is_sent() == ["tom@example.org"]
