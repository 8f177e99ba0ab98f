"""The table of the catalogue."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alignment.ui import formats
from alignment.ui.tables import BaseTable, NumberColumn, PieceColumn, Plain

MOST_SKILLS = 3  # that a row names


class SkillsColumn(Plain):
    """The first skills that an item teaches, and how many more."""

    def render(self, record: Any) -> str:
        names = [one.name for one in record.skills.all()]
        said = ", ".join(names[:MOST_SKILLS])
        if more := max(0, len(names) - MOST_SKILLS):
            words = _("%(names)s and %(n)s more")
            return words % {"names": said, "n": more}
        return said or "–"


class CostColumn(Plain):
    """A cost, with its currency where the list names one."""

    cell_class = "num"

    def render(self, value: Any, record: Any) -> str:
        return formats.money(value, record.currency)


class ItemTable(BaseTable):
    """What is on offer: what it teaches and serves, what it takes, and what was decided."""

    caption = _("Items of the catalogue")
    stacks = True

    pick = PieceColumn(
        template="catalogue/_pick.html",
        verbose_name=_("Tick"),
        accessor="pk",
        orderable=False,
        kind="short",
    )
    title = PieceColumn(template="catalogue/_item_title.html", verbose_name=_("Item"), kind="main")
    serves = PieceColumn(
        template="catalogue/_serves.html", verbose_name=_("Serves"), accessor="pk", orderable=False
    )
    skills = SkillsColumn(verbose_name=_("Skills"), accessor="pk", orderable=False)
    hours = NumberColumn(verbose_name=_("Hours"))
    cost = CostColumn(verbose_name=_("Cost"))
    seats = NumberColumn(verbose_name=_("Seats"))
    fate = PieceColumn(template="catalogue/_fate.html", verbose_name=_("Decision"), kind="short")

    def __init__(self, *args: Any, picks: bool, ticked: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticked = ticked
        if not picks:
            self.columns.hide("pick")

    def order_title(self, rows: Any, descending: bool) -> tuple[Any, bool]:
        return _order(rows, "title", descending)

    def order_hours(self, rows: Any, descending: bool) -> tuple[Any, bool]:
        return _order(rows, "hours", descending)

    def order_cost(self, rows: Any, descending: bool) -> tuple[Any, bool]:
        return _order(rows, "cost", descending)

    def order_seats(self, rows: Any, descending: bool) -> tuple[Any, bool]:
        return _order(rows, "seats", descending)

    def order_fate(self, rows: Any, descending: bool) -> tuple[Any, bool]:
        return _order(rows, "fate", descending)

    class Meta(BaseTable.Meta):
        empty_text = _("Nothing in the catalogue fits this. Show everything, or ask for less.")


def _order(rows: Any, name: str, descending: bool) -> tuple[Any, bool]:
    """By one column, what says nothing last; rows that are equal keep their place from page to page."""
    column = F(name)
    by = column.desc(nulls_last=True) if descending else column.asc(nulls_last=True)
    return rows.order_by(by, "position", "pk"), True
