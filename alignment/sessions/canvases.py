"""The canvas: the questions of a step on paper with room to write, and all four steps side by side."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from alignment.framework.questions import STEPS, StepText
from alignment.models import Layer, Plan
from alignment.rules.content import is_live
from alignment.tracing.contents import content_of

CANVAS_STEPS: tuple[StepText, ...] = STEPS[:4]
PAPERS = {"a4": "A4", "a3": "A3"}
EVERY, ALL = "every", "all"
#: How many items of a column fit on either paper, which differ in size alone; the rest is counted.
FITS = 8
PLACES = 7  # in a column, those taken by items included
CARDS = 4  # places for what comes out of a step

#: What the cards of a step ask beside the title.
LEADS = {
    Layer.GOAL: _("How we will know, and by when"),
    Layer.OUTCOME: _("Serves which goal, and why"),
    Layer.MOMENT: _("Decides which performance outcome, and why"),
    Layer.LEARNING: _("Prepares for which moment, and why"),
}


@dataclass(frozen=True)
class Column:
    """One layer: what the plan holds of it, how much more there is, and how many places stay empty."""

    layer: str
    text: StepText
    lead: Any
    titles: tuple[str, ...] = ()
    more: int = 0
    empty: int = 0

    @property
    def places(self) -> range:
        return range(self.empty)

    @property
    def few_places(self) -> range:
        """Beside the questions of the next step there is less room."""
        return range(max(0, CARDS - len(self.titles)))


@dataclass(frozen=True)
class Sheet:
    """One page: a step with the column above it, or for all steps the four columns."""

    columns: tuple[Column, ...]
    text: StepText | None = None
    above: Column | None = None

    @property
    def own(self) -> Column:
        """The column of the step itself."""
        return self.columns[0]

    @property
    def results(self) -> range:
        """Places for what comes out of the step."""
        return range(CARDS)


@dataclass(frozen=True)
class Canvas:
    """The sheets that were asked for, and how."""

    sheets: tuple[Sheet, ...]
    which: str
    paper: str
    filled: bool


def canvas_of(plan: Plan, *, which: str, paper: str, filled: bool) -> Canvas:
    """The canvas of a plan: `which` is a step's slug, "all" (side by side) or "every" (all pages).

    Words that are not known mean all pages on A4. `filled`: with what the plan holds already.
    """
    paper = paper if paper in PAPERS else "a4"
    known = {text.slug: number for number, text in enumerate(CANVAS_STEPS)}
    which = which if which in {*known, ALL, EVERY} else EVERY
    columns = [_column(plan, text, filled) for text in CANVAS_STEPS]
    sheets = []
    for number, text in enumerate(CANVAS_STEPS):
        if which in (EVERY, text.slug):
            above = columns[number - 1] if number else None
            sheets.append(Sheet(columns=(columns[number],), text=text, above=above))
    if which in (EVERY, ALL):
        sheets.append(Sheet(columns=tuple(columns)))
    return Canvas(tuple(sheets), which, paper, filled)


def _column(plan: Plan, text: StepText, filled: bool) -> Column:
    layer = Layer.of(text.layer)
    titles: list[str] = []
    if filled:
        items = content_of(plan.workspace, plan).items(layer)
        titles = [one.title for one in items if not one.foreign and is_live(layer, one)]
    shown = tuple(titles[:FITS])
    more, empty = len(titles) - len(shown), max(0, PLACES - len(shown))
    return Column(text.layer, text, LEADS[layer], titles=shown, more=more, empty=empty)
