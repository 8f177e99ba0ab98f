"""Whom a comment is mailed to: exactly those whom it concerns and who may read it now."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from alignment.comments.queries.items import subject_of
from alignment.comments.services.writing import edit_comment, withdraw_comment
from alignment.deeds import deed
from alignment.models import Membership, OutgoingMail, Person, Plan, ShareLink, User
from alignment.versions.services import take_snapshot
from tests import factories as make
from tests.comments.talking import account, comment, mailed
from tests.factories import make_person, make_share

ANN, BEN, RITA, EDDY = (f"{name}@example.org" for name in ("ann", "ben", "rita", "eddy"))


@pytest.fixture
def tom(plan: Plan) -> Person:
    """Tom has no account and no link yet."""
    return make_person(plan.workspace, "Tom Birch", email="tom@example.org")


def link_for(plan: Plan, person: Person, rights: str = "comment", **fields: Any) -> ShareLink:
    return make_share(plan, rights=rights, person=person, **fields)[0]


def test_a_comment_that_concerns_nobody_is_mailed_to_nobody(ann: User, eddy: User, plan: Plan) -> None:
    comment(plan, item=make.make_goal(plan), by=ann)
    assert mailed() == []


def test_members_who_are_mentioned_are_told_viewers_too(ann: User, ben: User, eddy: User, plan: Plan) -> None:
    account(make_person(plan.workspace, "Ben"), ben)
    account(make_person(plan.workspace, "Eddy"), eddy)
    comment(plan, "@Ben and @eddy and @Ben again, not Ann", by=ann, internal=True)
    assert mailed() == [BEN, EDDY]
    assert [one.user for one in OutgoingMail.objects.order_by("to")] == [ben, eddy]


def test_a_mentioned_person_without_account_needs_a_link_that_shows_it(
    ann: User, plan: Plan, tom: Person
) -> None:
    comment(plan, "@Tom Birch", by=ann)
    assert mailed() == []
    link_for(plan, tom, rights="view")
    link_for(make.make_plan(plan.workspace), tom)
    link_for(plan, tom, expires_at=timezone.now() - timedelta(minutes=1))
    link_for(plan, tom, revoked_at=timezone.now())
    comment(plan, "@Tom Birch", by=ann)
    assert mailed() == []
    link_for(plan, tom)
    comment(plan, "@Tom Birch", by=ann, internal=True)
    assert mailed() == []
    comment(plan, "@Tom Birch", by=ann)
    assert mailed() == ["tom@example.org"]
    assert [(one.user, one.person) for one in OutgoingMail.objects.all()] == [(None, tom)]


def test_a_link_to_a_version_without_the_item_is_no_reason_to_tell(
    ann: User, plan: Plan, tom: Person
) -> None:
    from_then, _done = take_snapshot(plan, note="", by=ann)
    link_for(plan, tom, rights="review", snapshot=from_then)
    comment(plan, "@Tom Birch", item=make.make_goal(plan, title="Secret new goal"), by=ann)
    assert mailed() == []
    comment(plan, "@Tom Birch", by=ann)
    assert mailed() == ["tom@example.org"]


def test_the_owner_of_the_item_is_told(ann: User, eddy: User, plan: Plan, tom: Person) -> None:
    goal = make.make_goal(plan, owner=tom)
    other = make.make_goal(plan, owner=account(make_person(plan.workspace, "Ed", email="ed@home.org"), eddy))
    comment(plan, item=goal, by=ann)
    assert mailed() == []
    comment(plan, item=other, by=ann, internal=True)
    assert mailed() == [EDDY]  # to the account, not to the address of the person
    link_for(plan, tom)
    comment(plan, item=goal, by=ann)
    assert mailed() == [EDDY, "tom@example.org"]


def test_who_began_and_who_took_part_hear_of_an_answer(
    ann: User, rita: User, eddy: User, plan: Plan, tom: Person
) -> None:
    link = link_for(plan, tom)
    head = comment(plan, link=link, browser="b")
    assert mailed() == []
    comment(plan, "One", parent=head, by=rita)
    assert mailed() == ["tom@example.org"]
    comment(plan, "Two, aside", parent=head, by=eddy, internal=True)
    assert mailed() == [RITA, "tom@example.org"]
    OutgoingMail.objects.all().delete()
    comment(plan, "Three", parent=head, by=ann)
    assert mailed() == [EDDY, RITA, "tom@example.org"]
    OutgoingMail.objects.all().delete()
    comment(plan, "Four", parent=head, link=link, browser="b")
    assert mailed() == [ANN, EDDY, RITA]


def test_everybody_is_told_once_and_the_author_never(ann: User, rita: User, plan: Plan) -> None:
    person = account(make_person(plan.workspace, "Rita", email=RITA), rita)
    own = account(make_person(plan.workspace, "Ann", email=ANN), ann)
    twin = make_person(plan.workspace, "Rita Twin", email="RITA@example.org")
    link_for(plan, twin)
    goal = make.make_goal(plan, owner=person)
    head = comment(plan, item=goal, by=rita)
    comment(plan, "@Rita @Rita Twin @Ann", item=goal, parent=head, by=ann)
    assert mailed() == [RITA]
    assert own.user == ann


def test_a_member_who_was_removed_gets_nothing(ann: User, rita: User, eddy: User, plan: Plan) -> None:
    account(make_person(plan.workspace, "Rita", email=RITA), rita)
    head = comment(plan, by=rita)
    comment(plan, "Me too", parent=head, by=eddy)
    OutgoingMail.objects.all().delete()
    with deed("remove_member", by=ann, workspace=plan.workspace):
        Membership.objects.get(user=rita).delete()
    User.objects.filter(pk=eddy.pk).update(is_active=False)
    comment(plan, "@Rita", parent=head, by=ann)
    assert mailed() == []


def test_members_of_another_workspace_get_nothing(ann: User, cleo: User, plan: Plan) -> None:
    account(make_person(plan.workspace, "Cleo", email="cleo@example.org"), cleo)
    comment(plan, "@Cleo", by=ann)
    assert mailed() == []


def test_an_edit_tells_only_whom_it_mentions_first(ann: User, rita: User, eddy: User, plan: Plan) -> None:
    account(make_person(plan.workspace, "Rita"), rita)
    account(make_person(plan.workspace, "Eddy"), eddy)
    made = comment(plan, "@Rita", by=ann)
    edit_comment(made, text="@Rita and @Eddy", version=1, subject=None, by=ann)
    edit_comment(made, text="@Eddy and @Rita", version=2, subject=None, by=ann)
    assert mailed() == [EDDY, RITA]


def test_what_is_withdrawn_before_it_was_sent_does_not_go(ann: User, rita: User, plan: Plan) -> None:
    account(make_person(plan.workspace, "Rita"), rita)
    made = comment(plan, "@Rita a slip of the tongue", by=ann)
    withdraw_comment(made, subject=None, by=ann)
    (mail,) = OutgoingMail.objects.all()
    assert (mail.dropped_at is not None, mail.text) == (True, "")


def test_the_mail_says_who_what_and_where(ann: User, rita: User, plan: Plan, settings: Any) -> None:
    settings.SITE_URL = "https://throughline.example.org"
    account(make_person(plan.workspace, "Rita"), rita)
    goal = make.make_goal(plan, title="Sell more")
    made = comment(plan, "@Rita, why?\nSince when?", item=goal, by=ann)
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Ann on “Sell more”"
    assert mail.text == (
        "Ann wrote a comment on “Sell more” in the plan “People plan 2027”.\n"
        "\n> @Rita, why?\n> Since when?\n"
        f"\nRead it and answer:\nhttps://throughline.example.org/w/acme/comments/{made.pk}/#comment-{made.pk}\n"
    )


def test_internal_words_stay_in_the_house(ann: User, rita: User, plan: Plan) -> None:
    account(make_person(plan.workspace, "Rita"), rita)
    comment(plan, "@Rita CANARY", by=ann, internal=True)
    mail = OutgoingMail.objects.get()
    assert "CANARY" not in mail.text + mail.subject + mail.html
    assert "It is internal, so its words are not in this mail." in mail.text


def test_a_guest_is_told_to_open_the_own_link(ann: User, plan: Plan, tom: Person) -> None:
    link_for(plan, tom)
    comment(plan, "@Tom Birch, why?", by=ann)
    mail = OutgoingMail.objects.get()
    assert "open the plan with the link that you were sent" in mail.text
    assert "http" not in mail.text


def test_names_and_titles_forge_no_header_and_no_second_mail(rita: User, plan: Plan) -> None:
    account(make_person(plan.workspace, "Rita", email=RITA), rita)
    link, _token = make_share(plan, rights="comment", group_name="Heads")
    goal = make.make_goal(plan, title="Sell\r\nBcc: all@example.org", owner=Person.objects.get())
    name = "Mia\r\nBcc: evil@example.org"
    comment(plan, "Hello\n\n.\nSubject: <b>other</b>", item=goal, link=link, name=name, browser="b")
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Mia Bcc: evil@example.org on “Sell Bcc: all@example.org”"
    assert mail.to == RITA
    assert "\n> .\n> Subject: <b>other</b>\n" in mail.text
    assert subject_of(goal).title in mail.text
