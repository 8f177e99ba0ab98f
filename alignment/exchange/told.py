"""Answers to expectations in a file: what somebody said by link or signed in, no file claims or changes.

What is new in a file was told to whoever imports it. What stands in the workspace and came by link or
signed in stays as it is, and so do the answers of people who were erased.
"""

from dataclasses import dataclass, replace

from alignment.exchange.document import Document, Row
from alignment.rules.content import Expectation, ExpectationAnswer, PlanContent
from alignment.rules.expectations import AGREED_TO, makes_outdated

TOLD = "told"
Answers = tuple[ExpectationAnswer, ...]


@dataclass(frozen=True)
class Importer:
    """Who imports, by name ("" at the command line), and who may not be spoken for any more."""

    name: str
    erased: frozenset[str]

    def told(self, one: ExpectationAnswer) -> ExpectationAnswer:
        """An answer of the file as it is kept."""
        return replace(one, how=TOLD, recorded_by=self.name or (one.recorded_by if one.how == TOLD else ""))

    def leaves(self, one: ExpectationAnswer) -> bool:
        """Whether an answer of the workspace is none that a file may change."""
        return one.how != TOLD or one.person in self.erased


def with_told(document: Document, content: PlanContent, importer: Importer) -> Document:
    """The file with the answers that each expectation will have; the same file again gives the same."""
    before = {one.key: one for one in content.expectations}
    rows = [
        {**row, "answers": _merged(row, before.get(row["key"]), importer)} if "answers" in row else row
        for row in document.rows("expectations")
    ]
    return replace(document, lists={**document.lists, "expectations": rows}) if rows else document


def _merged(row: Row, old: Expectation | None, importer: Importer) -> Answers:
    """The answers there are with those of the file; nothing that stays changes its place."""
    given = [_said(one) for one in row["answers"]]
    source = {id(said): one for said, one in zip(given, row["answers"], strict=True)}
    now: list[ExpectationAnswer | None] = []
    there: Answers = old.answers if old else ()
    after = replace(old, **{name: row[name] for name in AGREED_TO if name in row}) if old else None
    anew = old is not None and after is not None and makes_outdated(old, after)
    for one in there:  # first what the file says as it is: it stays
        stays = (one.outdated or not anew) and _take(given, _said(one))
        now.append(one if stays else None)
    for index, one in enumerate(there):
        if now[index] is None and importer.leaves(one):
            _take(given, _said(one)) or _take(given, replace(_said(one), outdated=not one.outdated))
            now[index] = replace(one, outdated=one.outdated or anew)
    fresh = [importer.told(source[id(one)]) for one in given if one.person not in importer.erased]
    last = max((index for index, one in enumerate(now) if one is not None), default=-1)
    found = []
    for index, kept in enumerate(now):
        if kept is not None:
            found.append(kept)
        elif fresh:
            found.append(fresh.pop(0))
        elif index < last:  # what comes after it would move up into its row
            found.append(replace(there[index], outdated=there[index].outdated or anew))
    return (*found, *fresh)


def _said(one: ExpectationAnswer) -> ExpectationAnswer:
    """What was said, whoever wrote it down."""
    return replace(one, how=TOLD, recorded_by="")


def _take(given: list[ExpectationAnswer], said: ExpectationAnswer) -> bool:
    """Takes one equal answer out of those that are given."""
    for index, one in enumerate(given):
        if one == said:
            del given[index]
            return True
    return False
