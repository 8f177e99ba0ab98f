"""How the lines of the alignment map look, and what they mean."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alignment.tracing.words import confidence_word

# What paper and the SVG file show. On screen classes take the theme's colours instead.
STROKES = {0: ("#8a94a5", 0.15), 1: ("#68758c", 0.19), 2: ("#3f63b5", 0.23), 3: ("#1b3f9e", 0.3)}
WEAK_STROKE, OTHER_STROKE = ("#a35c00", 0.19), ("#525c6e", 0.18)
LIT_STROKE, DIM_STROKE = ("#2a58c8", 0.34), ("#dfe2e9", 0.15)
INKS = {
    "goal": "#5b3cc4",
    "outcome": "#2a58c8",
    "moment": "#9a4708",
    "learning": "#0d6b65",
    "initiative": "#a0246b",
    "remedy": "#525c6e",
}
DASHES = {"weak": "0.8 0.6", "parent": "0.3 0.45", "remedy": "0.3 0.45"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """One line between two cards."""

    upper: str
    lower: str
    path: str
    confidence: int
    weak: bool
    kind: str  # link, parent or remedy
    lit: bool = False
    dim: bool = False

    @property
    def look(self) -> str:
        """What the line says of itself: 0 to 3, weak, parent or remedy."""
        if self.kind != "link":
            return self.kind
        return "weak" if self.weak else str(self.confidence)

    @property
    def stroke(self) -> str:
        return self._pen[0]

    @property
    def stroke_width(self) -> str:
        return str(self._pen[1])

    @property
    def dash(self) -> str:
        return DASHES.get(self.look, "")

    @property
    def _pen(self) -> tuple[str, float]:
        if self.dim:
            return DIM_STROKE
        if self.look == "weak":
            return WEAK_STROKE
        if self.lit:
            return LIT_STROKE
        return STROKES[self.confidence] if self.kind == "link" else OTHER_STROKE


@dataclass(frozen=True, slots=True)
class Sign:
    """One entry of the legend: a line, or a card's border when there is none."""

    look: str
    words: str
    line: Connector | None = None


def line_words() -> dict[str, str]:
    """What each kind of line means."""
    return {
        **{str(confidence): confidence_word(confidence) for confidence in STROKES},
        "weak": _("reason missing or to re-check"),
        "parent": _("part of a larger goal"),
        "remedy": _("solved without learning"),
    }
