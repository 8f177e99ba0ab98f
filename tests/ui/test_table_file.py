"""Tables as people save them: whatever stands in the file, every row is read or named."""

import pytest

from alignment.ui.table_file import USUAL, Limits, Unreadable, places_of, read_table


def cells(source: bytes, separator: str = "") -> list[tuple[str, ...]]:
    table = read_table(source, separator)
    assert table.problems == ()
    return [table.header, *(row.cells for row in table.rows)]


@pytest.mark.parametrize(
    "source",
    [
        b"name,team\r\nDana,Finance\r\n",
        b"\xef\xbb\xbfname,team\nDana,Finance",
        b"name;team\rDana;Finance\r",
        b"name\tteam\n\n\nDana\tFinance\n\n",
        b"sep=;\r\nname;team\r\nDana;Finance\r\n",
        b'"name","team"\n" Dana\n","Fin\x00ance"\n',
        "name,team\nDana,Finance\n".encode("utf-16"),
        b"name,team\nDana,Finance,,\n",
    ],
)
def test_it_is_read_however_it_was_saved(source):
    assert cells(source) == [("name", "team"), ("Dana", "Finance")]


def test_the_separator_is_told_by_the_beginning_or_said():
    assert cells(b"name;note\nDana;a, b, c, d\n") == [("name", "note"), ("Dana", "a, b, c, d")]
    assert cells(b"a;b,c\n1;2,3\n", "semicolon") == [("a", "b,c"), ("1", "2,3")]


def test_every_row_that_does_not_fit_is_named():
    table = read_table(b'name,team\nDana\nEve,HR,extra\n\nTom,Sales\nUma,"open\n')
    assert [row.cells for row in table.rows] == [("Tom", "Sales")]
    assert [(one.row, one.what.split(".")[0]) for one in table.problems] == [
        (2, "1 cell, but there are 2 columns"),
        (3, "More cells than the 2 columns that have a place in the first row"),
        (6, "A quotation mark is not closed or stands in the wrong place"),
    ]


def test_a_quotation_mark_in_the_wrong_place_costs_its_own_row():
    table = read_table(b'name,team\n"Dana"s,HR\nEve,HR\n"Uma,HR\nTom,HR\n')
    assert [(row.number, row.cells) for row in table.rows] == [(3, ("Eve", "HR"))]
    assert [(one.row, one.what.split(". ")[1]) for one in table.problems] == [
        (2, "1 line was not read."),
        (4, "2 lines were not read."),
    ]


def test_cells_keep_their_lines_where_they_are_asked_for():
    source = b'na\nme,text\nDana," <p>one\r\n\r\ntwo</p>\n"\n'.replace(b"na\nme", b'"na\nme"')
    assert read_table(source).rows[0].cells == ("Dana", "<p>one two</p>")
    table = read_table(source, lines=True)
    assert (table.header, table.rows[0].cells) == (("na me", "text"), ("Dana", "<p>one\n\ntwo</p>"))


def test_a_text_of_windows_is_read_where_it_is_taken():
    source = "name,team\nJosé,Köln – Süd\n".encode("cp1252")
    table = read_table(source, windows=True)
    assert table.rows[0].cells == ("José", "Köln – Süd")
    assert [note[:30] for note in table.notes] == ["This file is not in UTF-8. It "]
    for broken in (source + b"\x00", b"\xff\xfe" + source + b"\n", b"name\n\x81\n"):
        with pytest.raises(Unreadable, match="not a text in UTF-8"):
            read_table(broken, windows=True)


def test_a_long_cell_is_cut_and_told():
    source = b"name,text\nDana,short\nEve," + b"x" * 150_000 + b"\n"
    table = read_table(source)
    assert len(table.rows[1].cells[1]) == USUAL.cell
    assert table.notes == ("Cells longer than 100,000 characters were cut, in row 3.",)


def test_who_takes_larger_files_says_so():
    source = b"name\n" + b"x\n" * (USUAL.rows + 1)
    assert len(read_table(source, limits=Limits(rows=20_000)).rows) == USUAL.rows + 1


def test_headings_are_known_by_the_words_that_people_use():
    known = {"title": ("title", "coursename"), "hours": ("hours",)}
    assert places_of(("Course name", "", "Hours!", "TITLE"), known) == {"title": [0, 3], "hours": [2]}


def test_odd_headings_are_told():
    table = read_table(b"name,,Role,Role\nDana,x,manager,learner\n")
    assert len(table.notes) == 2
    assert [table.column_name(place) for place in range(4)] == [
        "name",
        "Column 2",
        "Role (column 3)",
        "Role (column 4)",
    ]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"", "nothing in this file"),
        (b"\n\n , \n", "nothing in this file"),
        (b"PK\x03\x04...", "workbook"),
        (b"n\xe4me,team\n", "not a text in UTF-8"),
        (b"\xff\xfe\x00", "not a text in UTF-8"),
        (b'"name', "quotation mark"),
        (b",".join(b"c%d" % n for n in range(80)), "more than 60 columns"),
        (b"name\n" + b"x\n" * (USUAL.rows + 1), "More than 5,000 rows"),
    ],
)
def test_a_file_that_is_no_table_says_what_to_do(source, words):
    with pytest.raises(Unreadable, match=words):
        read_table(source)


def test_a_formula_is_text():
    assert cells(b'name\n"=HYPERLINK(""x"")"\n\'=1+1\n') == [("name",), ('=HYPERLINK("x")',), ("=1+1",)]


def test_more_than_memory_should_hold_is_refused():
    wide = ",".join(f"c{place}" for place in range(60))
    source = "\n".join([wide] * 4_000).encode()
    with pytest.raises(Unreadable, match="too much in this file"):
        read_table(source, limits=Limits(held=4_000_000))
    assert len(read_table(source, limits=Limits(held=16_000_000)).rows) == 3_999


def test_a_row_of_commas_costs_no_more_than_its_columns():
    table = read_table(b"name\n" + b"," * 5_000_000 + b"\nEve\n" + b"," * 5_000_000 + b"x\n")
    assert [row.cells for row in table.rows] == [("Eve",)]
    assert [one.row for one in table.problems] == [4]
