"""Where a gap is put right. Pages of other features are asked by address alone."""

from django.urls import reverse

from alignment.rules.gaps import Action, Gap


def step_address(workspace: str, plan_id: int, slug: str) -> str:
    """The page of one step: goals, outcomes, moments, learning or initiatives."""
    return f"{reverse('framework:plan_overview', args=[workspace, plan_id])}{slug}/"


def item_address(workspace: str, layer: str, item_id: int) -> str:
    """The page of one item."""
    return reverse("framework:item", args=[workspace, layer, item_id])


def gap_address(workspace: str, plan_id: int, gap: Gap) -> str:
    """The page on which the one action stands that closes a gap."""
    if gap.action is Action.READING:
        return reverse("measurement:reading_new", args=[workspace, gap.metric_id])
    if gap.action is Action.METRIC:
        return reverse("measurement:metric_edit", args=[workspace, gap.metric_id])
    if gap.action is Action.METRIC_NEW:
        new = reverse("measurement:metric_new", args=[workspace, plan_id])
        return f"{new}?item={gap.layer.word}-{gap.id}"
    return item_address(workspace, gap.layer.word, gap.id)
