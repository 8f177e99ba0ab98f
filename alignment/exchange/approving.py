"""Readings in a file: where a second person is demanded, none is approved by bringing it in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from alignment.exchange.document import Document
from alignment.exchange.problems import at
from alignment.models import Reading as Row
from alignment.rules.content import PlanContent, Reading


def with_drafts(document: Document, content: PlanContent) -> tuple[Document, list[str]]:
    """The file with readings as drafts that the workspace has not approved as they are, and where those are.

    The same file again says the same: what it brought is a draft until somebody approves it.
    """
    there = {one.key: one.readings for one in content.metrics}
    rows, warnings = [], []
    for index, row in enumerate(document.rows("metrics")):
        if "readings" in row:
            said = tuple(_drafts(row["readings"], there.get(row["key"], ())))
            if said != row["readings"]:
                what = _("what is new in it is a draft: in this workspace a second person approves it")
                warnings.append(at(f"metrics[{index}].readings", what))
                row = {**row, "readings": said}
        rows.append(row)
    return (replace(document, lists={**document.lists, "metrics": rows}) if rows else document), warnings


def _drafts(given: Sequence[Reading], there: Sequence[Reading]) -> list[Reading]:
    approved = Counter(replace(one, id=0) for one in there if one.state == Row.State.APPROVED)
    found = []
    for one in given:
        if approved[one]:
            approved[one] -= 1
        elif one.state == Row.State.APPROVED:
            one = replace(one, state=Row.State.DRAFT.value)
        found.append(one)
    return found
