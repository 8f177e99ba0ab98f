"""The table of development requests."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alignment.models import DevelopmentRequest, Verdict
from alignment.rules.requests import Value
from alignment.ui.tables import BaseTable, NumberColumn, PieceColumn, Plain, Words


def value_words(value: Value) -> str:
    """What a request is worth: "Rank 2, 3 goals"."""
    if not value.goals:
        return ""
    goals = ngettext("%(n)s goal", "%(n)s goals", value.goals) % {"n": value.goals}
    if value.best_rank is None:
        return goals
    return _("Rank %(rank)s, %(goals)s") % {"rank": value.best_rank, "goals": goals}


class RequestTable(BaseTable):
    """Every request with where it stands, how old it is and what it is worth."""

    caption = _("Development requests, where they stand and what they are worth")
    stacks = True

    title = PieceColumn(template="intake/_line_title.html", verbose_name=_("Problem"), kind="main")
    stand = PieceColumn(template="intake/_line_stand.html", verbose_name=_("Where it stands"), kind="short")
    department = Plain(verbose_name=_("Department"))
    asked_on = PieceColumn(template="intake/_line_asked.html", verbose_name=_("Asked on"))
    age = NumberColumn(verbose_name=_("Days open"))
    value = Plain(verbose_name=_("Goals served"), order_by="value__order", accessor="value")
    effort = Words(verbose_name=_("Effort"), words=dict(DevelopmentRequest.Effort.choices))
    verdict = Words(verbose_name=_("Verdict"), words=dict(Verdict.choices))
    mode = PieceColumn(template="intake/_line_mode.html", verbose_name=_("Order or consultation"))

    def render_value(self, value: Value) -> str:
        return value_words(value) or "–"

    class Meta(BaseTable.Meta):
        empty_text = _("No request is like that.")
