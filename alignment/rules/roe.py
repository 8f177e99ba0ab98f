"""Return on expectations: whether what was expected was kept, as each side says (B27, B28).

The last rating of a side counts. Partly kept counts half; an expectation that both sides rated counts what
they say on average. With nothing rated there is no return on expectations, and no number stands for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from alignment.rules.content import Expectation, ExpectationRating
from alignment.rules.expectations import Reply, reply

OWNER, PARTY = "owner", "party"
SIDES = (OWNER, PARTY)
WORTH = {"kept": Fraction(1), "partly": Fraction(1, 2), "not_kept": Fraction(0)}


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what was rated was kept; None when nothing was."""

    rated: int
    kept: Fraction | None

    @property
    def percent(self) -> int | None:
        """In whole percent, a half rounded up."""
        return None if self.kept is None else int(self.kept * 100 + Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class OverPromise:
    """Something of ours that was not kept, or that changed after somebody had confirmed it."""

    expectation: Expectation
    not_kept: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class Roe:
    """The return on expectations: what we delivered, what we needed, as each side sees it."""

    every: Share
    delivered: dict[str, Share]  # by side, and "" for both together
    needed: dict[str, Share]
    usefulness: Fraction | None  # the average of 1 to 5, of all ratings that say it
    disagree: tuple[Expectation, ...]
    over_promises: tuple[OverPromise, ...]

    @property
    def is_rated(self) -> bool:
        """Whether there is anything to tell."""
        return self.every.rated > 0


def last_ratings(one: Expectation) -> dict[str, ExpectationRating]:
    """The ratings that count, by side: the last one of each."""
    found = {rating.side: rating for rating in one.ratings}
    return {side: found[side] for side in SIDES if side in found}


def may_be_rated(one: Expectation, today: date) -> bool:
    """Whether it is at its end: confirmed by everybody concerned, and done or due."""
    ended = one.done_on is not None or (one.due is not None and one.due <= today)
    return ended and reply(one) is Reply.CONFIRMED


def sides_disagree(one: Expectation) -> bool:
    """Whether both sides rated it, and not alike."""
    return len({rating.kept for rating in last_ratings(one).values()}) > 1


def roe_of(expectations: Iterable[Expectation]) -> Roe:
    """The return on some expectations."""
    some = list(expectations)
    useful = [
        rating.usefulness
        for one in some
        for rating in last_ratings(one).values()
        if rating.usefulness is not None
    ]
    return Roe(
        every=_share(some),
        delivered=_views([one for one in some if one.direction == "we_deliver"]),
        needed=_views([one for one in some if one.direction == "we_need"]),
        usefulness=Fraction(sum(useful), len(useful)) if useful else None,
        disagree=tuple(one for one in some if sides_disagree(one)),
        over_promises=tuple(_over_promises(some)),
    )


def _views(some: Sequence[Expectation]) -> dict[str, Share]:
    return {"": _share(some)} | {side: _share(some, (side,)) for side in SIDES}


def _share(some: Sequence[Expectation], sides: Sequence[str] = SIDES) -> Share:
    worths = []
    for one in some:
        said = [WORTH[rating.kept] for side, rating in last_ratings(one).items() if side in sides]
        if said:
            worths.append(Fraction(sum(said), len(said)))
    return Share(len(worths), Fraction(sum(worths), len(worths)) if worths else None)


def _over_promises(some: Iterable[Expectation]) -> Iterable[OverPromise]:
    for one in some:
        if one.direction != "we_deliver":
            continue
        not_kept = any(rating.kept == "not_kept" for rating in last_ratings(one).values())
        changed = any(answer.outdated and answer.answer == "confirmed" for answer in one.answers)
        if not_kept or changed:
            yield OverPromise(one, not_kept, changed)
