"""Numbers that moved on after the words of an update were written: both would go out, and disagree."""

from django.db.models import Q

from alignment.models import Reading, Update
from alignment.rules.content import is_live
from alignment.tracing.contents import content_of


def overtaken(update: Update) -> list[str]:
    """The metrics whose readings of the period changed since the draft was last saved. Two queries."""
    found = content_of(update.plan.workspace, update.plan)
    own = {item.key for layer, item in found.layered() if not item.foreign and is_live(layer, item)}
    titles = {
        metric.id: metric.title
        for metric in found.metrics
        if metric.item in own and not (metric.archived or metric.volume_only)
    }
    saved = update.history.order_by("-history_id").values_list("deed_id", flat=True).first()
    rows = Reading.history.filter(
        metric_id__in=titles, deed_id__gt=saved or 0, date__gt=update.start, date__lte=update.end, group=None
    ).exclude(Q(history_type="+") & Q(state=Reading.State.DRAFT))
    changed = set(rows.values_list("metric_id", flat=True))
    return [title for pk, title in titles.items() if pk in changed]
