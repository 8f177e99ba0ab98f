"""Where the pages of the guided steps are."""

from django.urls import reverse


def step_address(workspace: str, plan_id: int, slug: str) -> str:
    """The page of one step: goals, outcomes, moments, learning or initiatives."""
    return reverse("framework:step", args=[workspace, plan_id, slug])
