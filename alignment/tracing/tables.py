"""The two tables of the trace report."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alignment.ui.tables import BaseTable, PieceColumn, Plain, StatusColumn


class InitiativeTable(BaseTable):
    """Initiatives with their verdict, the goals they reach and how sure."""

    caption = _("Initiatives and the goals they reach")
    stacks = True

    title = PieceColumn(template="tracing/_initiative_title.html", verbose_name=_("Initiative"), kind="main")
    verdict = PieceColumn(
        template="tracing/_initiative_verdict.html", verbose_name=_("Trace"), accessor="order", kind="short"
    )
    goals = PieceColumn(
        template="tracing/_initiative_goals.html",
        verbose_name=_("Goals it reaches"),
        accessor="goal_count",
        kind="wide",
    )
    strength = PieceColumn(
        template="tracing/_strength.html",
        verbose_name=_("Weakest hop"),
        accessor="strength",
        kind="wide",
    )
    status = StatusColumn()

    class Meta(BaseTable.Meta):
        empty_text = _("No initiative to show.")


class GoalTable(BaseTable):
    """Goals with what reaches them."""

    caption = _("Business goals and what reaches them")
    stacks = True

    title = PieceColumn(template="tracing/_goal_title.html", verbose_name=_("Business goal"), kind="main")
    verdict = StatusColumn(verbose_name=_("Trace"), accessor="found__verdict")
    outcomes = Plain(verbose_name=_("Outcomes reached"), accessor="found__outcomes_reached")
    work = Plain(verbose_name=_("By what work"), accessor="found__under_way")
    strength = PieceColumn(
        template="tracing/_strength.html",
        verbose_name=_("Weakest hop"),
        accessor="found__strength",
        kind="wide",
    )

    def render_outcomes(self, record: Any) -> str:
        return record.outcomes_words

    def render_work(self, record: Any) -> str:
        return record.work_words

    class Meta(BaseTable.Meta):
        prefix = "goals-"
        empty_text = _("No business goal to show.")
