"""What every page knows of the visitor: the workspace, the membership in it, and the others."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from alignment.models import Membership, User
from config.environment import is_loopback


def membership_here(request: HttpRequest) -> Membership | None:
    """The visitor's membership of the workspace that the address names; None for anybody else."""
    match = getattr(request, "resolver_match", None)
    user = getattr(request, "user", None)
    slug = match.kwargs.get("workspace") if match else None
    if not slug or not isinstance(user, User):
        return None
    return user.workspaces.get(str(slug))


def workspace_context(request: HttpRequest) -> dict[str, Any]:
    """`workspace`, `membership`, `memberships`, and how the installation is set up; no extra query."""
    membership = membership_here(request)
    user = getattr(request, "user", None)
    return {
        "workspace": membership.workspace if membership else None,
        "membership": membership,
        "memberships": list(user.workspaces.values()) if isinstance(user, User) else [],
        "local_mode": settings.LOCAL_MODE,
        # Links begin with SITE_URL: from there nobody else can open them, and no phone.
        "this_computer_only": is_loopback(urlsplit(settings.SITE_URL).hostname),
        "mail_goes_nowhere": settings.HTTPS and not settings.MAIL_IS_SET_UP,
    }
