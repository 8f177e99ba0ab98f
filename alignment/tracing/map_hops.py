"""The hops at the chosen card of a map: what each link says, and where it is changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alignment.rules.content import Item, Layer, Link
from alignment.rules.evidence import cited_by, metrics_of
from alignment.tracing.addresses import link_address
from alignment.tracing.evidence_words import CitedWords, cited_line
from alignment.tracing.map import MapView
from alignment.tracing.map_ties import ties_of
from alignment.tracing.sources import Source
from alignment.tracing.strength_words import StrengthWords, strength_of_goal, strength_of_initiative
from alignment.tracing.words import confidence_word


@dataclass(frozen=True, slots=True)
class MapHop:
    """One link at the chosen card; `other` is the card at its other end."""

    id: str  # of its piece in the page
    other: str
    other_ref: str
    other_layer: str
    reason: str
    confidence: str
    evidence: str
    cited: CitedWords | None
    suspect: bool
    edit_url: str
    chosen: bool  # its line was chosen


@dataclass(frozen=True, slots=True)
class MapHops:
    """The links at the chosen card: those that lead up from it, and those that lead up to it."""

    title: str
    up: tuple[MapHop, ...]
    down: tuple[MapHop, ...]
    strength: StrengthWords | None

    @property
    def parts(self) -> list[tuple[str, tuple[MapHop, ...]]]:
        """Both lists that hold something, each with its heading."""
        named = [(_("It supports"), self.up), (_("It is supported by"), self.down)]
        return [(words, hops) for words, hops in named if hops]


def hops_at(source: Source, view: MapView, workspace: str, line: str = "") -> MapHops | None:
    """The links at the card in focus; None without one. `line` is the card at the end of a chosen line."""
    card = view.focus
    if card is None or card.layer == "remedy":
        return None
    items = ties_of(source.content).items
    metrics = metrics_of(source.content)

    def lines(own: str, other: str) -> Iterator[MapHop]:
        for link in source.content.links:
            if getattr(link, own) == card.key and getattr(link, other) in items:
                layer, item = items[getattr(link, other)]
                low = items[link.lower][0].word
                yield _hop(
                    link, layer, item, low, cited_line(cited_by(link, metrics), workspace), workspace, line
                )

    return MapHops(
        card.title,
        tuple(lines("lower", "upper")),
        tuple(lines("upper", "lower")),
        _strength(source, card.key, workspace),
    )


def _hop(
    link: Link, layer: Layer, item: Item, low: str, cited: CitedWords | None, workspace: str, line: str
) -> MapHop:
    ref = f"{layer.word}-{item.id or item.key}"
    return MapHop(
        id=f"hop-map-{low}-{link.id}",
        other=item.title,
        other_ref=ref,
        other_layer=layer.word,
        reason=link.reason.strip(),
        confidence=confidence_word(link.confidence),
        evidence=link.evidence.strip(),
        cited=cited,
        suspect=link.suspect,
        edit_url=link_address(workspace, low, link.id) if link.id else "",
        chosen=ref == line,
    )


def _strength(source: Source, key: str, workspace: str) -> StrengthWords | None:
    if key in source.trace.goals:
        return strength_of_goal(source.graph, key, workspace)
    return strength_of_initiative(source.graph, key, workspace)
