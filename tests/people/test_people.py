"""Stakeholders and target groups."""

import uuid

import pytest

from alignment.deeds import StaleWrite, deed
from alignment.models import Deed, Person, TargetGroup
from alignment.people.services import people as services
from tests.factories import make_group, make_member, make_person, make_user

PEOPLE = "/w/acme/people/"
DANA = {
    "name": " Dana  Okoro ",
    "role": "budget_holder",
    "team": "Finance",
    "interest": "high",
    "influence": "low",
}


def test_people_list_works_for_a_reader(client_of, ben, workspace):
    make_person(workspace, team="Finance")
    page = client_of(ben).get(PEOPLE)
    assert [one.name for one in page.context["found"].people] == ["Dana Okoro"]
    assert ">Edit" not in page.content.decode()


def test_people_list_is_not_there_for_a_stranger(client_of, cleo, workspace):
    assert client_of(cleo).get(PEOPLE).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_people_list_costs_the_same_at_any_length(
    client_of, ann, workspace, count, django_assert_num_queries
):
    for number in range(count):
        make_person(workspace, f"Person {number}", user=make_user(f"u{number}"))
        make_group(workspace, f"Group {number}")
    client = client_of(ann)
    with django_assert_num_queries(7):  # session, user, memberships, people, groups, links to re-check, whose
        client.get(PEOPLE)


def test_an_editor_adds_a_person(client_of, eddy, workspace):
    answer = client_of(eddy).post(f"{PEOPLE}new/", DANA | {"request_key": uuid.uuid4()})
    assert answer.status_code == 303
    made = Person.objects.get()
    assert (made.name, made.role, made.team, made.interest, made.influence, made.user) == (
        "Dana Okoro",
        "budget_holder",
        "Finance",
        "high",
        "low",
        None,
    )
    done = Deed.objects.latest("pk")
    assert (done.verb, done.by, done.subject) == ("create", eddy, "Dana Okoro")


def test_the_same_form_twice_adds_one_person(client_of, eddy, workspace):
    sent = DANA | {"request_key": uuid.uuid4()}
    client = client_of(eddy)
    assert [client.post(f"{PEOPLE}new/", sent).status_code for _try in range(2)] == [303, 303]
    assert Person.objects.count() == 1


def test_a_reader_adds_nobody(client_of, ben, workspace):
    assert client_of(ben).post(f"{PEOPLE}new/", DANA).status_code == 403
    assert Person.objects.count() == 0


def test_a_person_without_a_name_is_refused(client_of, eddy, workspace):
    assert client_of(eddy).post(f"{PEOPLE}new/", DANA | {"name": " "}).status_code == 422


def test_a_person_may_have_a_members_account_and_nobody_elses(client_of, eddy, ben, cleo, workspace):
    client = client_of(eddy)
    member = workspace.memberships.get(user=ben)
    foreign = cleo.memberships.get()
    assert client.post(f"{PEOPLE}new/", DANA | {"account": foreign.pk}).status_code == 422
    client.post(f"{PEOPLE}new/", DANA | {"account": member.pk})
    assert [one.user for one in Person.objects.all()] == [ben]
    with pytest.raises(ValueError, match="not a member"):
        services.add(Person, workspace, by=eddy, name="Dana", user=cleo)


def test_editing_a_person(client_of, eddy, workspace):
    person = make_person(workspace)
    client = client_of(eddy)
    page = client.get(f"{PEOPLE}{person.pk}/edit/")
    assert page.context["form"].initial["version"] == 1
    client.post(f"{PEOPLE}{person.pk}/edit/", DANA | {"version": 1})
    person.refresh_from_db()
    assert (person.team, person.version) == ("Finance", 2)


def test_htmx_gets_the_row_alone(client_of, eddy, workspace):
    person = make_person(workspace)
    page = client_of(eddy).post(
        f"{PEOPLE}{person.pk}/edit/", DANA | {"version": 1}, headers={"HX-Request": "true"}
    )
    assert page.status_code == 200
    text = page.content.decode()
    assert "<html" not in text
    assert "Finance" in text
    assert "Undo" in text


