"""Plan files for tests: the smallest whole chain, and ways to make one import of it."""

import copy
import json
from typing import Any

from alignment.exchange.document import Document, read
from alignment.exchange.services import ImportReport, import_document
from alignment.models import User, Workspace

CHAIN: dict[str, Any] = {
    "format": "throughline-plan",
    "version": 1,
    "plans": [{"key": "p1", "title": "People plan 2027"}],
    "people": [{"key": "cfo", "name": "Priya Nair", "role": "budget_holder"}],
    "target_groups": [{"key": "young", "name": "Young managers", "size": 42}],
    "goals": [{"key": "retention", "title": "Keep people", "owner": "cfo", "strategy": "Better managers"}],
    "outcomes": [{"key": "enps", "title": "The score rises"}],
    "moments": [
        {
            "key": "feedback",
            "title": "Monthly talk",
            "behaviours": [{"effect": "helps", "text": "Asks first"}],
        }
    ],
    "learning_outcomes": [{"key": "listen", "title": "Listen", "kind": "skill", "target_groups": ["young"]}],
    "initiatives": [
        {"key": "elp", "title": "Programme", "costs": [{"kind": "delivery", "amount": "250000"}]}
    ],
    "links": [
        {"lower": "enps", "upper": "retention", "reason": "Happy people stay"},
        {"lower": "feedback", "upper": "enps", "reason": "People know where they stand"},
        {"lower": "listen", "upper": "feedback", "reason": "Who listens learns"},
        {"lower": "elp", "upper": "listen", "reason": "It is practised"},
    ],
    "metrics": [
        {
            "key": "m1",
            "item": "enps",
            "title": "Score",
            "kind": "increase",
            "baseline": "12",
            "baseline_date": "2026-12-01",
            "target": "30",
            "target_date": "2027-12-31",
            "readings": [{"date": "2027-03-31", "value": "19"}],
        }
    ],
}


def chain(**lists: Any) -> dict[str, Any]:
    """The chain, with some of its lists replaced."""
    return copy.deepcopy({**CHAIN, **lists})


def changed(name: str, index: int = 0, /, **fields: Any) -> dict[str, Any]:
    """The chain, with some fields of one row changed."""
    found = chain()
    found[name][index].update(fields)
    return found


def only(**lists: Any) -> dict[str, Any]:
    """A file that says nothing but some lists."""
    return {"format": "throughline-plan", "version": 1, **lists}


def document_of(raw: Any) -> Document:
    return read(json.dumps(raw))


def load(raw: Any, workspace: Workspace, by: User | None = None, **more: Any) -> ImportReport:
    return import_document(document_of(raw), workspace=workspace, by=by, **more)
