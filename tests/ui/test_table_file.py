"""Tables as people save them: whatever stands in the file, every row is read or named."""

import pytest

from alignment.ui.table_file import MOST_ROWS, Unreadable, read_table


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
        (6, "A quotation mark is not closed, or a cell is too long"),
    ]


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
        (b"name\n" + b"x\n" * (MOST_ROWS + 1), "More than 5,000 rows"),
    ],
)
def test_a_file_that_is_no_table_says_what_to_do(source, words):
    with pytest.raises(Unreadable, match=words):
        read_table(source)


def test_a_formula_is_text():
    assert cells(b'name\n"=HYPERLINK(""x"")"\n\'=1+1\n') == [("name",), ('=HYPERLINK("x")',), ("=1+1",)]
