"""Sets of small numbers as the bits of one integer: joining two sets is one fast operation."""

from collections.abc import Iterator


def members(bits: int) -> Iterator[int]:
    """The numbers in a set, ascending."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


class Tally:
    """Counts in how many sets each number is, without looking at the numbers one by one.

    Plane n holds the n-th binary digit of every number's count, so adding a set is an addition
    with carry over whole sets.
    """

    __slots__ = ("_planes",)

    def __init__(self) -> None:
        self._planes: list[int] = []

    def add(self, bits: int) -> None:
        """Count one more set."""
        for place, plane in enumerate(self._planes):
            if not bits:
                return
            self._planes[place] = plane ^ bits
            bits &= plane
        if bits:
            self._planes.append(bits)

    def counts(self, size: int) -> list[int]:
        """How often each of the numbers 0 … size − 1 was in a set."""
        counts = [0] * size
        for place, plane in enumerate(self._planes):
            for member in members(plane):
                counts[member] += 1 << place
        return counts
