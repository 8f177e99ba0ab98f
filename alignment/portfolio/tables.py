"""The two tables of the portfolio."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alignment.ui.tables import BaseTable, PieceColumn, Plain


class GoalTable(BaseTable):
    """Goals by their rank, with what reaches them and how surely."""

    caption = _("Business goals by priority, and what reaches them")

    priority = Plain(verbose_name=_("Rank"), kind="num")
    title = PieceColumn(template="portfolio/_goal_title.html", verbose_name=_("Business goal"), kind="main")
    verdict = PieceColumn(
        template="portfolio/_goal_verdict.html",
        verbose_name=_("Trace"),
        accessor="found__verdict",
        kind="wide",
    )
    outcomes = Plain(verbose_name=_("Outcomes reached"), accessor="found__outcomes_reached")
    work = Plain(verbose_name=_("By what work"), accessor="found__under_way")
    strength = PieceColumn(
        template="portfolio/_strength.html",
        verbose_name=_("Weakest hop"),
        accessor="found__strength",
        kind="wide",
    )
    suspect = Plain(verbose_name=_("To re-check"), accessor="found__suspect", kind="num")

    def render_outcomes(self, record: Any) -> str:
        words: str = record.row.outcomes_words
        return words

    def render_work(self, record: Any) -> str:
        words: str = record.row.work_words
        return words

    class Meta(BaseTable.Meta):
        prefix = "goals-"
        empty_text = _("No business goal to show.")


class InitiativeTable(BaseTable):
    """Initiatives that lead to a goal or a part of the way, with how surely and what was decided."""

    caption = _("Initiatives, how sure their way to a goal is, and what was decided")

    title = PieceColumn(
        template="portfolio/_initiative_title.html", verbose_name=_("Initiative"), kind="main"
    )
    verdict = PieceColumn(
        template="portfolio/_initiative_verdict.html", verbose_name=_("Trace"), accessor="row__order"
    )
    goals = PieceColumn(
        template="portfolio/_initiative_goals.html",
        verbose_name=_("Goals it reaches"),
        accessor="row__goal_count",
    )
    strength = PieceColumn(
        template="portfolio/_strength.html", verbose_name=_("Weakest hop"), accessor="row__strength"
    )
    suspect = Plain(verbose_name=_("To re-check"), accessor="found__suspect", kind="num")
    cost = PieceColumn(
        template="portfolio/_initiative_cost.html", verbose_name=_("Cost and hours"), orderable=False
    )

    class Meta(BaseTable.Meta):
        empty_text = _("No initiative to show.")
