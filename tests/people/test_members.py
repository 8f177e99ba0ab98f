"""Members: roles, removal, leaving, and the last owner."""

from functools import partial
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied

from alignment.models import Deed, Invitation, Membership, Role, Workspace
from alignment.people.services import invitations, members
from tests.factories import make_member, make_user, make_workspace
from tests.threads import at_once, shared_database

MEMBERS = "/w/acme/settings/members/"


def role_of(workspace, user):
    found = Membership.objects.filter(workspace=workspace, user=user).first()
    return found.role if found else None


def test_member_list_shows_everybody_to_a_viewer(client_of, ben, ann):
    page = client_of(ben).get(MEMBERS)
    assert page.status_code == 200
    assert [str(one.user) for one in page.context["found"].members] == ["Ann", "Ben"]
    assert "ann@example.org" not in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_member_list_costs_the_same_at_any_length(
    client_of, ann, workspace, count, django_assert_num_queries
):
    for number in range(count):
        make_member(workspace, make_user(f"m{number}"))
        invitations.invite(workspace, email=f"i{number}@example.org", role=Role.VIEWER, by=ann)
    client = client_of(ann)
    client.get(MEMBERS)
    with django_assert_num_queries(5):  # session, user, memberships, members, invitations
        client.get(MEMBERS)


def test_an_owner_changes_a_role(client_of, ann, ben, workspace):
    member = workspace.memberships.get(user=ben)
    answer = client_of(ann).post(f"{MEMBERS}{member.pk}/", {"role": "editor"})
    assert answer.status_code == 303
    assert role_of(workspace, ben) == Role.EDITOR
    assert Deed.objects.latest("pk").verb == "change_role"


def test_an_unknown_role_changes_nothing(client_of, ann, ben, workspace):
    member = workspace.memberships.get(user=ben)
    client_of(ann).post(f"{MEMBERS}{member.pk}/", {"role": "king"})
    assert role_of(workspace, ben) == Role.VIEWER


@pytest.mark.parametrize("name", ["ben", "rita", "eddy"])
def test_only_owners_change_roles(client_of, request, ann, workspace, name):
    user = request.getfixturevalue(name)
    member = workspace.memberships.get(user=user)
    assert client_of(user).post(f"{MEMBERS}{member.pk}/", {"role": "owner"}).status_code == 403
    assert role_of(workspace, user) != Role.OWNER


def test_a_service_refuses_who_is_no_owner_any_more(ann, ben, workspace):
    with pytest.raises(PermissionDenied):
        members.change_role(workspace.memberships.get(user=ann), role=Role.VIEWER, by=ben)
    assert role_of(workspace, ann) == Role.OWNER


def test_rights_change_with_the_next_request(client_of, ann, eddy, workspace):
    client = client_of(eddy)
    assert client.get("/w/acme/people/new/").status_code == 200
    members.change_role(workspace.memberships.get(user=eddy), role=Role.VIEWER, by=ann)
    assert client.get("/w/acme/people/new/").status_code == 403
    members.remove_member(workspace.memberships.get(user=eddy), by=ann)
    assert client.get("/w/acme/people/").status_code == 404


def test_a_deactivated_user_is_signed_out(client_of, eddy):
    client = client_of(eddy)
    eddy.is_active = False
    eddy.save()
    assert client.get("/w/acme/people/").status_code == 302


def test_removing_asks_first(client_of, ann, ben, workspace):
    member = workspace.memberships.get(user=ben)
    client = client_of(ann)
    assert client.get(f"{MEMBERS}{member.pk}/remove/").status_code == 200
    assert role_of(workspace, ben) == Role.VIEWER
    assert client.post(f"{MEMBERS}{member.pk}/remove/").status_code == 303
    assert role_of(workspace, ben) is None


def test_the_last_owner_cannot_leave(client_of, ann, ben, workspace):
    client_of(ann).post("/w/acme/settings/leave/")
    assert role_of(workspace, ann) == Role.OWNER


def test_the_last_owner_cannot_be_removed_or_demoted(ann, ben, workspace):
    mine = workspace.memberships.get(user=ann)
    before = Deed.objects.count()
    with pytest.raises(members.LastOwner):
        members.remove_member(mine, by=ann)
    with pytest.raises(members.LastOwner):
        members.change_role(mine, role=Role.EDITOR, by=ann)
    assert role_of(workspace, ann) == Role.OWNER
    assert Deed.objects.count() == before


def test_a_deactivated_owner_does_not_count(ann, workspace):
    gone = make_user("gone", is_active=False)
    make_member(workspace, gone, Role.OWNER)
    with pytest.raises(members.LastOwner):
        members.leave(workspace, user=ann)


def test_a_member_leaves(client_of, ben, workspace):
    assert client_of(ben).post("/w/acme/settings/leave/").headers["Location"] == "/"
    assert role_of(workspace, ben) is None


def test_invitations_end_with_the_right_to_invite(ann, workspace):
    second = make_user("second")
    make_member(workspace, second, Role.OWNER)
    made, _token = invitations.invite(workspace, email="new@example.org", role=Role.VIEWER, by=second)
    members.change_role(workspace.memberships.get(user=second), role=Role.EDITOR, by=ann)
    assert Invitation.objects.get(pk=made.pk).is_open is False


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_leave_at_once_do_not_both_go(tmp_path):
    """Twenty rounds on either database: one of the two is refused every time."""
    with shared_database(tmp_path):
        for round_number in range(20):
            [(first, second, workspace)] = at_once(partial(make_pair, round_number))
            start = Barrier(2)
            answers = at_once(
                *(partial(leave_together, workspace.pk, user, start) for user in (first, second))
            )
            assert sorted(type(one).__name__ for one in answers) == ["LastOwner", "NoneType"]
            [owners] = at_once(
                lambda pk=workspace.pk: Membership.objects.filter(workspace=pk, role="owner").count()
            )
            assert owners == 1


def make_pair(number):
    first, second = make_user(f"first{number}"), make_user(f"second{number}")
    workspace = make_workspace(f"pair{number}", owner=first)
    make_member(workspace, second, Role.OWNER)
    return first, second, workspace


def leave_together(workspace_id, user, start):
    workspace = Workspace.objects.get(pk=workspace_id)
    start.wait(timeout=10)
    members.leave(workspace, user=user)
