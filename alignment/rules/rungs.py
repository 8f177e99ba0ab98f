"""The live items as numbers and the counted links as pairs of them: what every pass over all runs on."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from alignment.rules.content import Layer

if TYPE_CHECKING:
    from alignment.rules.graph import Edge, Node

#: What a link is worth to a trace, as bits: it says why, and an end means something else by now.
REASONED, SUSPECT = 1, 2
STATES = 4
GRADES = 4 * STATES  # confidence 0–3, in each of the states

#: A link as numbers: its kind, position, id, and the ids of its lower and upper end. The kind is the layer
#: of the lower end times GRADES, plus its confidence times STATES, plus its state.
Row: TypeAlias = tuple[int, int, int, int, int]


class Rungs:
    """The live items as numbers and the counted links as pairs of numbers, made for fast passes.

    Numbers run from goals down to initiatives; goals and initiatives stand in key order. Links are
    grouped by their kind, so that a pass over the surest links, or the suspect ones, touches no others.
    """

    def __init__(self, nodes: "Iterable[Node]") -> None:
        layers: dict[Layer, list[Node]] = {layer: [] for layer in Layer}
        for node in nodes:
            if node.live:
                layers[node.layer].append(node)
        for layer in (Layer.GOAL, Layer.INITIATIVE):
            layers[layer].sort(key=lambda node: node.key)
        self.nodes = [node for layer in Layer for node in layers[layer]]
        self.goals = layers[Layer.GOAL]
        self.initiatives = layers[Layer.INITIATIVE]
        self.layers = [int(layer) for layer in Layer for _ in layers[layer]]
        self._kinds: list[list[tuple[int, int]]] = [[] for _ in range((len(Layer) + 1) * GRADES)]

    def add_edges(self, edges: "Iterable[Edge]") -> None:
        """Takes the links that count out of these."""
        numbers = {node.key: number for number, node in enumerate(self.nodes)}
        depths, kinds = self.layers, self._kinds
        for edge in edges:
            lower, upper = numbers.get(edge.lower), numbers.get(edge.upper)
            if lower is None or upper is None:
                continue
            depth = depths[lower]
            if depth == depths[upper] + 1:
                state = edge.has_reason * REASONED + edge.suspect * SUSPECT
                kinds[depth * GRADES + edge.confidence * STATES + state].append((lower, upper))

    def add_rows(self, rows: Iterable[Row]) -> None:
        """The same of rows. Each joins neighbouring layers, so that its ends need only be live."""
        numbers: list[dict[int, int]] = [{} for _ in range(len(Layer) + 1)]
        for number, node in enumerate(self.nodes):
            numbers[node.layer][node.id] = number
        below = [of_layer.get for of_layer in numbers for _ in range(GRADES)]
        above = [below[0]] * GRADES + below  # of a kind's layer the one above
        add = [kind.append for kind in self._kinds]
        for kind, _position, _id, low, up in rows:
            lower, upper = below[kind](low), above[kind](up)
            if lower is not None and upper is not None:
                add[kind]((lower, upper))

    def hops(self, layer: Layer, confidence: int = 0, sound: bool = False) -> Iterator[tuple[int, int]]:
        """The counted links (lower, upper) from one layer to the one above it.

        Only those with at least this confidence, and only sound ones if asked: those that say why
        and that nobody has to look at again.
        """
        first = layer * GRADES
        kinds = self._kinds[first + confidence * STATES : first + GRADES]
        return chain.from_iterable(kinds[REASONED::STATES] if sound else kinds)

    def suspects(self) -> Iterator[tuple[int, int]]:
        """The counted links (lower, upper) that are suspect, from the goals down."""
        return chain.from_iterable(pairs for kind, pairs in enumerate(self._kinds) if kind % STATES & SUSPECT)
