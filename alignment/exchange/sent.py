"""Updates and replies in a file: what was sent stays as it was told, and no file sends any."""

from dataclasses import replace

from django.utils.translation import gettext as _

from alignment.exchange.document import Document, Row
from alignment.exchange.problems import at, quote
from alignment.rules.content import PlanContent

#: What whoever asked was told, and what it was told of: it changes with another verdict alone.
REPLIED = (
    "verdict",
    "verdict_reason",
    "verdict_on",
    "verdict_by",
    "remedy",
    "remedy_owner",
    "remedy_date",
    "look_again_on",
    "reply",
    "replied_on",
)


def with_sent(document: Document, content: PlanContent) -> tuple[Document, list[str]]:
    """The file without what it would change of what was sent, and what was left out of it."""
    updates, left_out = _updates(document, content)
    requests, more = _requests(document, content)
    found = (("updates", updates), ("requests", requests))
    lists = {**document.lists, **{name: rows for name, rows in found if rows}}
    return replace(document, lists=lists), left_out + more


def _updates(document: Document, content: PlanContent) -> tuple[list[Row], list[str]]:
    there = {one.key: one for one in content.updates}
    rows, warnings = [], []
    for index, row in enumerate(document.rows("updates")):
        old, kept, what = there.get(row["key"]), row, ""
        if old is not None and old.sent_on is not None:
            kept = {name: getattr(old, name) for name in row if name != "plan" or row["plan"]}
            what = _("%(key)s was sent: it stays as it was told")
        elif old is not None and row.get("sent_on"):
            kept = {**row, "sent_on": None}
            what = _("%(key)s was not sent: a file sends nothing")
        if any(row[name] != value for name, value in kept.items()):
            warnings.append(at(f"updates[{index}]", what % {"key": quote(row["key"])}))
        rows.append(kept)
    return rows, warnings


def _requests(document: Document, content: PlanContent) -> tuple[list[Row], list[str]]:
    there = {one.key: one for one in content.requests}
    rows, warnings = [], []
    for index, row in enumerate(document.rows("requests")):
        old, kept, what = there.get(row["key"]), row, ""
        if old is not None and old.replied_on is not None:
            kept = {name: getattr(old, name) if name in REPLIED else value for name, value in row.items()}
            what = _("%(key)s was answered: verdict and reply stay as they were told")
        elif old is not None and row.get("replied_on"):
            kept = {**row, "replied_on": None}
            what = _("%(key)s was not answered: a file sends nothing")
        if kept != row:
            warnings.append(at(f"requests[{index}]", what % {"key": quote(row["key"])}))
        rows.append(kept)
    return rows, warnings
