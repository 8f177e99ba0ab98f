"""Where a request is shown."""

from django.urls import reverse


def request_address(workspace: str, asked_id: int, anchor: str = "") -> str:
    """The page of one request, at one of its parts."""
    found = reverse("intake:request", args=[workspace, asked_id])
    return f"{found}#{anchor}" if anchor else found
