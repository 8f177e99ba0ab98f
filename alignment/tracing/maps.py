"""Reads a plan's map. Its cards and pictures are kept in the process until somebody changes the workspace."""

from datetime import date

from django.utils.translation import get_language

from alignment.models import Plan
from alignment.tracing.kept import Kept
from alignment.tracing.map import MapView, choose, picture, with_focus
from alignment.tracing.map_cards import Cards
from alignment.tracing.sources import cards_from, live

_cards: Kept[Cards] = Kept(8)
_pictures: Kept[MapView] = Kept(32)


def map_of(plan: Plan, *, today: date, goal: str = "", focus: str = "") -> MapView | None:
    """The map of a plan, of one of its goals (its id), of "all" or of what is linked to "none".

    With `focus` (a card's ref, such as moment-12) that card's trace is lit. None when `goal` is no goal
    on the map. Costs no query when nothing changed since the last time.
    """
    place = (plan.pk, today, get_language())
    cards = _cards.get(plan.workspace, lambda: _read(plan, today), *place)
    chosen = choose(cards, goal, focus)
    if chosen is None:
        return None
    view = _pictures.get(plan.workspace, lambda: picture(cards, chosen), *place, chosen)
    return with_focus(view, cards, focus)


def _read(plan: Plan, today: date) -> Cards:
    return cards_from(live(plan, today))
