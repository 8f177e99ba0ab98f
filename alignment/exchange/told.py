"""Answers and ratings in a file: what somebody said by link or signed in, no file claims or changes.

What is new in a file was told to whoever imports it. What stands in the workspace and came by link or
signed in stays as it is, and so does what people said who were erased.
"""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from alignment.exchange.document import Document, Row
from alignment.rules.content import Expectation, ExpectationAnswer, ExpectationRating, PlanContent
from alignment.rules.expectations import AGREED_TO, makes_outdated

TOLD = "told"
Said = ExpectationAnswer | ExpectationRating


@dataclass(frozen=True)
class Importer:
    """Who imports, by name ("" at the command line), and who may not be spoken for any more."""

    name: str
    erased: frozenset[str]

    def told(self, one: Said) -> Said:
        """An answer or a rating of the file as it is kept."""
        return replace(one, how=TOLD, recorded_by=self.name or (one.recorded_by if one.how == TOLD else ""))

    def leaves(self, one: Said) -> bool:
        """Whether what somebody said in the workspace is nothing that a file may change."""
        return one.how != TOLD or one.person in self.erased


def with_told(document: Document, content: PlanContent, importer: Importer) -> Document:
    """The file with what will be said of each expectation; the same file again gives the same."""
    before = {one.key: one for one in content.expectations}
    rows = [_row(row, before.get(row["key"]), importer) for row in document.rows("expectations")]
    return replace(document, lists={**document.lists, "expectations": rows}) if rows else document


def _row(row: Row, old: Expectation | None, importer: Importer) -> Row:
    """An expectation of the file with the answers and ratings that it will have."""
    said: Row = {}
    if "answers" in row:
        after = replace(old, **{name: row[name] for name in AGREED_TO if name in row}) if old else None
        anew = old is not None and after is not None and makes_outdated(old, after)
        said["answers"] = _merged(row["answers"], old.answers if old else (), importer, anew)
    if "ratings" in row:
        said["ratings"] = _merged(row["ratings"], old.ratings if old else (), importer, False)
    return {**row, **said} if said else row


def _merged(rows: Sequence[Said], there: Sequence[Said], importer: Importer, anew: bool) -> tuple[Said, ...]:
    """What is said there with what the file says; nothing that stays changes its place."""
    given = _Given(rows)
    now: list[Said | None] = []
    for one in there:  # first what the file says as it is: it stays
        stays = (_is_outdated(one) or not anew) and given.take(_said(one))
        now.append(one if stays else None)
    for index, one in enumerate(there):
        if now[index] is None and importer.leaves(one):
            given.take(_said(one)) or given.take(_said(_outdate(one, not _is_outdated(one))))
            now[index] = _outdate(one, _is_outdated(one) or anew)
    fresh = deque(importer.told(one) for one in given.left() if one.person not in importer.erased)
    last = max((index for index, one in enumerate(now) if one is not None), default=-1)
    found: list[Said] = []
    for index, kept in enumerate(now):
        if kept is not None:
            found.append(kept)
        elif fresh:
            found.append(fresh.popleft())
        elif index < last:  # what comes after it would move up into its row
            found.append(_outdate(there[index], _is_outdated(there[index]) or anew))
    return (*found, *fresh)


class _Given:
    """What a file says, from which what is equal is taken out: by what it says, however much that is."""

    def __init__(self, rows: Sequence[Said]) -> None:
        self._rows = rows
        self._places: dict[Said, deque[int]] = defaultdict(deque)
        for place, one in enumerate(rows):
            self._places[_said(one)].append(place)

    def take(self, said: Said) -> bool:
        """Takes the first that says this out; False when none does."""
        places = self._places.get(said)
        if not places:
            return False
        places.popleft()
        return True

    def left(self) -> list[Said]:
        """What was not taken, in the order of the file."""
        return [self._rows[place] for place in sorted(chain.from_iterable(self._places.values()))]


def _is_outdated(one: Said) -> bool:
    return isinstance(one, ExpectationAnswer) and one.outdated


def _outdate(one: Said, outdated: bool) -> Said:
    """The same marked as given before the expectation changed, or not; a rating is never."""
    return replace(one, outdated=outdated) if isinstance(one, ExpectationAnswer) else one


def _said(one: Said) -> Said:
    """What was said, whoever wrote it down."""
    return replace(one, how=TOLD, recorded_by="")
