"""Fields that know how people type, and choices that stay inside the workspace."""

from decimal import Decimal

import pytest
from django import forms
from django.template.loader import render_to_string

from alignment.models import Plan
from alignment.ui.forms import (
    LONGEST_TEXT,
    BaseForm,
    ChoicesByTitle,
    LineField,
    LinesField,
    TextField,
    WorkspaceForm,
    status_of,
)
from tests.factories import make_plan, make_workspace


class Example(BaseForm):
    title = LineField(label="Title", max_length=20, help_text="What is it?")
    text = TextField(label="Text", required=False)
    day = forms.DateField(label="Day", required=False)
    amount = forms.DecimalField(label="Amount", required=False)
    kinds = forms.MultipleChoiceField(
        label="Kinds",
        choices=[("a", "Apple"), ("b", "Pear")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        more = ("amount", "kinds")


class Lines(BaseForm):
    items = LinesField(label="Items", line_length=10)


class PlanChoice(WorkspaceForm):
    plan = forms.ModelChoiceField(Plan.objects.all())


def test_line_becomes_one_line():
    form = Example({"title": "  Two\tlines \r\n here\x07 "})
    assert form.is_valid()
    assert form.cleaned_data["title"] == "Two lines here"


def test_text_keeps_its_lines_and_loses_what_cannot_be_stored():
    form = Example({"title": "a", "text": "one\r\ntwo\x00\x85 \x1bBu\u0308ro\u202e"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "one\ntwo\n Büro"


def test_lines_give_a_list_without_blank_ones():
    form = Lines({"items": " first \n\n\t\nsecond\r\n"})
    assert form.is_valid()
    assert form.cleaned_data["items"] == ["first", "second"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("short\n0123456789A", "Shorten line 2 by 1 character."),
        ("0123456789ABC", "Shorten line 1 by 3 characters."),
        ("\n".join(["a"] * 201), "Paste at most 200 lines at once; these are 201."),
        (" \n ", "Fill this in."),
    ],
)
def test_lines_say_what_to_change(text, error):
    assert Lines({"items": text}).errors["items"] == [error]


def test_mistakes_say_what_to_do():
    form = Example({"title": "", "day": "soon", "amount": "many"})
    assert form.errors == {
        "title": ["Fill this in."],
        "day": ["Enter a date, such as 2026-12-05."],
        "amount": ["Enter a number, such as 12.5."],
    }


class Blank(BaseForm):
    name = LineField(error_messages={"required": "Say what it is called."})
    day = forms.DateField()
    count = forms.IntegerField()
    amount = forms.DecimalField()
    address = forms.EmailField()
    file = forms.FileField()
    agreed = forms.BooleanField()


def test_a_blank_field_says_what_belongs_there():
    assert {name: said[0] for name, said in Blank({}).errors.items()} == {
        "name": "Say what it is called.",
        "day": "Enter a date, such as 2026-12-05.",
        "count": "Enter a whole number.",
        "amount": "Enter a number, such as 12.5.",
        "address": "Enter an e-mail address.",
        "file": "Choose a file.",
        "agreed": "Tick this to go on.",
    }


def test_long_lines_are_sent_back_and_not_cut_off():
    form = Example({"title": "A title that is too long"})
    assert form.errors["title"] == ["Use at most 20 characters; these are 24."]
    assert "maxlength" not in str(form["title"])


def test_status_is_422_only_for_a_sent_form_with_errors():
    assert status_of(Example()) == 200
    assert status_of(Example({"title": "a"})) == 200
    assert status_of(Example(), Example({"title": ""})) == 422


def test_numbers_are_shown_as_people_wrote_them():
    form = Example(initial={"amount": Decimal("18.500000")})
    assert form["amount"].value() == "18.5"


def test_fields_stand_first_or_under_more():
    form = Example({"title": "a", "amount": "many"})
    assert [field.name for field in form.first()] == ["title", "text", "day"]
    assert [field.name for field in form.more()] == ["amount", "kinds"]
    assert form.more_is_open()


def test_choices_are_those_of_the_workspace(workspace):
    mine = make_plan(workspace, title="Mine")
    theirs = make_plan(make_workspace("elsewhere"), title="Theirs")
    assert PlanChoice({"plan": mine.pk}, workspace=workspace).is_valid()
    assert PlanChoice({"plan": theirs.pk}, workspace=workspace).errors == {
        "plan": ["Select a valid choice. That choice is not one of the available choices."]
    }


def test_field_ties_label_help_and_error_together():
    html = render_to_string("ui/form_field.html", {"field": Example({"title": ""})["title"]})
    assert 'for="id_title"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_checkboxes_stand_in_a_fieldset_with_a_search_box():
    html = render_to_string("ui/form_field.html", {"field": Example()["kinds"], "search": True})
    assert html.count("<fieldset") == 1
    assert html.count("<legend>") == 1
    assert html.count('type="checkbox"') == 2
    assert html.count("data-filter-box") == 1


def test_error_summary_links_to_the_fields():
    html = render_to_string("ui/form_errors.html", {"form": Example({"title": ""})})
    assert '<a href="#id_title">Title – Fill this in.</a>' in html
    assert render_to_string("ui/form_errors.html", {"form": Example()}).strip() == ""


@pytest.mark.parametrize("sent", ["9" * 20, str(2**63), "-1", "abc", "\x00", "²", "٣", ""])
def test_what_cannot_be_an_id_is_refused(db, sent):
    class Picking(WorkspaceForm):
        plans = ChoicesByTitle(Plan.objects.all())

    form = Picking({"plans": [sent]}, workspace=make_workspace())
    assert list(form.errors) == ["plans"]


@pytest.mark.parametrize("mark", [*"\u061c\u200e\u200f\u202a\u202e\u2066\u2069"])
def test_nothing_turns_the_direction_of_a_text_around(mark: str) -> None:
    form = Example({"title": f"{mark}Pay{mark} well", "text": f"one\r\n{mark}two"})
    assert form.is_valid()
    assert (form.cleaned_data["title"], form.cleaned_data["text"]) == ("Pay well", "one\ntwo")
    assert not Example({"title": mark}).is_valid()


def test_letters_that_are_joined_stay_joined() -> None:
    form = Example({"title": "\U0001f469\u200d\U0001f52c می\u200cخواهم"})
    assert form.is_valid()
    assert form.cleaned_data["title"] == form.data["title"]


def test_a_text_is_at_most_as_long_as_a_plan_file_takes() -> None:
    assert Example({"title": "Pay", "text": "x" * LONGEST_TEXT}).is_valid()
    too_long = Example({"title": "Pay", "text": "x" * (LONGEST_TEXT + 1)})
    assert too_long.errors["text"] == ["Use at most 100000 characters; these are 100001."]
