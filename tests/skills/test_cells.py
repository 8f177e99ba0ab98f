"""Cells with HTML and with lists in them."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alignment.skills.cells import as_list, line, lines, listed


def test_html_becomes_text() -> None:
    said = "<p>Learn &amp; grow</p><ul><li>One</li><li>Two</li></ul><script>alert(1)</script>"
    assert lines(said) == "Learn & grow\n\nOne\n\nTwo"
    assert line("A &lt; B") == "A < B"
    assert line("a < b and c > d") == "a < b and c > d"
    assert line("fish & chips; 3 <4") == "fish & chips; 3 <4"


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Excel; Word ;Excel", ("Excel", "Word")),
        ("Excel, Word", ("Excel", "Word")),
        ("Reading, writing; Sums", ("Reading, writing", "Sums")),
        ("Excel\nWord", ("Excel", "Word")),
        ('["Excel", "Word"]', ("Excel", "Word")),
        ("['Excel', 'Word']", ("Excel", "Word")),
        ("[it's Excel, Word]", ("it's Excel", "Word")),
        ("<ul><li>Excel</li><li>Word</li></ul>", ("Excel", "Word")),
        ("• Excel | • Word", ("Excel", "Word")),
        ("", ()),
    ],
)
def test_lists_in_a_cell(said: str, names: tuple[str, ...]) -> None:
    assert listed(said) == names


@pytest.mark.parametrize(
    "names", [(), ("A",), ("A", "B"), ("A, B",), ("A; B", "C"), ("[x]", "y"), ("A, B", "C")]
)
def test_a_list_comes_back_from_its_cell(names: tuple[str, ...]) -> None:
    assert listed(as_list(names)) == names


@given(some.text(max_size=300))
def test_every_cell_becomes_plain_text(said: str) -> None:
    assert "\n" not in line(said)
    assert "\r" not in lines(said)
    assert all(one == one.strip() for one in listed(said))


@pytest.mark.parametrize("piece", ["<", "<!--", "<script>", "&amp", "[[", "<a ", "';", "<![CDATA["])
def test_hostile_cells_cost_one_pass(piece: str) -> None:
    said = piece * (100_000 // len(piece))
    start = perf_counter()
    lines(said)
    listed(said)
    assert perf_counter() - start < 2


@pytest.mark.parametrize(
    "said", ["<" + "a" * 100_000, "['" + "\\'" * 50_000 + "]", "[" + '\\"' * 50_000 + "]"]
)
def test_cells_that_never_close_cost_one_pass(said: str) -> None:
    start = perf_counter()
    lines(said)
    listed(said)
    assert perf_counter() - start < 2