def test_a_save_on_top_of_anothers_shows_both(client_of, eddy, ann, workspace):
    person = make_person(workspace)
    services.edit(person, version=1, by=ann, name="Dana Okoro", team="Legal", role="manager")
    page = client_of(eddy).post(f"{PEOPLE}{person.pk}/edit/", DANA | {"version": 1})
    assert page.status_code == 409
    conflict = page.context["conflict"]
    assert conflict.who == "Ann"
    found = [(one.label, one.theirs, one.yours) for one in conflict.contested]
    assert found == [
        ("Role in the framework", "Manager", "Budget holder"),
        ("Team or department", "Legal", "Finance"),
        ("Interest", "", "High"),
        ("Influence", "", "Low"),
    ]
    person.refresh_from_db()
    assert person.team == "Legal"
    again = client_of(eddy).post(
        f"{PEOPLE}{person.pk}/edit/", DANA | {"version": page.context["form"]["version"].value()}
    )
    assert again.status_code == 303
    person.refresh_from_db()
    assert person.team == "Finance"


def test_archive_and_restore(client_of, eddy, workspace):
    person = make_person(workspace)
    client = client_of(eddy)
    client.post(f"{PEOPLE}{person.pk}/archive/", {"version": 1})
    person.refresh_from_db()
    assert (person.is_archived, person.archived_by) == (True, eddy)
    client.post(f"{PEOPLE}{person.pk}/restore/", {"version": 2})
    person.refresh_from_db()
    assert (person.is_archived, person.archived_by, person.version) == (False, None, 3)


def test_archiving_an_old_version_is_refused(client_of, eddy, workspace):
    person = make_person(workspace)
    client_of(eddy).post(f"{PEOPLE}{person.pk}/archive/", {"version": 7})
    person.refresh_from_db()
    assert person.is_archived is False
    with pytest.raises(StaleWrite):
        services.archive(person, version=7, by=eddy)


def test_a_target_group_is_added_edited_archived(client_of, eddy, workspace):
    client = client_of(eddy)
    client.post(f"{PEOPLE}groups/new/", {"name": "Young managers", "size": "42", "outside": "on"})
    group = TargetGroup.objects.get()
    assert (group.name, group.size, group.outside) == ("Young managers", 42, True)
    client.post(f"{PEOPLE}groups/{group.pk}/edit/", {"name": "Managers", "size": "", "version": 1})
    group.refresh_from_db()
    assert (group.name, group.size, group.outside, group.version) == ("Managers", None, False, 2)
    client.post(f"{PEOPLE}groups/{group.pk}/archive/", {"version": 2})
    group.refresh_from_db()
    assert group.is_archived is True


def test_a_negative_size_is_refused(client_of, eddy, workspace):
    assert client_of(eddy).post(f"{PEOPLE}groups/new/", {"name": "X", "size": "-1"}).status_code == 422


def test_find_or_make_person_finds_by_name_whatever_its_case(ann, workspace):
    dana = make_person(workspace)
    with deed("edit", by=ann, workspace=workspace):
        assert services.find_or_make_person(workspace, name=" dana  OKORO", by=ann) == dana
        made = services.find_or_make_person(workspace, name="Eve", by=ann)
    assert (made.name, made.workspace) == ("Eve", workspace)
    assert Deed.objects.filter(verb="create", subject="Eve").count() == 0


def test_find_or_make_person_leaves_other_workspaces_alone(ann, cleo, workspace):
    foreign = make_person(cleo.memberships.get().workspace)
    assert services.find_or_make_person(workspace, name=foreign.name, by=ann).workspace == workspace


def test_members_see_interest_on_the_page(client_of, ben, workspace):
    make_person(workspace, interest="high")
    make_member(workspace, make_user("zoe"))
    assert "Interest: High" in client_of(ben).get(PEOPLE).content.decode()
