"""Consultations, parked notes and pasted lines, as deeds."""

import uuid
from datetime import date

import pytest

from alignment.deeds import AlreadyDone, undo
from alignment.framework.services.notes import (
    add_consultation,
    edit_consultation,
    park_note,
    paste_items,
    remove_consultation,
    remove_note,
    shortened,
    turn_note,
    without_bullet,
)
from alignment.models import (
    BusinessGoal,
    Consultation,
    Deed,
    Initiative,
    Layer,
    ParkedNote,
    Person,
    Plan,
    User,
)
from tests.factories import make_goal, make_initiative, make_person


def test_a_consultation_is_added_corrected_and_taken_out(ann: User, plan: Plan) -> None:
    priya = make_person(plan.workspace, "Priya Nair")
    add_consultation(plan, step=1, person=priya, date=date(2026, 1, 14), by=ann)
    consultation = Consultation.objects.get()
    assert (consultation.step, consultation.person, consultation.position) == (1, priya, 0)
    edit_consultation(
        consultation,
        step=2,
        person="",
        role="learner",
        date=None,
        note="Four young managers",
        version=1,
        by=ann,
    )
    consultation.refresh_from_db()
    assert (consultation.step, consultation.person, consultation.role) == (2, None, "learner")
    done = remove_consultation(consultation, by=ann)
    assert Consultation.objects.count() == 0
    undo(done, by=ann)
    assert Consultation.objects.get().note == "Four young managers"


def test_a_name_that_is_not_known_makes_a_person(ann: User, plan: Plan) -> None:
    make_person(plan.workspace, "Tom Birch")
    add_consultation(plan, step=1, person="tom birch", by=ann)
    add_consultation(plan, step=1, person="Jonas Weber", by=ann)
    assert [str(one.person) for one in Consultation.objects.all()] == ["Tom Birch", "Jonas Weber"]
    assert Person.objects.count() == 2


def test_a_parked_note_becomes_an_item_and_goes(ann: User, plan: Plan) -> None:
    park_note(plan, text="Peer coaching?", by=ann)
    done, item = turn_note(ParkedNote.objects.get(), layer=Layer.INITIATIVE, by=ann)
    assert (item.title, item.plan, ParkedNote.objects.count()) == ("Peer coaching?", plan, 0)
    undo(done, by=ann)
    assert (ParkedNote.objects.get().text, Initiative.objects.count()) == ("Peer coaching?", 0)


def test_a_parked_note_can_go_and_come_back(ann: User, plan: Plan) -> None:
    park_note(plan, text="Ask finance", by=ann)
    park_note(plan, text="Ask sales", by=ann)
    assert [note.position for note in ParkedNote.objects.all()] == [0, 1]
    done = remove_note(ParkedNote.objects.get(text="Ask finance"), by=ann)
    assert [note.text for note in ParkedNote.objects.all()] == ["Ask sales"]
    undo(done, by=ann)
    assert ParkedNote.objects.count() == 2


def test_paste_makes_an_item_of_each_line_and_skips_what_is_there(ann: User, plan: Plan) -> None:
    make_initiative(plan, title="Sales  Course")
    make_initiative(plan, title="Archived course", archived_at="2026-01-01T00:00Z")
    lines = ["- Sales course", "• Mentoring", "", "2. mentoring", "Archived course", "3 days abroad"]
    before = Deed.objects.count()
    result = paste_items(plan, Layer.INITIATIVE, lines, by=ann)
    assert [item.title for item in result.items] == ["Mentoring", "Archived course", "3 days abroad"]
    assert result.duplicates == ("Sales course", "mentoring")
    assert Deed.objects.count() - before == 1
    assert result.deed is not None
    undo(result.deed, by=ann)
    assert Initiative.objects.current().count() == 1


def test_paste_of_what_is_there_writes_nothing(ann: User, plan: Plan) -> None:
    make_goal(plan, title="Keep our people")
    plan.workspace.refresh_from_db()
    revision = plan.workspace.revision
    result = paste_items(plan, Layer.GOAL, ["Keep our people"], by=ann)
    plan.workspace.refresh_from_db()
    assert (result.deed, result.items, result.duplicates) == (None, (), ("Keep our people",))
    assert plan.workspace.revision == revision


def test_paste_twice_with_one_key_makes_items_once(ann: User, plan: Plan) -> None:
    key = uuid.uuid4()
    paste_items(plan, Layer.GOAL, ["One", "Two"], by=ann, request_key=key)
    with pytest.raises(AlreadyDone):
        paste_items(plan, Layer.GOAL, ["One", "Two"], by=ann, request_key=key)
    assert BusinessGoal.objects.count() == 2


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("  * Mentoring \t for all ", "Mentoring for all"),
        ("1) Mentoring", "Mentoring"),
        ("10. Mentoring", "Mentoring"),
        ("90 days plan", "90 days plan"),
        ("-", ""),
        ("", ""),
    ],
)
def test_without_bullet(line: str, meant: str) -> None:
    assert without_bullet(line) == meant


def test_shortened_keeps_the_whole_text() -> None:
    text = "word " * 30 + "end"
    title, rest = shortened(text)
    assert (len(title) <= 120, title.endswith("word…"), rest) == (True, True, text)
    assert shortened("Short") == ("Short", "")
