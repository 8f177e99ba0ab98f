"""What climbs the layers: sets of goals, the highest and deepest layers reached, and what is solid."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain

from alignment.rules.bits import Tally
from alignment.rules.content import Layer
from alignment.rules.graph import Graph

AT_ONCE = 4096
UPWARD = (Layer.OUTCOME, Layer.MOMENT, Layer.LEARNING, Layer.INITIATIVE)


class Ladder:
    """Passes over a graph's links, layer by layer. Lists that it answers with are in the order of `Rungs`."""

    def __init__(self, graph: Graph) -> None:
        self.rungs = graph.rungs
        self.goals = self.rungs.goals
        self.initiatives = self.rungs.initiatives
        self.first_initiative = len(self.rungs.nodes) - len(self.initiatives)

    @cached_property
    def _families(self) -> list[int]:
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

    def _hops(self, layers: Iterable[Layer], sound: bool = False) -> Iterator[tuple[int, int]]:
        """The links of some layers, in the order of those layers."""
        return chain.from_iterable(self.rungs.hops(layer, sound=sound) for layer in layers)

    def goals_above(self, confidence: int) -> list[int]:
        """For each item the set of goals that it reaches over links of at least this confidence."""
        sets = self._families + [0] * (len(self.rungs.nodes) - len(self.goals))
        for lower, upper in chain.from_iterable(self.rungs.hops(layer, confidence) for layer in UPWARD):
            sets[lower] |= sets[upper]
        return sets

    def tops(self) -> list[int]:
        """For each initiative the highest layer (lowest number) that a path from it reaches."""
        tops = list(self.rungs.layers)
        for lower, upper in self._hops(UPWARD):
            if tops[upper] < tops[lower]:
                tops[lower] = tops[upper]
        return tops[self.first_initiative :]

    def sound_to_goal(self) -> bytearray:
        """For each initiative whether a path of sound links alone leads from it to a goal."""
        sound = bytearray(len(self.rungs.nodes))
        sound[: len(self.goals)] = b"\1" * len(self.goals)
        for lower, upper in self._hops(UPWARD, sound=True):
            if sound[upper]:
                sound[lower] = 1
        return sound[self.first_initiative :]

    def suspects_above(self) -> list[int]:
        """For each initiative how many suspect links stand on its paths upward.

        Every suspect link is a bit that is handed down, only so many at a time that sets stay small.
        """
        counts = [0] * len(self.initiatives)
        suspects = [lower for lower, _upper in self.rungs.suspects()]
        for start in range(0, len(suspects), AT_ONCE):
            sets = [0] * len(self.rungs.nodes)
            for place, lower in enumerate(suspects[start : start + AT_ONCE]):
                sets[lower] |= 1 << place
            for lower, upper in self._hops(UPWARD):
                if sets[upper]:
                    sets[lower] |= sets[upper]
            found = sets[self.first_initiative :]
            counts = [count + bits.bit_count() for count, bits in zip(counts, found, strict=True)]
        return counts

    def suspects_below(self, goals_above: list[int]) -> list[int]:
        """For each goal how many suspect links stand on the paths below it, child goals included."""
        tally = Tally()
        for _lower, upper in self.rungs.suspects():
            tally.add(goals_above[upper])
        return tally.counts(len(self.goals))

    @cached_property
    def _depths(self) -> list[int]:
        """For each item the deepest layer on a path below it, child goals left aside."""
        depths = list(self.rungs.layers)
        for lower, upper in self._hops(reversed(UPWARD)):
            if depths[lower] > depths[upper]:
                depths[upper] = depths[lower]
        return depths

    def reaches(self) -> list[int]:
        """For each goal the deepest step present on a path below it, child goals included: 1–5."""
        above = [0] * (len(Layer) + 1)  # for each depth the goals that reach exactly it
        for number, family in enumerate(self._families):
            above[self._depths[number]] |= family
        return [
            next(depth for depth in range(5, 0, -1) if above[depth] >> number & 1)
            for number in range(len(self.goals))
        ]

    def outcomes(self) -> tuple[list[int], list[int]]:
        """For each goal how many outcomes serve it, and how many of them a live initiative reaches."""
        outcomes, reached = [0] * len(self.goals), [0] * len(self.goals)
        for lower, upper in self.rungs.hops(Layer.OUTCOME):
            outcomes[upper] += 1
            reached[upper] += self._depths[lower] == Layer.INITIATIVE
        return outcomes, reached

    def solid(self, under_way: frozenset[str]) -> int:
        """The set of goals that a headline may call supported.

        Every outcome that serves the goal or a goal below it is reached over a traced path by work
        under way, or left out on purpose; at least one is reached. Left out on purpose means that
        all its moments are marked "not a learning problem", or its goal "no learning planned".
        """
        carried = bytearray(len(self.rungs.nodes))
        for number, node in enumerate(self.initiatives, start=self.first_initiative):
            carried[number] = node.status in under_way
        for lower, upper in self._hops((Layer.INITIATIVE, Layer.LEARNING, Layer.MOMENT), sound=True):
            if carried[lower]:
                carried[upper] = 1
        held = {
            (lower, upper) for lower, upper in self.rungs.hops(Layer.OUTCOME, sound=True) if carried[lower]
        }
        aside = self._left_out()
        good = bad = 0
        for lower, upper in self.rungs.hops(Layer.OUTCOME):
            if (lower, upper) in held:
                good |= self._families[upper]
            elif not aside[lower] and not self.goals[upper].no_learning:
                bad |= self._families[upper]
        return good & ~bad

    def _left_out(self) -> bytearray:
        """For each item whether it is an outcome with moments of which none is a learning problem."""
        aside, other = bytearray(len(self.rungs.nodes)), bytearray(len(self.rungs.nodes))
        for lower, upper in self.rungs.hops(Layer.MOMENT):
            (aside if self.rungs.nodes[lower].not_learning else other)[upper] = 1
        return bytearray(yes and not no for yes, no in zip(aside, other, strict=True))
