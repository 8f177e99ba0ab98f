"""What a text is cleaned of, and whom it mentions."""

import pytest

from alignment.comments.words import Piece, clean_name, clean_text, named_in, pieces

PEOPLE = ["Tom", "Tom Birch", "Mia Lindqvist", "Zoë Straße"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Tom Birch knows", {"Tom Birch"}),
        ("ask @tom birch, @MIA LINDQVIST!", {"Tom Birch", "Mia Lindqvist"}),
        ("@Tom and @Tom Birch", {"Tom", "Tom Birch"}),
        ("@Tommy", set()),
        ("@Tom Birches", {"Tom"}),
        ("mail@Tom Birch", set()),
        ("(@Tom)", {"Tom"}),
        ("@Tom  Birch", {"Tom Birch"}),
        ("@zoe\u0308 straße", {"Zoë Straße"}),
        ("@Nobody Known", set()),
        ("@", set()),
        ("", set()),
    ],
)
def test_the_longest_name_counts_and_capitals_do_not(text: str, found: set[str]) -> None:
    assert named_in(clean_text(text), PEOPLE) == found


def test_a_text_falls_into_pieces_that_make_it_up_again() -> None:
    text = "Hello @Tom Birch,\nand @mia lindqvist. <b>"
    assert pieces(text, PEOPLE) == [
        Piece("Hello "),
        Piece("@Tom Birch", named=True),
        Piece(",\nand "),
        Piece("@mia lindqvist", named=True),
        Piece(". <b>"),
    ]


def test_names_with_signs_are_taken_literally() -> None:
    assert named_in("@Tom (sample) and @A.B", ["Tom (sample)", "A.B", "AxB"]) == {"Tom (sample)", "A.B"}
    assert named_in("@AxB", ["A.B"]) == set()


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (" Two\r\nlines\rand\u2028more ", "Two\nlines\nand\nmore"),
        ("in\u200bvisi\u00adble\ufeff", "invisible"),
        ("turned \u202eround\u202c", "turned round"),
        ("bell\x07 and\x00 null", "bell and null"),
        ("a\n\n\n\n\n\n\nb", "a\n\n\nb"),
        ("\U0001f469\u200d\U0001f4bb stays", "\U0001f469\u200d\U0001f4bb stays"),
        ("\U000e0041tags", "tags"),
        ("\u200b\u2060", ""),
    ],
)
def test_hidden_characters_go(text: str, clean: str) -> None:
    assert clean_text(text) == clean


def test_a_name_stands_on_one_line_without_joiners() -> None:
    assert clean_name(" Tom\u200d\u200b\nBirch\t\u202e ") == "Tom Birch"
