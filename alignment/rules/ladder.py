"""Live items as numbers, counted links as pairs of them by layer: what the verdicts climb on."""

from collections.abc import Iterator

from alignment.rules.content import Layer
from alignment.rules.graph import Graph, Node

#: lower end, upper end, confidence, sound (has a reason and is not suspect)
Hop = tuple[int, int, int, bool]
UPWARD = (Layer.OUTCOME, Layer.MOMENT, Layer.LEARNING, Layer.INITIATIVE)


class Ladder:
    """Numbers run from goals down to initiatives; goals and initiatives are in key order."""

    def __init__(self, graph: Graph) -> None:
        layers: dict[Layer, list[Node]] = {layer: [] for layer in Layer}
        for node in graph.nodes.values():
            if node.live:
                layers[node.layer].append(node)
        for layer in (Layer.GOAL, Layer.INITIATIVE):
            layers[layer].sort(key=lambda node: node.key)
        self.nodes = [node for layer in Layer for node in layers[layer]]
        self.goals = layers[Layer.GOAL]
        self.initiatives = layers[Layer.INITIATIVE]
        self.first_initiative = len(self.nodes) - len(self.initiatives)
        self._layers = [int(node.layer) for node in self.nodes]
        self._hops = self._hops_of(graph)
        self._families = self._families_of()

    def _hops_of(self, graph: Graph) -> dict[Layer, list[Hop]]:
        """The counted links by the layer of their lower end."""
        hops: dict[Layer, list[Hop]] = {layer: [] for layer in UPWARD}
        numbers = {node.key: number for number, node in enumerate(self.nodes)}
        layers = self._layers
        by_layer: list[list[Hop]] = [[], [], *hops.values()]
        for edge in graph.edges:
            lower, upper = numbers.get(edge.lower), numbers.get(edge.upper)
            if lower is None or upper is None:
                continue
            layer = layers[lower]
            if layer == layers[upper] + 1:
                by_layer[layer].append((lower, upper, edge.confidence, edge.has_reason and not edge.suspect))
        return hops

    def _families_of(self) -> list[int]:
        """For each goal itself and all live parent goals above it; a ring of parents is one set."""
        numbers = {node.key: number for number, node in enumerate(self.goals)}
        parents = [numbers.get(node.parent) if node.parent else None for node in self.goals]
        families = [0] * len(self.goals)
        for start in range(len(self.goals)):
            walk: dict[int, None] = {}  # a set that keeps its order
            number: int | None = start
            while number is not None and not families[number] and number not in walk:
                walk[number] = None
                number = parents[number]
            above = 0
            if number in walk:
                steps = list(walk)
                above = sum(1 << goal for goal in steps[steps.index(number) :])
            elif number is not None:
                above = families[number]
            for goal in reversed(walk):
                above |= 1 << goal
                families[goal] = above
        return families

    def _upward(self) -> Iterator[Hop]:
        """Every hop after all hops above it."""
        for layer in UPWARD:
            yield from self._hops[layer]

    def _downward(self) -> Iterator[Hop]:
        """Every hop after all hops below it."""
        for layer in reversed(UPWARD):
            yield from self._hops[layer]

    def goals_above(self, confidence: int) -> list[int]:
        """For each initiative the set of goals that it reaches over links of at least this confidence."""
        sets = self._families + [0] * (len(self.nodes) - len(self.goals))
        for lower, upper, given, _ in self._upward():
            if given >= confidence:
                sets[lower] |= sets[upper]
        return sets[self.first_initiative :]

    def tops(self) -> list[int]:
        """For each item the highest layer (lowest number) that a path from it reaches."""
        tops = list(self._layers)
        for lower, upper, _, _ in self._upward():
            if tops[upper] < tops[lower]:
                tops[lower] = tops[upper]
        return tops

    def sound_to_goal(self) -> bytearray:
        """For each item whether a path of sound links alone leads from it to a goal."""
        sound = bytearray(len(self.nodes))
        sound[: len(self.goals)] = b"\1" * len(self.goals)
        for lower, upper, _, good in self._upward():
            if good and sound[upper]:
                sound[lower] = 1
        return sound

    def _depths(self) -> list[int]:
        """For each item the deepest layer on a path below it, child goals left aside."""
        depths = list(self._layers)
        for lower, upper, _, _ in self._downward():
            if depths[lower] > depths[upper]:
                depths[upper] = depths[lower]
        return depths

    def reaches(self) -> list[int]:
        """For each goal the deepest step present on a path below it, child goals included: 1–5."""
        depths = self._depths()
        above = [0] * (len(Layer) + 1)  # for each depth the goals that are at least as deep
        for number, family in enumerate(self._families):
            above[depths[number]] |= family
        return [
            max(depth for depth in Layer if depth == Layer.GOAL or above[depth] >> number & 1)
            for number in range(len(self.goals))
        ]

    def outcomes(self) -> tuple[list[int], list[int]]:
        """For each goal how many outcomes serve it, and how many of them a live initiative reaches."""
        depths = self._depths()
        outcomes, reached = [0] * len(self.goals), [0] * len(self.goals)
        for lower, upper, _, _ in self._hops[Layer.OUTCOME]:
            outcomes[upper] += 1
            reached[upper] += depths[lower] == Layer.INITIATIVE
        return outcomes, reached

    def solid(self, under_way: frozenset[str]) -> int:
        """The set of goals that a headline may call supported.

        Every outcome that serves the goal or a goal below it is reached over a traced path by work
        under way, or left out on purpose; at least one is reached. Left out on purpose means that
        all its moments are marked "not a learning problem", or its goal "no learning planned".
        """
        carried = bytearray(len(self.nodes))
        for number, node in enumerate(self.initiatives, start=self.first_initiative):
            carried[number] = node.status in under_way
        for lower, upper, _, good in self._downward():
            if good and carried[lower]:
                carried[upper] = 1
        aside = self._left_out()
        good_goals = bad_goals = 0
        for lower, upper, _, good in self._hops[Layer.OUTCOME]:
            if good and carried[lower]:
                good_goals |= self._families[upper]
            elif not aside[lower] and not self.goals[upper].no_learning:
                bad_goals |= self._families[upper]
        return good_goals & ~bad_goals

    def _left_out(self) -> bytearray:
        """For each outcome whether it has moments and none of them is a learning problem."""
        aside, other = bytearray(len(self.nodes)), bytearray(len(self.nodes))
        for lower, upper, _, _ in self._hops[Layer.MOMENT]:
            if self.nodes[lower].not_learning:
                aside[upper] = 1
            else:
                other[upper] = 1
        return bytearray(yes and not no for yes, no in zip(aside, other, strict=True))
