"""What a file claims for learning beyond the agreed split, and what becomes of the agreement."""

from datetime import date
from typing import Any

from alignment.models import BenefitLine, PerformanceOutcome, Person, Workspace
from tests.exchange.files import chain, load, only


def split(*shares: int, **said: Any) -> dict[str, Any]:
    """An outcome whose first share is learning's."""
    rows = [
        {"who": f"Part {place}", "share": share, "learning": not place} for place, share in enumerate(shares)
    ]
    return {"key": "enps", "title": "The score rises", "contribution": rows, **said}


def claiming(share: int, outcome: str = "enps") -> dict[str, Any]:
    benefit = {"text": "Fewer leave", "amount": "10", "attribution": share, "outcome": outcome}
    return {"key": "elp", "title": "Programme", "benefits": [benefit]}


AGREED = {"contribution_agreed_by": "cfo", "contribution_agreed_on": "2026-11-02"}


def test_a_file_that_claims_too_much_is_taken_and_warned_of(workspace: Workspace) -> None:
    place = "initiatives[0].benefits[0].attribution"
    report = load(chain(outcomes=[split(40, 30, **AGREED)], initiatives=[claiming(60)]), workspace)
    said = f"{place}: learning claims 60 % of 'enps', of which 40 % were agreed"
    assert (list(report.warnings), BenefitLine.objects.get().attribution) == ([said], 60)
    assert list(load(only(initiatives=[claiming(40)]), workspace).warnings) == []
    assert list(load(only(initiatives=[claiming(100, "")]), workspace).warnings) == [
        f"{place}: 100 % names no outcome whose split was agreed"
    ]
    load(only(initiatives=[claiming(40)]), workspace)
    lower = load(only(outcomes=[split(30, **AGREED)]), workspace)
    assert list(lower.warnings) == [
        "outcomes[0].contribution: learning claims 40 % of 'enps', of which 30 % were agreed"
    ]
    load(only(outcomes=[split(100)]), workspace)
    assert list(load(only(initiatives=[claiming(100)]), workspace).warnings) == [
        f"{place}: learning claims 100 % of 'enps', and no split was agreed"
    ]


def test_another_split_asks_for_agreement_anew(workspace: Workspace) -> None:
    load(chain(outcomes=[split(40, 30, **AGREED)]), workspace)
    outcome = PerformanceOutcome.objects.get()
    assert (outcome.contribution_agreed_by, outcome.contribution_agreed_on) == (
        Person.objects.get(key="cfo"),
        date(2026, 11, 2),
    )
    load(only(outcomes=[split(40, 30)]), workspace)
    outcome.refresh_from_db()
    assert outcome.contribution_agreed_on == date(2026, 11, 2)
    assert load(only(outcomes=[split(60, 30)]), workspace).changed == 1
    outcome.refresh_from_db()
    assert (outcome.contribution_agreed_by, outcome.contribution_agreed_on) == (None, None)
    assert load(only(outcomes=[split(60, 30)]), workspace).changed == 0
