"""Tables: what their cells say, how they sort and page, and that rows cost no queries."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.test import RequestFactory

from alignment.ui.tables import BaseTable, Plain, StatusColumn


@dataclass
class Inner:
    name: str


@dataclass
class Row:
    title: str
    amount: Decimal | None
    state: str
    inner: Inner | None
    kind: str

    def loud(self) -> str:
        return self.title.upper()


class Rows(BaseTable):
    caption = "All rows"
    title = Plain(verbose_name="Title", kind="main")
    loud = Plain()
    amount = Plain(kind="num")
    state = StatusColumn()
    inner = Plain(accessor="inner__name")
    own = Plain(accessor="title")

    def render_own(self, value, record):
        return f"{value}/{record.kind}"


def rows(count: int) -> list[Row]:
    return [Row(f"<b>{n}", Decimal(n) * 1000, "met", Inner("x"), "a") for n in range(count)]


def page(table: BaseTable, query: str = "") -> str:
    request = RequestFactory().get(f"/?{query}")
    return table.for_request(request, rows=2).as_html(request)


def cells(table: BaseTable) -> list[list[tuple[str, str]]]:
    return [list(row) for row in table.cells()]


def test_a_table_that_stacks_says_each_heading_beside_its_cell():
    class Stacked(Rows):
        stacks = True

    plain, stacked = page(Rows(rows(1))), page(Stacked(rows(1)))
    assert ("table-stacks" in plain, "data-head" in plain) == (False, False)
    assert ("table-stacks" in stacked, stacked.count("data-head")) == (True, 5)  # all but the row's own name
    assert '<td class="num" data-head="Amount">0</td>' in stacked
    assert page(Stacked([])).count("Nothing to show.") == 1


def test_cells_say_their_values():
    kinds, values = zip(*cells(Rows(rows(2)))[1], strict=True)
    assert kinds == ("main", "", "num", "short", "", "")
    assert values[:3] == ("<b>1", "<B>1", Decimal(1000))
    assert values[4:] == ("x", "<b>1/a")


def test_missing_values_are_a_dash():
    row = rows(1)[0]
    row.amount = row.inner = None
    values = [value for _, value in cells(Rows([row]))[0]]
    assert (values[2], values[4]) == ("–", "–")


def test_values_are_escaped():
    html = page(Rows(rows(1)))
    assert '<th scope="row" class="main">&lt;b&gt;0</th>' in html


def test_table_has_a_caption_and_no_inline_style():
    html = page(Rows(rows(1)))
    assert '<caption class="visually-hidden">All rows</caption>' in html
    assert html.count("style=") == 0


def test_sorting_is_said_and_the_rest_of_the_query_kept():
    html = page(Rows(rows(3)), "sort=-title&show=gaps&page=2")
    assert html.count('aria-sort="descending"') == 1
    assert "?sort=title&amp;show=gaps" in html


@pytest.mark.parametrize(
    ("asked", "here"),
    [("1", "Page 1 of 2"), ("2", "Page 2 of 2"), ("99", "Page 2 of 2"), ("x", "Page 1 of 2")],
)
def test_pages_that_do_not_exist_show_the_nearest(asked, here):
    assert here in page(Rows(rows(3)), f"page={asked}")


def test_empty_table_says_so():
    assert "Nothing to show." in page(Rows([]))


def test_subclass_with_its_own_meta_keeps_the_template():
    class Bare(BaseTable):
        title = Plain()

        class Meta:
            order_by = "title"

    assert page(Bare(rows(1))).count('class="table-box"') == 1


@pytest.mark.parametrize("asked", ["-1", "0", "1000000", "9" * 5000, "x"])
def test_the_address_does_not_say_how_many_rows_there_are(asked):
    table = Rows(rows(3))
    page(table, f"per_page={asked}&page=2")
    assert (table.page.number, len(table.page.object_list)) == (2, 1)
