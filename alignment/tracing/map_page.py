"""What the page, the paper and the drawing of a map show: of a plan as it is, or of a version of it."""

from datetime import date
from typing import Any

from alignment.tracing.map import MapView
from alignment.tracing.map_paper import paper_for


def map_context(shown: MapView, today: date) -> dict[str, Any]:
    """The context of the map's templates but for the plan."""
    return {"map": shown, "paper": paper_for(shown), "today": today, "narrowed": _narrowed(shown)}


def _narrowed(shown: MapView) -> str:
    """What the map is narrowed to, in words; empty when it shows everything."""
    return next((one.label for one in shown.choices if one.chosen and one.value != "all"), "")
