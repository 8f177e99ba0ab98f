"""Updates in a file: what was sent stays as it was told, and no file sends one."""

from dataclasses import replace

from django.utils.translation import gettext as _

from alignment.exchange.document import Document
from alignment.exchange.problems import at, quote
from alignment.rules.content import PlanContent


def with_sent(document: Document, content: PlanContent) -> tuple[Document, list[str]]:
    """The file without what it would change of updates that were sent, and what was left out of it."""
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
    return (replace(document, lists={**document.lists, "updates": rows}) if rows else document), warnings
