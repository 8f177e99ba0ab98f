"""Where a gap is put right. Pages of other features are asked by address alone."""

from urllib.parse import urlencode

from django.urls import reverse

from alignment.rules.gaps import Action, Gap, GapKind


def step_address(workspace: str, plan_id: int, slug: str) -> str:
    """The page of one step: goals, outcomes, moments, learning or initiatives."""
    return reverse("framework:step", args=[workspace, plan_id, slug])


def item_address(workspace: str, layer: str, item_id: int) -> str:
    """The page of one item."""
    return reverse("framework:item", args=[workspace, layer, item_id])


def gap_address(workspace: str, plan_id: int, gap: Gap, back: str = "") -> str:
    """The page on which the one action stands that closes a gap; `back` is where it leads afterwards."""
    item = [workspace, gap.layer.word, gap.id]
    if gap.action is Action.READING:
        return reverse("measurement:reading_new", args=[workspace, gap.metric_id])
    if gap.action is Action.METRIC:
        return reverse("measurement:metric_edit", args=[workspace, gap.metric_id])
    if gap.action is Action.METRIC_NEW:
        new = reverse("measurement:metric_new", args=[workspace, plan_id])
        return f"{new}?item={gap.layer.word}-{gap.id}"
    if gap.action is Action.LINK_DOWN:
        found = reverse("framework:item_support", args=item)
    elif gap.action is Action.LINK_UP:
        found = reverse("framework:link_new", args=item)
    elif gap.action is Action.LINK:
        name = "link_confirm" if gap.kind is GapKind.SUSPECT else "link_edit"
        found = reverse(f"framework:{name}", args=[workspace, gap.layer.word, gap.link_id])
    else:
        found = reverse("framework:item_edit", args=item)
    return f"{found}?{urlencode({'next': back})}" if back else found
