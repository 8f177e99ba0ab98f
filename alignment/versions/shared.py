"""What a share link shows of its plan: as it is, or as it was in a version; nothing else."""

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alignment.models import ShareLink
from alignment.rules.content import Item, Layer
from alignment.rules.for_guests import for_guests, graph_for_guests
from alignment.tracing.kept import Kept
from alignment.tracing.map import MapView, map_view
from alignment.tracing.map_cards import Cards
from alignment.tracing.sources import Source, cards_from, live
from alignment.versions.frozen import FrozenProblem
from alignment.versions.snapshots import open_version, source_of

_sources: Kept[Source] = Kept(8)
_cards: Kept[Cards] = Kept(8)


def shared_source(link: ShareLink, today: date) -> Source:
    """What the pages of a link are drawn from; FrozenProblem when its version cannot be read.

    Costs no query when nobody changed the workspace since the last time.
    """
    return _sources.get(link.workspace, lambda: _read(link, today), *_place(link, today))


def is_intact(link: ShareLink) -> bool:
    """Whether the version that a link shows is unchanged since it was frozen; a plan as it is always is."""
    if link.snapshot is None:
        return True
    link.snapshot.plan, link.snapshot.workspace = link.plan, link.workspace
    return open_version(link.snapshot).intact


def title_shown(link: ShareLink) -> str:
    """What the plan is called on pages that say more than the version they stand by: as the version says."""
    if link.snapshot is None:
        return link.plan.title
    link.snapshot.plan, link.snapshot.workspace = link.plan, link.workspace
    try:
        return source_of(link.snapshot).content.plans[0].title
    except FrozenProblem:
        return _("Version %(n)s") % {"n": link.snapshot.number}


def shared_map(link: ShareLink, source: Source, goal: str = "", focus: str = "") -> MapView | None:
    """The map that a link shows, as `tracing.maps.map_of` gives that of a plan."""
    cards = _cards.get(link.workspace, lambda: cards_from(source), *_place(link, source.as_of))
    return map_view(cards, goal, focus)


def shared_item(source: Source, layer: str, item_id: int) -> Item | None:
    """The item of a layer that stands at an address, where the link shows it."""
    try:
        items = source.content.items(Layer.of(layer))
    except KeyError:
        return None
    return next((one for one in items if one.id == item_id and item_id), None)


def _read(link: ShareLink, today: date) -> Source:
    version = link.snapshot
    if version is None:
        whole = live(link.plan, today)
    else:
        version.plan, version.workspace = link.plan, link.workspace
        whole = source_of(version)
    content = for_guests(whole.content)
    graph = graph_for_guests(whole.graph, content, _("Something in another plan"))
    return Source(content, graph, whole.trace, whole.plan, whole.as_of)


def _place(link: ShareLink, today: date) -> tuple[object, ...]:
    return link.plan_id, link.snapshot_id, today, get_language()
