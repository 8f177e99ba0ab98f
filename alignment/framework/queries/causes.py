"""Why a link is to be re-checked, from history: an end changed since it was confirmed, or came back."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from alignment.models import ITEM, LINK_UP, Layer
from alignment.people.concerns import Concern, End

LinkId = tuple[Layer, int]


@dataclass(frozen=True)
class Cause:
    """What made links suspect: an item that said something else, or a deed that brought something back.

    Of a change, `was` is the digest that was confirmed; of a return, `came` is the deed (0: unknown).
    """

    layer: Layer | None = None
    item: int = 0
    was: str = ""
    came: int = 0

    @property
    def name(self) -> str:
        """What forms and addresses call it."""
        if self.layer is None:
            return f"back-{self.came}"
        return f"{self.layer.word}-{self.item}-{self.was[:12] or 'unknown'}"


@dataclass(frozen=True)
class Story:
    """How it came about: the deeds by id, oldest first, and the history rows of the item then and now.

    `then` is 0 when what the item said at the time of the confirmation is not recorded.
    """

    deeds: tuple[int, ...] = ()
    then: int = 0
    now: int = 0

    @property
    def latest(self) -> int:
        """The last deed, 0 when none is known."""
        return self.deeds[-1] if self.deeds else 0


@dataclass(frozen=True)
class Causes:
    """The causes of each link, the latest first, and the story of each cause."""

    of_link: dict[LinkId, list[Cause]]
    stories: dict[Cause, Story]


@dataclass(frozen=True)
class _Past:
    """An item at the end of one deed."""

    row: int
    deed: int
    meaning: str


def causes_of(found: Iterable[Concern]) -> Causes:
    """The causes of links to re-check: at most one query a table of history, narrow rows."""
    found = list(found)
    marks = _marks([one for one in found if one.is_blank])
    ends = {(one.layer, one.link): _moved_ends(one, marks) for one in found}
    pasts = _pasts(end for some in ends.values() for end in some)
    stories: dict[Cause, Story] = {}
    of_link: dict[LinkId, list[Cause]] = {}
    for one in found:
        link = (one.layer, one.link)
        causes = [Cause(end.layer, end.item, end.was) for end in ends[link]]
        for cause, end in zip(causes, ends[link], strict=True):
            stories.setdefault(cause, _story(pasts[end.layer, end.item], end.was))
        if one.is_blank:
            came = Cause(came=marks[link][0])
            stories.setdefault(came, Story((came.came,) if came.came else ()))
            causes.append(came)
        of_link[link] = sorted(causes, key=lambda cause: (-stories[cause].latest, cause.name))
    return Causes(of_link, stories)


def _moved_ends(one: Concern, marks: dict[LinkId, tuple[int, str, str]]) -> list[End]:
    """The ends that say something else than when the link was confirmed the last time."""
    lower, upper = one.lower, one.upper
    if one.is_blank:
        _deed, low, up = marks[one.layer, one.link]
        lower = End(lower.layer, lower.item, low or lower.now, lower.now)
        upper = End(upper.layer, upper.item, up or upper.now, upper.now)
    return [end for end in (lower, upper) if end.was != end.now]


def _marks(blank: list[Concern]) -> dict[LinkId, tuple[int, str, str]]:
    """Of links without confirmed digests: the deed that took them away, and what they were before."""
    wanted: dict[Layer, set[int]] = defaultdict(set)
    for one in blank:
        wanted[one.layer].add(one.link)
    marks: dict[LinkId, tuple[int, str, str]] = {(one.layer, one.link): (0, "", "") for one in blank}
    for layer, ids in wanted.items():
        columns = ("id", "deed_id", "lower_meaning", "upper_meaning", "confirmed_at")
        rows = _history(LINK_UP[layer], ids).values_list(*columns)
        kept: dict[int, list[tuple[tuple[Any, ...], int]]] = defaultdict(list)
        for pk, deed, *state in rows:
            _keep(kept[pk], tuple(state), deed or 0)
        for pk, states in kept.items():
            before = next((state for state, _deed in reversed(states) if state[0] or state[1]), ("", ""))
            marks[layer, pk] = (states[-1][1], before[0], before[1])
    return marks


def _keep(states: list[tuple[tuple[Any, ...], int]], state: tuple[Any, ...], deed: int) -> None:
    """Adds a state that a row had; going back to an earlier one takes back what lies between."""
    known = [one for one, _deed in states]
    if state in known:
        del states[known.index(state) + 1 :]
    else:
        states.append((state, deed))


def _pasts(ends: Iterable[End]) -> dict[tuple[Layer, int], list[_Past]]:
    """What items meant after each deed that touched them: one query a layer."""
    wanted: dict[Layer, set[int]] = defaultdict(set)
    for end in ends:
        wanted[end.layer].add(end.item)
    found: dict[tuple[Layer, int], list[_Past]] = defaultdict(list)
    for layer, ids in wanted.items():
        rows = _history(ITEM[layer], ids).values_list("id", "history_id", "deed_id", "meaning")
        for pk, row, deed, meaning in rows:
            pasts = found[layer, pk]
            if pasts and pasts[-1].deed == (deed or 0):
                pasts.pop()
            pasts.append(_Past(row, deed or 0, meaning))
    return found


def _story(pasts: list[_Past], was: str) -> Story:
    """What led from one meaning to the present one; a way there and back again is left out."""
    if not pasts:
        return Story()
    last = next((at for at in reversed(range(len(pasts))) if pasts[at].meaning == was), None)
    if last is None:
        first = next(past for past in pasts if past.meaning == pasts[-1].meaning)
        return Story((first.deed,), 0, pasts[-1].row)
    states: list[tuple[tuple[Any, ...], int]] = []
    for past in pasts[last:]:
        _keep(states, (past.meaning,), past.deed)
    return Story(tuple(deed for _state, deed in states[1:]), pasts[last].row, pasts[-1].row)


def _history(model: Any, ids: set[int]) -> Any:
    return model.history.filter(id__in=ids).order_by("history_id")
