"""What a file claims for learning beyond what was agreed: taken, and said (design, section 3.7)."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from alignment.exchange.comparing import Changes
from alignment.exchange.document import Document
from alignment.exchange.problems import at, quote
from alignment.rules.content import PlanContent
from alignment.rules.decimals import canonical
from alignment.rules.shared_credit import Breach, Credit, claims_all_alone, credits_of


def warn_of_claims(document: Document, changes: Sequence[Changes], content: PlanContent) -> Iterator[str]:
    """Where learning claims too much of an outcome as the file will leave it, said where it speaks of it."""
    done = {one.kind.name: one for one in changes}
    outcomes = _after(content.outcomes, done["outcomes"])
    initiatives = _after(content.initiatives, done["initiatives"])
    credit = credits_of(outcomes.values(), initiatives.values())
    told: set[str] = set()
    for index, row in enumerate(document.rows("initiatives")):
        for place, line in enumerate(row.get("benefits", ())):
            where = f"initiatives[{index}].benefits[{place}].attribution"
            if claims_all_alone(line):
                yield at(where, _("100 %% names no outcome whose split was agreed") % {})
            elif line.attribution is not None and line.outcome in credit and line.outcome not in told:
                told.add(line.outcome)
                yield from _words(credit[line.outcome], where)
    for index, row in enumerate(document.rows("outcomes")):
        if row["key"] not in told:
            yield from _words(credit[row["key"]], f"outcomes[{index}].contribution")


def _after(existing: Sequence[Any], changes: Changes) -> dict[str, Any]:
    """The rows of a list as they will be, by key."""
    return {one.key: one for one in existing} | {
        one.after.key: one.after for one in (*changes.changed, *changes.added)
    }


def _words(credit: Credit, where: str) -> Iterator[str]:
    said = {
        "outcome": quote(credit.outcome),
        "claimed": canonical(credit.claimed),
        "share": credit.share,
    }
    if credit.breach is Breach.ABOVE_SHARE:
        what = _("learning claims %(claimed)s %% of %(outcome)s, of which %(share)s %% were agreed")
        yield at(where, what % said)
    elif credit.breach is Breach.NOT_AGREED:
        what = _("learning claims %(claimed)s %% of %(outcome)s, and no split was agreed")
        yield at(where, what % said)
