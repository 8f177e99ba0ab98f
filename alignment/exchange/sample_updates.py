"""The update of the sample plan, sent as it would have been on its day: with the figures of its period."""

from datetime import UTC, datetime, time

from alignment.deeds import deed
from alignment.exchange.samples import ACCOUNTS
from alignment.models import Deed, Update, User
from alignment.updates.telling import told_now

BY = "lead@example.org"


def tell_sample_updates(slug: str) -> None:
    """Keeps what each sent update of a freshly loaded sample told; nobody is mailed.

    A plan file holds the words of an update. Its figures and its story are what the data said of the period.
    """
    by = User.objects.filter(email=BY).first()
    rows = Update.objects.filter(workspace__slug=slug, workspace__is_sample=True, told={})
    for update in rows.exclude(sent_on=None).select_related("plan__workspace", "story"):
        assert update.sent_on is not None  # noqa: S101 - for the type checker
        plan = update.plan
        with deed("send_update", by=by, workspace=plan.workspace, plan=plan, subject=update.title) as row:
            at = datetime.combine(update.sent_on, time(9), UTC)
            Deed.objects.filter(pk=row.pk).update(at=at, by_name=ACCOUNTS[BY][0])
            update.told, update.sent_by = told_now(update), by
            update.save()
