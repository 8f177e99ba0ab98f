"""How texts break into lines before any browser draws them."""

from alignment.ui import textwidth
from alignment.ui.textwidth import advances, break_lines, text_width


def test_the_font_knows_its_letters():
    assert advances("SemiBold")["i"] < advances("SemiBold")["m"]


def test_a_font_that_is_not_there_has_no_widths():
    assert advances("Handwritten") == {}


def test_letters_that_the_font_lacks_count_as_wide():
    assert round(text_width("漢", size=10), 2) == round(10 * textwidth.MARGIN, 2)


def test_lines_joined_give_the_text_again():
    text = "Stay conversation when someone signals they may leave"
    lines = break_lines(text, width=200, size=13)
    assert "".join(lines) == text
    assert lines == ("Stay conversation when ", "someone signals they may ", "leave")


def test_no_line_is_wider_than_the_card():
    lines = break_lines("Quarterly talent review: who gets nominated", width=150, size=13)
    assert [line for line in lines if text_width(line.strip(), size=13) > 150] == []


def test_a_word_that_is_too_long_is_cut():
    lines = break_lines("Donaudampfschifffahrtsgesellschaft", width=100, size=13)
    assert len(lines) == 3
    assert "".join(lines) == "Donaudampfschifffahrtsgesellschaft"


def test_a_long_word_is_cut_after_its_hyphen():
    assert break_lines("evidence-based", width=90, size=13) == ("evidence-", "based")


def test_a_per_cent_sign_stays_with_its_number():
    assert break_lines("satisfaction to 78 %", width=115, size=13) == ("satisfaction to ", "78\u00a0%")


def test_what_does_not_fit_ends_in_an_ellipsis():
    lines = break_lines("Young managers and old managers and all the others", width=100, size=11, most=1)
    assert len(lines) == 1
    assert lines[0].endswith("…")
    assert text_width(lines[0], size=11) <= 100


def test_nothing_has_no_lines():
    assert break_lines("  ", width=100, size=11) == ()
