"""A person who is forgotten is named by no request any more, nor brought back by an older file."""

import pytest

from alignment.exchange.document import read
from alignment.exchange.queries import export_content
from alignment.exchange.services import import_document
from alignment.exchange.writing import write
from alignment.intake.services import requests as services
from alignment.models import (
    DevelopmentRequest,
    Person,
    RelevanceApproval,
    RequestComment,
    User,
    Workspace,
)
from alignment.people.queries.belongings import everything_about
from alignment.people.queries.charges import charges_of
from alignment.people.services.erasing import erase
from tests.asking import make_remark, make_request
from tests.exchange.files import load, only
from tests.factories import make_person, make_user

LEFT = {"requester_name": "Tommy B.", "requester_email": "tom@example.org"}


@pytest.fixture
def tom(workspace: Workspace) -> Person:
    return make_person(workspace, "Tom Birch", email="tom@example.org", user=make_user("tom"))


@pytest.fixture
def asked(tom: Person, workspace: Workspace, ann: User) -> DevelopmentRequest:
    """Tom asked, under another name; somebody changed it since."""
    made = make_request(workspace, requester=tom, happening="On Monday.", **LEFT)
    services.edit(made, by=ann, version=1, fields={"title": "Plans are late"}, goals=[])
    make_request(workspace, title="By address alone", **LEFT)
    make_remark(made, tom.user, "I said so.")
    return made


@pytest.mark.parametrize("words", [True, False])
def test_requests_lose_name_and_address_and_keep_the_problem(
    asked: DevelopmentRequest, tom: Person, ann: User, words: bool
) -> None:
    erase(tom, words=words, by=ann)
    for rows in (DevelopmentRequest.objects.all(), DevelopmentRequest.history.all()):
        assert {(one.requester_name, one.requester_email) for one in rows} == {("", "")}
    there = DevelopmentRequest.objects.get(pk=asked.pk)
    assert (str(there.requester), there.happening) == ("Former stakeholder 1", "On Monday.")
    said = RequestComment.objects.get()
    assert (said.author_name, said.text) == ("Former stakeholder 1", "" if words else "I said so.")
    assert {one.author_name for one in RequestComment.history.all()} == {"Former stakeholder 1"}


def test_everything_about_them_holds_what_they_asked_for_and_said(
    asked: DevelopmentRequest, tom: Person
) -> None:
    found = everything_about(tom)
    assert {one["title"] for one in found["asked"]} == {"Plans are late", "By address alone"}
    assert [one["text"] for one in found["remarks"]] == ["I said so."]


def test_an_older_file_does_not_bring_the_name_back(
    asked: DevelopmentRequest, tom: Person, ann: User, workspace: Workspace
) -> None:
    before = write(export_content(workspace).content)
    assert "Tommy B." in str(before)
    erase(tom, words=True, by=ann)
    report = import_document(read(before), workspace=workspace, by=ann)
    assert any(
        "the name of somebody who was taken out on request is ignored" in one for one in report.warnings
    )
    there = DevelopmentRequest.objects.all()
    assert {(one.requester_name, one.requester_email) for one in there} == {("", "")}


def test_a_file_names_them_neither_when_it_says_nothing_of_the_person(
    asked: DevelopmentRequest, tom: Person, ann: User, workspace: Workspace
) -> None:
    row = {"key": asked.key, "title": "Plans are late", "asked_on": str(asked.asked_on), **LEFT}
    erase(tom, words=True, by=ann)
    load(only(requests=[row]), workspace, ann)
    load(only(requests=[row | {"requester": ""}]), workspace, ann)
    there = DevelopmentRequest.objects.get(pk=asked.pk)
    assert (there.requester_name, there.requester_email) == ("", "")


def test_an_older_file_does_not_bring_a_supervisor_back(tom: Person, ann: User, workspace: Workspace) -> None:
    approval = {"for_whom": "Ann", "why": "Plans", "on": "2026-11-30"}
    approval |= {"supervisor": tom.key, "supervisor_name": "Tom Birch"}
    file = only(catalogue=[{"key": "c1", "identifier": "1", "title": "Planning", "approvals": [approval]}])
    load(file, workspace, ann)
    erase(tom, words=False, by=ann)
    report = load(file, workspace, ann)
    assert RelevanceApproval.objects.get().supervisor_name == "Former stakeholder 1"
    assert len(report.warnings) == 1


def test_a_request_that_they_work_on_needs_somebody_else(workspace: Workspace, tom: Person) -> None:
    asked = make_request(workspace, lead=tom)
    make_request(workspace, remedy_owner=tom)
    found = charges_of(tom)
    assert [str(one.part) for one in found] == ["works on the request", "takes on its other remedy"]
    assert found[0].address == f"/w/acme/requests/{asked.pk}/"
