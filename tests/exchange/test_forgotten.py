"""A plan file that was written before brings nobody back who was erased since."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from alignment.deeds import deed
from alignment.exchange.document import read
from alignment.exchange.queries import export_content
from alignment.exchange.services import ImportReport, import_document
from alignment.exchange.writing import write
from alignment.models import Consultation, Conversation, Person, Plan, Story, User, Workspace
from alignment.people.services import people as services
from alignment.people.services.erasing import erase
from tests.exchange.files import load, only
from tests.exchange.test_talks import talked
from tests.factories import make_goal, make_person, make_story, make_workspace

IGNORED = "people[0]: 'cfo' was taken out on request: what the file says about this person is ignored"


@pytest.fixture
def before(workspace: Workspace) -> bytes | str:
    """The file as it was before Priya was erased."""
    raw = talked()
    raw["people"][0] |= {"email": "priya@example.org", "interest": "high"}
    raw["plans"][0]["consultations"][0]["note"] = "She is ill"
    load(raw, workspace)
    return write(export_content(workspace).content)


@pytest.fixture
def priya(before: str, ann: User) -> Person:
    """Priya, whom nobody names any more."""
    gone, _done = erase(Person.objects.get(), words=True, by=ann)
    return gone


def again(text: str, workspace: Workspace, by: User, **more: Any) -> ImportReport:
    return import_document(read(text), workspace=workspace, by=by, **more)


def test_an_older_file_brings_nobody_back(
    before: str, priya: Person, workspace: Workspace, ann: User
) -> None:
    for dry_run in (True, False):
        assert IGNORED in again(before, workspace, ann, dry_run=dry_run).warnings
    there = Person.objects.get()
    assert (there.key, there.name, there.email, there.interest) == ("cfo", "Former stakeholder 1", "", "")
    assert there.is_erased
    assert Consultation.objects.get(person=there).note == ""
    assert again(before, workspace, ann).deed is None


UNSAID = "conversations[0]: what was said with people who were taken out on request is ignored"


def said() -> tuple[str, str, str]:
    talk = Conversation.objects.get()
    return talk.questions, talk.answers, talk.decisions


def test_an_older_file_brings_no_words_back(
    before: str, priya: Person, workspace: Workspace, ann: User
) -> None:
    assert said() == ("", "", "")
    assert UNSAID in again(before, workspace, ann).warnings
    assert said() == ("", "", "")
    with deed("edit", by=ann, workspace=workspace):
        Conversation.objects.get().delete()
    assert UNSAID in again(before, workspace, ann).warnings
    assert (said(), Conversation.objects.get().title) == (("", "", ""), "What leaving costs")


def test_words_of_a_conversation_with_others_are_taken(
    priya: Person, workspace: Workspace, ann: User
) -> None:
    raw = talked()
    raw["people"].append({"key": "tom", "name": "Tom Birch"})
    raw["plans"][0]["consultations"].append({"step": 1, "person": "tom", "conversation": "talk"})
    assert UNSAID not in load(raw, workspace, ann).warnings
    assert said() == (
        "What happens if nothing is done?",
        "EUR 18,000 for each who leaves",
        "Keeping people comes first",
    )


def test_what_it_says_about_others_is_taken(priya: Person, workspace: Workspace, ann: User) -> None:
    file = only(people=[{"key": "cfo", "name": "Priya Nair"}, {"key": "tom", "name": "Tom Birch"}])
    report = load(file, workspace, ann)
    assert (report.added, report.changed, report.warnings) == (1, 0, (IGNORED,))
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Former stakeholder 1", "Tom Birch"]


def test_with_an_erased_person_an_export_comes_back_byte_for_byte(
    priya: Person, workspace: Workspace, ann: User
) -> None:
    text = write(export_content(workspace).content)
    report = again(text, workspace, ann)
    assert (report.deed, report.warnings) == (None, ())
    there = make_workspace("there", owner=ann, name=workspace.name)
    again(text, there, ann)
    first = write(export_content(there).content)
    assert again(first, there, ann).deed is None
    assert write(export_content(workspace).content) == text


def test_what_an_erased_person_told_comes_back_neither(plan: Plan, ann: User) -> None:
    tom = make_person(plan.workspace, "Tom Birch", key="cfo")
    goal = make_goal(plan)
    make_story(goal, key="story", text="I fell ill", permission="named", person=tom)
    before = write(export_content(plan.workspace).content)
    erase(tom, words=True, by=ann)
    report = import_document(read(before), workspace=plan.workspace, by=ann)
    story = Story.objects.get()
    assert (story.text, story.permission, report.deed) == ("(words erased)", "refused", None)
    assert "stories[0]: what people told who were taken out on request is ignored" in report.warnings
    again = {"key": "again", "item": goal.key, "text": "I fell ill", "kind": "customer", "date": "2026-11-03"}
    load(only(stories=[{**again, "person": tom.key, "permission": "named"}]), plan.workspace, ann)
    made = Story.objects.get(key="again")
    assert (made.text, made.permission) == ("(words erased)", "refused")


def test_the_preview_says_so(
    before: str, priya: Person, workspace: Workspace, ann: User, client_of: Any
) -> None:
    upload = SimpleUploadedFile("plan.json", before if isinstance(before, bytes) else before.encode())
    page = (
        client_of(ann).post("/w/acme/settings/data/preview/", {"file": upload}, follow=True).content.decode()
    )
    assert "was taken out on request" in page


def test_no_service_names_an_erased_person(priya: Person, ann: User) -> None:
    priya.refresh_from_db()
    for attempt in (
        lambda: services.edit(priya, version=priya.version, by=ann, name="Priya Nair"),
        lambda: services.restore(priya, version=priya.version, by=ann),
    ):
        with pytest.raises(services.Erased):
            attempt()
    priya.refresh_from_db()
    assert (priya.name, priya.is_archived) == ("Former stakeholder 1", True)
